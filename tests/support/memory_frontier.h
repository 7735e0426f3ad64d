#pragma once
// Frontier and archive in memory, with the promises that the interfaces make: for crawl tests.

#include <functional>
#include <string>
#include <vector>

#include "crawler/memory_frontier.h"

namespace nianbao::tests {

// The frontier in memory, with a disk that can be full.
class MemoryFrontier final : public crawler::MemoryFrontier {
public:
    model::Result<void> finish(const crawler::FinishedTry& done) override {
        if (fail_finish) return model::fail("frontier", "no space left on device");
        return crawler::MemoryFrontier::finish(done);
    }
    bool fail_finish = false;
};

class MemoryArchive final : public crawler::Archive {
public:
    model::Result<model::Capture> write(const crawler::Exchange& exchange, const crawler::ArchiveContext& context) override {
        exchanges.push_back(exchange);
        model::Capture capture;
        capture.url = exchange.url;
        capture.fetched_at = exchange.started_at / 1000;
        capture.status = exchange.status;
        capture.digest = std::to_string(std::hash<std::string_view>()(exchange.entity()));
        capture.size = exchange.entity().size();
        capture.truncated = exchange.is_cut;
        if (exchange.status == 304) {
            capture.revisit = model::Revisit::not_modified;
        } else if (capture.digest == context.prior_digest) {
            capture.revisit = model::Revisit::identical_payload;
        }
        return capture;
    }

    std::vector<crawler::Exchange> exchanges;
};

}  // namespace nianbao::tests
