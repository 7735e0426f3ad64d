#include "out/output_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "out/temporary.h"

namespace nianbao::out {
namespace {

namespace fs = std::filesystem;

constexpr mode_t new_folder_mode = 0777;  // less the umask
constexpr int most_names_tried = 100;

std::string parent_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string explain(int error, const std::string& parent) {
    switch (error) {
        case ENOENT: return "cannot be made: there is no folder " + parent + "; make it first";
        case ENOTDIR: return "cannot be made: " + parent + " is not a folder";
        case EACCES:
        case EPERM:
        case EROFS: return "cannot be made: no permission in " + parent + "; name another place";
        case ENOSPC:
        case EDQUOT: return "cannot be made: the disk is full; free some space or name another place";
        default: return std::string("cannot be made: ") + std::strerror(error);
    }
}

bool is_export(const std::string& folder, const std::string& mark) {
    std::error_code error;
    return fs::is_empty(folder, error) || fs::is_regular_file(folder + "/" + mark, error);
}

// What forbids to give the folder that name; "" when nothing does.
std::string objection(const std::string& target, const std::string& mark, Existing existing) {
    struct stat status {};
    if (::lstat(target.c_str(), &status) != 0) return "";
    if (!S_ISDIR(status.st_mode)) return "exists and is no folder; name another place";
    if (existing == Existing::refuse) return "exists; name another place, or add --force to replace it";
    if (!is_export(target, mark)) return "is a folder of other things (it has no " + mark + "), which --force does not replace; name another place";
    return "";
}

void sync_folder(const std::string& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

// The new folder takes the place of the old one in one step where the file system can do that; else the name is free for
// a moment, and the old folder is put back when the second step fails. Returns 0 or an errno; the old one is in `from` then.
int swap_folders(const std::string& from, const std::string& target) {
#ifdef RENAME_EXCHANGE
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) return 0;
#endif
    const std::string aside = temporary_name(parent_of(target)) + ".old";  // a kill in this moment must not cost it
    if (::rename(target.c_str(), aside.c_str()) != 0) return errno;
    if (::rename(from.c_str(), target.c_str()) != 0) {
        const int error = errno;
        (void)::rename(aside.c_str(), target.c_str());
        return error;
    }
    return ::rename(aside.c_str(), from.c_str()) == 0 ? 0 : errno;
}

}  // namespace

model::Result<OutputFolder> OutputFolder::create(const std::string& path, const std::string& mark, Existing existing) {
    OutputFolder folder;
    folder.name_ = path;
    folder.target_ = path;
    while (folder.target_.size() > 1 && folder.target_.ends_with('/')) folder.target_.pop_back();
    folder.existing_ = existing;
    folder.mark_ = mark;
    if (path.empty()) return model::fail("output", "has an empty name; name a folder");
    if (const std::string what = objection(folder.target_, mark, existing); !what.empty()) return model::fail(path, what);
    const std::string parent = parent_of(folder.target_);
    remove_leftovers(parent);
    for (int i = 0; i < most_names_tried; ++i) {
        folder.temporary_ = temporary_name(parent);
        if (::mkdir(folder.temporary_.c_str(), new_folder_mode) == 0) {
            folder.held_ = ::open(folder.temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (folder.held_ >= 0) hold(folder.held_);
            return folder;
        }
        if (errno != EEXIST) break;
    }
    const int error = errno;
    folder.temporary_.clear();
    return model::fail(path, explain(error, parent));
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept { *this = std::move(other); }

OutputFolder& OutputFolder::operator=(OutputFolder&& other) noexcept {
    if (this == &other) return *this;
    discard();
    name_ = std::move(other.name_);
    target_ = std::move(other.target_);
    temporary_ = std::exchange(other.temporary_, {});
    held_ = std::exchange(other.held_, -1);
    existing_ = other.existing_;
    mark_ = std::move(other.mark_);
    return *this;
}

OutputFolder::~OutputFolder() { discard(); }

void OutputFolder::discard() {
    std::error_code ignored;
    if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
    temporary_.clear();
    release();
}

void OutputFolder::release() {
    if (held_ >= 0) ::close(std::exchange(held_, -1));
}

model::Result<void> OutputFolder::make_folder(const std::string& name) {
    if (::mkdir(file(name).c_str(), new_folder_mode) == 0 || errno == EEXIST) return {};
    return model::fail(name_, explain(errno, name_));
}

model::Result<void> OutputFolder::commit() {
    sync_folder(temporary_);
    // Looked at again: something may have come to be there meanwhile.
    if (const std::string what = objection(target_, mark_, existing_); !what.empty()) {
        discard();
        return model::fail(name_, what);
    }
    struct stat status {};
    const bool exists = ::lstat(target_.c_str(), &status) == 0;
    const int error = exists ? swap_folders(temporary_, target_) : ::rename(temporary_.c_str(), target_.c_str()) == 0 ? 0 : errno;
    if (error == 0) sync_folder(parent_of(target_));
    // The old folder, or the new one when it did not get its name.
    if (exists || error != 0) discard();
    temporary_.clear();
    release();
    if (error != 0) return model::fail(name_, "cannot be given its name: " + std::string(std::strerror(error)));
    return {};
}

model::Error OutputFolder::renamed(model::Error error) const {
    for (std::string* text : {&error.where, &error.what})
        for (std::size_t at = text->find(temporary_); at != std::string::npos && !temporary_.empty(); at = text->find(temporary_, at + target_.size()))
            text->replace(at, temporary_.size(), target_);
    return error;
}

}  // namespace nianbao::out
