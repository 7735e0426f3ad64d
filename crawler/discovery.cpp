#include "crawler/discovery.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <utility>

#include "crawler/response_head.h"
#include "crawler/wildcard.h"

namespace nianbao::crawler {
namespace {

using model::PageKind;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool matches_any(const std::vector<std::string>& patterns, const Link& link, const std::string& address) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
        return occurs_in(pattern, address) || occurs_in(pattern, link.text) || occurs_in(pattern, link.title);
    });
}

std::string without_spaces(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != ' '; });
    for (auto at = out.find("\u3000"); at != std::string::npos; at = out.find("\u3000")) out.erase(at, 3);
    return out;
}

// 2019, 二〇一九 and its variants.
bool names_a_year(std::string_view text) {
    for (std::size_t at = text.find("20"); at != std::string_view::npos; at = text.find("20", at + 1))
        if (at + 3 < text.size() && is_digit(text[at + 2]) && is_digit(text[at + 3])) return true;
    return has_any(text, {"二〇", "二○", "二零", "２０"});
}

bool speaks_of_a_report(std::string_view text) {
    return has_any(text, {"信息公开", "政务公开"}) && has_any(text, {"年度报告", "年报", "年度工作报告", "工作年度", "工作报告"});
}

// 沭阳县住房保障中心2023年政府信息公开工…: the year and the subject are there, the rest fell to the width of the list.
bool is_cut_short(std::string_view text) {
    return (text.ends_with("…") || text.ends_with("...")) && names_a_year(text) && has_any(text, {"信息公", "政府信"});
}

bool is_column_name(std::string_view text) {
    static constexpr std::array<std::string_view, 12> names = {"政府信息公开年报",     "信息公开年报",     "政府信息公开年度报告", "政府信息公开工作年度报告",
                                                               "年度报告",             "信息公开年度报告", "公开年报",             "工作年报",
                                                               "政府信息公开工作年报", "年度报告专栏",     "公开年度报告",         "年报"};
    return std::find(names.begin(), names.end(), text) != names.end();
}

std::string_view last_segment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string extension_of(const model::Url& url) {
    const std::string_view name = last_segment(url.path());
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos ? "" : lower_case(name.substr(dot + 1));
}

bool is_attachment_extension(std::string_view extension) {
    static constexpr std::array<std::string_view, 7> known = {"pdf", "doc", "docx", "xls", "xlsx", "wps", "ofd"};
    return std::find(known.begin(), known.end(), extension) != known.end();
}

bool is_page_extension(std::string_view extension) {
    static constexpr std::array<std::string_view, 12> known = {"", "html", "htm", "shtml", "shtm", "jsp", "jspx", "do", "aspx", "asp", "php", "txt"};
    return std::find(known.begin(), known.end(), extension) != known.end();
}

// t20200219_123456.html, art_16516_1541057.html, post_3023454.html, 1035.htm under info, 32 hexadecimal digits.
bool looks_like_an_article(const model::Url& url) {
    const std::string_view name = last_segment(url.path());
    if (name.starts_with("t20") || name.starts_with("art_") || name.starts_with("post_")) return true;
    if (url.path().find("/info/") != std::string::npos && !name.empty() && is_digit(name[0])) return true;
    return std::count_if(name.begin(), name.end(), is_digit) >= 5;
}

bool names_a_column(const model::Url& url) {
    const std::string path = lower_case(url.path());
    return has_any(path, {"xxgknb", "xxgkndbg", "/gknb", "gkndbg", "ndbg", "/bmnb", "xxgkannualreport", "zfxxgkbg"});
}

std::optional<PageKind> kind_by_words(const Link& link, const model::Url& target) {
    for (const std::string& words : {without_spaces(link.text), without_spaces(link.title)}) {
        if (is_column_name(words)) return PageKind::list;
        if (is_cut_short(words)) return PageKind::report;
        if (!speaks_of_a_report(words)) continue;
        return names_a_year(words) || looks_like_an_article(target) ? PageKind::report : PageKind::list;
    }
    return std::nullopt;
}

// Gathers entries: each address once, in the order in which it was found.
class Gathering {
public:
    Gathering(const Portal& portal, const model::FrontierEntry& entry, const model::Url& base, model::UnixTime now)
        : portal_(portal), entry_(entry), base_(base), now_(now) {
        seen_.insert(entry.url);
    }

    [[nodiscard]] std::optional<model::Url> resolve(std::string_view reference) const {
        if (reference.empty() || reference.starts_with('#')) return std::nullopt;
        auto url = base_.resolve(reference);
        if (!url) return std::nullopt;  // javascript:, mailto:, a broken host: nothing that could be requested
        return std::move(*url);
    }

