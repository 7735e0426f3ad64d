#include "out/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "out/temporary.h"

namespace nianbao::out {
namespace {

constexpr std::size_t buffer_size = std::size_t{256} * 1024;
constexpr mode_t new_file_mode = 0666;  // less the umask, as for any file that a program writes
constexpr int most_names_tried = 100;
constexpr const char* exists_already = "exists; name another place, or add --force to replace it";

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string explain(int error, const std::string& folder) {
    switch (error) {
        case ENOENT: return "cannot be created: there is no folder " + folder + "; make it first";
        case ENOTDIR: return "cannot be created: " + folder + " is not a folder";
        case EACCES:
        case EPERM:
        case EROFS: return "cannot be written: no permission in " + folder + "; name another place";
        default: return std::string("cannot be created: ") + std::strerror(error);
    }
}

// The path with links resolved, so that a link stays one; the path itself where nothing stands yet.
std::string resolved(const std::string& path) {
    char* real = ::realpath(path.c_str(), nullptr);
    if (real == nullptr) return path;
    std::string result(real);
    std::free(real);
    return result;
}

// A new file beside the target, in the place of what killed exports left there. The name is short, since one made from the target's could be too long.
int open_temporary(const std::string& folder, std::string& name) {
    remove_leftovers(folder);
    for (int i = 0; i < most_names_tried; ++i) {
        name = temporary_name(folder);
        const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, new_file_mode);
        if (descriptor >= 0) hold(descriptor);
        if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return -1;
}

void sync_folder(const std::string& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;  // the file is whole all the same
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

model::Result<OutputFile> OutputFile::create(const std::string& path, Existing existing) {
    OutputFile file;
    file.existing_ = existing;
    file.name_ = path == "-" ? "standard output" : path;
    file.buffer_.reserve(buffer_size);
    if (path == "-") {
        file.descriptor_ = STDOUT_FILENO;
        return file;
    }
    if (path.empty()) return model::fail("output", "has an empty name; name a file");
    file.target_ = resolved(path);
    struct stat status {};
    const bool exists = ::stat(file.target_.c_str(), &status) == 0;
    if (path.ends_with('/') || (exists && S_ISDIR(status.st_mode))) return model::fail(path, "is a folder; name a file");
    const std::string folder = folder_of(file.target_);
    if (exists && S_ISREG(status.st_mode) && existing == Existing::refuse) return model::fail(path, exists_already);
    if (exists && ::access(file.target_.c_str(), W_OK) != 0)
        return model::fail(path, "cannot be written: no permission; name another file");
    if (exists && !S_ISREG(status.st_mode))
        file.descriptor_ = ::open(file.target_.c_str(), O_WRONLY | O_CLOEXEC);
    else
        file.descriptor_ = open_temporary(folder, file.temporary_);
    if (file.descriptor_ < 0) {
        const int error = errno;
        file.temporary_.clear();
        return model::fail(path, explain(error, folder));
    }
    file.owned_ = true;
    // A file that is replaced keeps its permissions.
    if (exists && !file.temporary_.empty()) ::fchmod(file.descriptor_, status.st_mode & 07777);
    return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept { *this = std::move(other); }

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
    if (this == &other) return *this;
    discard();
    name_ = std::move(other.name_);
    target_ = std::move(other.target_);
    temporary_ = std::exchange(other.temporary_, {});
    existing_ = other.existing_;
    descriptor_ = std::exchange(other.descriptor_, -1);
    owned_ = std::exchange(other.owned_, false);
    buffer_ = std::move(other.buffer_);
    error_ = std::move(other.error_);
    return *this;
}

OutputFile::~OutputFile() { discard(); }

void OutputFile::discard() {
    if (owned_ && descriptor_ >= 0) ::close(descriptor_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
    descriptor_ = -1;
    owned_ = false;
    temporary_.clear();
}

model::Result<void> OutputFile::failed(const char* what) {
    const int error = errno;
    error_ = {name_, std::string(what) + ": " + std::strerror(error)};
    if (error == ENOSPC || error == EDQUOT || error == EFBIG) error_.what += "; free some space or name another place";
    discard();
    return tl::unexpected(error_);
}

model::Result<void> OutputFile::write_through(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed("cannot be written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

model::Result<void> OutputFile::write(std::string_view bytes) {
    if (!error_.what.empty()) return tl::unexpected(error_);
    if (buffer_.size() + bytes.size() > buffer_size) {
        if (auto done = write_through(buffer_); !done) return done;
        buffer_.clear();
    }
    if (bytes.size() >= buffer_size) return write_through(bytes);
    buffer_.append(bytes);
    return {};
}

model::Result<void> OutputFile::commit() {
    if (!error_.what.empty()) return tl::unexpected(error_);
    if (auto done = write_through(buffer_); !done) return done;
    buffer_.clear();
    if (!temporary_.empty() && ::fsync(descriptor_) != 0) return failed("cannot be made durable");
    if (owned_) {
        owned_ = false;
        if (::close(descriptor_) != 0) return failed("cannot be closed");
    }
    if (temporary_.empty()) return {};
    // A file that came to be meanwhile is not ours to replace.
    const bool is_taken = existing_ == Existing::refuse && ::access(target_.c_str(), F_OK) == 0;
    if (is_taken) {
        discard();
        return model::fail(name_, exists_already);
    }
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) return failed("cannot be given its name");
    temporary_.clear();
    sync_folder(folder_of(target_));
    return {};
}

}  // namespace nianbao::out
