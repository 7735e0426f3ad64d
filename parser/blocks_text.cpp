// Blocks of a plain text: a block a line; rows drawn with pipes become cells.
//
//   | 规章 | 22 | 235 |
//   |---|---|---|            a rule, not a row

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
            const char32_t c = normalize::next_code_point(text_, at);
            document_.glyphs.push_back({c, {from, static_cast<std::uint32_t>(at)}});
        }
        const auto last = static_cast<std::uint32_t>(document_.glyphs.size());
        const auto at = static_cast<std::uint32_t>(begin);
        if (read_row(first, last)) return;
        in_table_ = false;
        add_block(first, last, {at, static_cast<std::uint32_t>(end)}, BlockKind::line, -1);
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

    // A line that begins and ends with a pipe and holds a cell; false for any other line.
    bool read_row(std::uint32_t begin, std::uint32_t end) {
        while (begin < end && is_space(begin)) ++begin;
        while (end > begin && is_space(end - 1)) --end;
        if (end - begin < 3 || document_.glyphs[begin].c != U'|' || document_.glyphs[end - 1].c != U'|') return false;
        if (is_rule(begin, end)) return true;
        if (!in_table_) document_.tables.emplace_back();
        in_table_ = true;
        Grid& grid = document_.tables.back();
        const int row = static_cast<int>(grid.slots.size());
        grid.slots.emplace_back();
        std::uint32_t cell_begin = begin + 1;
        for (std::uint32_t i = begin + 1; i < end; ++i) {
            if (document_.glyphs[i].c != U'|') continue;
            const int column = static_cast<int>(grid.slots.back().size());
            grid.slots.back().push_back(static_cast<int>(grid.cells.size()));
            grid.cells.push_back({-1, row, column, 1, 1});
            grid.width = std::max(grid.width, column + 1);
            add_block(cell_begin, i, document_.span(cell_begin - 1, i), BlockKind::cell, static_cast<int>(grid.cells.size()) - 1);
            cell_begin = i + 1;
        }
        return true;
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
