#include "cli/service_notice.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>

namespace nianbao::cli {
namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

void send(const std::string& message) {
    const char* const name = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    // sd_notify(3): a path, or a name in the abstract name space, which begins with '@' in place of a NUL.
    if (name == nullptr || (name[0] != '/' && name[0] != '@') || std::strlen(name) >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    const std::size_t length = std::strlen(name);
    std::memcpy(address.sun_path, name, length);
    if (name[0] == '@') address.sun_path[0] = '\0';
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0) return;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
    // A manager that does not listen is no reason to fail.
    (void)::sendto(socket, message.data(), message.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), size);
    ::close(socket);
}

// A third of the watchdog's time, so that one message that is late does no harm; zero when there is no watchdog.
microseconds between_signs_of_life() {
    const char* const text = std::getenv("WATCHDOG_USEC");
    long long time = 0;
    if (text == nullptr || std::from_chars(text, text + std::strlen(text), time).ec != std::errc() || time <= 0) return microseconds(0);
    return microseconds(std::max(time / 3, 1LL));
}

std::string one_line(std::string_view text) {
    std::string line(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

}  // namespace

void notice_ready(std::string_view text) { send("READY=1\nSTATUS=" + one_line(text) + "\n"); }

void notice_alive() {
    static const microseconds between = between_signs_of_life();
    static steady_clock::time_point last{};
    if (between.count() == 0) return;
    const auto now = steady_clock::now();
    if (last != steady_clock::time_point{} && now - last < between) return;
    last = now;
    send("WATCHDOG=1\n");
}

void notice_status(std::string_view text) { send("STATUS=" + one_line(text) + "\n"); }

void notice_stopping() { send("STOPPING=1\n"); }

}  // namespace nianbao::cli
