#pragma once
// Reading what is named on the command line.

#include <cstddef>
#include <istream>
#include <string>

#include "cli/talk.h"
#include "model/result.h"

namespace nianbao::cli {

// Longer than any report seen, far below what a machine has.
inline constexpr std::size_t most_input_bytes = std::size_t{64} << 20;

// The bytes of the file, or of `in` when the path is "-". Error: a directory, unreadable, larger than `most`.
[[nodiscard]] model::Result<std::string> read_input(const std::string& path, std::istream& in,
                                                    std::size_t most = most_input_bytes);

// Somebody who named no file sits in front of a program that seems to hang: on a terminal it says what it waits for.
void say_if_terminal_is_read(Talk& talk);

// How messages call it: the path, or "standard input" for "-".
[[nodiscard]] std::string name_of_input(const std::string& path);

}  // namespace nianbao::cli
