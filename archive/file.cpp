#include "archive/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace nianbao::archive {

using model::fail;
using model::Result;

namespace {

// The system's words, and what to do about the common ones.
std::string reason(std::string_view doing, int error) {
    std::string what = "cannot " + std::string(doing) + ": " + std::strerror(error);
    if (error == ENOSPC || error == EDQUOT)
        what += "; free some space and run the same command again, nothing archived so far is lost";
    if (error == EFBIG) what += "; raise the limit on file sizes (ulimit -f) or choose smaller segments";
    return what;
}

}  // namespace

Result<File> File::open_read(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return fail(path, reason("open", errno));
    File file(descriptor, path);
    struct stat status {};
    if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) return fail(path, "is a directory; name a file");
    return file;
}

Result<File> File::open_append(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor < 0) return fail(path, reason("open for writing", errno));
    return File(descriptor, path);
}

File::File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

File& File::operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(path_, other.path_);
    return *this;
}

File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> File::write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return fail(path_, reason("write", errno));
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<std::size_t> File::read_at(char* into, std::size_t count, std::int64_t offset) const {
    std::size_t done = 0;
    while (done < count) {
        const ssize_t got = ::pread(descriptor_, into + done, count - done, offset + static_cast<std::int64_t>(done));
        if (got < 0) {
            if (errno == EINTR) continue;
            return fail(path_, reason("read", errno));
        }
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

Result<void> File::sync() const {
    if (::fdatasync(descriptor_) != 0) return fail(path_, reason("write to disk", errno));
    return {};
}

Result<void> File::truncate(std::int64_t size) {
    if (::ftruncate(descriptor_, size) != 0) return fail(path_, reason("cut", errno));
    return {};
}

Result<std::int64_t> File::size() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) return fail(path_, reason("read", errno));
    return static_cast<std::int64_t>(status.st_size);
}

Result<void> sync_folder(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return fail(path, reason("open", errno));
    const int failed = ::fsync(descriptor) != 0 ? errno : 0;
    ::close(descriptor);
    // Some file systems cannot sync a folder and say EINVAL: there is nothing more that we could do.
    if (failed != 0 && failed != EINVAL) return fail(path, reason("write to disk", failed));
    return {};
}

}  // namespace nianbao::archive
