#pragma once
// Records for the tests of the exports, made by hand.

#include <cstdint>
#include <string>

#include "model/form.h"
#include "model/record.h"

namespace nianbao::out::tests {

// A form of one table with two figures, t.a.x and t.b.x.
model::Form tiny_form();
// A record of that form in which every member is set, and texts hold what is hard to write down: quotes, commas, line
// breaks, characters of four bytes.
model::Record full_record();
// A record drawn by chance: every presence and reading, decimals of any scale, texts of odd characters, members left out.
model::Record random_record(std::uint32_t seed);

// The whole content of a file; fails the test when it cannot be read.
std::string content_of(const std::string& path);

// A folder of its own under the system's temporary folder, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
    [[nodiscard]] std::size_t files() const;  // entries within, hidden ones too

private:
    std::string path_;
};

}  // namespace nianbao::out::tests
