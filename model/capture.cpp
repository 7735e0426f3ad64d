#include "model/capture.h"

#include <array>

namespace nianbao::model {

std::string_view name_of(Outcome outcome) {
    static constexpr std::array<std::string_view, outcome_count> names = {
        "due",       "fetched", "unchanged", "same_content", "robots_disallowed", "robots_unreachable", "out_of_scope",
        "over_budget", "trap",  "wall",      "gone",         "http_4xx",          "http_5xx",           "dns",
        "tls",       "timeout", "too_large", "truncated",    "private_address",   "soft_404"};
    return names[static_cast<std::size_t>(outcome)];
}

std::string_view name_of(PageKind kind) {
    static constexpr std::array<std::string_view, 4> names = {"start", "list", "report", "attachment"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace nianbao::model
