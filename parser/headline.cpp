#include "parser/headline.h"

#include <algorithm>
#include <array>
#include <optional>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr int most_parts = 4;                     // blocks that a title is broken over
constexpr int most_columns = 4;                   // names of a portal's columns between them
constexpr std::uint32_t least_report = 300;       // glyphs: what follows the title of a report at least
constexpr std::uint32_t longest_preamble = 1500;  // glyphs from a title to the marks of a report's beginning
constexpr std::uint32_t unknown = 0xFFFFFFFF;     // glyph

bool may_be_headline(std::u32string_view text) {
    if (text.empty() || text.size() > longest_title) return false;
    static constexpr std::array<std::u32string_view, 16> no_headline = {U">", U"位置", U"首页", U"。", U"本报告", U"发布时间", U"发布日期", U"来源", U"http", U"上一篇", U"下一篇", U"字号", U"索引号", U"浏览次数", U"如下", U"根据《"};
    return std::none_of(no_headline.begin(), no_headline.end(), [&](std::u32string_view word) { return text.find(word) != std::u32string_view::npos; }) && text.back() != U'.';
}

struct Joined {
    std::string text;
    std::uint32_t begin = 0, end = 0;
    int parts = 0;
    bool heading = false;
};

// The columns that every disclosure portal has; in a PDF file of a page they stand beside the title, line by line.
constexpr std::array<std::u32string_view, 7> portal_columns = {U"政府信息公开指南", U"政府信息公开制度", U"政府信息公开目录", U"法定主动公开内容", U"政府信息公开年报", U"依申请公开", U"栏目导航"};

std::u32string glyphs_of(const Document& document, std::uint32_t begin, std::uint32_t end) {
    std::u32string text;
    for (std::uint32_t g = begin; g < end; ++g) text += document.glyphs[g].c;
    return text;
}

// What a page is filed under is named by these.
constexpr std::array<std::u32string_view, 5> categories = {U"分类", U"类别", U"类目", U"栏目", U"主题"};

// What of a block may belong to a title.
struct TitlePart {
    std::u32string text;
    std::uint32_t begin = 0, end = 0;
    bool column = false;  // nothing but the name of a column
    bool last = false;    // the text of the page goes on in the same block
};

// 政府信息公开指南      栎川县民政局      2022年政府信息公开工: without the column, and without the distance to what it stands beside.
bool cut_column(TitlePart& part) {
    for (const std::u32string_view column : portal_columns) {
        if (!part.text.starts_with(column)) continue;
        std::size_t at = column.size();
        while (at < part.text.size() && normalize::is_space(part.text[at])) ++at;
        part.column = at == part.text.size();
        const bool may_be_title = column.ends_with(U"年报");  // 政府信息公开年报 2023
        if (part.column || at < column.size() + (may_be_title ? 2 : 1)) return false;
        part.begin += static_cast<std::uint32_t>(at);
        part.text.erase(0, at);
        std::erase_if(part.text, normalize::is_space);
        return true;
    }
    return false;
}

// The title in front of the text, where a page is one paragraph: …年度报告　　本报告根据…, …年度报告日期:2024-01-19.
bool cut_text(TitlePart& part) {
    std::size_t end = std::u32string::npos;
    for (const std::u32string_view mark : {U"  ", U"　", U"本报告", U"日期", U"发布", U"来源", U"根据", U"一、"}) end = std::min(end, part.text.find(mark));
    if (end == 0 || end > longest_title) return false;
    part.text.resize(end);
    part.end = part.begin + static_cast<std::uint32_t>(end);
    part.last = true;
    // What stands in front of it is the way to the page: 首页>年报>….
    if (const std::size_t way = part.text.rfind(U'>'); way != std::u32string::npos) {
        std::size_t front = way + 1;
        // …>2023年栎川县民政局2023年政府信息公开工作年度报告: the column of the year.
        if (const auto column = find_year(part.text, front); column && column->begin == front)
            if (const auto own = find_year(part.text, column->end); own && own->year == column->year) front = column->end;
        part.begin += static_cast<std::uint32_t>(front);
        part.text.erase(0, front);
    }
    return part.text.ends_with(U"报告") || part.text.ends_with(U"年报") || part.text.ends_with(U"年）") || part.text.ends_with(U"年度）");
}

// nullopt when the block belongs to no title.
std::optional<TitlePart> title_part(const Document& document, const Block& block) {
    TitlePart part{glyphs_of(document, block.begin, std::min(block.end, block.begin + 2 * static_cast<std::uint32_t>(longest_title))), block.begin, block.end};
    if (block.end - block.begin > longest_title) return cut_text(part) ? std::optional(part) : std::nullopt;
    cut_column(part);
    return part;
}

