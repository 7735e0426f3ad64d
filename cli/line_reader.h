#pragma once
// The lines of files and of standard input, however long the files are.

#include <cstddef>
#include <deque>
#include <fstream>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "model/result.h"

namespace nianbao::cli {

struct NamedLine {
    std::string text;   // without its line end
    std::string where;  // "records.jsonl:12", "standard input:3"
};

class LineReader {
public:
    // `names` in the order in which their lines come; "-" is standard input.
    LineReader(std::vector<std::string> names, std::istream& standard_input)
        : names_(names.begin(), names.end()), standard_input_(standard_input) {}

    // The next line that is not blank, without a byte order mark; nullopt at the end of the last file. Error: a file that cannot
    // be read, a line longer than 64 MiB; call again to go on behind it.
    [[nodiscard]] model::Result<std::optional<NamedLine>> next();

private:
    [[nodiscard]] model::Result<void> open_next();
    // Appends the rest of the line that `buffer_` is in; false at the end of the file.
    [[nodiscard]] bool read_line(std::string& line, bool& too_long);
    [[nodiscard]] bool fill();

    std::deque<std::string> names_;
    std::istream& standard_input_;
    std::string name_;  // of the file that is being read; for messages
    std::ifstream file_;
    std::istream* stream_ = nullptr;  // of the same; nullptr between two files
    std::string buffer_;
    std::size_t at_ = 0;  // within buffer_
    std::size_t line_ = 0;
};

}  // namespace nianbao::cli
