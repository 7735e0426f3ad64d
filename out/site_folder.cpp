#include "out/site_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace nianbao::out {
namespace {

constexpr const char* spool_name = ".spool";
constexpr const char* mark = "assets/words.js";  // by which a folder is known to be a site of ours
constexpr std::size_t spool_buffer = std::size_t{1} << 20;

// 0 or an errno.
int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

// Writes out all that the folder's file system holds back; 0 or an errno.
int make_durable(const std::string& folder) {
#ifdef __linux__
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return errno;
    const int error = ::syncfs(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    return error;
#else
    (void)folder;
    ::sync();
    return 0;
#endif
}

void append_size(std::string& bytes, std::size_t size) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((size >> shift) & 0xFFU);
}

std::size_t size_at(std::string_view bytes) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) size |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return size;
}

}  // namespace

model::Result<SiteFolder> SiteFolder::create(const std::string& path, Existing existing) {
    auto folder = OutputFolder::create(path, mark, existing);
    if (!folder) return tl::unexpected(folder.error());
    SiteFolder made(std::move(*folder), path);
    made.spool_ = ::open(made.folder_.file(spool_name).c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (made.spool_ < 0) return tl::unexpected(made.failed("cannot be written").error());
    return made;
}

SiteFolder::SiteFolder(SiteFolder&& other) noexcept
    : folder_(std::move(other.folder_)), name_(std::move(other.name_)), folders_(std::move(other.folders_)), spool_(std::exchange(other.spool_, -1)),
      spooled_(other.spooled_), pending_(std::move(other.pending_)) {}

SiteFolder::~SiteFolder() {
    if (spool_ >= 0) ::close(spool_);
}

model::Result<void> SiteFolder::failed(const char* what) const {
    const int error = errno;
    const bool full = error == ENOSPC || error == EDQUOT;
    return model::fail(name_, std::string(what) + ": " + (full ? "the disk is full; free some space or name another place" : std::strerror(error)));
}

model::Result<void> SiteFolder::write(const std::string& name, std::string_view bytes) {
    for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
        const std::string folder = name.substr(0, slash);
        if (!folders_.insert(folder).second) continue;
        if (::mkdir(folder_.file(folder).c_str(), 0777) != 0 && errno != EEXIST) return failed("a folder in it cannot be made");
    }
    const int descriptor = ::open(folder_.file(name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) return failed("a file in it cannot be made");
    const int error = write_all(descriptor, bytes);
    const int closed = ::close(descriptor) == 0 ? 0 : errno;
    errno = error != 0 ? error : closed;
    return errno == 0 ? model::Result<void>() : failed("a file in it cannot be written");
}

model::Result<SiteFolder::Spooled> SiteFolder::spool(const std::vector<std::string>& fields) {
    const std::size_t before = pending_.size();
    for (const std::string& field : fields) {
        append_size(pending_, field.size());
        pending_ += field;
    }
    const Spooled place{spooled_ + before, static_cast<std::uint32_t>(pending_.size() - before)};
    if (pending_.size() >= spool_buffer) {
        errno = write_all(spool_, pending_);
        if (errno != 0) return tl::unexpected(failed("cannot be written").error());
        spooled_ += pending_.size();
        pending_.clear();
    }
    return place;
}

model::Result<std::vector<std::string>> SiteFolder::recall(Spooled place) {
    std::string bytes;
    if (place.offset >= spooled_) {
        bytes = pending_.substr(place.offset - spooled_, place.size);
    } else {
        bytes.resize(place.size);
        for (std::size_t done = 0; done < bytes.size();) {
            const ssize_t got = ::pread(spool_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(place.offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got == 0) errno = EIO;
            if (got <= 0) return tl::unexpected(failed("cannot be read back").error());
            done += static_cast<std::size_t>(got);
        }
    }
    std::vector<std::string> fields;
    for (std::string_view rest = bytes; rest.size() >= 4;) {
        const std::size_t size = size_at(rest);
        fields.emplace_back(rest.substr(4, size));
        rest.remove_prefix(4 + size);
    }
    return fields;
}

model::Result<void> SiteFolder::commit() {
    ::close(std::exchange(spool_, -1));
    ::unlink(folder_.file(spool_name).c_str());
    errno = make_durable(folder_.file("."));
    if (errno != 0) return failed("cannot be written");
    return folder_.commit();
}

}  // namespace nianbao::out
