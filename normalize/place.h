#pragma once
// Which division a name speaks of: 郊区人民政府 on a page of 佳木斯市 is 230811.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nianbao::normalize {

struct Place {
    std::string code;       // six digits, GB/T 2260
    std::string name;       // 郊区
    std::string full_name;  // 黑龙江省佳木斯市郊区
};

// The division that `name` begins with: 佳木斯市郊区人民政府, 沭阳县住房和城乡建设局, 江苏省, 北京市朝阳区…; a chain is read
// from the greater to the smaller. Where several divisions have the name (鼓楼区 ×4), or the name says only 市, 区 or 县
// (市教育局), the contexts decide: breadcrumb, site name, title, in any order. nullopt when they do not decide, and for a
// name without a place: a wrong place is worse than none.
// year: of the report, so that a division is found under the code that it had then; 0 when unknown: as it is now.
[[nodiscard]] std::optional<Place> resolve_place(std::string_view name, std::span<const std::string_view> contexts = {},
                                                 int year = 0);

// How many characters of the folded text (folded_text of fold.h) the place at its beginning takes; 0 when there is none.
[[nodiscard]] std::size_t place_length(std::u32string_view folded_name);

}  // namespace nianbao::normalize
