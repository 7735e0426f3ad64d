#pragma once
// One run of the crawl loop, as a class; private to crawl.cpp (the agenda) and crawl_*.cpp.
//
//   agenda: (time, origin) ── step() ──▶ next entry ──▶ scope, traps, depth, budget ──▶ robots.txt ──▶ request
//      ▲                                    │ refused: finished without a request            │
//      └── end of the host's rest ◀── landed ◀── archive ◀── workers: read() ◀── arrived()

#include <atomic>
#include <optional>
#include <random>
#include <set>
#include <unordered_map>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "crawler/crawl.h"
#include "crawler/politeness.h"
#include "crawler/discovery.h"
#include "crawler/resolver.h"
#include "crawler/revisit.h"
#include "crawler/repetition.h"
#include "crawler/trap.h"
#include "crawler/robots.h"
#include "crawler/links.h"
#include "crawler/verdict.h"
#include "crawler/workers.h"

namespace nianbao::crawler {

inline constexpr int sitemap_priority = 40;
// How long one wait may last before the stop flag is looked at again.
inline constexpr milliseconds slice{200};
// Between two syncs of the archive: what a power cut may take.
inline constexpr milliseconds sync_pause{200};

class CrawlRun {
public:
    CrawlRun(const std::vector<Portal>& portals, const CrawlOptions& options, const CrawlParts& parts, const std::atomic<bool>& stop);
    model::Result<CrawlSummary> run();

private:
    struct Origin {
        OriginState state;
        bool is_loaded = false;
        std::string host;
        std::string name;                // of the host, without the port
        const Portal* portal = nullptr;  // of its first entry
        std::optional<std::pair<Time, std::uint64_t>> agenda_place;
        std::multiset<Time> retries;  // when entries of it come due again
        // robots.txt
        std::optional<Robots> robots;
        Time robots_valid_until{};
        int robots_tries = 0;
        int robots_hops = 0;
        std::optional<model::Url> robots_hop;  // where a redirect of it leads
        std::string unreachable;               // why its robots.txt cannot be had in this run; "" while it can
        model::Outcome unreachable_outcome = model::Outcome::robots_unreachable;
    };
    struct Visit {
        std::string origin;
        std::string host;
        const Portal* portal = nullptr;
        model::Url url;
        std::optional<model::FrontierEntry> entry;  // none: robots.txt
    };
    // A page as text, and what a light scan finds in it.
    struct Reading {
        std::string text;
        PageLinks links;
        bool reads_like_a_report = false;
        std::string left_out;  // what of it was not looked at, in words; "" when all was
    };
    // An answer that came, on its way through the workers and the archive to the frontier.
    struct Work {
        Visit visit;
        Exchange exchange;
        std::size_t max_payload = 0;
        Time arrived_at{};
        Reading reading;
        Verdict verdict;
        std::unique_ptr<ArchiveJob> archiving;
        std::optional<model::Capture> capture;
    };
    using Done = model::Result<void>;

    // crawl.cpp
    Done begin();
    Done loop();
    Done step(const std::string& name);
    Done load(Origin& origin);
    Done meet_host(const std::string& host, const Portal& portal, const Origin& origin);
    // Whether the host is ours to be asked; if not, the origin comes back when its lease runs out, or is left for a later run.
    model::Result<bool> holds(const std::string& name, const std::string& host);
    HostState state_of(const std::string& host) const;
    void enqueue(const std::string& name, Time time);
    bool is_looked_up(const std::string& name, const Origin& origin);
    void place(const Origin& origin, const std::string& address);
    void take_addresses();
    std::optional<Time> first_due() const;
    bool must_end();
    bool wants_robots(const Origin& origin) const;
    bool host_is_busy(const std::string& name, const std::string& host);
    bool is_closed(const std::string& name, const Origin& origin, const Portal& portal);

    // crawl_refusals.cpp
    // Settles the entry when it may not be asked for; false when it may.
    model::Result<bool> refused(model::FrontierEntry& entry, const std::optional<model::Url>& url, const Portal& portal);
    Done settle(model::FrontierEntry& entry, model::Outcome outcome, std::string detail);
    void set_next_visit(model::FrontierEntry& entry, Change change, const Portal* portal);

    // crawl_requests.cpp
    Done request_robots(const std::string& name, Origin& origin, const Portal& portal);
    Done request_page(const std::string& name, const Portal& portal, model::FrontierEntry entry, const model::Url& url);
    Done send(Visit visit, const Request& request);
    Done launch();
    Request request_for(const model::Url& url, const Portal& portal) const;

