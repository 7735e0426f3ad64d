#pragma once
// The SQL of the schema, step by step: a file of version N becomes one of version N + 1 by the step at index N. A step that was
// released is not changed any more.

#include <span>

namespace nianbao::store {

[[nodiscard]] std::span<const char* const> schema_steps();

}  // namespace nianbao::store
