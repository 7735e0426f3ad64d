#include "crawler/workers.h"

#include <atomic>
#include <future>
#include <set>

#include "tests/support/catch.h"

using namespace nianbao::crawler;

TEST_CASE("every piece of work is done once and its ticket given back once") {
    for (const int threads : {0, 1, 3}) {
        std::promise<void> all_done;
        std::atomic<int> done = 0;
        std::atomic<int> woken = 0;
        std::set<Ticket> taken;
        {
            Workers workers(threads, [&] { ++woken; });
            for (Ticket ticket = 1; ticket <= 200; ++ticket)
                workers.start(ticket, [&] {
                    if (++done == 200) all_done.set_value();
                });
            all_done.get_future().wait();
            while (taken.size() < 200)
                for (const Ticket ticket : workers.take_done()) CHECK(taken.insert(ticket).second);
            CHECK(workers.take_done().empty());
        }
        CHECK(done == 200);
        CHECK((threads == 0) == (woken == 0));
    }
}

TEST_CASE("what is done is handed over in batches while other work goes on") {
    std::promise<void> go_on;
    std::shared_future<void> gate = go_on.get_future().share();
    std::promise<void> woken;
    std::atomic<int> wakes = 0;
    Workers workers(2, [&] {
        if (++wakes == 2) woken.set_value();
    });
    std::promise<void> one_done;
    workers.start(1, [gate] { gate.wait(); });
    workers.start(2, [&one_done] { one_done.set_value(); });
    one_done.get_future().wait();
    CHECK(workers.take_done().empty());  // one alone, and the other goes on
    for (Ticket ticket = 3; ticket < 2 + Workers::batch; ++ticket) workers.start(ticket, [] {});
    std::vector<Ticket> taken;
    while (taken.empty()) taken = workers.take_done();
    CHECK(taken.size() == Workers::batch);
    go_on.set_value();
    woken.get_future().wait();  // the last one is told too
    CHECK(workers.take_done() == std::vector<Ticket>{1});
}
