#pragma once
// What an exchange means for the URL that was asked for. Pure: no clock, no state.

#include <string>
#include <string_view>

#include "crawler/exchange.h"
#include "crawler/links.h"
#include "model/capture.h"

namespace nianbao::crawler {

enum class Retry {
    never,      // the answer stands until a later run
    soon,       // a passing fault of this URL
    host_wide,  // 429, 503: the host asks for rest
};

struct Verdict {
    model::Outcome outcome = model::Outcome::fetched;
    Retry retry = Retry::never;
    std::string detail;  // "503 Service Unavailable", "wall: jsl"; "" for a plain success
};

// text: the payload decoded when it is a page, else ""; page: what scan_list() found in it. A redirect is `fetched`: its target has an outcome of its own.
[[nodiscard]] Verdict judge(const Exchange& exchange, std::string_view text, const PageLinks& page);

// "503 Service Unavailable", as the server put it.
[[nodiscard]] std::string status_line_of(const Exchange& exchange);
// True for 301, 302, 303, 307 and 308 with a Location.
[[nodiscard]] bool is_redirect(const Exchange& exchange);
// True for 429 and 503, and for any other error that comes with a Retry-After that can be read: the host asks for rest.
[[nodiscard]] bool asks_for_rest(const Exchange& exchange);
// True for what links are read from: HTML, XHTML, XML, JSON, plain text, an answer without a type; under a type that says nothing
// whatever looks like text; under any other one, what begins as HTML does. beginning: of the payload.
[[nodiscard]] bool is_page(const Exchange& exchange, std::string_view beginning);
[[nodiscard]] bool is_page(const Exchange& exchange);

enum class RobotsAnswer {
    rules,        // the payload is the robots.txt
    allow_all,    // RFC 9309 section 2.3.1.3, "unavailable": 4xx
    redirect,     // section 2.3.1.2
    unreachable,  // section 2.3.1.4: 5xx, no answer, a wall: nothing may be fetched
};
[[nodiscard]] RobotsAnswer judge_robots(const Exchange& exchange);

}  // namespace nianbao::crawler
