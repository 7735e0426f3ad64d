#include "crawler/workers.h"

namespace nianbao::crawler {

Workers::Workers(int threads, std::function<void()> wake) : wake_(std::move(wake)) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Workers::~Workers() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        waiting_.clear();
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Workers::start(Ticket ticket, std::function<void()> work) {
    if (threads_.empty()) {
        work();
        done_.push_back(ticket);
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        waiting_.emplace_back(ticket, std::move(work));
        ++unfinished_;
    }
    changed_.notify_one();
}

std::vector<Ticket> Workers::take_done() {
    const std::lock_guard lock(mutex_);
    return is_batch() ? std::exchange(done_, {}) : std::vector<Ticket>();
}

void Workers::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        auto [ticket, work] = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        work();
        work = nullptr;  // with what it holds, before anybody is told
        lock.lock();
        const bool is_woken = done_.size() >= batch;  // and has not come yet
        done_.push_back(ticket);
        --unfinished_;
        if (is_woken || !is_batch()) continue;
        lock.unlock();
        wake_();
        lock.lock();
    }
}

}  // namespace nianbao::crawler
