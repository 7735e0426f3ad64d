#pragma once
// What crosses between the crawler, the archive and the catalogue: a URL that a workspace knows, and a capture of it.

#include <cstdint>
#include <string>
#include <string_view>

namespace nianbao::model {

// Every URL of a workspace is in exactly one (spec: "Outcomes of a URL").
enum class Outcome {
    due,  // not yet tried, or to be tried again
    fetched,
    unchanged,     // 304
    same_content,  // same payload digest as before
    robots_disallowed,
    robots_unreachable,
    out_of_scope,
    over_budget,
    trap,
    wall,
    gone,  // 404, 410, deleted pages
    http_4xx,
    http_5xx,
    dns,
    tls,
    timeout,
    too_large,
    truncated,
    private_address,
    soft_404,
};
inline constexpr int outcome_count = static_cast<int>(Outcome::soft_404) + 1;

[[nodiscard]] std::string_view name_of(Outcome outcome);  // "robots_disallowed": the word used in files and output

// Why a URL is in the frontier.
enum class PageKind {
    start,       // named by the portal file
    list,        // a list page, or one more page of a list
    report,      // a link that looks like a report
    attachment,  // a file that hangs on a report page
};
[[nodiscard]] std::string_view name_of(PageKind kind);

// Times are seconds since 1970-01-01 UTC; 0 when there is none.
using UnixTime = std::int64_t;

struct FrontierEntry {
    std::string url;     // as it is requested; the key
    std::string portal;  // id of the portal that it belongs to
    std::string origin;  // "https://host": the key of politeness
    PageKind kind = PageKind::start;
    int priority = 0;      // 0..100: how surely it leads to reports, or is one; the higher is asked for first
    int depth = 0;         // links from a start page
    std::string referrer;  // the page that it was found on; "" for a start page
    std::string anchor;    // the text of that link
    UnixTime first_seen = 0;
    UnixTime due_at = 0;
    int attempts = 0;  // failed tries in a row
    Outcome outcome = Outcome::due;
    std::string detail;         // the reason in words: "503 Service Unavailable", "line 3: Disallow: /admin"
    UnixTime fetched_at = 0;    // of the last try that got an answer
    std::string etag;           // of the last 200, for the next conditional request
    std::string last_modified;  // of the last 200
    std::string digest;         // SHA-256 of the last 200's payload, lower-case hex
    std::int64_t interval = 0;  // seconds from the last visit to the next, learned from how often it changes; 0 before the first
    std::string rules;          // fingerprint of the portal file by which its links were last read; "" before
    int leads = 0;              // links to reports that it had then
};

enum class Revisit { none, not_modified, identical_payload };  // WARC 1.1, the two revisit profiles

// One answer that was archived.
struct Capture {
    std::string url;
    UnixTime fetched_at = 0;
    int status = 0;  // HTTP status code
    std::string media_type;
    std::string http_charset;
    std::string digest;  // SHA-256 of the payload (transfer coding undone, content coding as sent), lower-case hex
    std::uint64_t size = 0;  // bytes of the payload
    Revisit revisit = Revisit::none;
    std::string warc_file;  // name of the file within the workspace's warc/ folder
    std::int64_t warc_offset = 0;
    std::string location;  // target of a redirect, absolute; else ""
    bool truncated = false;
};

}  // namespace nianbao::model
