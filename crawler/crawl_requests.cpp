// What the crawl loop asks, and when it is sent: once everything before it is committed.

#include "crawler/crawl_run.h"

namespace nianbao::crawler {

Request CrawlRun::request_for(const model::Url& url, const Portal& portal) const {
    Request request{.url = url,
                    .user_agent = options_.product,
                    .if_none_match = {},
                    .if_modified_since = {},
                    .private_addresses = portal.private_addresses,
                    .tls = portal.tls,
                    .limits = options_.limits};
    if (portal.connect_time) request.limits.connect_time = *portal.connect_time;
    if (portal.answer_time) request.limits.total_time = *portal.answer_time;
    if (portal.silence_time) request.limits.low_speed_time = *portal.silence_time;
    const std::string& contact = portal.contact.empty() ? options_.contact : portal.contact;
    if (!contact.empty()) request.user_agent += " (+" + contact + ")";
    return request;
}

model::Result<void> CrawlRun::request_robots(const std::string& name, Origin& origin, const Portal& portal) {
    const model::Url url = origin.robots_hop ? *origin.robots_hop : *model::Url::parse(name + "/robots.txt");
    origin.robots_hop.reset();
    Request request = request_for(url, portal);
    // A redirect leads anywhere; private addresses are allowed for the portal's own hosts alone.
    if (options_.look_up == NameLookUp::ahead && !portal.has_host(url)) request.private_addresses = PrivateAddresses::refuse;
    // One byte more than is read, so that a file that goes on can be told from one that ends there.
    request.limits.max_body = request.limits.max_payload = Robots::max_size + 1;
    ++summary_.robots_requests;
    return send({.origin = name, .host = host_key(url), .portal = &portal, .url = url, .entry = std::nullopt}, request);
}

model::Result<void> CrawlRun::request_page(const std::string& name, const Portal& portal, model::FrontierEntry entry,
                                           const model::Url& url) {
    Request request = request_for(url, portal);
    // A validator without the content that it belongs to would lose the page.
    // A list whose links were read by other rules has to come whole.
    const bool is_list = entry.kind == model::PageKind::start || entry.kind == model::PageKind::list;
    if (!entry.digest.empty() && (!is_list || entry.rules == portal.fingerprint)) {
        request.if_none_match = entry.etag;
        request.if_modified_since = entry.last_modified;
    }
    ++summary_.requests;
    ++portal_pages_[portal.id];
    return send({.origin = name, .host = host_key(url), .portal = &portal, .url = url, .entry = std::move(entry)}, request);
}

model::Result<void> CrawlRun::send(Visit visit, const Request& request) {
    politeness_.begin(visit.host, visit.entry ? Asked::page : Asked::robots);
    const Ticket ticket = ++last_ticket_;
    under_way_.emplace(ticket, std::move(visit));
    to_start_.emplace_back(ticket, request);
    return {};
}

// One commit for all answers that came together, before anything more is asked: a host has one request under way, so a kill
// loses at most that one.
model::Result<void> CrawlRun::launch() {
    if (Done done = parts_.frontier.keep_notes(repetition_.take_notes()); !done) return done;
    if (Done done = parts_.frontier.commit(); !done) return done;
    parts_.observer.committed();
    for (const auto& [ticket, request] : to_start_) parts_.transport.start(ticket, request);
    to_start_.clear();
    return {};
}

}  // namespace nianbao::crawler