// The next glyph at or behind `from` of the word that every title ends with (报告, 年报).
std::uint32_t next_of_title(const Document& document, std::uint32_t from) {
    const auto found = std::find_if(document.glyphs.begin() + from, document.glyphs.end(), [](const Glyph& glyph) { return glyph.c == U'报'; });
    return static_cast<std::uint32_t>(found - document.glyphs.begin());
}

// True when one of the next few blocks holds that word: a glance before the reading. `next` is such a glyph, or the document's end, with none
// between it and an earlier block, for a caller that goes forward; `unknown` at first.
bool may_hold_title(const Document& document, std::size_t first, std::uint32_t content_begin, std::uint32_t& next) {
    if (next == unknown || next < document.blocks[first].begin) next = next_of_title(document, document.blocks[first].begin);
    std::uint32_t word = next;
    int parts = 0;
    for (std::size_t b = first; b < document.blocks.size() && document.blocks[b].begin < content_begin && parts < most_parts + most_columns; ++b) {
        const Block& block = document.blocks[b];
        if (block.empty() || block.hidden) continue;
        const std::uint32_t end = std::min(block.end, block.begin + static_cast<std::uint32_t>(longest_title));
        if (word < block.begin) word = next_of_title(document, block.begin);
        if (word < end) return true;
        if (block.end > end) return false;
        ++parts;
    }
    return false;
}

// A cell with another one beside it: what stands in it goes on in no other cell.
bool stands_beside(const Document& document, std::size_t b) {
    const Block& block = document.blocks[b];
    if (block.cell < 0) return false;
    const std::vector<GridCell>& cells = document.tables[static_cast<std::size_t>(block.table)].cells;
    const auto shares_row = [&](const Block& other) {
        return other.table == block.table && other.cell != block.cell &&
               cells[static_cast<std::size_t>(other.cell)].row == cells[static_cast<std::size_t>(block.cell)].row;
    };
    return (b > 0 && shares_row(document.blocks[b - 1])) || (b + 1 < document.blocks.size() && shares_row(document.blocks[b + 1]));
}

// 分类 | 政府信息公开年报 综合政务: a cell that says under what the page is filed.
bool tells_category(const Document& document, std::size_t b) {
    if (b == 0 || !stands_beside(document, b) || document.blocks[b - 1].table != document.blocks[b].table) return false;
    const std::u32string label = normalize::folded_text(document.text(document.blocks[b - 1]));
    return std::any_of(categories.begin(), categories.end(), [&](std::u32string_view word) { return label.find(word) != std::u32string::npos; });
}

// Calls `offer` with the block, and with it and the one, two and three next ones, as long as they may be parts of a headline.
template <typename Offer>
void join_blocks(const Document& document, std::size_t first, std::uint32_t content_begin, std::uint32_t& next_word, Offer offer) {
    if (!may_hold_title(document, first, content_begin, next_word)) return;
    Joined joined;
    for (std::size_t b = first; b < document.blocks.size() && document.blocks[b].begin < content_begin && joined.parts < most_parts; ++b) {
        const Block& block = document.blocks[b];
        if (block.empty() || block.hidden) continue;
        const std::optional<TitlePart> part = title_part(document, block);
        if (!part || (joined.parts > 0 && stands_beside(document, b)) || tells_category(document, b)) return;
        if (part->column && joined.parts > 0) continue;
        if (part->column && !part->text.ends_with(U"年报")) return;
        const std::string text = normalize::to_utf8(part->text);
        // A menu printed downwards, one character a line; but not the last one of a title that was a character too long for its line.
        const bool completes = joined.text.ends_with("报") && text == "告";
        const bool downwards = part->text.size() == 1 && joined.parts > 0 && !completes;
        if (downwards || !may_be_headline(normalize::folded_text(text))) return;
        if (joined.parts == 0) joined.begin = part->begin;
        joined.text += text;
        joined.end = part->end;
        joined.heading = joined.heading || block.kind == BlockKind::heading;
        ++joined.parts;
        offer(joined);
        if (part->last || stands_beside(document, b)) return;
    }
}

int rank_of(const Joined& joined, const TitleReading& reading, const std::vector<std::u32string>& known) {
    int rank = 8 + (reading.publisher.empty() ? 0 : 4) + (reading.year == 0 ? 0 : 4) + (joined.heading ? 1 : 0) - joined.parts;
    const std::u32string text = normalize::folded_text(joined.text);
    // …报告 and the body's name in a line below it: a name in front of it is the title's own.
    if (text.ends_with(U"报告") || text.ends_with(U"年报")) ++rank;
    for (const std::u32string& title : known)
        if (title == text) rank += 6;
    return rank;
}

