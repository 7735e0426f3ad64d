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
