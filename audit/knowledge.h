#pragma once
// What the audit is told from outside, because it can be edited or belongs to another stage.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace nianbao::audit {

class DeadlineTable;

// The division that a text begins with.
struct NamedPlace {
    std::string code;       // six digits
    std::string full_name;  // 黑龙江省佳木斯市郊区
};
using PlaceFinder = std::function<std::optional<NamedPlace>(std::string_view name, std::string_view context)>;

struct Knowledge {
    const DeadlineTable* deadlines = nullptr;  // nullptr: the law's
    PlaceFinder places;                        // empty: places in the text are not judged
};

}  // namespace nianbao::audit
