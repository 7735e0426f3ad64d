#include "cli/finding_filter.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "audit/rules.h"
#include "cli/finding_state.h"
#include "cli/nearest.h"
#include "cli/workspace.h"
#include "out/words.h"

namespace nianbao::cli {
namespace {

// Rules of the parser and of the crawl: the audit passes them on.
constexpr std::string_view passed_on[] = {"document.not_a_report",
                                             "document.image_only",
                                             "document.attachment_only",
                                             "document.wall",
                                             "document.encoding_mislabelled",
                                             "document.cut_short",
                                             "document.several_reports",
                                             "document.traditional_script",
                                             "figure.ambiguous",
                                             "identity.publisher",
                                             "identity.date",
                                             "run.robots_disallowed"};

std::vector<std::string_view> known_rules() {
    std::vector<std::string_view> names(std::begin(passed_on), std::end(passed_on));
    for (const audit::Rule& rule : audit::rules()) names.push_back(rule.name);
    return names;
}

bool matches(std::string_view rule, std::string_view pattern) {
    return pattern.ends_with('*') ? rule.starts_with(pattern.substr(0, pattern.size() - 1)) : rule == pattern;
}

// "carry" and "carry." mean carry.*; one document.* or local rule that no list has is found by its exact family.
model::Result<std::string> rule_pattern(std::string rule) {
    if (rule.find('.') == std::string::npos && !rule.ends_with('*')) rule += ".*";
    if (rule.ends_with('.')) rule += '*';
    const std::vector<std::string_view> known = known_rules();
    const bool any = std::any_of(known.begin(), known.end(), [&](std::string_view name) { return matches(name, rule); });
    if (any || rule.starts_with("document.") || rule.starts_with("identity.")) return rule;
    const std::string_view near = nearest(rule, known);
    return model::fail("--rule",
                       "there is no rule " + rule +
                           (near.empty() ? "; docs/findings.md lists them" : "; did you mean " + std::string(near) + "?"));
}

model::Result<std::pair<int, int>> year_range(const std::string& text) {
    const auto year = [](std::string_view digits) -> std::optional<int> {
        if (digits.size() != 4 || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
        return (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 + (digits[3] - '0');
    };
    const std::size_t dash = text.find('-');
    const auto from = year(text.substr(0, dash));
    const auto to = dash == std::string::npos ? from : year(text.substr(dash + 1));
    if (!from || !to || *from > *to) return model::fail("--year", "“" + text + "” should be a year, 2021, or two, 2019-2021");
    return std::pair(*from, *to);
}

std::string now_utc() {
    return iso_time(
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count());
}

}  // namespace

model::Result<FindingFilter> FindingFilter::from(const Arguments& arguments) {
    FindingFilter filter;
    for (const std::string& rule : arguments.texts("rule")) {
        auto pattern = rule_pattern(rule);
        if (!pattern) return tl::unexpected(pattern.error());
        filter.rules_.push_back(std::move(*pattern));
    }
    if (arguments.has("severity")) filter.least_ = out::severity_of(arguments.text("severity"));
    if (arguments.has("fail-on")) filter.fail_on_ = out::severity_of(arguments.text("fail-on"));
    filter.publishers_ = arguments.texts("publisher");
    for (const std::string& text : arguments.texts("year")) {
        auto range = year_range(text);
        if (!range) return tl::unexpected(range.error());
        filter.years_.push_back(*range);
    }
    auto dismissed = load_dismissed(arguments.texts("dismissed"));
    if (!dismissed) return tl::unexpected(dismissed.error());
    filter.dismissed_ = std::move(*dismissed);
    filter.tells_due_ = arguments.has("deadline");
    if (arguments.has("since")) {
        filter.since_ = arguments.text("since");
        if (filter.since_ != "last") {
            const auto time = utc_of(filter.since_);
            if (!time)
                return model::fail(
                    "--since",
                    "“" + filter.since_ + "” should be a day, a time or the word last: 2026-01-31, 2026-01-31T08:00:00Z");
            filter.since_ = *time;
        }
    }
    return filter;
}

bool FindingFilter::is_asked_for(const FindingLine& line, const ReportName& name) const {
    const model::Finding& finding = line.finding;
    const auto any = [](const auto& list, auto holds) { return list.empty() || std::any_of(list.begin(), list.end(), holds); };
    if (finding.rule == "deadline.due" && !tells_due_ && rules_.empty()) return false;
    if (least_ && finding.severity < *least_) return false;
    if (dismissed_.contains(finding.id)) return false;
    return any(rules_, [&](const std::string& pattern) { return matches(finding.rule, pattern); }) &&
           any(publishers_, [&](const std::string& part) { return name.publisher.find(part) != std::string::npos; }) &&
           any(years_, [&](const auto& range) { return name.year && range.first <= *name.year && *name.year <= range.second; });
}

model::Result<void> FindingFilter::keep_new(AuditResult& result, const std::string& workspace) const {
    auto seen = SeenFindings::load((std::filesystem::path(workspace) / "findings-seen.tsv").string());
    if (!seen) return tl::unexpected(seen.error());
    const std::string now = now_utc();
    const std::string last = seen->last_run();
    std::set<std::string> fresh;
    for (const FindingLine& line : result.lines) {
        const auto [first, is_new] = seen->note(line.finding.id, now);
        // What a look without --since showed in between is new for the next mail all the same.
        if (since_ == "last" ? is_new || first > last : first >= since_) fresh.insert(line.finding.id);
    }
    if (since_ == "last") seen->mark_run(now);
    if (!since_.empty()) std::erase_if(result.lines, [&](const FindingLine& line) { return !fresh.contains(line.finding.id); });
    return seen->save();
}

model::Result<void> FindingFilter::apply(AuditResult& result, const std::string& workspace) const {
    if (!workspace.empty()) {
        if (auto kept = keep_new(result, workspace); !kept && !since_.empty()) return kept;
    } else if (!since_.empty()) {
        std::erase_if(result.lines, [&](const FindingLine& line) {
            const std::string& fetched = result.names[line.report].fetched_at;
            return !fetched.empty() && fetched < since_;
        });
    }
    std::erase_if(result.lines, [&](const FindingLine& line) { return !is_asked_for(line, result.names[line.report]); });
    return {};
}

std::vector<std::string> FindingFilter::misses(const AuditResult& result) const {
    const auto none = [&](auto fits) { return std::none_of(result.names.begin(), result.names.end(), fits); };
    std::vector<std::string> lines;
    for (const std::string& part : publishers_)
        if (none([&](const ReportName& name) { return name.publisher.find(part) != std::string::npos; }))
            lines.push_back("--publisher: no report is of a publisher whose name holds “" + part + "”");
    for (const auto& [from, to] : years_)
        if (none([&](const ReportName& name) { return name.year && from <= *name.year && *name.year <= to; }))
            lines.push_back("--year: no report is on " + std::to_string(from) + (from == to ? "" : "-" + std::to_string(to)));
    return lines;
}

bool FindingFilter::fails(const AuditResult& result) const {
    return fail_on_ && std::any_of(result.lines.begin(), result.lines.end(),
                                   [&](const FindingLine& line) { return line.finding.severity >= *fail_on_; });
}

}  // namespace nianbao::cli
