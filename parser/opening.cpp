#include "parser/opening.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "normalize/fold.h"
#include "parser/title.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t longest_clause = 60;  // characters from the beginning of a clause to the report that it names

// Folded, with the glyph of each character.
struct Opening {
    std::u32string text;
    std::vector<std::uint32_t> glyph;
};

Opening folded_opening(const Document& document, std::uint32_t begin, std::uint32_t end) {
    Opening opening;
    for (std::uint32_t g = begin; g < std::min<std::size_t>(end, document.glyphs.size()); ++g)
        for (const char32_t c : normalize::fold_code_point(document.glyphs[g].c)) {
            opening.text.push_back(c);
            opening.glyph.push_back(g);
        }
    return opening;
}

// 由栎川县人民政府办公室编制.
void find_compilers(const Document& document, const Opening& opening, std::vector<Statement>& found) {
    const std::u32string_view text = opening.text;
    for (const std::u32string_view word : {U"编制", U"汇总", U"组织编制", U"起草", U"编写"}) {
        for (std::size_t at = text.find(word); at != std::u32string::npos; at = text.find(word, at + 1)) {
            const std::size_t from = at < 42 ? 0 : at - 42;
            const std::size_t by = text.rfind(U'由', at);
            if (by == std::u32string::npos || by < from) continue;
            std::u32string_view name = text.substr(by + 1, at - by - 1);
            name = name.substr(0, name.find_first_of(U",.;根按依"));
            const std::u32string body = body_name(name);
            if (body.empty()) continue;
            found.push_back({normalize::to_utf8(body), "preamble", document.span(opening.glyph[by + 1], opening.glyph[at - 1] + 1)});
            return;
        }
    }
}

// The name of a body, and not of all bodies of a place or of those above it: 各镇街, 区委区政府, 党中央国务院.
bool is_own_name(std::u32string_view name) {
    static constexpr std::array<std::u32string_view, 12> others = {U"各", U"党", U"区委", U"市委", U"县委", U"省委", U"国务院", U"全", U"我", U"本", U"领导", U"以下"};
    static constexpr std::array<std::u32string_view, 12> kinds = {U"局", U"政府", U"委员会", U"办公室", U"办公厅", U"街道", U"办事处", U"厅", U"镇", U"乡", U"中心", U"管委会"};
    if (name.size() < 4 || std::any_of(others.begin(), others.end(), [&](std::u32string_view word) { return name.find(word) != std::u32string_view::npos; })) return false;
    return std::any_of(kinds.begin(), kinds.end(), [&](std::u32string_view kind) { return name.ends_with(kind); });
}

// Where the clause begins that ends at `at`; a bracket that says how a body is called from now on belongs to it:
// 国家税务总局蘅洲市税务局(以下简称“市税务局”)2021年….
struct Clause {
    std::u32string text;
    std::size_t begin = 0;
};

Clause clause_before(std::u32string_view text, std::size_t at) {
    static constexpr std::u32string_view ends = U",.。;:、《》()\n";
    const auto begin_of = [&](std::size_t end) {
        const std::size_t mark = end == 0 ? std::u32string_view::npos : text.find_last_of(ends, end - 1);
        return mark == std::u32string_view::npos ? 0 : mark + 1;
    };
    Clause clause;
    clause.begin = begin_of(at);
    clause.text = text.substr(clause.begin, at - clause.begin);
    if (clause.begin == 0 || text[clause.begin - 1] != U')') return clause;
    const std::size_t open = text.rfind(U'(', clause.begin - 1);
    if (open == std::u32string_view::npos || clause.begin - open > longest_clause) return clause;
    const std::u32string_view bracket = text.substr(open + 1, 4);
    if (!bracket.starts_with(U"以下") && !bracket.starts_with(U"下称") && !bracket.starts_with(U"简称")) return clause;
    clause.begin = begin_of(open);
    clause.text = std::u32string(text.substr(clause.begin, open - clause.begin)) + clause.text;
    return clause;
}

// The clause behind the word that announces a report, 特向社会公布; and without who compiles it, 栎川县民政局特编制2023年….
TitleReading read_clause(std::u32string clause) {
    std::size_t behind = 0;
    for (const std::u32string_view verb : {U"社会公布", U"社会公开", U"社会发布", U"现公布", U"现发布", U"现公开", U"特公布", U"现将", U"公布", U"发布"})
        if (const std::size_t at = clause.rfind(verb); at != std::u32string::npos) behind = std::max(behind, at + verb.size());
    const TitleReading announced = read_title(normalize::to_utf8(clause.substr(behind)));
    if (!announced.publisher.empty()) return announced;
    for (const std::u32string_view verb : {U"特编制", U"编制", U"特向社会公布", U"现向社会公布", U"现公布", U"公布", U"现将"})
        if (const std::size_t word = clause.find(verb); word != std::u32string::npos) clause.erase(word, verb.size());
    return read_title(normalize::to_utf8(clause));
}

// 现公布栎川县民政局2023年政府信息公开工作年度报告: a clause that ends in a title with a year, and mostly with a name.
void find_named_reports(const Document& document, const Opening& opening, OpeningReading& found) {
    const std::u32string_view text = opening.text;
    static constexpr std::u32string_view kind = U"报告";
    for (std::size_t at = text.find(kind); at != std::u32string::npos; at = text.find(kind, at + 1)) {
        const std::size_t end = at + kind.size();
        Clause clause = clause_before(text, end);
        if (clause.text.size() > longest_clause) continue;
        const bool announced = text.substr(end, 2) == U"如下";
        if (!clause.text.ends_with(U"年度报告") && !announced) continue;
        const TitleReading reading = read_clause(std::move(clause.text));
        if (!reading.is_report || reading.year == 0) continue;
        const model::Span span = document.span(opening.glyph[clause.begin], opening.glyph[end - 1] + 1);
        if (!found.year) found.year = YearStatement{reading.year, "opening", span};
        if (reading.publisher.empty()) continue;
        found.publishers.push_back({reading.publisher, "opening", span});
        return;
    }
}

}  // namespace

OpeningReading read_opening(const Document& document, std::uint32_t begin, std::uint32_t end) {
    const Opening opening = folded_opening(document, begin, end);
    OpeningReading found;
    find_compilers(document, opening, found.publishers);
    find_named_reports(document, opening, found);
    return found;
}

Statement subject_of(const Document& document, std::uint32_t begin, std::uint32_t end) {
    const Opening opening = folded_opening(document, begin, end);
    const std::u32string_view text = opening.text;
    static constexpr std::array<std::u32string_view, 14> predicates = {U"认真", U"严格", U"深入", U"坚持", U"高度", U"积极", U"始终", U"切实", U"持续", U"紧紧", U"全面", U"按照", U"根据", U"以习近平"};
    static constexpr std::u32string_view marks = U",.。;:、()《》";
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find_first_of(marks, from), text.size());
        const std::u32string_view clause = text.substr(from, to - from);
        std::size_t length = std::u32string_view::npos;
        for (const std::u32string_view predicate : predicates) length = std::min(length, clause.find(predicate));
        if (length != std::u32string_view::npos && length > 0)
            if (const std::u32string name = body_name(clause.substr(0, length)); !name.empty() && is_own_name(name))
                return {normalize::to_utf8(name), "text", document.span(opening.glyph[from], opening.glyph[from + length - 1] + 1)};
        from = to + 1;
    }
    return {};
}

}  // namespace nianbao::parser
