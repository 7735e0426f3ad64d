#include "out/site_index.h"

#include <algorithm>
#include <numeric>

#include "out/html.h"
#include "out/site_files.h"
#include "out/site_parts.h"

namespace nianbao::out {
namespace {

// The words of a province by the first two digits of a code; the digits where there are none.
void put_region(Html& html, const std::string& region) {
    const std::string key = region.empty() ? "division.unknown" : "division." + region;
    if (has_word(key))
        put_word(html, key);
    else
        html.text(region);
}

std::string region_of(const std::string& code) {
    const bool is_code = code.size() == 6 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    return is_code ? code.substr(0, 2) : "";
}

void put_tile(Html& html, std::string_view key, std::int64_t number) {
    html.markup("<div><dt>");
    put_word(html, key);
    html.markup("</dt><dd>").number(number).markup("</dd></div>");
}

void put_year_heads(Html& html, const auto& years) {
    for (const auto& [year, unused] : years) {
        html.markup("<th scope=\"col\">");
        if (year == 0)
            put_word(html, "year.unknown");
        else
            html.number(year);
        html.markup("</th>");
    }
}

// Five shades, by the share of the most.
int shade(std::int64_t count, std::int64_t most) { return count == 0 ? 0 : 1 + static_cast<int>(std::min<std::int64_t>(4, count * 5 / std::max<std::int64_t>(most + 1, 1))); }

}  // namespace

void SiteIndex::add(const PublisherKey& publisher, ReportEntry entry, const model::Record& record) {
    ++reports_;
    ++years_[entry.year][static_cast<std::size_t>(entry.state)];
    ++regions_[region_of(publisher.code)][entry.year];
    for (const model::Figure& figure : record.figures) {
        ++figures_;
        const bool is_flagged = figure.presence == model::Presence::unreadable || figure.provenance.reading == model::Reading::ambiguous;
        flagged_ += is_flagged ? 1 : 0;
    }
    publishers_[publisher].push_back(std::move(entry));
}

void SiteIndex::add_missing(const PublisherKey& publisher, ReportEntry entry) {
    ++years_[entry.year][static_cast<std::size_t>(ReportState::missing)];
    publishers_[publisher].push_back(std::move(entry));
}

std::vector<std::pair<PublisherKey, PublisherKey>> SiteIndex::settle() {
    std::vector<std::pair<PublisherKey, PublisherKey>> moved;
    // The keys are in the order of names, then codes: those of one name stand together, the one without a code first.
    for (auto at = publishers_.begin(); at != publishers_.end();) {
        const auto first = at++;
        if (first->first.name.empty() || !first->first.code.empty()) continue;
        const auto only = at;
        if (only == publishers_.end() || only->first.name != first->first.name) continue;
        if (const auto second = std::next(only); second != publishers_.end() && second->first.name == first->first.name) continue;
        std::move(first->second.begin(), first->second.end(), std::back_inserter(only->second));
        moved.emplace_back(first->first, only->first);
        publishers_.erase(first);
    }
    for (auto& [key, reports] : publishers_)
        std::stable_sort(reports.begin(), reports.end(), [](const ReportEntry& a, const ReportEntry& b) { return a.year < b.year; });
    return moved;
}

// Bars of the years, each cut by state, with the same numbers as a table.
std::string SiteIndex::coverage() const {
    constexpr int left = 44, slot = 46, bar = 30, base = 190, tallest = 160;
    // The bars are of reports that are there; the table below has the missing ones too.
    constexpr std::size_t drawn = report_states - 1;
    static_assert(static_cast<std::size_t>(ReportState::missing) == drawn);
    std::int64_t most = 1;
    for (const auto& [year, states] : years_) most = std::max(most, std::accumulate(states.begin(), states.begin() + drawn, std::int64_t{0}));
    Html html;
    const int width = left + slot * static_cast<int>(years_.size()) + 8;
    html.markup("<svg class=\"coverage\" role=\"img\" data-ta=\"aria-label:coverage\"").attribute("aria-label", word("coverage"));
    html.attribute("viewBox", "0 0 " + std::to_string(width) + " 216").attribute("width", std::to_string(width)).markup("><path class=\"axis\"");
    html.attribute("d", "M" + std::to_string(left - 6) + " 190.5H" + std::to_string(width)).markup("/>");
    int x = left;
    for (const auto& [year, states] : years_) {
        std::int64_t sum = 0;
        int y = base;
        for (std::size_t state = 0; state < drawn; ++state) {
            if (states[state] == 0) continue;
            sum += states[state];
            const int top = base - static_cast<int>(sum * tallest / most);
            html.markup("<rect").attribute("class", name_of(static_cast<ReportState>(state))).attribute("x", std::to_string(x)).attribute("y", std::to_string(top));
            html.attribute("width", std::to_string(bar)).attribute("height", std::to_string(std::max(y - top, 1))).markup("/>");
            y = top;
        }
        const auto label = [&](int at, const std::string& text) {
            html.markup("<text").attribute("x", std::to_string(x + bar / 2)).attribute("y", std::to_string(at)).markup(">").text(text).markup("</text>");
        };
        label(y - 5, std::to_string(sum));
        label(base + 17, year == 0 ? "?" : std::to_string(year));
        x += slot;
    }
    html.markup("</svg>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" data-ta=\"aria-label:coverage\"").attribute("aria-label", word("coverage"));
    html.markup("><table class=\"list numbers\"><thead><tr><td></td>");
    put_year_heads(html, years_);
    html.markup("</tr></thead><tbody>\n");
    for (std::size_t state = 0; state < report_states; ++state) {
        html.markup("<tr><th scope=\"row\">");
        put_state(html, static_cast<ReportState>(state));
        html.markup("</th>");
        for (const auto& [year, states] : years_) html.markup("<td class=\"n\">").number(states[state]).markup("</td>");
        html.markup("</tr>\n");
    }
    html.markup("</tbody></table></div>\n");
    return html.take();
}

std::string SiteIndex::divisions() const {
    std::int64_t most = 0;
    for (const auto& [region, years] : regions_)
        for (const auto& [year, count] : years) most = std::max(most, count);
    Html html;
    html.markup("<div class=\"scroll\" role=\"region\" tabindex=\"0\" data-ta=\"aria-label:divisions\"").attribute("aria-label", word("divisions"));
    html.markup("><table class=\"list heat numbers\"><thead><tr><td></td>");
    put_year_heads(html, years_);
    html.markup("</tr></thead><tbody>\n");
    for (const auto& [region, counts] : regions_) {
        html.markup("<tr><th scope=\"row\">");
        if (!region.empty()) html.markup("<a").attribute("href", "matrix.html#division=" + region).markup(">");
        put_region(html, region);
        html.markup(region.empty() ? "</th>" : "</a></th>");
        for (const auto& [year, unused] : years_) {
            const auto found = counts.find(year);
            const std::int64_t count = found == counts.end() ? 0 : found->second;
            html.markup("<td").attribute("class", "n h" + std::to_string(shade(count, most))).markup(">");
            if (count > 0) html.number(count);
            html.markup("</td>");
        }
        html.markup("</tr>\n");
    }
    html.markup("</tbody></table></div>\n");
    return html.take();
}

std::string SiteIndex::overview(const RulePages& rules) const {
    Html html;
    html.markup("<h1>");
    put_word(html, "title");
    html.markup("</h1>\n<p class=\"lead\">");
    put_word(html, "lead");
    html.markup("</p>\n<dl class=\"tiles\">");
    put_tile(html, "reports", reports_);
    put_tile(html, "publishers", static_cast<std::int64_t>(publishers_.size()));
    put_tile(html, "years", static_cast<std::int64_t>(years_.size()) - (years_.contains(0) ? 1 : 0));
    put_tile(html, "tile.figures", figures_);
    put_tile(html, "tile.flagged", flagged_);
    html.markup("</dl>\n");
    if (reports_ == 0) {
        html.markup("<p class=\"notice\">");
        put_word(html, "empty");
        html.markup("</p>\n");
        return page_of({.title = word("title"), .root = "", .current = "nav.overview"}, html.bytes());
    }
    html.markup("<section><h2>");
    put_word(html, "coverage");
    html.markup("</h2>\n").markup(coverage()).markup("</section>\n<section><h2>");
    put_word(html, "divisions");
    html.markup("</h2>\n").markup(divisions()).markup("</section>\n");
    std::vector<std::size_t> order(rules.rules().size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return rules.reports_of(a) != rules.reports_of(b) ? rules.reports_of(a) > rules.reports_of(b) : rules.rules()[a] < rules.rules()[b];
    });
    html.markup("<section><h2>");
    put_word(html, "findings.most");
    html.markup("</h2>\n<ol class=\"rules\">");
    for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), 10); ++i) {
        html.markup("<li><a").attribute("href", file_of_rule(rules.rules()[order[i]], 1)).markup(">");
        put_rule(html, rules.rules()[order[i]]);
        html.markup("</a> <span class=\"count\">").number(rules.reports_of(order[i])).markup("</span></li>\n");
    }
    html.markup("</ol></section>\n");
    return page_of({.title = word("title"), .root = "", .current = "nav.overview"}, html.bytes());
}

}  // namespace nianbao::out