    void add(const model::Url& url, PageKind kind, int depth, const std::string& anchor) {
        if (entries_.size() >= 5000 || !seen_.insert(url.to_string()).second) return;
        model::FrontierEntry found;
        found.url = url.to_string();
        found.portal = portal_.id;
        found.origin = url.origin();
        found.kind = kind;
        found.depth = depth;
        found.referrer = entry_.url;
        found.anchor = anchor;
        found.first_seen = now_;
        found.due_at = now_;
        entries_.push_back(std::move(found));
    }

    std::vector<model::FrontierEntry> take() { return std::move(entries_); }

private:
    const Portal& portal_;
    const model::FrontierEntry& entry_;
    const model::Url& base_;
    model::UnixTime now_;
    std::unordered_set<std::string> seen_;
    std::vector<model::FrontierEntry> entries_;
};

void add_pager(const Pager& pager, const model::FrontierEntry& entry, const Portal& portal, const model::Url& page, Gathering& gathering) {
    // Every page of the list repeats the call; what is known already is not added twice.
    const int last = std::min(pager.total - 1, portal.max_pages);
    for (int i = 0; i < last; ++i) {
        const auto url = page.resolve(pager.stem + "_" + std::to_string(pager.first + i) + "." + pager.extension);
        if (url) gathering.add(*url, PageKind::list, entry.depth, "");
    }
}

}  // namespace

bool is_page_link(const Link& link) {
    static constexpr std::array<std::string_view, 14> names = {"下一页", "下页", "后一页", "尾页", "末页", "下一页>", "下一页>>",
                                                               ">",      ">>",   "›",      "»",    "next", "Next",    "NEXT"};
    const std::string words = without_spaces(link.text.empty() ? link.title : link.text);
    if (std::find(names.begin(), names.end(), words) != names.end()) return true;
    return !words.empty() && words.size() <= 4 && std::all_of(words.begin(), words.end(), is_digit);
}

std::optional<PageKind> classify(const Portal& portal, const Link& link, const model::Url& target, PageKind from) {
    const std::string address = target.to_string();
    if (matches_any(portal.ignore_patterns, link, address)) return std::nullopt;
    const std::string extension = extension_of(target);
    if (is_attachment_extension(extension)) {
        if (from == PageKind::report || matches_any(portal.report_patterns, link, address)) return PageKind::attachment;
        return kind_by_words(link, target) ? std::optional(PageKind::attachment) : std::nullopt;
    }
    if (matches_any(portal.report_patterns, link, address)) return PageKind::report;
    if (matches_any(portal.list_patterns, link, address)) return PageKind::list;
    if (!is_page_extension(extension)) return std::nullopt;
    auto kind = kind_by_words(link, target);
    if (!kind && names_a_column(target)) kind = looks_like_an_article(target) ? PageKind::report : PageKind::list;
    // A portal that says what its lists or reports are means just those.
    if (kind == PageKind::report && !portal.report_patterns.empty()) return std::nullopt;
    if (kind == PageKind::list && !portal.list_patterns.empty()) return std::nullopt;
    return kind;
}

std::vector<model::FrontierEntry> discover(const Portal& portal, const model::FrontierEntry& entry, const model::Url& page, const PageLinks& links,
                                           model::UnixTime now) {
    const auto based = links.base.empty() ? model::Result<model::Url>(page) : page.resolve(links.base);
    const model::Url base = based.value_or(page);
    Gathering gathering(portal, entry, base, now);
    const bool is_list = entry.kind == PageKind::start || entry.kind == PageKind::list;
    for (const Link& link : links.links) {
        const auto target = gathering.resolve(link.href);
        if (!target) continue;
        if (const auto kind = classify(portal, link, *target, entry.kind)) {
            gathering.add(*target, *kind, entry.depth + 1, link.text.empty() ? link.title : link.text);
        } else if (is_list && portal.pagination.links && is_page_link(link) && target->origin() == page.origin() &&
                   !matches_any(portal.ignore_patterns, link, target->to_string())) {
            gathering.add(*target, PageKind::list, entry.depth, link.text);
        }
    }
    if (is_list && portal.pagination.script && links.pager) add_pager(*links.pager, entry, portal, page, gathering);
    if (const auto target = gathering.resolve(links.refresh)) gathering.add(*target, entry.kind, entry.depth, "");
    // A script that sets the location counts only on a page that has next to nothing else: elsewhere it serves a button.
    if (links.links.size() <= 3 && links.text_size <= 200) {
        for (const std::string& jump : links.jumps)
            if (const auto target = gathering.resolve(jump)) gathering.add(*target, entry.kind, entry.depth, "");
    }
    // The PDF of a report page is often shown in a frame.
    for (const std::string& frame : links.frames) {
        const auto target = gathering.resolve(frame);
        if (target && is_attachment_extension(extension_of(*target))) gathering.add(*target, PageKind::attachment, entry.depth + 1, "");
    }
    return gathering.take();
}

}  // namespace nianbao::crawler
