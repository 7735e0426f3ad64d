#include "crawler/discovery.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "crawler/file_kind.h"
#include "crawler/pagination.h"
#include "crawler/references.h"
#include "crawler/report_words.h"
#include "crawler/trap.h"
#include "crawler/wildcard.h"

namespace nianbao::crawler {
namespace {

using model::PageKind;

constexpr int page_priority = further_page_priority;

bool is_ignored(const Portal& portal, const Link& link, const model::Url& target) {
    const std::string address = target.to_string();
    return std::any_of(portal.ignore_patterns.begin(), portal.ignore_patterns.end(), [&](const std::string& pattern) {
        return occurs_in(pattern, address) || occurs_in(pattern, link.text) || occurs_in(pattern, link.title);
    });
}

// The number of a column in a list's address (/col/col16516/, /c100186/), which its articles carry too.
std::string column_number(const model::Url& page) {
    const std::string& path = page.path();
    std::string number;
    for (std::size_t i = 0; i < path.size(); ++i) {
        std::size_t end = i;
        while (end < path.size() && path[end] >= '0' && path[end] <= '9') ++end;
        if (end - i >= 4) number = path.substr(i, end - i);
        if (end > i) i = end;
    }
    return number;
}

// An address alone: only what names a column, and further sitemaps.
bool is_sitemap_name(const model::Url& url) {
    const std::string extension = extension_of(url);
    return extension == "xml" || extension == "gz";
}

// Gathers entries: each address once, in the order in which it was found.
class Gathering {
public:
    Gathering(const Portal& portal, const model::FrontierEntry& entry, const model::Url& page, const model::Url& base, model::UnixTime now)
        : portal_(portal), entry_(entry), base_(base), folder_(page.origin() + page.path().substr(0, page.path().rfind('/') + 1)), column_(column_number(page)), now_(now) {
        seen_.insert(entry.url);
    }

    [[nodiscard]] std::optional<model::Url> resolve(std::string_view reference) const {
        if (reference.empty() || reference.starts_with('#')) return std::nullopt;
        auto url = base_.resolve(reference);
        if (!url) return std::nullopt;  // javascript:, mailto:, a broken host: nothing that could be requested
        return without_session(*url);
    }

    [[nodiscard]] bool belongs_here(const Link& link, const model::Url& target) const {
        if (link.is_record) return true;
        if (folder_.ends_with("://" + base_.host() + "/")) return false;  // everything lies below the root
        const std::string address = target.to_string();
        return address.starts_with(folder_) || (!column_.empty() && target.path().find(column_) != std::string::npos);
    }

    void add(const model::Url& url, const Judgement& judged, int depth, const std::string& anchor) {
        if (found_.entries.size() >= most_entries) found_.is_cut = found_.is_cut || !seen_.contains(url.to_string());
        if (found_.is_cut || found_.entries.size() >= most_entries || !seen_.insert(url.to_string()).second) return;
        model::FrontierEntry found;
        found.url = url.to_string();
        found.portal = portal_.id;
        found.origin = url.origin();
        found.kind = judged.kind;
        found.priority = judged.priority;
        found.depth = depth;
        found.referrer = entry_.url;
        found.anchor = anchor;
        found.first_seen = now_;
        found.due_at = now_;
        found_.entries.push_back(std::move(found));
        found_.reasons.push_back(judged.why);
    }
    void add_lead(const model::Url& url, const Judgement& judged, int depth, const std::string& anchor) {
        const std::size_t before = found_.entries.size();
        add(url, judged, depth, anchor);
        found_.leads += found_.entries.size() - before;
    }

    Discovery take() { return std::move(found_); }

private:
    const Portal& portal_;
    const model::FrontierEntry& entry_;
    const model::Url& base_;
    std::string folder_;
    std::string column_;
    model::UnixTime now_;
    std::unordered_set<std::string> seen_;
    Discovery found_;
};

class Reading {
public:
    Reading(const Portal& portal, const model::FrontierEntry& entry, const model::Url& page, const PageLinks& links, std::string_view text, model::UnixTime now)
        : portal_(portal), entry_(entry), page_(page), links_(links), text_(text), base_(base_of(page, links)), gathering_(portal, entry, page, base_, now) {
        is_list_ = entry.kind == PageKind::start || entry.kind == PageKind::list;
        context_ = {entry.kind, is_report_column(links, page, entry), false, entry.depth};
    }

    Discovery run() {
        if (links_.is_sitemap) {
            take_sitemap();
            return gathering_.take();
        }
        for (const Link& link : links_.links) take_link(link);
        // A "report" that is none but leads to several is the list of a year: 2023年政府信息公开年报 of all departments.
        if (!is_list_ && reports_ >= 3 && !reads_like_a_report(text_)) is_list_ = true;
        if (is_list_) take_pages();
        take_jumps();
        take_files();
        return gathering_.take();
    }

private:
    static model::Url base_of(const model::Url& page, const PageLinks& links) {
        return links.base.empty() ? page : page.resolve(links.base).value_or(page);
    }

    void take_link(const Link& link) {
        const auto target = gathering_.resolve(link.href);
        if (!target) return;
        LinkContext context = context_;
        context.belongs_here = gathering_.belongs_here(link, *target);
        // The next group of a JCMS list, and a category of the Guangdong platform behind '#'.
        if (is_list_ && target->path().ends_with("/dataproxy.jsp")) return gathering_.add(*target, {PageKind::list, page_priority, "jcms"}, entry_.depth, link.text);
        if (take_category(link, *target)) return;
        const bool is_page = portal_.pagination.links && is_page_link(link) && target->origin() == page_.origin() && !is_ignored(portal_, link, *target);
        // "2" in a column's folder is its second page, "2023" may be a year of it.
        if (is_page && is_list_ && !names_a_year(link.text)) {
            page_links_.emplace_back(*target, link.text);
        } else if (const auto judged = judge_link(portal_, link, *target, context)) {
            if (judged->kind == PageKind::report) ++reports_;
            gathering_.add_lead(*target, *judged, entry_.depth + 1, link.text.empty() ? link.title : link.text);
        } else if (is_page) {
            page_links_.emplace_back(*target, link.text);
        }
    }

