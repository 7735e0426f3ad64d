// Blocks of a plain text: a block a line; rows drawn with pipes become cells.
//
//   | 规章 | 22 | 235 |
//   |---|---|---|            a rule, not a row
//
// or with bars only between the cells, from a line that a rule follows to the next empty line:
//
//   规章| 22|
//   ---|---|---

#include <algorithm>

#include "normalize/fold.h"
#include "parser/document.h"

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

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// ---|---, or --- below a single cell.
bool is_bare_rule(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(' ');
    return begin != std::string_view::npos && line.substr(begin).starts_with("---") && line.find_first_not_of("-|: \r") == std::string_view::npos;
}

class LineReader {
public:
    LineReader(std::string_view text, Document& document) : text_(text), document_(document) {}

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
        if (is_blank(text_.substr(begin, end - begin))) bare_ = false;
        if (!bare_ && begins_bare_table(begin, end)) {
            in_table_ = false;
            bare_ = true;
        }
        if (read_row(first, last)) return;
        in_table_ = false;
        add_block(first, last, {at, static_cast<std::uint32_t>(end)}, BlockKind::line, -1);
    }

    // The next line is a rule, and this one or the one behind the rule has a bar between two cells. A heading is underlined, too.
    [[nodiscard]] bool begins_bare_table(std::size_t begin, std::size_t end) const {
        const std::string_view line = text_.substr(begin, end - begin);
        if (is_blank(line) || line.starts_with('|') || end >= text_.size()) return false;
        std::size_t next = text_.find('\n', end);
        if (next == std::string_view::npos) return false;
        const std::string_view rule = text_.substr(next + 1, text_.find('\n', next + 1) - next - 1);
        if (!is_bare_rule(rule)) return false;
        // As many bars in the rule as in the line: a menu (首页 | 公开) above a line of dashes is no table.
        const auto bars = std::count(line.begin(), line.end(), '|');
        if (bars > 0 || rule.find_last_not_of(" \r") != 2) return bars > 0 && bars == std::count(rule.begin(), rule.end(), '|');
        next = text_.find('\n', next + 1);
        return next != std::string_view::npos && text_.substr(next + 1, text_.find('\n', next + 1) - next - 1).find('|') != std::string_view::npos;
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

    // A line that begins and ends with a pipe and holds a cell, or any line of a table without outer bars; false for any other.
    bool read_row(std::uint32_t begin, std::uint32_t end) {
        if (!bare_) {
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
        std::uint32_t cell_begin = bare_ ? begin : begin + 1;
        for (std::uint32_t i = cell_begin; i < end + (bare_ ? 1 : 0); ++i) {
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

    std::string_view text_;
    Document& document_;
    bool in_table_ = false;
    bool bare_ = false;  // in a table without outer bars
};

}  // namespace

Document read_text(std::string_view utf8) {
    Document document;
    document.source = utf8;
    if (!utf8.ends_with('\n')) document.open_end = static_cast<std::uint32_t>(utf8.size());
    LineReader(utf8, document).build();
    document.index_blocks();
    return document;
}

}  // namespace nianbao::parser
