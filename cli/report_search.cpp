#include "cli/report_search.h"

#include <algorithm>
#include <map>
#include <set>

#include "out/record_json.h"

namespace nianbao::cli {
namespace {

constexpr std::size_t most_suggestions = 5;
constexpr std::size_t most_names = 200000;  // that are remembered in order to suggest some
constexpr double least_likeness = 0.3;
constexpr const char* unknown_year = "an unknown year";

// Pairs of neighbouring characters of UTF-8 text, sorted; a single character is its own pair.
std::vector<std::string_view> pairs_of(std::string_view text) {
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) begins.push_back(i);
    begins.push_back(text.size());
    std::vector<std::string_view> pairs;
    if (begins.size() == 2) pairs.push_back(text);
    for (std::size_t i = 0; i + 2 < begins.size(); ++i) pairs.push_back(text.substr(begins[i], begins[i + 2] - begins[i]));
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

std::string suggestion(const std::set<std::string>& names, const std::string& wanted) {
    std::vector<std::pair<double, std::string_view>> ranked;
    for (const std::string& name : names)
        if (const double score = likeness(name, wanted); score >= least_likeness) ranked.emplace_back(-score, name);
    std::sort(ranked.begin(), ranked.end());
    std::string text;
    for (std::size_t i = 0; i < std::min(ranked.size(), most_suggestions); ++i) text += (i == 0 ? "; did you mean " : ", ") + std::string(ranked[i].second);
    return text.empty() ? text : text + "?";
}

tl::unexpected<model::Error> nothing_found(const std::string& publisher, int year, const std::set<std::string>& years, const std::set<std::string>& names) {
    if (years.empty()) return model::fail(publisher, "no report of this publisher" + suggestion(names, publisher));
    std::string list;
    for (const std::string& each : years) list += (list.empty() ? "" : ", ") + each;
    return model::fail(publisher, "no report on " + std::to_string(year) + "; there are reports on " + list);
}

}  // namespace

bool holds_records(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::size_t brace = bytes.find_first_not_of(" \t\r\n");
    if (brace == std::string_view::npos || bytes[brace] != '{') return false;
    return bytes.substr(0, bytes.find('\n', brace)).find("\"nianbao.record/1\"") != std::string_view::npos;
}

model::Result<std::vector<model::Record>> records_in(std::string_view bytes, const std::string& name) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    std::vector<model::Record> records;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        const std::string_view line = bytes.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto record = out::from_json(line, name + ":" + std::to_string(number));
        if (!record) return tl::unexpected(record.error());
        records.push_back(std::move(*record));
    }
    return records;
}

double likeness(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return 0;
    if (a.find(b) != std::string_view::npos || b.find(a) != std::string_view::npos) return 1;
    const std::vector<std::string_view> pairs_a = pairs_of(a);
    const std::vector<std::string_view> pairs_b = pairs_of(b);
    std::vector<std::string_view> common;
    std::set_intersection(pairs_a.begin(), pairs_a.end(), pairs_b.begin(), pairs_b.end(), std::back_inserter(common));
    return 2.0 * static_cast<double>(common.size()) / static_cast<double>(pairs_a.size() + pairs_b.size());
}

model::Result<std::vector<model::Record>> find_reports(RecordSource& source, const std::string& publisher, int year) {
    std::vector<model::Record> found;
    std::set<std::string> names;
    std::set<std::string> years;
    while (true) {
        auto record = source.next();
        if (!record) return tl::unexpected(record.error());
        if (!*record) break;
        const model::ReportIdentity& report = (*record)->report;
        if (report.publisher != publisher && report.division_code != publisher) {
            if (!report.publisher.empty() && names.size() < most_names) names.insert(report.publisher);
            continue;
        }
        years.insert(report.year ? std::to_string(*report.year) : unknown_year);
        if (report.year == year) found.push_back(std::move(**record));
    }
    if (!found.empty()) return found;
    return nothing_found(publisher, year, years, names);
}

model::Result<std::vector<model::Record>> find_reports(store::Catalogue& catalogue, const std::string& publisher, int year) {
    const auto stored = catalogue.records_of(publisher, year);
    if (!stored) return tl::unexpected(stored.error());
    std::vector<model::Record> found;
    for (const store::StoredRecord& each : *stored) {
        auto record = out::from_json(each.json, each.url);
        if (!record) return tl::unexpected(record.error());
        found.push_back(std::move(*record));
    }
    if (!found.empty()) return found;
    const auto years = catalogue.years_of(publisher);
    if (!years) return tl::unexpected(years.error());
    const auto names = years->empty() ? catalogue.publishers(most_names) : model::Result<std::vector<std::string>>();
    if (!names) return tl::unexpected(names.error());
    std::set<std::string> years_there;
    for (const std::optional<int>& each : *years) years_there.insert(each ? std::to_string(*each) : unknown_year);
    return nothing_found(publisher, year, years_there, {names->begin(), names->end()});
}

}  // namespace nianbao::cli
