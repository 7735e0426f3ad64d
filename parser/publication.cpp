#include "parser/publication.h"

#include <algorithm>
#include <array>
#include <optional>

#include "normalize/date.h"
#include "normalize/fold.h"
#include "parser/title.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t longest_line = 400;  // glyphs of a block that holds facts about the page
constexpr std::size_t most_lines = 300;      // blocks that are looked at; the facts stand at the head
constexpr std::uint32_t longest_signature = 60;
constexpr int most_after_signature = 60;     // blocks between the signature and the end: what portals print below

bool contains(std::u32string_view text, std::u32string_view part) { return text.find(part) != std::u32string_view::npos; }

std::optional<normalize::Date> first_day(std::string_view text) {
    for (const normalize::FoundDate& found : normalize::find_dates(text))
        if (found.date.precision != normalize::Precision::month && found.date.precision != normalize::Precision::year) return found.date;
    return std::nullopt;
}

// What stands behind `label` in the line, with the next block where the label ends its own: <td>发布日期</td><td>2020-02-19</td>.
std::string behind_label(const Document& document, const FactLine& line, std::size_t at) {
    std::string text = line.text.substr(at);
    for (std::size_t next = line.block + 1; next < document.blocks.size() && next <= line.block + 2; ++next)
        if (!document.blocks[next].empty()) {
            text += " " + document.text(document.blocks[next]);
            break;
        }
    return text.substr(0, 120);
}

struct DateLabel {
    std::string_view label;
    bool alone;  // only as a word of its own: not in 生成日期, 统计时间
};

// In the order in which they are believed.
constexpr std::array<DateLabel, 15> date_labels = {{{"发布日期", false}, {"发布时间", false}, {"公开日期", false}, {"公开时间", false}, {"发表时间", false}, {"发布于", false}, {"日期", true}, {"时间", true},
                                                    {"发文日期", false}, {"发文时间", false}, {"更新时间", false}, {"更新日期", false}, {"生成日期", false}, {"成文日期", false}, {"印发日期", false}}};

void add(std::vector<Statement>& statements, const std::optional<normalize::Date>& date, std::string from, model::Span span) {
    if (date) statements.push_back({date->iso(), std::move(from), span});
}

// The line under the headline: 2020-03-19 15:26　来源：…. Not the clock of the site: 今天是2026年11月23日 星期一.
void read_date_line(const Document& document, std::uint32_t begin, std::uint32_t content_begin, std::vector<Statement>& statements) {
    for (const Block& block : document.blocks) {
        if (block.begin < begin) continue;
        if (block.begin >= content_begin) return;
        if (block.empty() || block.end - block.begin > longest_title) continue;
        // A glance first: few blocks hold a year.
        if (std::none_of(document.glyphs.begin() + block.begin, document.glyphs.begin() + block.end, [](const Glyph& glyph) { return glyph.c == U'2' || glyph.c == U'２' || glyph.c == U'二'; })) continue;
        const std::string text = document.text(block);
        const std::u32string folded = normalize::folded_text(text);
        static constexpr std::array<std::u32string_view, 11> other_dates = {U"。", U"今天", U"星期", U"1月1日", U"12月31日", U"起至", U"截至", U"期限", U"报告", U"备案", U"现在时间"};
        if (std::any_of(other_dates.begin(), other_dates.end(), [&](std::u32string_view word) { return contains(folded, word); })) continue;
        const auto date = first_day(text);
        if (!date) continue;
        add(statements, date, "headline", block.span);
        return;
    }
}

void read_labelled_dates(const Document& document, const std::vector<FactLine>& lines, std::vector<Statement>& statements) {
    for (const DateLabel& label : date_labels)
        for (const FactLine& line : lines) {
            const std::size_t at = line.text.find(label.label);
            if (at == std::string::npos) continue;
            // 生成日期 is no 日期, and 统计时间 no 时间.
            if (label.alone && at > 0 && (static_cast<unsigned char>(line.text[at - 1]) & 0x80U) != 0 && (at < 3 || line.text.compare(at - 3, 3, "　") != 0)) continue;
            const auto date = first_day(behind_label(document, line, at + label.label.size()));
            if (!date) continue;
            const bool told = std::any_of(statements.begin(), statements.end(), [&](const Statement& other) { return other.from == label.label; });
            if (!told) add(statements, date, std::string(label.label), document.blocks[line.block].span);
            break;
        }
}

