#pragma once
// A clock that moves only when somebody sleeps.

#include <algorithm>
#include <vector>

#include "crawler/clock.h"

namespace nianbao::tests {

class FakeClock final : public crawler::Clock {
public:
    crawler::Time now() override { return now_; }
    void sleep_until(crawler::Time time) override { now_ = std::max(now_, time); }
    void advance(crawler::milliseconds by) { now_ += by; }

private:
    crawler::Time now_ = crawler::time_of(1'600'000'000);
};

}  // namespace nianbao::tests
