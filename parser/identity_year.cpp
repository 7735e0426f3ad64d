#include "parser/identity_year.h"

#include <algorithm>
#include <map>

#include "normalize/fold.h"
#include "parser/title.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t longest_text = 4000;  // glyphs of the narrative that are looked at
constexpr std::uint32_t longest_document = 30000;  // glyphs in which a period is looked for
constexpr int least_times = 2;                // a year that the text names once may be any

// How much a statement weighs. A title is copied from last year's page, a period is left in: what agrees wins.
constexpr int weight_of_title = 3;
constexpr int weight_of_further_title = 1;
constexpr int weight_of_period = 4;
constexpr int weight_of_text = 2;
constexpr int weight_of_publication = 2;

struct FoldedText {
    std::u32string text;
    std::vector<std::uint32_t> glyph;
};

FoldedText folded(const Document& document, std::uint32_t begin, std::uint32_t end) {
    FoldedText result;
    for (std::uint32_t g = begin; g < end; ++g)
        for (const char32_t c : normalize::fold_code_point(document.glyphs[g].c)) {
            result.text.push_back(c);
            result.glyph.push_back(g);
        }
    return result;
}

// 2019年1月1日 with a 12月31日 near behind it: the year between them.
std::optional<YearStatement> period_in(const Document& document, std::uint32_t begin, std::uint32_t end) {
    const FoldedText text = folded(document, begin, end);
    for (const std::u32string_view first_day : {U"年1月1日", U"年01月01日", U"年元月1日", U"年一月一日", U".1.1-", U".1.1至", U"-1-1至", U"-01-01至"})
        for (std::size_t at = text.text.find(first_day); at != std::u32string::npos; at = text.text.find(first_day, at + 1)) {
            if (at < 4) continue;
            const auto year = find_year(std::u32string_view(text.text).substr(at - 4, 4));
            const std::u32string_view rest = std::u32string_view(text.text).substr(at, 40);
            if (!year || (rest.find(U"12月31日") == std::u32string_view::npos && rest.find(U"十二月三十一日") == std::u32string_view::npos && rest.find(U"12.31") == std::u32string_view::npos && rest.find(U"12-31") == std::u32string_view::npos)) continue;
            return YearStatement{year->year, "period", document.span(text.glyph[at - 4], text.glyph[at] + 1)};
        }
    // 20231月1日至12月31日: the character behind the year is lost.
    static constexpr std::u32string_view bare = U"1月1日";
    for (std::size_t at = text.text.find(bare); at != std::u32string::npos; at = text.text.find(bare, at + 1)) {
        if (at < 4 || (at > 4 && (text.text[at - 5] >= U'0' && text.text[at - 5] <= U'9'))) continue;
        const auto year = find_year(std::u32string_view(text.text).substr(at - 4, 4));
        if (year && std::u32string_view(text.text).substr(at, 20).find(U"12月31日") != std::u32string_view::npos)
            return YearStatement{year->year, "period", document.span(text.glyph[at - 4], text.glyph[at] + 1)};
    }
    return std::nullopt;
}

// 2019年，… : the year that the text names most, days and months of other dates left out.
std::optional<YearStatement> year_of_text(const Document& document, std::uint32_t begin) {
    const FoldedText text = folded(document, begin, std::min(begin + longest_text, static_cast<std::uint32_t>(document.glyphs.size())));
    std::map<int, int> times;
    std::map<int, YearPlace> first;
    for (auto year = find_year(text.text); year; year = find_year(text.text, year->end)) {
        const bool named = text.text[year->end - 1] == U'年' || text.text[year->end - 1] == U'度';
        const bool date = year->end < text.text.size() && text.text[year->end] >= U'0' && text.text[year->end] <= U'9';
        if (!named || date) continue;
        ++times[year->year];
        first.try_emplace(year->year, *year);
    }
    const auto most = std::max_element(times.begin(), times.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == times.end() || most->second < least_times) return std::nullopt;
    // Two that are named as often say nothing.
    if (std::count_if(times.begin(), times.end(), [&](const auto& one) { return one.second == most->second; }) > 1) return std::nullopt;
    const YearPlace& place = first.at(most->first);
    return YearStatement{most->first, "text", document.span(text.glyph[place.begin], text.glyph[place.end - 1] + 1)};
}

}  // namespace

void YearEvidence::read_text(const Document& document, std::uint32_t head_begin, std::uint32_t content_begin) {
    const auto size = static_cast<std::uint32_t>(document.glyphs.size());
    auto period = period_in(document, std::min(head_begin, content_begin), content_begin);
    if (!period) period = period_in(document, 0, std::min(size, longest_document));
    if (period) statements_.push_back(*period);
    if (const auto year = year_of_text(document, std::min(content_begin, size))) statements_.push_back(*year);
}

std::optional<int> YearEvidence::decide(std::string_view published) const {
    std::map<int, int> weights;
    int first_title = 0;
    for (const YearStatement& statement : statements_) {
        int& weight = weights[statement.year];
        if (statement.from == "period") {
            weight += weight_of_period;
        } else if (statement.from == "text") {
            weight += weight_of_text;
        } else if (first_title == 0) {
            first_title = statement.year;
            weight += weight_of_title;
        } else if (statement.year != first_title) {
            weight += weight_of_further_title;
        }
    }
    if (weights.empty()) return std::nullopt;
    if (published.size() >= 4)
        for (auto& [year, weight] : weights)
            if (std::to_string(year + 1) == published.substr(0, 4)) weight += weight_of_publication;
    int best = 0;
    for (const YearStatement& statement : statements_)  // of equals the first said, which is a title
        if (best == 0 || weights[statement.year] > weights[best]) best = statement.year;
    return best;
}

}  // namespace nianbao::parser
