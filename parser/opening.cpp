#include "parser/opening.h"

#include <algorithm>
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

// 现公布栎川县民政局2023年政府信息公开工作年度报告: a clause that ends in a title with a name and a year.
void find_named_reports(const Document& document, const Opening& opening, std::vector<Statement>& found) {
    const std::u32string_view text = opening.text;
    static constexpr std::u32string_view kind = U"年度报告";
    for (std::size_t at = text.find(kind); at != std::u32string::npos; at = text.find(kind, at + 1)) {
        const std::size_t end = at + kind.size();
        std::size_t from = text.find_last_of(U",.。;:、《》()\n", at);
        from = from == std::u32string::npos ? 0 : from + 1;
        if (end - from > longest_clause) continue;
        std::u32string clause(text.substr(from, end - from));
        // 栎川县民政局特编制2023年…: who compiles it is whose it is.
        for (const std::u32string_view verb : {U"特编制", U"编制", U"现公布", U"公布", U"现将"})
            if (const std::size_t word = clause.find(verb); word != std::u32string::npos) clause.erase(word, verb.size());
        const TitleReading reading = read_title(normalize::to_utf8(clause));
        if (!reading.is_report || reading.year == 0 || reading.publisher.empty()) continue;
        found.push_back({reading.publisher, "opening", document.span(opening.glyph[from], opening.glyph[end - 1] + 1)});
        return;
    }
}

}  // namespace

std::vector<Statement> opening_publishers(const Document& document, std::uint32_t begin, std::uint32_t end) {
    const Opening opening = folded_opening(document, begin, end);
    std::vector<Statement> found;
    find_compilers(document, opening, found);
    find_named_reports(document, opening, found);
    return found;
}

}  // namespace nianbao::parser
