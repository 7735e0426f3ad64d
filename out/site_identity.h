#pragma once
// Who and what a record is within the site: the state that the matrix shows, the year, and the names of its files.
// File names are made of digests alone, never of a page's text.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/record.h"

namespace nianbao::out {

// The worst that was found of a report, or that there is none; the order is that of the matrix's legend.
enum class ReportState { clean, note, doubt, conflict, unread, missing };
inline constexpr std::size_t report_states = 6;

[[nodiscard]] ReportState state_of(const model::Record& record);
[[nodiscard]] std::string_view name_of(ReportState state);  // "clean": part of words' keys and of class names
[[nodiscard]] std::string_view sign_of(ReportState state);  // "✓ i ? ! × ○": so that colour is not needed

// The report's year when it is one that a report can be on (1990 to 2100): anything else is a misreading.
[[nodiscard]] std::optional<int> year_of(const model::Record& record);

// Who published: the name and the division code. Without a name, the host of the page's address stands for it.
struct PublisherKey {
    std::string name;
    std::string code;
    std::string host;  // only where there is no name

    friend auto operator<=>(const PublisherKey&, const PublisherKey&) = default;
};
[[nodiscard]] PublisherKey publisher_of(const model::Record& record);
[[nodiscard]] PublisherKey publisher_of(const model::PublisherFinding& finding);

// Sixteen hexadecimal digits, always the same for the same publisher.
[[nodiscard]] std::string id_of(const PublisherKey& publisher);

// "publishers/ab/abcdef0123456789.html": folders of a size that file managers can show.
[[nodiscard]] std::string file_of_publisher(std::string_view id);
[[nodiscard]] std::string file_of_report(std::string_view id);
// The file of a page of a rule's findings, from 1. A rule's own name where it is one of ours, else a digest of it.
[[nodiscard]] std::string file_of_rule(std::string_view rule, int page);

// Gives each record an id of its own: a digest of publisher, year and address, so that links to a report's page hold from one
// export to the next. A second record of the same identity gets the next free id.
class ReportIds {
public:
    [[nodiscard]] std::string id_of(const model::Record& record);

private:
    std::unordered_map<std::uint64_t, std::uint32_t> taken_;
};

}  // namespace nianbao::out
