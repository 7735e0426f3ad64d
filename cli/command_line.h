#pragma once
// The frame around the verbs: finds the verb, reads its arguments, runs it and turns what it returns into an exit code.

#include <span>
#include <string_view>

#include "cli/verb.h"

namespace nianbao::cli {

// What main does, on the process's own streams. Returns 0, 1, 2 or 130 (ExitCode). When the reader of a pipe has gone, the
// process ends by SIGPIPE, without a word, as other tools do; where the caller ignores SIGPIPE it is an error like a full
// disk.
[[nodiscard]] int run(int argc, char** argv);

// The same on any streams; `words` are the arguments without the program's name. Does not look at the state of
// console.out.
[[nodiscard]] ExitCode run_words(std::span<const std::string_view> words, Console& console);

}  // namespace nianbao::cli
