#pragma once
// robots.txt by RFC 9309. Reading is total: any bytes are a robots.txt, if only an empty one.
//
//   User-agent: nianbao       ┐ a group: one or more agents, then rules; groups of the same agent are one
//   User-agent: other         │
//   Disallow: /admin          │
//   Allow: /admin/public$     ┘ the longest matching rule decides; Allow wins a tie

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::crawler {

enum class RuleKind { allow, disallow };

struct RobotsRule {
    RuleKind kind = RuleKind::disallow;
    std::string pattern;  // octets outside ASCII as %XX, hexadecimal digits in upper case
    int line = 0;         // from 1
    std::string text;     // the line as it stands in the file, trimmed
};

struct RobotsAgent {
    std::string token;  // lower case; "*" for everybody
    std::optional<double> crawl_delay;  // seconds
};

struct RobotsGroup {
    std::vector<RobotsAgent> agents;
    std::vector<RobotsRule> rules;
};

struct Robots {
    // RFC 9309 section 2.5 asks for at least 500 KiB; what stands beyond is not read.
    static constexpr std::size_t max_size = std::size_t{512} << 10;

    std::vector<RobotsGroup> groups;
    std::vector<std::string> sitemaps;
    bool is_html = false;  // the body is an HTML page: no rules were read from it
};

// The verdict on one URL and what it rests on.
struct Permission {
    bool allowed = true;
    int line = 0;      // 0 when no rule matches
    std::string text;  // the deciding line; "" when no rule matches
};

[[nodiscard]] Robots parse_robots(std::string_view body);

// agent: the product token ("nianbao"); anything after its first character that a token cannot have is ignored.
// target: path and query as in the request line, percent-encoded; target_of() cuts it from a URL.
[[nodiscard]] Permission allowed(const Robots& robots, std::string_view agent, std::string_view target);

// The largest Crawl-delay (seconds) that speaks to the agent, by its own groups, else by those of "*"; nullopt when none.
// RFC 9309 does not know the field; it is honoured, however long.
[[nodiscard]] std::optional<double> crawl_delay(const Robots& robots, std::string_view agent);

// Path and query of a URL given as text, with nothing re-encoded; "/" when it has none.
[[nodiscard]] std::string target_of(std::string_view url);

}  // namespace nianbao::crawler