    // crawl_intake.cpp
    Done arrived(Arrival arrival);
    std::vector<std::string> end_visit(const Work& work);
    ArchiveContext context_of(const Visit& visit, const Exchange& exchange) const;
    void read(Work& work) const;  // by a worker: touches nothing but the work
    // crawl_reading.cpp, by a worker too
    void read_page(Work& work) const;
    void read_large(Work& work) const;
    std::string text_of(const Visit& visit, const Exchange& exchange) const;

    // Moves on whatever has come through the workers.
    Done take_in();
    Done append(Work& work);
    Done land(Work& work);
    Done sync_in_turn();
    void next_turn(const Visit& visit, const std::vector<std::string>& waiting);
    // Answers that the frontier has not heard of, and requests without an answer.
    std::size_t open_visits() const { return under_way_.size() + in_work_.size(); }

    // crawl_arrivals.cpp
    Done robots_arrived(const Visit& visit, const Exchange& exchange);
    Done robots_known(Origin& origin, const std::string& host, std::string body);
    Done robots_unreachable(Origin& origin, const std::string& host, const Exchange& exchange);
    Done page_arrived(Work& work);
    void apply(const Verdict& verdict, const Exchange& exchange, const std::optional<model::Capture>& capture, const Visit& visit, model::FrontierEntry& entry);
    void schedule_retry(const Verdict& verdict, const Exchange& exchange, const Visit& visit, model::FrontierEntry& entry);
    Time rest_host(const std::string& host, const Exchange& exchange);
    Time rest_silent_host(const std::string& host, const Exchange& exchange);
    Done add_sitemaps(const Visit& visit, const Robots& robots);
    // A page that was had, looked at again: soft 404s, whose repetition only a run sees, and what it says of itself.
    Done second_look(const Visit& visit, const Exchange& exchange, const Reading& reading, model::FrontierEntry& entry);
    Done settle_as_missing(std::vector<model::FrontierEntry> entries, const std::string& detail);
    std::vector<model::FrontierEntry> discovered_on(const Visit& visit, const Exchange& exchange, const Reading& reading, model::FrontierEntry& entry);
    void note_list(std::vector<model::FrontierEntry>& found, const model::Url& url, const model::FrontierEntry& entry);
    void follow_jumps(Discovery& found, const Reading& reading, model::FrontierEntry& entry);
    std::string end_of_chain(const std::string& from, const std::string& to);
    void leave_out_known_outsiders(const Portal& portal, std::vector<model::FrontierEntry>& found);
    std::optional<model::FrontierEntry> redirect_target(const Visit& visit, const Exchange& exchange, model::FrontierEntry& entry);
    milliseconds retry_pause(int tries);
    double jitter();

    const std::vector<Portal>& portals_;
    const CrawlOptions& options_;
    const CrawlParts& parts_;
    const std::atomic<bool>& stop_;
    CrawlSummary summary_;
    Time deadline_{};
    Politeness politeness_;
    Repetition repetition_;
    std::unordered_map<std::string, const Portal*> portal_by_id_;
    std::unordered_map<std::string, Origin> origins_;
    std::set<std::tuple<Time, std::uint64_t, std::string>> agenda_;  // of equal times, who came first goes first
    std::uint64_t last_place_ = 0;
    bool after_a_cut_ = false;  // the run before was killed: when it asked last is not known to the second
    bool clock_went_back_ = false;
    std::unordered_map<Ticket, Visit> under_way_;
    Ticket last_ticket_ = 0;
    std::vector<std::pair<Ticket, Request>> to_start_;  // sent once everything before them is committed
    std::unique_ptr<Resolver> resolver_;  // made for the first name
    std::unordered_map<std::string, std::vector<std::string>> looking_up_;  // name → the origins that wait for its address
    std::unordered_set<std::string> looked_up_;
    std::unordered_map<std::string, HostLease> leases_;  // of the hosts that were asked
    std::unordered_set<std::string> left_hosts_;         // asked for more rest than the run gives, or are silent
    std::unordered_set<std::string> closed_hosts_;       // outside the hours of their portal
    std::unordered_map<std::string, int> tries_;         // of URLs that failed in this run
    std::unordered_set<std::string> outsiders_;          // out of scope, and settled in this run
    std::unordered_map<std::string, int> portal_pages_;  // requests of each portal
    std::unordered_map<std::string, std::vector<std::string>> chains_;  // redirect target → the addresses that led to it
    std::minstd_rand random_;
    std::unordered_map<Ticket, std::unique_ptr<Work>> in_work_;
    bool has_unsynced_ = false;  // something was archived after the last sync began
    bool is_syncing_ = false;    // by disk_, which alone touches synced_ meanwhile
    Done synced_;                // how the last sync went
    Time next_sync_{};
    // The last members: they end before what they work on.
    Workers workers_;
    Workers disk_;
};

}  // namespace nianbao::crawler
