// The part of the index that the page of the matrix reads: scripts, because a page of a file: URL may not fetch.
//
//   data/index.js          nianbaoIndex({chunks, publishers, years, states, rules: [name…]})
//   data/publishers-0.js   nianbaoChunk(0, [[id, name, code, [year, state, report, rule…]…]…])     a thousand publishers each

#include <algorithm>
#include <set>

#include "out/html.h"
#include "out/site_files.h"
#include "out/site_index.h"

namespace nianbao::out {
namespace {

constexpr std::size_t publishers_a_chunk = 1000;
constexpr std::size_t longest_name = 300;  // bytes

using Entry = std::pair<const PublisherKey, std::vector<ReportEntry>>;

// By division, then name; those without a division last.
std::vector<const Entry*> in_order(const std::map<PublisherKey, std::vector<ReportEntry>>& publishers) {
    std::vector<const Entry*> order;
    for (const Entry& entry : publishers) order.push_back(&entry);
    std::sort(order.begin(), order.end(), [](const Entry* a, const Entry* b) {
        if (a->first.code.empty() != b->first.code.empty()) return b->first.code.empty();
        return std::tie(a->first.code, a->first.name, a->first.host) < std::tie(b->first.code, b->first.name, b->first.host);
    });
    return order;
}

std::string name_of(const PublisherKey& publisher) {
    const std::string& name = publisher.name.empty() ? publisher.host : publisher.name;
    if (name.size() <= longest_name) return name;
    std::size_t end = longest_name;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    return name.substr(0, end) + "…";
}

void append_publisher(std::string& script, const Entry& entry) {
    script += "[\"" + id_of(entry.first) + "\"," + script_string(name_of(entry.first)) + "," + script_string(entry.first.code);
    for (const ReportEntry& report : entry.second) {
        script += ",[" + std::to_string(report.year) + "," + std::to_string(static_cast<int>(report.state)) + ",\"" + report.id + "\"";
        for (const std::uint16_t rule : report.rules) script += "," + std::to_string(rule);
        script += "]";
    }
    script += "]";
}

std::string index_script(std::size_t publishers, const std::set<int, UnknownLast>& years, const std::vector<std::string>& rules) {
    std::string script = "nianbaoIndex({\"publishers\":" + std::to_string(publishers);
    script += ",\"chunks\":" + std::to_string((publishers + publishers_a_chunk - 1) / publishers_a_chunk) + ",\"years\":[";
    for (const int year : years) script += (script.back() == '[' ? "" : ",") + std::to_string(year);
    script += "],\"states\":[";
    for (std::size_t state = 0; state < report_states; ++state)
        script += (state == 0 ? "" : ",") + script_string(name_of(static_cast<ReportState>(state))) + "," + script_string(sign_of(static_cast<ReportState>(state)));
    script += "],\"rules\":[";
    for (std::size_t rule = 0; rule < rules.size(); ++rule) script += (rule == 0 ? "" : ",") + script_string(rules[rule]);
    return script + "]});\n";
}

}  // namespace

model::Result<void> SiteIndex::write_matrix(SiteFolder& folder, const RulePages& rules) const {
    const std::vector<const Entry*> order = in_order(publishers_);
    std::set<int, UnknownLast> years;
    for (const auto& [year, states] : years_) years.insert(year);
    if (auto written = folder.write("data/index.js", index_script(order.size(), years, rules.rules())); !written) return written;
    for (std::size_t begin = 0; begin < order.size(); begin += publishers_a_chunk) {
        const std::string number = std::to_string(begin / publishers_a_chunk);
        std::string script = "nianbaoChunk(" + number + ",[";
        for (std::size_t i = begin; i < std::min(order.size(), begin + publishers_a_chunk); ++i) {
            script += i == begin ? "\n" : ",\n";
            append_publisher(script, *order[i]);
        }
        if (auto written = folder.write("data/publishers-" + number + ".js", script + "\n]);\n"); !written) return written;
    }
    return folder.write("matrix.html", page_of({.title = word("nav.matrix"), .root = "", .current = "nav.matrix", .has_matrix = true}, site_file("matrix.html")));
}

}  // namespace nianbao::out
