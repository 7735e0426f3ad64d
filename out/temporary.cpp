#include "out/temporary.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace nianbao::out {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = ".nianbao-";
constexpr std::string_view suffix = ".tmp";
constexpr std::time_t long_untouched = 3600;  // seconds

// The process that a temporary name speaks of.
std::optional<pid_t> writer_of(std::string_view name) {
    if (!name.starts_with(prefix) || !name.ends_with(suffix)) return std::nullopt;
    name.remove_prefix(prefix.size());
    pid_t process = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), process);
    const bool is_number = error == std::errc() && process > 0 && end != name.data() + name.size() && *end == '-';
    return is_number ? std::optional(process) : std::nullopt;
}

bool is_alive(pid_t process) { return ::kill(process, 0) == 0 || errno != ESRCH; }

bool is_leftover(const std::string& path, pid_t writer) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return false;
    struct stat status {};
    const bool is_ours = ::fstat(descriptor, &status) == 0 && status.st_uid == ::geteuid() &&
                         (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
    const bool is_free = is_ours && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    ::close(descriptor);
    return is_free && (!is_alive(writer) || std::time(nullptr) - status.st_mtime > long_untouched);
}

}  // namespace

std::string temporary_name(const std::string& folder) {
    static std::atomic<unsigned> counter{0};
    return folder + "/" + std::string(prefix) + std::to_string(::getpid()) + "-" + std::to_string(counter++) +
           std::string(suffix);
}

// A file system without locks is no reason not to write: then the number of the process alone protects the file.
void hold(int descriptor) { (void)::flock(descriptor, LOCK_EX | LOCK_NB); }

void remove_leftovers(const std::string& folder) {
    std::vector<fs::path> leftovers;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const auto writer = writer_of(entry->path().filename().string());
        if (writer && *writer != ::getpid() && is_leftover(entry->path().string(), *writer)) leftovers.push_back(entry->path());
    }
    for (const fs::path& leftover : leftovers) fs::remove_all(leftover, error);
}

}  // namespace nianbao::out
