#pragma once
// Who publishes: the kind of body behind a name, and one id for it over the years and spellings.

#include <span>
#include <string>
#include <string_view>

namespace nianbao::normalize {

enum class BodyKind {
    government,         // 人民政府, 管理委员会 of a development zone
    government_office,  // 人民政府办公室, 政府办公厅
    department,         // 教育局, 发展和改革委员会, 医疗保障局 …
    township,           // 镇, 乡, 街道 and their governments and offices
    other,              // none of these, or no name at all
};

[[nodiscard]] std::string_view name_of(BodyKind kind);  // "government", "office", "department", "township", "other"

struct Body {
    BodyKind kind = BodyKind::other;
    // What tells it from others of its kind in the same place: of a department its function in the words of
    // data/lexicon/bodies.tsv (住建局 and 住房和城乡建设局 are both 住房和城乡建设), of a town its name; else "".
    std::string function;
};

// The body that a publisher's name speaks of, the place before it left out.
[[nodiscard]] Body body_of(std::string_view publisher);

// "230811:government", "321322:department:房产管理", "321322:township:沭城街道": the same for 郊区政府 and
// 佳木斯市郊区人民政府, and the same before and after a county became a district (division_table.h, heir).
// division_code: six digits, or "" when unknown; then the name must tell the place without help, or the id begins with "?".
[[nodiscard]] std::string publisher_id(std::string_view publisher, std::string_view division_code);

}  // namespace nianbao::normalize
