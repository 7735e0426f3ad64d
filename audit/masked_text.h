#pragma once
// A text without what differs between a report and its copy: numbers, years, names, spaces and punctuation.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::audit {

// Sections whose text the publisher writes: not those that hold the tables, whose labels are the form's.
[[nodiscard]] bool is_narrative(std::string_view section_id);

// 64 bits of the text, spaces left out.
[[nodiscard]] std::uint64_t digest_of(std::string_view text);

class NameMask {
public:
    // The publisher and its places in every spelling that a text uses for them: 沭阳县发展和改革局, 发展和改革局, 沭阳县, 沭阳.
    NameMask(std::string_view publisher, const std::vector<std::string>& place_names);

    // Han characters alone, digits as one 0 each run, the names and 我局, 我县, 全市 and the like taken out; at most `most` characters.
    [[nodiscard]] std::u16string masked(std::string_view text, std::size_t most = 20'000) const;

private:
    std::vector<std::u16string> names_;  // longest first
};

}  // namespace nianbao::audit
