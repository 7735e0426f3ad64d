#include "cli/input.h"

#include <unistd.h>
#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace nianbao::cli {

std::string name_of_input(const std::string& path) { return path == "-" ? "standard input" : path; }

void say_if_terminal_is_read(Talk& talk) {
    if (::isatty(STDIN_FILENO) == 1) talk.line("no file was named, so the terminal is read: end with Ctrl-D, or stop with Ctrl-C");
}

model::Result<std::string> read_input(const std::string& path, std::istream& in, std::size_t most) {
    std::ifstream file;
    std::istream& stream = path == "-" ? in : file;
    errno = 0;
    if (path != "-") file.open(path, std::ios::binary);
    std::string bytes;
    std::array<char, 64 * 1024> piece;
    // A directory opens, and fails when it is read.
    while (stream.read(piece.data(), piece.size()) || stream.gcount() > 0) {
        bytes.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
        if (bytes.size() > most)
            return model::fail(name_of_input(path), "is larger than " + std::to_string(most >> 20) + " MiB");
    }
    if (!stream.bad() && stream.eof()) return bytes;
    return model::fail(name_of_input(path), "cannot be read: " + std::generic_category().message(errno != 0 ? errno : EIO));
}

}  // namespace nianbao::cli
