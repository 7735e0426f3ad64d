#include "crawler/walls.h"

#include <algorithm>
#include <initializer_list>

#include "crawler/json_list.h"
#include "crawler/links.h"
#include "crawler/response_head.h"
#include "model/url.h"

namespace nianbao::crawler {
namespace {

// A wall is a script with a few words around it; a page with more text than this (bytes) is a page.
constexpr std::size_t most_text_of_a_wall = 1500;
constexpr std::size_t most_bytes_of_a_notice = std::size_t{16} << 10;
constexpr std::size_t most_bytes_read = std::size_t{256} << 10;

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool sets_cookie(const Exchange& exchange, std::string_view name) {
    return std::any_of(exchange.headers.begin(), exchange.headers.end(), [name](const HeaderField& field) {
        return same_word(field.name, "Set-Cookie") && field.value.find(name) != std::string::npos;
    });
}

bool redirects_to_itself(const Exchange& exchange) {
    if (exchange.status < 300 || exchange.status > 399 || exchange.header("Location").empty()) return false;
    const auto base = model::Url::parse(exchange.url);
    if (!base) return false;
    const auto target = base->resolve(exchange.header("Location"));
    return target && target->to_string() == exchange.url;
}

bool asks_for_a_code(std::string_view text, const PageLinks& page) {
    if (page.text_size > 600) return false;
    if (has_any(page.title, {"验证码", "安全验证", "人机验证", "滑动验证", "访问验证", "captcha", "Captcha"})) return true;
    return has_any(text, {"请输入验证码", "请完成安全验证", "拖动滑块", "geetest", "/captcha", "captcha.js", "TencentCaptcha"});
}

// A wall that needs no script: next to nothing on the page but the demand.
bool only_asks_for_proof(std::string_view text, const PageLinks& page) { return page.links.size() <= 3 && asks_for_a_code(text, page); }

bool says_blocked(std::string_view text, const PageLinks& page) {
    if (page.text_size > most_text_of_a_wall) return false;
    return has_any(text, {"您的请求可能", "请求被拦截", "访问被拦截", "访问被阻断", "网站防火墙", "Web应用防火墙", "云防护", "安全防护系统", "已被拦截", "您的访问被拒绝", "非法请求", "Request blocked",
                          "request has been blocked", "Web Application Firewall", "errors.aliyun.com"});
}

bool reloads_itself(std::string_view raw, const PageLinks& page) {
    const bool sets = raw.find("document.cookie") != std::string_view::npos;
    return sets && page.text_size < 100 && page.links.empty() && has_any(raw, {"location.reload", "location.href", "location.replace", "location="});
}

}  // namespace

std::optional<std::string> recognise_wall(const Exchange& exchange, std::string_view text, const PageLinks& links) {
    if (redirects_to_itself(exchange) && sets_cookie(exchange, "=")) return "cookie";
    if (exchange.status == 521) return "jsl";
    const std::string_view raw = exchange.payload().substr(0, most_bytes_read);
    const bool is_challenge = exchange.status == 412 || exchange.status == 202;
    // A wall is a script with a few words around it: only what is small is looked at closely.
    if (links.text_size > most_text_of_a_wall && !is_challenge) return std::nullopt;
    const bool has_script = has_any(raw, {"<script", "<SCRIPT"});
    // A wall may come under any media type, also one that is not read.
    const PageLinks unread = text.empty() && has_script ? scan_links(raw) : PageLinks();
    const PageLinks& page = text.empty() ? unread : links;
    if (page.text_size > most_text_of_a_wall && !is_challenge) return std::nullopt;
    if (has_script && has_any(raw, {"__jsl_clearance"})) return "jsl";
    if (is_challenge && has_any(raw, {"$_ts"})) return "ruishu";
    if (exchange.status == 412 && has_script) return "ruishu";
    if (exchange.status < 200 || (exchange.status >= 300 && exchange.status < 400)) return std::nullopt;
    if (raw.size() <= most_bytes_of_a_notice && !text.empty()) {
        if (exchange.status != 404 && exchange.status != 410 && says_blocked(text, page)) return "firewall";
        if (page.text_size < 300 && page.links.size() <= 3 && has_any(text, {"请开启JavaScript并刷新该页"})) return "wzws";
        if (!has_script && only_asks_for_proof(text, page)) return "captcha";
        if (has_script && reloads_itself(raw, page) && !has_any(raw, {"acw_sc__v2", "EO_Bot_Ssid", "wzws", "WZWS", "$_ts"})) return "script";
    }
    if (!has_script || page.text_size > most_text_of_a_wall) return std::nullopt;  // a challenge with much text
    if (has_any(raw, {"acw_sc__v2"})) return "acw";
    if (has_any(raw, {"EO_Bot_Ssid"})) return "edgeone";
    if (has_any(raw, {"wzws", "WZWS"}) || has_any(text, {"请开启JavaScript并刷新该页"})) return "wzws";
    if (has_any(raw, {"$_ts="}) && page.links.empty()) return "ruishu";
    if (asks_for_a_code(text, page)) return "captcha";
    return std::nullopt;
}

MissingPage recognise_missing_page(std::string_view text, const PageLinks& page) {
    if (text.empty() || text.size() > (std::size_t{64} << 10) || page.text_size > 3000 || looks_like_json(text)) return MissingPage::none;
    if (has_any(text, {"文章已删除", "文章已被删除", "信息已删除", "信息已被删除", "内容已删除", "内容已被删除", "页面已删除", "页面已被删除"})) {
        return MissingPage::deleted;
    }
    if (has_any(page.title, {"404", "不存在", "找不到", "未找到", "Not Found"})) return MissingPage::soft_404;
    // A list may well have an entry that speaks of information that does not exist (政府信息不存在告知书).
    if (page.links.size() > 15) return MissingPage::none;
    if (has_any(text, {"页面不存在", "页面未找到", "找不到页面", "找不到该页", "访问的页面不存在", "页面找不到", "文件不存在", "网页不存在", "信息不存在",
                       "文章不存在", "内容不存在", "404 Not Found"})) {
        return MissingPage::soft_404;
    }
    return MissingPage::none;
}

}  // namespace nianbao::crawler
