#pragma once
// A file that appears whole or not at all. It is written under a temporary name beside its place, flushed to the disk, and
// renamed. Until commit(), what stood under the final name stays there; after a failure, too.
//
// Not renamed but written straight: standard output ("-"), and whatever exists and is no regular file (a pipe, /dev/null),
// because a rename would put a file in its place. A symbolic link stays a link, and its target is replaced.

#include <string>
#include <string_view>

#include "model/result.h"
#include "out/existing.h"

namespace nianbao::out {

class OutputFile {
public:
    // path: a file in an existing folder, or "-". Error: the folder is missing, the path is a folder, no permission, a file of
    // that name that is not to be replaced.
    [[nodiscard]] static model::Result<OutputFile> create(const std::string& path, Existing existing = Existing::replace);

    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&& other) noexcept;
    ~OutputFile();  // without commit(): the temporary file goes away

    // Buffered; after an error the file cannot be completed, and commit() fails with the same error.
    // Error: disk full, a pipe that nobody reads, any other failure of the system.
    model::Result<void> write(std::string_view bytes);
    // Writes out the buffer, makes it durable (fsync of file and folder) and gives it its name. To be called once.
    model::Result<void> commit();

    // The path as it was given; "standard output" for "-".
    [[nodiscard]] const std::string& name() const { return name_; }
    // Where the bytes are until commit(); for a library that writes the file itself. "" when written straight.
    [[nodiscard]] const std::string& temporary_path() const { return temporary_; }

private:
    OutputFile() = default;
    model::Result<void> write_through(std::string_view bytes);
    model::Result<void> failed(const char* what);
    void discard();

    std::string name_;       // for messages
    std::string target_;     // the final name, links resolved
    std::string temporary_;  // "" when written straight
    Existing existing_ = Existing::replace;
    int descriptor_ = -1;
    bool owned_ = false;  // the descriptor is ours to close
    std::string buffer_;
    model::Error error_;  // the first failure; `what` is empty while there is none
};

}  // namespace nianbao::out
