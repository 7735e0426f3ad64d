#pragma once
// The later steps of schema_steps.h, for it alone.

namespace nianbao::store {

extern const char* const version_5;
extern const char* const version_6;
extern const char* const version_7;

}  // namespace nianbao::store
