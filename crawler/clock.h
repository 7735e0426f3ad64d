#pragma once
// The time, as the crawl loop sees it: replaced in tests, so that none of them sleeps.

#include <chrono>

#include "model/capture.h"

namespace nianbao::crawler {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using std::chrono::milliseconds;

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Time now() = 0;
    // May return early (a signal); the caller looks at now() again.
    virtual void sleep_until(Time time) = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Time now() override;
    void sleep_until(Time time) override;
};

// Whole seconds: rounded down for what has been, up for what must not come too early.
[[nodiscard]] inline model::UnixTime seconds_down(Time time) { return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count(); }
[[nodiscard]] inline model::UnixTime seconds_up(Time time) { return std::chrono::ceil<std::chrono::seconds>(time).time_since_epoch().count(); }
[[nodiscard]] inline Time time_of(model::UnixTime seconds) { return Time(std::chrono::seconds(seconds)); }

}  // namespace nianbao::crawler
