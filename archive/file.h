#pragma once
// A file of the archive as an owned descriptor: whole writes, durable writes, and errors that say what to do.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/result.h"

namespace nianbao::archive {

class File {
public:
    // For reading; Error when the file is missing, unreadable or a directory.
    [[nodiscard]] static model::Result<File> open_read(const std::string& path);
    // For appending; made when missing. The writing position is always the end of the file.
    [[nodiscard]] static model::Result<File> open_append(const std::string& path);

    File(File&& other) noexcept;
    File& operator=(File&& other) noexcept;
    ~File();

    // Writes all bytes or fails; after a failure a part of them may stand in the file (see truncate).
    [[nodiscard]] model::Result<void> write_all(std::string_view bytes);
    // Reads up to `count` bytes at `offset`; fewer only at the end of the file.
    [[nodiscard]] model::Result<std::size_t> read_at(char* into, std::size_t count, std::int64_t offset) const;
    // Returns when the bytes are on the disk (fdatasync).
    [[nodiscard]] model::Result<void> sync() const;
    [[nodiscard]] model::Result<void> truncate(std::int64_t size);
    [[nodiscard]] model::Result<std::int64_t> size() const;

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    File(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
    int descriptor_ = -1;
    std::string path_;
};

// Makes the names in a folder durable: what was created or renamed in it is there after a power cut.
[[nodiscard]] model::Result<void> sync_folder(const std::string& path);

}  // namespace nianbao::archive
