#include "store/workspace_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace nianbao::store {

using model::fail;
using model::Result;

namespace {

// The process id that the holder wrote; "unknown" when it has not yet.
std::string holder(int descriptor) {
    std::array<char, 32> text{};
    const ssize_t got = ::pread(descriptor, text.data(), text.size() - 1, 0);
    std::string pid(text.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    pid.resize(std::min(pid.find_first_not_of("0123456789"), pid.size()));
    return pid.empty() ? "unknown" : pid;
}

}  // namespace

Result<WorkspaceLock> WorkspaceLock::take(const std::string& workspace) {
    const std::string path = workspace + "/lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) return fail(path, std::string("cannot be opened: ") + std::strerror(errno));
    WorkspaceLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return fail(path, std::string("cannot be locked: ") + std::strerror(errno));
        return fail(workspace, "in use by another nianbao (pid " + holder(descriptor) +
                                   "); wait for it to end, or choose another workspace with -w");
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
        return fail(path, std::string("cannot be written: ") + std::strerror(errno));
    return lock;
}

WorkspaceLock::WorkspaceLock(WorkspaceLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

WorkspaceLock& WorkspaceLock::operator=(WorkspaceLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

// The file stays: removing it would let two processes lock two files of the same name.
WorkspaceLock::~WorkspaceLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace nianbao::store
