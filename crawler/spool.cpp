#include "crawler/spool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>

namespace nianbao::crawler {

std::unique_ptr<Spool> Spool::create(const std::string& folder) {
    int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        // A file system that knows no nameless files: the name is taken away at once.
        std::string name = folder + "/.nianbao-body-XXXXXX";
        descriptor = ::mkostemp(name.data(), O_CLOEXEC);
        if (descriptor >= 0) ::unlink(name.c_str());
    }
    return descriptor < 0 ? nullptr : std::unique_ptr<Spool>(new Spool(descriptor));
}

Spool::~Spool() { ::close(descriptor_); }

bool Spool::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        size_ += static_cast<std::uint64_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

std::size_t Spool::read(std::uint64_t offset, char* into, std::size_t count) const {
    std::size_t have = 0;
    while (have < count) {
        const ssize_t got = ::pread(descriptor_, into + have, count - have, static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        have += static_cast<std::size_t>(got);
    }
    return have;
}

}  // namespace nianbao::crawler
