// Blocks of a plain text: a block a line; rows drawn with pipes become cells.
//
//   | 规章 | 22 | 235 |
//   |---|---|---|            a rule, not a row
//
// or with bars only between the cells, from a line that a rule follows to the next empty line:
//
//   规章| 22|
//   ---|---|---
//
// or, as programs print that take the text out of a page, with a bar behind each cell and one for each that the row lacks:
//
//   第二十条第（五）项 | |||
//   行政许可 | 12 | -3 | 9 |
//
// Lines that hold a cell each beside their bars are told by bar_lines.h.

#include <algorithm>

#include "normalize/fold.h"
#include "parser/bar_lines.h"
#include "parser/document.h"
#include "parser/page_numbers.h"

namespace nianbao::parser {
namespace {

// Markdown writes a line break within a cell as a tag: 商业<br>企业. 0 where no such tag stands.
std::size_t length_of_break(std::string_view text) {
    static constexpr std::string_view tag = "<br";
    if (text.size() < 4 || text[0] != '<') return 0;
    for (std::size_t i = 1; i < tag.size(); ++i)
        if ((text[i] | 0x20) != tag[i]) return 0;
    std::size_t at = tag.size();
    while (at < text.size() && (text[at] == ' ' || text[at] == '/')) ++at;
    return at < text.size() && text[at] == '>' ? at + 1 : 0;
}

bool is_escaped(char c) { return std::string_view("\\`*_{}[]()#+-.!~>").find(c) != std::string_view::npos; }

// ---|---, or --- below a single cell.
bool is_bare_rule(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(' ');
    return begin != std::string_view::npos && line.substr(begin).starts_with("---") && line.find_first_not_of("-|: \r") == std::string_view::npos;
}

// 行政许可 | 12 |: a bar behind each cell and none in front of the first.
bool has_closing_bars(std::string_view line) { return line.ends_with('|') && !line.starts_with('|'); }

class LineReader {
public:
    LineReader(std::string_view text, Document& document) : text_(text), document_(document), bar_lines_(bar_lines(text)) {}

    void build() {
        std::size_t position = 0;
        while (position < text_.size()) {
            const std::size_t newline = std::min(text_.find('\n', position), text_.size());
            read_line(position, newline);
            position = newline + 1;
        }
    }

private:
    void read_line(std::size_t begin, std::size_t end) {
        if (end > begin && text_[end - 1] == '\r') --end;
        const std::uint32_t first = static_cast<std::uint32_t>(document_.glyphs.size());
        for (std::size_t at = begin; at < end;) {
            const auto from = static_cast<std::uint32_t>(at);
            if (const std::size_t length = length_of_break(text_.substr(at, end - at))) {
                at += length;
                document_.glyphs.push_back({U' ', {from, static_cast<std::uint32_t>(at)}});
                continue;
            }
            // Markdown writes a backslash before a mark that it would take for its own: 7\.41.
            if (text_[at] == '\\' && at + 1 < end && is_escaped(text_[at + 1])) ++at;
            const char32_t c = normalize::next_code_point(text_, at);
            document_.glyphs.push_back({c, {from, static_cast<std::uint32_t>(at)}});
        }
        const auto last = static_cast<std::uint32_t>(document_.glyphs.size());
        const auto at = static_cast<std::uint32_t>(begin);
        const std::string_view line = trimmed(text_.substr(begin, end - begin));
        const model::Span place{at, static_cast<std::uint32_t>(end)};
        BarLine kind = bar_lines_.empty() ? BarLine::other : bar_lines_[line_++];
        if (bars_ == Bars::between && !line.empty()) kind = BarLine::other;
        if (kind == BarLine::nothing) return;
        if (kind == BarLine::other) {
            choose_bars(line, begin, end);
            if (read_row(first, last)) return;
        } else {
            bars_ = Bars::around;
        }
        in_table_ = false;
        if (kind == BarLine::empty_cell) {
            add_block(last, last, place, BlockKind::line, -1);
            document_.blocks.back().between_bars = true;
        } else if (kind == BarLine::cell) {
            add_cell_line(first, last, place);
        } else {
            add_block(first, last, place, BlockKind::line, -1);
        }
    }

    // What stands between the bar in front and those behind.
    void add_cell_line(std::uint32_t begin, std::uint32_t end, model::Span place) {
        const auto is_bar = [&](std::uint32_t i) { return document_.glyphs[i].c == U'|'; };
        while (begin < end && (is_space(begin) || is_bar(begin))) ++begin;
        while (end > begin && (is_space(end - 1) || is_bar(end - 1))) --end;
        add_block(begin, end, place, BlockKind::line, -1);
    }

    // How the cells of this line are told from one another.
    void choose_bars(std::string_view line, std::size_t begin, std::size_t end) {
        if (bars_ == Bars::between && line.empty()) bars_ = Bars::around;
        if (bars_ == Bars::behind && !line.ends_with('|')) bars_ = Bars::around;
        if (bars_ != Bars::around) return;
        if (begins_bare_table(begin, end))
            bars_ = Bars::between;
        else if (has_closing_bars(line) && has_closing_bars(trimmed(line_behind(end))))
            bars_ = Bars::behind;
        in_table_ = in_table_ && bars_ == Bars::around;
    }

    [[nodiscard]] std::string_view line_behind(std::size_t end) const {
        const std::size_t newline = text_.find('\n', end);
        if (newline == std::string_view::npos) return {};
        return text_.substr(newline + 1, text_.find('\n', newline + 1) - newline - 1);
    }

