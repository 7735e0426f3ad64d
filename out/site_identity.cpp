#include "out/site_identity.h"

#include <algorithm>
#include <array>

#include "model/url.h"

namespace nianbao::out {
namespace {

constexpr int earliest_year = 1990;
constexpr int latest_year = 2100;
constexpr std::size_t longest_rule_name = 60;

// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): names of files, where a clash costs a suffix and no more.
class Digest {
public:
    Digest& add(std::string_view field) {
        for (const char c : field) step(static_cast<unsigned char>(c));
        step(0x1F);
        return *this;
    }
    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    void step(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001B3ULL; }
    std::uint64_t value_ = 0xCBF29CE484222325ULL;
};

std::string hexadecimal(std::uint64_t value) {
    std::string digits(16, '0');
    for (std::size_t i = 0; i < digits.size(); ++i) digits[i] = "0123456789abcdef"[(value >> (60 - 4 * i)) & 15U];
    return digits;
}

std::string in_folders(std::string_view folder, std::string_view id) {
    return std::string(folder) + "/" + std::string(id.substr(0, 2)) + "/" + std::string(id) + ".html";
}

}  // namespace

ReportState state_of(const model::Record& record) {
    if (record.report.form.empty()) return ReportState::unread;
    ReportState state = ReportState::clean;
    for (const model::Finding& finding : record.findings) {
        ReportState one = ReportState::note;
        if (finding.severity == model::Severity::doubt) one = ReportState::doubt;
        if (finding.severity == model::Severity::conflict) one = ReportState::conflict;
        state = std::max(state, one);
    }
    return state;
}

std::string_view name_of(ReportState state) {
    static constexpr std::array<std::string_view, report_states> names = {"clean", "note", "doubt", "conflict", "unread", "missing"};
    return names[static_cast<std::size_t>(state)];
}

std::string_view sign_of(ReportState state) {
    static constexpr std::array<std::string_view, report_states> signs = {"✓", "i", "?", "!", "×", "○"};
    return signs[static_cast<std::size_t>(state)];
}

std::optional<int> year_of(const model::Record& record) {
    const std::optional<int> year = record.report.year;
    return year && *year >= earliest_year && *year <= latest_year ? year : std::nullopt;
}

PublisherKey publisher_of(const model::Record& record) {
    PublisherKey key{record.report.publisher, record.report.division_code, ""};
    if (!key.name.empty()) return key;
    if (const auto url = model::Url::parse(record.source.url)) key.host = url->host();
    return key;
}

PublisherKey publisher_of(const model::PublisherFinding& finding) { return {finding.publisher, finding.division_code, ""}; }

std::string id_of(const PublisherKey& publisher) { return hexadecimal(Digest().add(publisher.name).add(publisher.code).add(publisher.host).value()); }

std::string file_of_publisher(std::string_view id) { return in_folders("publishers", id); }
std::string file_of_report(std::string_view id) { return in_folders("reports", id); }

std::string file_of_rule(std::string_view rule, int page) {
    const auto is_own = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.'; };
    const bool is_name = !rule.empty() && rule.size() <= longest_rule_name && rule.front() != '.' && rule.back() != '.' && std::all_of(rule.begin(), rule.end(), is_own);
    const std::string name = is_name ? std::string(rule) : "rule-" + hexadecimal(Digest().add(rule).value());
    return "findings/" + name + "-" + std::to_string(page) + ".html";
}

std::string ReportIds::id_of(const model::Record& record) {
    const model::ReportIdentity& report = record.report;
    const model::Source& source = record.source;
    // Where the page came from; a record that says nothing of that is known by its content.
    const std::string& place = !source.url.empty() ? source.url : !source.path.empty() ? source.path : source.sha256;
    const std::uint64_t value =
        Digest().add(report.publisher).add(report.division_code).add(report.year ? std::to_string(*report.year) : "").add(place).value();
    std::uint64_t id = value;
    for (std::uint32_t& count = taken_[value]; count > 0 && taken_.contains(id);) id = Digest().add(hexadecimal(value)).add(std::to_string(count++)).value();
    ++taken_[id];
    return hexadecimal(id);
}

}  // namespace nianbao::out
