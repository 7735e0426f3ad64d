#pragma once
// Threads for what is pure and dear: undoing codings, decoding, looking for links, hashing, compressing. The crawl itself stays
// in its one thread; it hands out a piece of work under a ticket and takes the ticket back when the work is done.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "crawler/transport.h"

namespace nianbao::crawler {

class Workers {
public:
    // threads: 0 has all work done at once, by the caller. wake: called by a worker when tickets are ready to be taken.
    Workers(int threads, std::function<void()> wake);
    // Waits for what has begun; what has not is dropped.
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    // The work must not touch what the caller touches until its ticket was taken, and must not throw.
    void start(Ticket ticket, std::function<void()> work);
    // What is done, in batches: nothing while other work goes on and fewer than `batch` pieces are done, since what is taken
    // together is written to the disk together.
    [[nodiscard]] std::vector<Ticket> take_done();
    static constexpr std::size_t batch = 8;

private:
    void work();
    [[nodiscard]] bool is_batch() const { return done_.size() >= batch || unfinished_ == 0; }

    std::function<void()> wake_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::pair<Ticket, std::function<void()>>> waiting_;
    std::vector<Ticket> done_;
    std::size_t unfinished_ = 0;  // started, and not done
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace nianbao::crawler
