#pragma once
// The crawl loop: takes entries from the frontier, asks for them politely, archives what comes, and puts back what was
// found. One thread for all that waits and decides, and workers for what is pure and dear; many hosts at once, one request a
// host. What is archived is archived before the entry is finished, so a crawl that is killed loses nothing but the requests under
// way.

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/clock.h"
#include "crawler/exchange.h"
#include "crawler/frontier.h"
#include "crawler/links.h"
#include "crawler/portal_file.h"
#include "crawler/transport.h"
#include "model/capture.h"
#include "model/result.h"

namespace nianbao::crawler {

enum class Reach {
    everything,
    lists,  // reports and attachments are found and not asked for: a look at a portal
};

enum class NameLookUp {
    ahead,  // of the first request to a host, so that hosts of one address take turns from the beginning
    none,   // all requests go to one server whatever their hosts (connect_to), or nobody else's is asked
};

struct CrawlOptions {
    std::string product = "nianbao/0.1";  // the User-Agent; what stands before '/' is the token that robots.txt knows
    std::string contact;                  // URL or mail address, for portals whose file gives none
    Limits limits;
    std::size_t parallel = 64;            // requests under way at once, over all hosts
    int tries = 3;                        // of one URL, or one robots.txt, in a run
    milliseconds retry_after{2'000};      // before the second try of a URL; doubled twice for each further one
    milliseconds host_rest{10'000};       // after 429 or 503 without Retry-After; doubled each time
    milliseconds longest_rest{300'000};   // a host that asks for more is left for a later run
    milliseconds longest_silence{60'000};  // so is one that cannot be connected to for longer: retry_after, doubled each time
    milliseconds grace{5'000};            // for the requests under way, once the crawl is told to stop
    std::chrono::seconds time_limit{6 * 3600};
    Revisits revisits = Revisits::learned;  // always: for all portals, whatever their files say
    std::chrono::seconds robots_age{24 * 3600};  // RFC 9309 section 2.4: "SHOULD NOT use the cached version for more than 24 hours"
    int max_pages = 0;                    // requests in a run, over all portals; 0: as many as there are
    Reach reach = Reach::everything;
    NameLookUp look_up = NameLookUp::ahead;
    int workers = 0;                      // threads that read, hash and compress what came; 0: the crawl's own does
    unsigned seed = 1;                    // of the jitter
};

// One URL was finished, or left for another try.
struct CrawlEvent {
    const model::FrontierEntry& entry;  // as it was stored
    const Exchange* exchange;           // nullptr when nothing was asked
    const model::Capture* capture;      // nullptr when nothing was archived
    std::size_t discovered;             // entries handed to the frontier, known ones too
    const PageLinks* links = nullptr;   // what a scan found in the page; nullptr when there was none
    std::string_view text = {};         // of the page, of a large one its beginning and its end
};

class Observer {
public:
    virtual ~Observer() = default;
    virtual void finished(const CrawlEvent& event) = 0;
    // robots.txt of an origin was asked for. what: "rules", "none", "redirect", "unreachable: …".
    virtual void robots(const std::string& origin, const std::string& what) = 0;
    // What was told so far is safe from a kill by now.
    virtual void committed() {}
};

enum class CrawlEnd { complete, stopped, out_of_time };

struct CrawlSummary {
    CrawlEnd end = CrawlEnd::complete;
    std::array<int, model::outcome_count> outcomes{};  // of the entries finished, by model::Outcome
    int requests = 0;         // of pages, robots.txt not counted
    int robots_requests = 0;
    std::uint64_t bytes = 0;  // of bodies, as received
    int hosts_left = 0;       // hosts that asked for more rest than the run gives, or could not be connected to
    int hosts_closed = 0;     // hosts outside the hours of their portal
};

// Decodes the payload of a page (gzip already undone) to UTF-8.
using Decode = std::function<std::string(const Exchange&)>;

// The parts that a crawl works with; all of them outlive it.
struct CrawlParts {
    Frontier& frontier;
    Archive& archive;
    Transport& transport;
    Clock& clock;
    Observer& observer;
    Decode decode;
};

// Error: a portal beyond loopback, and neither its file nor `contact` says who crawls.
[[nodiscard]] model::Result<void> check_contacts(const std::vector<Portal>& portals, const std::string& contact);

// Crawls the portals until nothing is due, `stop` becomes true (the requests under way are given a short grace), or the
// time is up. Error: the frontier or the archive failed; or a portal beyond loopback is to be crawled without a contact.
[[nodiscard]] model::Result<CrawlSummary> crawl(const std::vector<Portal>& portals, const CrawlOptions& options, const CrawlParts& parts,
                                                const std::atomic<bool>& stop);

}  // namespace nianbao::crawler
