#include "crawler/verdict.h"

#include <algorithm>
#include <array>

#include "crawler/response_head.h"
#include "crawler/walls.h"
#include "model/sniffing.h"

namespace nianbao::crawler {
namespace {

using model::Outcome;

Verdict judge_failure(const Exchange& exchange) {
    const std::string text = exchange.failure_text.empty() ? std::string(name_of(exchange.failure)) : exchange.failure_text;
    switch (exchange.failure) {
        case Failure::dns: return {Outcome::dns, Retry::soon, text};
        case Failure::tls: return {Outcome::tls, Retry::never, text};
        // Refused, unreachable or closed without a word: the list of outcomes has one for "did not answer".
        case Failure::connect:
        case Failure::timeout: return {Outcome::timeout, Retry::soon, text};
        case Failure::too_large: return {Outcome::too_large, Retry::never, text};
        case Failure::private_address: return {Outcome::private_address, Retry::never, text};
        default: return {Outcome::truncated, Retry::soon, text};
    }
}

Verdict judge_error_status(const Exchange& exchange) {
    const std::string text = status_line_of(exchange);
    switch (exchange.status) {
        case 404:
        case 410: return {Outcome::gone, Retry::never, text};
        case 408: return {Outcome::http_4xx, Retry::soon, text};
        default: break;
    }
    const Outcome outcome = exchange.status >= 500 ? Outcome::http_5xx : Outcome::http_4xx;
    // A page that refuses a stranger. Without a page, and for robots.txt, it is but an answer.
    if (exchange.status == 403 && is_page(exchange) && !asks_for_rest(exchange)) return {Outcome::wall, Retry::never, "wall: 403 page"};
    if (asks_for_rest(exchange)) return {outcome, Retry::host_wide, text};
    if (exchange.status >= 500) return {Outcome::http_5xx, Retry::soon, text};
    return {Outcome::http_4xx, Retry::never, text};
}

}  // namespace

std::string status_line_of(const Exchange& exchange) {
    // "HTTP/1.1 503 Service Unavailable": what stands behind the version.
    const std::string_view line = std::string_view(exchange.response_head).substr(0, exchange.response_head.find('\n'));
    const auto space = line.find(' ');
    std::string out = space == std::string_view::npos ? std::to_string(exchange.status) : std::string(trimmed(line.substr(space).substr(0, 100)));
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E) c = '?';
    return out;
}

bool asks_for_rest(const Exchange& exchange) {
    if (exchange.status == 429 || exchange.status == 503) return true;
    return exchange.status >= 400 && parse_retry_after(exchange.header("Retry-After"), 0).has_value();
}

bool is_redirect(const Exchange& exchange) {
    const int status = exchange.status;
    const bool is_status = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    return is_status && !exchange.header("Location").empty();
}

bool is_page(const Exchange& exchange, std::string_view beginning) {
    if (exchange.status < 200 || exchange.status == 304 || beginning.empty()) return false;
    const std::string essence = parse_media_type(exchange.header("Content-Type")).essence;
    static constexpr std::array<std::string_view, 11> readable = {"",          "text/html",        "application/xhtml+xml",  "text/xml",        "application/xml",         "application/json",
                                                                  "text/json", "text/javascript", "application/javascript", "text/plain", "application/x-javascript"};
    // WHATWG MIME Sniffing section 7: unknown/unknown, application/unknown and */* say nothing; nor do these.
    static constexpr std::array<std::string_view, 5> unknown = {"unknown/unknown", "application/unknown", "*/*", "application/octet-stream", "application/x-download"};
    const auto is_one_of = [&essence](const auto& names) { return std::find(names.begin(), names.end(), essence) != names.end(); };
    if (is_one_of(readable) || model::begins_as_html(beginning)) return true;
    const bool says_nothing = is_one_of(unknown) || essence.find('/') == std::string::npos;
    return says_nothing && model::looks_like_text(beginning) && !beginning.starts_with("%PDF-");
}

bool is_page(const Exchange& exchange) { return is_page(exchange, exchange.payload()); }

Verdict judge(const Exchange& exchange, std::string_view text, const PageLinks& page) {
    if (exchange.response_head.empty()) return judge_failure(exchange);
    if (const auto wall = recognise_wall(exchange, text, page)) return {Outcome::wall, Retry::never, "wall: " + *wall};
    if (exchange.failure != Failure::none) return judge_failure(exchange);
    if (exchange.status == 304) return {Outcome::unchanged, Retry::never, ""};
    if (is_redirect(exchange)) return {Outcome::fetched, Retry::never, status_line_of(exchange) + ", to " + std::string(exchange.header("Location").substr(0, 300))};
    if (exchange.status >= 400 || exchange.status < 200) return judge_error_status(exchange);
    if (exchange.status >= 300) return {Outcome::http_4xx, Retry::never, status_line_of(exchange) + ", leads nowhere"};
    // RFC 9110 section 15.3.7: a part, and none was asked for.
    if (exchange.status == 206) return {Outcome::truncated, Retry::soon, "206, a part of the page, though all of it was asked for"};
    if (exchange.spool && text.empty()) return {Outcome::fetched, Retry::never, std::to_string(exchange.spool->size() >> 20) + " MiB: archived, not searched for links"};
    if (!exchange.spool && text.empty() && exchange.payload().empty()) return {Outcome::soft_404, Retry::never, "the page is empty"};
    switch (recognise_missing_page(text, page)) {
        case MissingPage::deleted: return {Outcome::gone, Retry::never, "the page says that it was deleted"};
        case MissingPage::soft_404: return {Outcome::soft_404, Retry::never, "the page says that there is no such page"};
        case MissingPage::none: break;
    }
    return {};
}

RobotsAnswer judge_robots(const Exchange& exchange) {
    if (exchange.response_head.empty()) return RobotsAnswer::unreachable;
    // A wall answers for every address: it is not the site's robots.txt, nor the lack of one.
    if (recognise_wall(exchange, "", {})) return RobotsAnswer::unreachable;
    if (is_redirect(exchange)) return RobotsAnswer::redirect;
    // More than the limit of a body is more than is read of a robots.txt; anything else that was cut is not whole.
    if (exchange.failure != Failure::none && exchange.failure != Failure::too_large) return RobotsAnswer::unreachable;
    // 429 asks for rest, which is not a "there is none": stricter than section 2.3.1.3.
    if (exchange.status == 429 || exchange.status >= 500) return RobotsAnswer::unreachable;
    if (exchange.status >= 200 && exchange.status < 300) return RobotsAnswer::rules;
    return RobotsAnswer::allow_all;
}

}  // namespace nianbao::crawler
