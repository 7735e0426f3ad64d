#include "crawler/robots.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "crawler/response_head.h"
#include "crawler/robots_paths.h"
#include "crawler/wildcard.h"

namespace nianbao::crawler {
namespace {

// A longer line is cut here: eight times the longest URL that browsers take. Keeps a hostile file from being costly.
constexpr std::size_t max_line = 8 * 2083 - 1;

// RFC 9309 section 2.2.1: a product token holds letters, '-' and '_'; what follows ("foo bar", "foo/1.0") is not matched.
std::string token_of(std::string_view text) {
    if (text.starts_with('*')) return "*";
    std::size_t end = 0;
    while (end < text.size() && ((text[end] | 0x20) >= 'a' && (text[end] | 0x20) <= 'z' ? true : text[end] == '-' || text[end] == '_')) ++end;
    return lower_case(text.substr(0, end));
}

enum class Field { agent, allow, disallow, delay, sitemap, other };

// Misspellings of Disallow are read as what they mean: whoever wrote them does not want to be visited there.
Field field_of(std::string_view name) {
    const auto is_any = [name](std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(), [name](std::string_view word) { return same_word(name, word); });
    };
    if (is_any({"user-agent", "useragent", "user agent"})) return Field::agent;
    if (is_any({"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"})) return Field::disallow;
    if (is_any({"allow"})) return Field::allow;
    if (is_any({"crawl-delay", "crawldelay"})) return Field::delay;
    if (is_any({"sitemap", "site-map"})) return Field::sitemap;
    return Field::other;
}

struct Line {
    Field field = Field::other;
    std::string_view value;
};

// "key: value # comment". A line without a colon is read as "key value" when it is just two words.
std::optional<Line> read_line(std::string_view text) {
    text = trimmed(text.substr(0, text.find('#')));
    auto separator = text.find(':');
    if (separator == std::string_view::npos) {
        separator = text.find_first_of(" \t");
        if (separator == std::string_view::npos) return std::nullopt;
        if (trimmed(text.substr(separator)).find_first_of(" \t") != std::string_view::npos) return std::nullopt;
    }
    const std::string_view key = trimmed(text.substr(0, separator));
    if (key.empty()) return std::nullopt;
    return Line{field_of(key), trimmed(text.substr(separator + 1))};
}

std::optional<double> seconds_of(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end == text.data() || !std::isfinite(value) || value < 0) return std::nullopt;
    return std::min(value, 1e9);
}

// Builds the groups line by line. A group is open for more agents until its first rule.
class GroupBuilder {
public:
    explicit GroupBuilder(Robots& robots) : robots_(robots) {}

    void add(const Line& line, int number, std::string_view text) {
        switch (line.field) {
            case Field::agent:
                if (robots_.groups.empty() || has_rules_) robots_.groups.emplace_back();
                has_rules_ = false;
                robots_.groups.back().agents.push_back({token_of(line.value), std::nullopt});
                break;
            case Field::allow:
            case Field::disallow:
                add_rule(line, number, text);
                break;
            case Field::delay:
                // Not a rule (section 2.2.4: other records "MUST NOT interfere with the parsing"): it does not end the
                // list of agents, and speaks to those named so far.
                if (!robots_.groups.empty())
                    for (RobotsAgent& agent : robots_.groups.back().agents)
                        if (!agent.crawl_delay) agent.crawl_delay = seconds_of(line.value);
                break;
            case Field::sitemap: robots_.sitemaps.emplace_back(line.value); break;
            case Field::other: break;
        }
    }

private:
    void add_rule(const Line& line, int number, std::string_view text) {
        // A rule before any User-agent belongs to nobody.
        if (robots_.groups.empty()) return;
        has_rules_ = true;
        // "Disallow:" with nothing behind it forbids nothing.
        if (line.value.empty()) return;
        RobotsRule rule{.kind = line.field == Field::allow ? RuleKind::allow : RuleKind::disallow,
                        .pattern = normalised_pattern(line.value),
                        .line = number,
                        .text = std::string(text)};
        // A path without its slash is meant to have one.
        if (rule.pattern[0] != '/' && rule.pattern[0] != '*') rule.pattern = std::string("/").append(rule.pattern);
        robots_.groups.back().rules.push_back(std::move(rule));
    }