// The beginning of a report: what its first section is called, or the period that it covers.
bool begins_report(const Document& document, std::uint32_t from) {
    const auto size = static_cast<std::uint32_t>(document.glyphs.size());
    if (size - from < least_report) return false;
    std::u32string text;
    for (std::uint32_t g = from; g < std::min(size, from + longest_preamble); ++g) text += normalize::fold_code_point(document.glyphs[g].c);
    int marks = 0;
    for (const std::u32string_view mark : {U"总体情况", U"1月1日", U"信息公开条例", U"编制", U"主动公开政府信息", U"第二十条第"})
        marks += text.find(mark) != std::u32string::npos ? 1 : 0;
    return marks >= 2;
}

Headline headline_of(const Document& document, const Joined& joined, TitleReading reading) {
    return {shown_title(joined.text), document.span(joined.begin, joined.end), std::move(reading), joined.begin, joined.end};
}

}  // namespace

std::string shown_title(std::string_view text) {
    std::string title = normalize::tidy_text(text);
    for (const std::string_view label : {"名称：", "名称:", "标题：", "标题:"})
        if (const std::size_t at = title.find(label); at != std::string::npos) title.erase(0, at + label.size());
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view mark : {"年度", "#", " ", "*", "标题", ":", "：", "\n"})
            while (title.starts_with(mark)) {
                title.erase(0, mark.size());
                again = true;
            }
        // 年栎川县…: the year itself stands in another line.
        if (title.starts_with("年") && !title.starts_with("年报") && !title.starts_with("年度")) {
            title.erase(0, std::string_view("年").size());
            again = true;
        }
        for (const std::string_view mark : {"*", " "})
            while (title.ends_with(mark)) title.resize(title.size() - mark.size());
    }
    return title;
}

Headline find_headline(const Document& document, std::uint32_t content_begin, const std::vector<std::string>& known) {
    std::vector<std::u32string> titles;
    for (const std::string& title : known) titles.push_back(normalize::folded_text(title));
    Headline best;
    int best_rank = 0;
    std::uint32_t next_word = unknown;
    for (std::size_t b = 0; b < document.blocks.size() && document.blocks[b].begin < content_begin; ++b) {
        if (document.blocks[b].empty()) continue;
        join_blocks(document, b, content_begin, next_word, [&](const Joined& joined) {
            TitleReading reading = read_title(joined.text);
            if (!reading.is_report) return;
            const int rank = rank_of(joined, reading, titles);
            // Of equals the last one: lists of reports stand before the article.
            if (rank < best_rank) return;
            best_rank = rank;
            best = headline_of(document, joined, std::move(reading));
        });
    }
    return best;
}

std::vector<Headline> further_reports(const Document& document, std::uint32_t begin, const TitleReading& own) {
    std::vector<Headline> found;
    const auto size = static_cast<std::uint32_t>(document.glyphs.size());
    std::uint32_t next_word = unknown;
    for (std::size_t b = document.block_of(begin); b < document.blocks.size(); ++b) {
        const Block& block = document.blocks[b];
        if (block.empty() || block.begin < begin || block.kind == BlockKind::cell || block.end - block.begin > longest_title) continue;
        Headline headline;
        join_blocks(document, b, size, next_word, [&](const Joined& joined) {
            TitleReading reading = read_title(joined.text);
            const bool names_all = reading.is_report && reading.year != 0 && !reading.publisher.empty();
            if (names_all && !headline.found()) headline = headline_of(document, joined, std::move(reading));
        });
        if (!headline.found()) continue;
        const bool other = headline.reading.year != own.year || headline.reading.publisher != own.publisher;
        if (other && begins_report(document, headline.end)) found.push_back(std::move(headline));
    }
    return found;
}

std::vector<Headline> reports_in(const Document& document) {
    const std::vector<Headline> titles = further_reports(document, 0, {});
    std::vector<Headline> reports;
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const bool last = i + 1 == titles.size();
        if (!last && titles[i + 1].begin < titles[i].end + least_report) continue;
        const bool again = !reports.empty() && reports.back().reading.year == titles[i].reading.year && reports.back().reading.publisher == titles[i].reading.publisher;
        if (!again) reports.push_back(titles[i]);
    }
    return reports;
}

}  // namespace nianbao::parser
