#pragma once
// A file that appears whole or not at all: written under a temporary name ("PATH.tmp"), which goes away unless it is finished.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "archive/file.h"
#include "model/result.h"

namespace nianbao::archive {

class Draft {
public:
    // What a killed run left under the temporary name is removed.
    [[nodiscard]] static model::Result<Draft> create(const std::string& path);
    Draft(Draft&& other) noexcept : file_(std::move(other.file_)), path_(std::exchange(other.path_, {})), size_(other.size_) {}
    Draft& operator=(Draft&&) = delete;
    ~Draft();

    [[nodiscard]] model::Result<void> write(std::string_view bytes);
    // Takes the place of the file, at once and also after a power cut.
    [[nodiscard]] model::Result<void> finish();
    [[nodiscard]] std::int64_t size() const { return size_; }

private:
    Draft(File file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}
    File file_;
    std::string path_;  // "" once it is finished
    std::int64_t size_ = 0;
};

}  // namespace nianbao::archive
