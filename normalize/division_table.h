#pragma once
// The divisions of China (data/lexicon/divisions.tsv), by code and by every name that they are called.

#include <string>
#include <string_view>
#include <vector>

namespace nianbao::normalize {

enum class Level { province, prefecture, county };

struct Division {
    std::string_view code;  // six digits, GB/T 2260
    std::string_view name;  // 佳木斯市
    int from = 0;           // first and last year that it is known of; 0 and 9999 where the lists show no end
    int to = 9999;
    std::string_view heir;  // the code that goes on in its place where one division became one other; ""
    Level level = Level::county;

    [[nodiscard]] bool is_in_force() const { return to == 9999; }
    // True when this division lies within `other`, or is it.
    [[nodiscard]] bool lies_in(const Division& other) const;
};

// In the order of their codes.
[[nodiscard]] const std::vector<Division>& divisions();

enum class Name {
    full,   // 佳木斯市, 恩施土家族苗族自治州
    brief,  // 佳木斯, 恩施州, 恩施
};

struct NamedDivision {
    const Division* division = nullptr;
    Name name = Name::full;
};

// Every division that is called exactly `name` (folded text).
[[nodiscard]] const std::vector<NamedDivision>& divisions_called(std::u32string_view name);
inline constexpr std::size_t longest_division_name = 16;  // characters

// The division with that code: the one in force if there is one, else the latest; nullptr when there is none.
[[nodiscard]] const Division* find_division(std::string_view code);

// 黑龙江省佳木斯市郊区: province, prefecture and county, each once.
[[nodiscard]] std::string full_name(const Division& division);

}  // namespace nianbao::normalize