    // The next line is a rule, and this one or the one behind the rule has a bar between two cells. A heading is underlined, too.
    [[nodiscard]] bool begins_bare_table(std::size_t begin, std::size_t end) const {
        const std::string_view line = text_.substr(begin, end - begin);
        if (trimmed(line).empty() || line.starts_with('|') || end >= text_.size()) return false;
        const std::string_view rule = line_behind(end);
        if (!is_bare_rule(rule)) return false;
        // As many bars in the rule as in the line: a menu (首页 | 公开) above a line of dashes is no table.
        const auto bars = std::count(line.begin(), line.end(), '|');
        if (bars > 0 || rule.find_last_not_of(" \r") != 2) return bars > 0 && bars == std::count(rule.begin(), rule.end(), '|');
        return line_behind(static_cast<std::size_t>(rule.data() - text_.data()) + rule.size()).find('|') != std::string_view::npos;
    }

    [[nodiscard]] bool is_space(std::uint32_t i) const { return normalize::is_space(document_.glyphs[i].c); }

    void add_block(std::uint32_t begin, std::uint32_t end, model::Span place, BlockKind kind, int cell) {
        while (begin < end && is_space(begin)) ++begin;
        while (end > begin && is_space(end - 1)) --end;
        Block block;
        block.kind = kind;
        block.begin = begin;
        block.end = end;
        block.span = begin < end ? document_.span(begin, end) : place;
        block.cell = cell;
        block.table = cell >= 0 ? static_cast<int>(document_.tables.size()) - 1 : -1;
        document_.blocks.push_back(block);
    }

    // A line that begins and ends with a pipe and holds a cell, or any line of a table with fewer bars; false for any other.
    bool read_row(std::uint32_t begin, std::uint32_t end) {
        if (bars_ == Bars::behind) end = before_padding(begin, end);
        if (bars_ == Bars::around) {
            while (begin < end && is_space(begin)) ++begin;
            while (end > begin && is_space(end - 1)) --end;
            if (end - begin < 3 || document_.glyphs[begin].c != U'|' || document_.glyphs[end - 1].c != U'|') return false;
        }
        if (is_rule(begin, end)) return true;
        if (!in_table_) document_.tables.emplace_back();
        in_table_ = true;
        Grid& grid = document_.tables.back();
        const int row = static_cast<int>(grid.slots.size());
        grid.slots.emplace_back();
        std::uint32_t cell_begin = bars_ == Bars::around ? begin + 1 : begin;
        for (std::uint32_t i = cell_begin; i < end + (bars_ == Bars::between ? 1 : 0); ++i) {
            if (i < end && document_.glyphs[i].c != U'|') continue;
            const int column = static_cast<int>(grid.slots.back().size());
            grid.slots.back().push_back(static_cast<int>(grid.cells.size()));
            grid.cells.push_back({-1, row, column, 1, 1});
            grid.width = std::max(grid.width, column + 1);
            add_block(cell_begin, i, place_of_cell(cell_begin, i), BlockKind::cell, static_cast<int>(grid.cells.size()) - 1);
            cell_begin = i + 1;
        }
        return true;
    }

    // Behind `1 | ||` the bars that fill a row up to the width of the widest stand side by side; an empty cell has spaces between its own.
    [[nodiscard]] std::uint32_t before_padding(std::uint32_t begin, std::uint32_t end) const {
        while (end > begin && is_space(end - 1)) --end;
        const auto is_bar = [&](std::uint32_t i) { return i > begin && document_.glyphs[i - 1].c == U'|'; };
        if (!is_bar(end) || !is_bar(end - 1)) return end;
        while (is_bar(end - 1)) --end;
        return is_bar(end - 2) && is_space(end - 2) ? end - 2 : end;
    }

    // Where an empty cell stands: the bar in front of it, or behind it where none is.
    [[nodiscard]] model::Span place_of_cell(std::uint32_t begin, std::uint32_t end) const {
        if (begin > 0 && document_.glyphs[begin - 1].c == U'|') return document_.span(begin - 1, std::max(begin, end));
        return end < document_.glyphs.size() ? document_.span(begin, end + 1) : model::Span{};
    }

    [[nodiscard]] bool is_rule(std::uint32_t begin, std::uint32_t end) const {
        bool dash = false;
        for (std::uint32_t i = begin; i < end; ++i) {
            const char32_t c = document_.glyphs[i].c;
            dash = dash || c == U'-';
            if (c != U'|' && c != U'-' && c != U':' && !is_space(i)) return false;
        }
        // A row of single dashes is a row of cells with a mark for nothing.
        const auto run = document_.text(begin, end).find("---");
        return dash && run != std::string::npos;
    }

    // Where a row has bars: around its cells, only between them, or behind each.
    enum class Bars { around, between, behind };

    std::string_view text_;
    Document& document_;
    bool in_table_ = false;
    std::vector<BarLine> bar_lines_;
    std::size_t line_ = 0;  // of them
    Bars bars_ = Bars::around;
};

}  // namespace

Document read_text(std::string_view utf8) {
    Document document;
    document.source = utf8;
    if (!utf8.ends_with('\n')) document.open_end = static_cast<std::uint32_t>(utf8.size());
    LineReader(utf8, document).build();
    hide_page_numbers(document);
    document.index_blocks();
    return document;
}

}  // namespace nianbao::parser
