#pragma once
// The SQL that makes a catalogue, version by version.

#include <array>

namespace nianbao::store {

// The step from version N to N + 1 stands at index N. What stands here is never changed: there are files of every version.
extern const std::array<const char*, 7> schema_steps;

}  // namespace nianbao::store
