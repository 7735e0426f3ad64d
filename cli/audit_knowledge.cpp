#include "cli/audit_knowledge.h"

#include <array>
#include <fstream>
#include <map>

#include "cli/input.h"
#include "cli/workspace.h"
#include "model/url.h"
#include "normalize/date.h"
#include "normalize/division_table.h"
#include "normalize/fold.h"
#include "normalize/place.h"
#include "normalize/publisher.h"

namespace nianbao::cli {
namespace {

// A list that was fetched this long before an address was first seen did not have it: not the same visit.
constexpr model::UnixTime another_visit = 3600;

std::optional<audit::NamedPlace> find_place(std::string_view name, std::string_view context) {
    const std::u32string folded = normalize::folded_text(name);
    if (normalize::place_length(folded) != folded.size()) return std::nullopt;
    const std::array<std::string_view, 1> contexts = {context};
    const auto place = normalize::resolve_place(name, contexts);
    if (!place) return std::nullopt;
    return audit::NamedPlace{place->code, place->full_name};
}

bool may_hide_a_report(const model::FrontierEntry& entry) {
    if (entry.kind == model::PageKind::attachment) return false;
    switch (entry.outcome) {
        case model::Outcome::fetched:
        case model::Outcome::unchanged:
        case model::Outcome::same_content:
        case model::Outcome::out_of_scope:
        case model::Outcome::gone: return false;
        case model::Outcome::due: return entry.attempts > 0;
        default: return true;
    }
}

// Of the list that an address was found on, the last visit that did not show it.
model::Result<std::string> last_without(const model::FrontierEntry& entry, store::Catalogue& catalogue) {
    if (entry.referrer.empty() || entry.first_seen == 0) return std::string();
    const auto captures = catalogue.captures(entry.referrer);
    if (!captures) return tl::unexpected(captures.error());
    model::UnixTime last = 0;
    for (const model::Capture& capture : *captures)
        if (capture.fetched_at + another_visit < entry.first_seen &&
            (capture.status == 304 || (capture.status >= 200 && capture.status < 300)))
            last = std::max(last, capture.fetched_at);
    return last == 0 ? std::string() : iso_time(last);
}

std::string first_day_in(const std::string& text) {
    for (const normalize::FoundDate& found : normalize::find_dates(text))
        if (found.date.precision != normalize::Precision::month && found.date.precision != normalize::Precision::year)
            return found.date.iso();
    return "";
}

}  // namespace

audit::Knowledge audit_knowledge() {
    audit::Knowledge knowledge;
    knowledge.places = find_place;
    return knowledge;
}

audit::Evidence evidence_of(const model::Record& record) {
    audit::Evidence evidence;
    const std::string& publisher = record.report.publisher;
    std::string code = record.report.division_code;
    evidence.publisher_id = publisher.empty() ? "" : normalize::publisher_id(publisher, code);
    if (code.empty() && !evidence.publisher_id.starts_with('?')) code = evidence.publisher_id.substr(0, 6);
    for (const std::size_t digits : {std::size_t{6}, std::size_t{4}, std::size_t{2}}) {
        if (code.size() != 6) break;
        std::string above = code.substr(0, digits);
        above.resize(6, '0');
        if (const normalize::Division* division = normalize::find_division(above))
            evidence.place_names.emplace_back(division->name);
    }
    const std::u32string folded = normalize::folded_text(publisher);
    if (const std::size_t length = normalize::place_length(folded); length > 1 && length < folded.size())
        evidence.place_names.push_back(normalize::to_utf8(std::u32string_view(folded).substr(0, length)));
    return evidence;
}

model::Result<void> add_workspace_evidence(const std::string& url, store::Catalogue& catalogue,
                                           audit::Evidence& evidence) {
    const auto entry = catalogue.find(url);
    if (!entry) return tl::unexpected(entry.error());
    if (!*entry) return {};
    if ((*entry)->first_seen != 0) evidence.first_seen = iso_time((*entry)->first_seen);
    evidence.list_date = first_day_in((*entry)->anchor);
    evidence.last_modified = iso_of_http_date((*entry)->last_modified);
    const auto last = last_without(**entry, catalogue);
    if (!last) return tl::unexpected(last.error());
    evidence.list_last_without = *last;
    return {};
}

model::Result<audit::Failures> failures_of(store::Catalogue& catalogue) {
    audit::Failures failures;
    const auto walked = catalogue.for_each_entry(std::nullopt, [&](const model::FrontierEntry& entry) -> model::Result<void> {
        if (!may_hide_a_report(entry)) return {};
        const bool list = entry.kind == model::PageKind::start || entry.kind == model::PageKind::list;
        std::string reason(model::name_of(entry.outcome));
        if (!entry.detail.empty()) reason += ": " + entry.detail;
        failures.push_back({audit::host_of(entry.url), entry.url, entry.anchor, std::move(reason), list});
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    return failures;
}

model::Result<audit::Roster> load_roster(const std::string& path) {
    std::ifstream nothing;
    const auto content = read_input(path, nothing);
    if (!content) return tl::unexpected(content.error());
    auto roster = audit::parse_roster(*content, path);
    if (!roster) return roster;
    for (const audit::RosterRow& row : roster->rows)
        if (row.division_code.size() == 6 && normalize::find_division(row.division_code) == nullptr)
            roster->remarks.push_back(row.where + ": the division_code " + row.division_code +
                                      " is in no list of divisions; the row is kept as it is");
    return roster;
}

std::vector<std::string> ids_of(const audit::Roster& roster) {
    std::vector<std::string> ids;
    for (const audit::RosterRow& row : roster.rows) ids.push_back(normalize::publisher_id(row.publisher, row.division_code));
    return ids;
}

std::vector<std::string> remarks_on_overlaps(const std::vector<audit::RosterRow>& rows, const std::vector<std::string>& ids) {
    std::vector<std::string> remarks;
    std::map<std::string, std::vector<std::size_t>> by_id;
    for (std::size_t i = 0; i < rows.size(); ++i)
        by_id[ids[i] + (ids[i].starts_with('?') ? rows[i].publisher + audit::host_of(rows[i].portal) : "")].push_back(i);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& same =
            by_id.at(ids[i] + (ids[i].starts_with('?') ? rows[i].publisher + audit::host_of(rows[i].portal) : ""));
        for (const std::size_t other : same) {
            if (other >= i) break;
            const bool apart = (rows[i].to_year && rows[other].from_year && *rows[i].to_year < *rows[other].from_year) ||
                               (rows[other].to_year && rows[i].from_year && *rows[other].to_year < *rows[i].from_year);
            if (apart) continue;
            remarks.push_back(rows[i].where + ": speaks of " + rows[i].publisher + " as " + rows[other].where +
                              " does, in overlapping years; the body is expected once");
            break;
        }
    }
    return remarks;
}

std::string iso_of_http_date(std::string_view date) {
    // RFC 9110, section 5.6.7, IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT
    static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (date.size() != 29 || date.substr(25) != " GMT" || date.substr(3, 2) != ", ") return "";
    for (std::size_t m = 0; m < months.size(); ++m) {
        if (date.substr(8, 3) != months[m]) continue;
        const std::string month = (m < 9 ? "0" : "") + std::to_string(m + 1);
        return std::string(date.substr(12, 4)) + "-" + month + "-" + std::string(date.substr(5, 2)) + "T" +
               std::string(date.substr(17, 8)) + "Z";
    }
    return "";
}

}  // namespace nianbao::cli