// Those between the headline and the text, then those above it, the nearest first, then those below.
void read_labelled_dates(const Document& document, const std::vector<FactLine>& lines, const HeadPlace& place, std::vector<Statement>& statements) {
    std::vector<FactLine> between, above, below;
    for (const FactLine& line : lines) {
        const std::uint32_t at = document.blocks[line.block].begin;
        (at >= place.content_begin ? below : at < place.headline_begin ? above : between).push_back(line);
    }
    std::reverse(above.begin(), above.end());
    read_labelled_dates(document, between, statements);
    read_date_line(document, place.headline_end, place.content_begin, statements);
    read_labelled_dates(document, above, statements);
    read_labelled_dates(document, below, statements);
    if (place.headline_end > 0 && statements.empty()) read_date_line(document, 0, place.content_begin, statements);
}

// …/202002/t20200219_123456.html and …/art/2021/1/25/art_16516_1541057.html
std::optional<normalize::Date> date_of_address(std::string_view url) {
    const std::size_t trs = url.rfind("/t20");
    if (trs != std::string_view::npos && url.size() >= trs + 11 && url.substr(trs + 10, 1) == "_") return normalize::read_date(url.substr(trs + 2, 8));
    const std::size_t art = url.find("/art/");
    if (art == std::string_view::npos) return std::nullopt;
    const std::string_view path = url.substr(art + 5);
    std::size_t end = 0;
    for (int slashes = 0; end < path.size() && slashes < 3; ++end) slashes += path[end] == '/';
    return end > 0 ? normalize::read_date(path.substr(0, end - 1)) : std::nullopt;
}

// 来源：县财政局: up to the next space.
std::string issuer_in(const std::string& utf8, std::string_view label) {
    const std::size_t found = utf8.find(label);
    if (found == std::string::npos) return {};
    const std::u32string text = normalize::to_utf32(std::string_view(utf8).substr(found + label.size()));
    std::size_t at = 0;
    if (at >= text.size() || (text[at] != U':' && text[at] != U'：')) return {};
    ++at;
    while (at < text.size() && normalize::is_space(text[at])) ++at;
    std::size_t end = at;
    // 来源：县财政局浏览次数：334 字号：[大 中 小]: up to a space, or to what the portal says next.
    static constexpr std::array<std::u32string_view, 10> next = {U"浏览", U"阅读", U"点击", U"访问", U"字号", U"字体", U"作者", U"编辑", U"发布时间", U"发布日期"};
    const auto ends = [&](std::size_t place) {
        return std::any_of(next.begin(), next.end(), [&](std::u32string_view word) { return std::u32string_view(text).substr(place, word.size()) == word; });
    };
    while (end < text.size() && !normalize::is_space(text[end]) && !ends(end)) ++end;
    if (end == at || end - at > 40) return {};
    return normalize::to_utf8(std::u32string_view(text).substr(at, end - at));
}

}  // namespace

const MetaTag* find_meta(const Document& document, std::string_view name) {
    for (const MetaTag& tag : document.metas) {
        const bool same = tag.name.size() == name.size() && std::equal(name.begin(), name.end(), tag.name.begin(), [](char a, char b) { return (a | 32) == (b | 32); });
        if (same && !normalize::tidy_text(tag.content).empty()) return &tag;
    }
    return nullptr;
}

std::vector<FactLine> fact_lines(const Document& document) {
    // A character of every label below: 日期 时间 来源 机构 单位 主体 发布于.
    static constexpr std::u32string_view marks = U"期间源构位体于";
    std::vector<FactLine> lines;
    std::size_t seen = 0;
    for (std::size_t b = 0; b < document.blocks.size() && seen < most_lines; ++b) {
        const Block& block = document.blocks[b];
        if (block.empty() || block.end - block.begin > longest_line) continue;
        ++seen;
        const bool marked = std::any_of(document.glyphs.begin() + block.begin, document.glyphs.begin() + block.end,
                                        [](const Glyph& glyph) { return marks.find(glyph.c) != std::u32string_view::npos; });
        if (marked) lines.push_back({b, document.text(block)});
    }
    return lines;
}

std::vector<Statement> publication_dates(const Document& document, const std::vector<FactLine>& lines, std::string_view url, const HeadPlace& place) {
    std::vector<Statement> tags, statements;
    for (const char* name : {"PubDate", "publishdate", "article:published_time", "publish_time"})
        if (const MetaTag* tag = find_meta(document, name)) add(tags, first_day(tag->content), std::string("meta ") + name, tag->span);
    read_labelled_dates(document, lines, place, statements);
    tags.insert(tags.end(), statements.begin(), statements.end());
    add(tags, date_of_address(url), "address", {});
    return tags;
}