    bool take_category(const Link& link, const model::Url& target) {
        if (links_.platform_id.empty() || target.fragment().empty()) return false;
        const std::string words = without_spaces(link.text);
        if (!speaks_of_a_column(words)) return false;
        const auto list = platform_list(links_, target, target.fragment());
        if (list) gathering_.add_lead(*list, {PageKind::list, page_priority, "gkmlpt"}, entry_.depth + 1, link.text);
        return list.has_value();
    }

    void take_pages() {
        for (const auto& [target, words] : page_links_) gathering_.add(target, {PageKind::list, page_priority, "下一页"}, entry_.depth, words);
        // Every page of a list says all of this again; what is known already is not added twice.
        const std::size_t most = static_cast<std::size_t>(portal_.max_pages);
        for (FurtherPage& further : further_pages(portal_, links_, text_, page_, base_, most))
            gathering_.add(further.url, {PageKind::list, page_priority, further.rule}, entry_.depth, further.words.empty() ? column_words() : further.words);
    }

    // A list in JSON says nothing of the column that it is the list of: its name goes with the link.
    std::string column_words() const {
        if (!context_.is_column) return "";
        for (const std::string* words : {&entry_.anchor, &links_.tags.column_name, &links_.tags.column_type})
            if (is_column_name(without_spaces(*words))) return *words;
        return "政府信息公开年报";
    }

    void take_jumps() {
        const Judgement same{entry_.kind, std::max(entry_.priority, 60), jump_reason};
        if (const auto target = gathering_.resolve(links_.refresh)) gathering_.add_lead(*target, same, entry_.depth, entry_.anchor);
        // A script that sets the location counts only on a page that has next to nothing else: elsewhere it serves a button.
        if (links_.links.size() > 3 || links_.text_size > 200) return;
        for (const std::string& jump : links_.jumps)
            if (const auto target = gathering_.resolve(jump)) gathering_.add_lead(*target, same, entry_.depth, entry_.anchor);
    }

    // The PDF of a report page is often shown in a frame, or by VSB's script.
    void take_files() {
        for (const std::string& file : links_.files)
            if (const auto target = gathering_.resolve(file)) gathering_.add_lead(*target, {PageKind::attachment, 50, "vsb"}, entry_.depth + 1, "");
        for (const std::string& frame : links_.frames) {
            const auto target = gathering_.resolve(frame);
            if (!target) continue;
            const bool is_file = is_attachment_extension(extension_of(*target));
            if (is_file) gathering_.add_lead(*target, {PageKind::attachment, 50, "a file in a frame"}, entry_.depth + 1, "");
            // A viewer: /pdfjs/web/viewer.html?file=/upload/2023.pdf
            if (const auto file = file_of_viewer(*target)) gathering_.add_lead(*file, {PageKind::attachment, 50, "a file in a viewer"}, entry_.depth + 1, "");
            // The column itself may stand in a frame of its page, or a frame may be all of it.
            const bool is_all = links_.links.size() <= 3 && links_.text_size <= 200;
            if (!is_file && is_list_ && is_all && target->origin() == page_.origin()) gathering_.add_lead(*target, {PageKind::list, 80, "a frame that is all of the page"}, entry_.depth + 1, entry_.anchor);
            if (!is_file && is_list_ && context_.is_column && target->origin() == page_.origin()) gathering_.add_lead(*target, {PageKind::list, 80, "a frame of the column"}, entry_.depth + 1, "");
        }
    }

    std::optional<model::Url> file_of_viewer(const model::Url& viewer) const {
        const auto at = viewer.query().find("file=");
        if (at == std::string::npos) return std::nullopt;
        const std::string file = viewer.query().substr(at + 5, viewer.query().find('&', at) - at - 5);
        const auto target = viewer.resolve(percent_decoded(file));
        if (!target || !is_attachment_extension(extension_of(*target))) return std::nullopt;
        return *target;
    }

    void take_sitemap() {
        for (const Link& link : links_.links) {
            const auto target = gathering_.resolve(link.href);
            if (!target) continue;
            if (is_sitemap_name(*target)) {
                gathering_.add(*target, {PageKind::list, 40, "a sitemap"}, entry_.depth + 1, "");
            } else if (const auto judged = judge_link(portal_, link, *target, {})) {
                gathering_.add_lead(*target, *judged, entry_.depth + 1, "");
            }
        }
    }

    const Portal& portal_;
    const model::FrontierEntry& entry_;
    const model::Url& page_;
    const PageLinks& links_;
    std::string_view text_;
    model::Url base_;
    Gathering gathering_;
    LinkContext context_;
    bool is_list_ = false;
    int reports_ = 0;
    std::vector<std::pair<model::Url, std::string>> page_links_;
};

}  // namespace

bool is_worth_asking(const Portal& portal, const model::Url& sitemap, const std::string& address) {
    const auto target = sitemap.resolve(address);
    return target && (is_sitemap_name(*target) || judge_link(portal, {address, "", "", false}, *target, {}));
}

Discovery discover(const Portal& portal, const model::FrontierEntry& entry, const model::Url& page, const PageLinks& links, std::string_view text,
                   model::UnixTime now) {
    return Reading(portal, entry, page, links, text, now).run();
}

}  // namespace nianbao::crawler