    Robots& robots_;
    bool has_rules_ = false;
};

bool names(const RobotsGroup& group, std::string_view token) {
    return std::any_of(group.agents.begin(), group.agents.end(), [token](const RobotsAgent& agent) { return agent.token == token; });
}

// Section 2.2.1: all groups of the agent count as one; those of "*" only when it has none.
std::string effective_token(const Robots& robots, std::string_view agent) {
    const std::string token = token_of(agent);
    const bool is_named = !token.empty() && std::any_of(robots.groups.begin(), robots.groups.end(),
                                                        [&token](const RobotsGroup& group) { return names(group, token); });
    return is_named ? token : "*";
}

bool begins_like_html(std::string_view body) {
    const std::string start = lower_case(trimmed(body.substr(0, 1024)));
    for (std::string_view mark : {"<!doctype", "<html", "<head", "<script", "<meta", "<body", "<!--", "<?xml", "<title"})
        if (start.starts_with(mark)) return true;
    return false;
}

}  // namespace

Robots parse_robots(std::string_view body) {
    Robots robots;
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    // A line that the limit cuts in two would say something else: it goes.
    if (body.size() > Robots::max_size) body = body.substr(0, body.find_last_of("\r\n", Robots::max_size - 1) + 1);
    if (begins_like_html(body)) {
        robots.is_html = true;
        return robots;
    }
    GroupBuilder groups(robots);
    for (int number = 1; !body.empty(); ++number) {
        // EOL = CR / LF / CRLF
        const std::size_t end = std::min(body.find_first_of("\r\n"), body.size());
        const std::string_view text = body.substr(0, std::min(end, max_line));
        if (const auto line = read_line(text)) groups.add(*line, number, trimmed(text));
        const bool is_pair = body.substr(end).starts_with("\r\n");
        body.remove_prefix(std::min(end + (is_pair ? 2 : 1), body.size()));
    }
    return robots;
}

Permission allowed(const Robots& robots, std::string_view agent, std::string_view target) {
    // Section 2.2.2: "The /robots.txt URI is implicitly allowed."
    if (target == "/robots.txt") return {};
    const std::string token = effective_token(robots, agent);
    const std::string path = normalised_target(target.empty() ? "/" : target);
    const std::string decoded_path = with_unreserved_decoded(path);
    const RobotsRule* deciding = nullptr;
    for (const RobotsGroup& group : robots.groups) {
        if (!names(group, token)) continue;
        for (const RobotsRule& rule : group.rules) {
            // "The most specific match found MUST be used. The most specific match is the match that has the most
            // octets"; of equal ones Allow "SHOULD be used".
            const bool is_stronger = deciding == nullptr || rule.pattern.size() > deciding->pattern.size() ||
                                     (rule.pattern.size() == deciding->pattern.size() && rule.kind == RuleKind::allow &&
                                      deciding->kind == RuleKind::disallow);
            if (!is_stronger) continue;
            // A ban holds in either spelling of an unreserved character, a permission only as it is written.
            const bool matches = matches_prefix(rule.pattern, path) ||
                                 (rule.kind == RuleKind::disallow && matches_prefix(with_unreserved_decoded(rule.pattern), decoded_path));
            if (matches) deciding = &rule;
        }
    }
    if (deciding == nullptr) return {};
    return {deciding->kind == RuleKind::allow, deciding->line, deciding->text};
}

std::optional<double> crawl_delay(const Robots& robots, std::string_view agent) {
    const std::string token = effective_token(robots, agent);
    std::optional<double> delay;
    for (const RobotsGroup& group : robots.groups)
        for (const RobotsAgent& one : group.agents)
            if (one.token == token && one.crawl_delay) delay = std::max(delay.value_or(0), *one.crawl_delay);
    return delay;
}

}  // namespace nianbao::crawler
