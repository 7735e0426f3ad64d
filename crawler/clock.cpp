#include "crawler/clock.h"

#include <cerrno>
#include <ctime>

namespace nianbao::crawler {

Time SystemClock::now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

void SystemClock::sleep_until(Time time) {
    const auto left = time - now();
    if (left.count() <= 0) return;
    // nanosleep, not std::this_thread: that one sleeps on when a signal arrives.
    const std::timespec span{.tv_sec = static_cast<std::time_t>(left.count() / 1000), .tv_nsec = static_cast<long>(left.count() % 1000) * 1'000'000};
    nanosleep(&span, nullptr);
}

}  // namespace nianbao::crawler