namespace {

// What parts the steps of a path.
bool parts_steps(char32_t c) {
    switch (c) {
        case U'>': case U'＞': case U'»': case U'›': case U'》': case U'→': return true;
        default: return false;
    }
}

}  // namespace

Statement body_of_path(const Document& document, std::uint32_t content_begin) {
    std::size_t seen = 0;
    for (const Block& block : document.blocks) {
        if (block.begin >= content_begin || seen >= most_lines) break;
        if (block.empty() || block.hidden || block.end - block.begin > longest_line) continue;
        ++seen;
        const auto glyphs = document.glyphs.begin();
        if (std::count_if(glyphs + block.begin, glyphs + block.end, [](const Glyph& glyph) { return parts_steps(glyph.c); }) < 2) continue;
        std::vector<std::u32string> steps(1);
        for (std::uint32_t g = block.begin; g < block.end; ++g) {
            const char32_t c = document.glyphs[g].c;
            if (parts_steps(c)) steps.emplace_back();
            else steps.back() += normalize::fold_code_point(c);
        }
        // The last step names the column, or the report itself.
        for (std::size_t s = steps.size(); s-- > 1;)
            if (const std::u32string body = body_name(steps[s]); !body.empty() && body == steps[s]) return {normalize::to_utf8(body), "path", block.span};
    }
    return {};
}

std::vector<Statement> issuers(const Document& document, const std::vector<FactLine>& lines) {
    std::vector<Statement> statements;
    if (const MetaTag* tag = find_meta(document, "ContentSource")) statements.push_back({normalize::tidy_text(tag->content), "meta ContentSource", tag->span});
    for (const std::string_view label : {"信息来源", "发布机构", "公开机构", "发布单位", "公开主体", "来源", "发文单位"})
        for (const FactLine& line : lines) {
            const std::size_t at = line.text.find(label);
            if (at == std::string::npos) continue;
            std::string issuer = issuer_in(line.text, label);
            // <td>发布机构</td><td>栎川县民政局</td>, with or without a colon.
            const std::string_view rest = std::string_view(line.text).substr(at + label.size());
            const std::size_t next = line.block + 1;
            if (issuer.empty() && at == 0 && (rest.empty() || rest == ":" || rest == "：") && document.blocks[line.block].kind == BlockKind::cell && next < document.blocks.size() &&
                document.blocks[next].end - document.blocks[next].begin <= 40)
                issuer = normalize::tidy_text(document.text(document.blocks[next]));
            if (issuer.empty()) continue;
            statements.push_back({std::move(issuer), std::string(label), document.blocks[line.block].span});
            break;
        }
    return statements;
}

Signature find_signature(const Document& document, std::uint32_t content_begin) {
    Signature signature;
    int seen = 0;
    for (std::size_t b = document.blocks.size(); b-- > 0 && seen < most_after_signature;) {
        const Block& block = document.blocks[b];
        if (block.begin < content_begin) break;
        if (block.empty() || block.hidden || block.kind == BlockKind::cell || block.end - block.begin > longest_signature) continue;
        ++seen;
        const std::string text = document.text(block);
        const auto dates = normalize::find_dates(text);
        if (dates.size() != 1 || dates.front().date.precision != normalize::Precision::day || text.size() - dates.front().span.end > 3) continue;
        // The name before it, in the same block or in the last one that is not empty.
        std::u32string name = body_name(normalize::folded_text(std::string_view(text).substr(0, dates.front().span.begin)));
        std::size_t before = b;
        if (name.empty() && dates.front().span.begin == 0)
            while (before-- > 0 && document.blocks[before].begin >= content_begin)
                if (!document.blocks[before].empty()) {
                    if (document.blocks[before].end - document.blocks[before].begin <= longest_signature) name = body_name(normalize::folded_text(document.text(document.blocks[before])));
                    break;
                }
        if (name.empty()) {
            // 2024年1月17日 at the right of the last line, by a body that the headline names.
            if (dates.front().span.begin == 0 && text.ends_with("日") && signature.date.value.empty()) signature.date = {dates.front().date.iso(), "signature", block.span};
            continue;
        }
        signature.date = {dates.front().date.iso(), "signature", block.span};
        signature.name = {normalize::to_utf8(name), "signature", before < document.blocks.size() ? document.blocks[before].span : block.span};
        return signature;
    }
    return signature;
}

}  // namespace nianbao::parser
