#pragma once
// What becomes of a file or folder that already has the name of an output.

namespace nianbao::out {

enum class Existing { refuse, replace };

}  // namespace nianbao::out
