#pragma once
// A portal: one publisher's site, or a group of sites, described by a file in data/portals/. Every key is explained in
// docs/portals.md. A file with nothing but `start` is a whole portal.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/hours.h"
#include "crawler/transport.h"
#include "model/result.h"
#include "model/url.h"

namespace nianbao::crawler {

// Who publishes what lies under a prefix.
struct Place {
    std::string prefix;  // a URL without fragment, or a path that begins with '/'
    std::string publisher;
    std::string division_code;  // six digits, or ""
};

// Where the further pages of a list are looked for.
struct Pagination {
    bool links = true;   // 下一页 and page numbers
    bool script = true;  // createPageHTML(total, …): index_1.html, index_2.html …
};

// The pages of a list by a number in their address: "https://…/list_{page}.html", or a list in JSON with "&page={page}".
struct PageTemplate {
    std::string before, after;  // what stands around the number
    int first = 1;
    int last = 1000;  // none beyond; the list ends before it with a page that holds nothing

    [[nodiscard]] std::string address(int number) const { return before + std::to_string(number) + after; }
    // The number that an address has in the place of {page}; nullopt when it is another address.
    [[nodiscard]] std::optional<int> number_of(const std::string& address) const;
};

enum class Revisits {
    learned,  // each page when its time has come: revisit.h
    always,   // all pages in every run, as for a server of one's own
};

struct Portal {
    std::string id;       // letters, digits, '.', '-', '_', ':'
    std::string name;
    std::string contact;  // a URL or mail address, sent in the User-Agent; "" when the file gives none
    std::vector<model::Url> start;   // at least one
    std::vector<std::string> hosts;  // "host" or "host:port"; "*.host" stands for the host and all under it
    std::vector<std::string> scope;  // URL prefixes; empty: all of the hosts
    std::vector<std::string> list_patterns;    // wildcard.h; over URL, anchor text and title. Empty: the rules of discovery.h
    std::vector<std::string> report_patterns;  // likewise
    std::vector<std::string> ignore_patterns;  // a link that matches is not followed
    Pagination pagination;
    std::vector<PageTemplate> templates;
    std::vector<model::Url> sitemaps;  // beside those that robots.txt names while the portal is explored
    bool explores = false;             // the column is to be found: ways that may lead to it are followed
    std::optional<double> delay;  // seconds between two requests to a host; absent: the larger of 3 s and 5 × the last fetch
    std::optional<double> address_delay;  // between two requests to an address, which many hosts may share; absent: as for a host
    std::optional<CrawlHours> hours;      // of the day, China time; absent: all
    int max_pages = 5000;           // requests in one run
    int max_pages_per_host = 5000;  // likewise, to any one host
    Revisits revisits = Revisits::learned;
    int max_depth = 8;            // links from a start page; further pages of a list do not count
    std::string publisher;
    std::string division_code;
    std::vector<Place> places;  // the longest prefix wins over publisher and division_code above
    PrivateAddresses private_addresses = PrivateAddresses::refuse;
    TlsRelaxations tls;
    std::optional<std::chrono::milliseconds> connect_time;  // Limits, where the file says other ones
    std::optional<std::chrono::milliseconds> answer_time;
    std::optional<std::chrono::seconds> silence_time;
    std::string fingerprint;  // of the file and the program that reads it: what links are followed depends on both; "" unknown

    [[nodiscard]] bool covers(const model::Url& url) const;  // is it in scope?
    [[nodiscard]] bool has_host(const model::Url& url) const;  // is its host one of `hosts`?
    // Who publishes the page: from the longest matching place, else from the portal. prefix is "" then.
    [[nodiscard]] Place place_of(const model::Url& url) const;
};

// "www.example.gov.cn", "127.0.0.1:8080".
[[nodiscard]] std::string host_and_port(const model::Url& url);

// What can be sent as a contact: a URL or a mail address in printable ASCII, at most 200 characters; or nothing.
[[nodiscard]] bool is_contact(std::string_view text);

// The front page of a site: "/", /index.html.
[[nodiscard]] bool is_front_page(const model::Url& url);

// Error: unreadable, not TOML, an unknown key, a value out of range; "file:line:column".
[[nodiscard]] model::Result<Portal> load_portal(const std::string& path);
// name: stands in messages; its stem is the id when the file gives none.
[[nodiscard]] model::Result<Portal> parse_portal(std::string_view content, const std::string& name);

// The portal of a bare URL: that page is the start, its host the scope. A loopback URL is somebody's own server: its
// address is allowed, no delay is kept (Crawl-delay still counts), and all its pages are asked for in every run.
[[nodiscard]] Portal portal_of(const model::Url& start);

}  // namespace nianbao::crawler
