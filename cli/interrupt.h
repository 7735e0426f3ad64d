#pragma once
// Ctrl-C and SIGTERM for the verbs that must put things in order before they end.

#include <atomic>

namespace nianbao::cli {

// From the first call on, SIGINT, SIGTERM and SIGHUP set this flag instead of ending the process; the verb looks at it
// between two steps and returns ExitCode::interrupted. A second signal ends the process at once.
[[nodiscard]] const std::atomic<bool>& interruption();

}  // namespace nianbao::cli
