#include "archive/draft.h"

#include <filesystem>
#include <utility>

namespace nianbao::archive {

using model::fail;
using model::Result;

Result<Draft> Draft::create(const std::string& path) {
    std::error_code ignored;
    std::filesystem::remove(path + ".tmp", ignored);
    auto file = File::open_append(path + ".tmp");
    if (!file) return tl::unexpected(file.error());
    return Draft(std::move(*file), path);
}

Draft::~Draft() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_ + ".tmp", ignored);
}

Result<void> Draft::write(std::string_view bytes) {
    size_ += static_cast<std::int64_t>(bytes.size());
    return file_.write_all(bytes);
}

Result<void> Draft::finish() {
    if (auto synced = file_.sync(); !synced) return synced;
    std::error_code error;
    std::filesystem::rename(path_ + ".tmp", path_, error);
    if (error) return fail(path_, "cannot be put in place: " + error.message());
    const std::string folder = std::filesystem::path(std::exchange(path_, {})).parent_path().string();
    return sync_folder(folder.empty() ? "." : folder);
}

}  // namespace nianbao::archive
