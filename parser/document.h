#pragma once
// A document in reading order: characters, blocks and tables, each knowing where in the source it stood. HTML and plain
// text both become this; nothing downstream knows which it was.
//
// A block is a paragraph, a line or (a piece of) a table cell: what a reader sees set apart. An empty block is kept: it is
// the only trace of an empty cell in a table that lost its cells.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/span.h"
#include "model/text.h"
#include "parser/dom.h"
#include "parser/grid.h"

namespace nianbao::parser {

struct Glyph {
    char32_t c = 0;
    model::Span span;  // in the decoded text
};

enum class BlockKind { line, heading, cell };

struct Block {
    BlockKind kind = BlockKind::line;
    std::uint32_t begin = 0, end = 0;  // range of glyphs, white space at both ends left out
    model::Span span;                  // where it stood, also when it is empty
    int table = -1;                    // index in Document::tables for a cell
    int cell = -1;                     // index in Grid::cells
    bool hidden = false;               // display:none
    bool after_break = false;          // a mere <br> stands in front of it
    bool between_bars = false;         // empty, and a cell all the same: bars stand around it

    [[nodiscard]] bool empty() const { return begin == end; }
};

struct MetaTag {
    std::string name;  // as written: ArticleTitle, PubDate, SiteIDCode
    std::string content;
    model::Span span;
};

struct Link {
    std::string href;
    std::string text;
};

struct Document {
    std::string_view source;  // the decoded text; outlives the document
    bool is_html = false;
    std::vector<Glyph> glyphs;
    std::u32string printed;  // what the glyphs are in the page; empty where they are that themselves
    std::vector<Block> blocks;
    std::vector<Grid> tables;  // in document order; a nested table after the one that holds it
    std::vector<std::vector<int>> first_blocks;  // [table][cell]: the first block of the cell; -1 when it has none
    std::vector<MetaTag> metas;
    std::string title;        // <title>
    std::size_t images = 0;   // <img> in the body
    std::size_t line_spacing = 0;  // empty lines that mostly stand between two cells of a flattened table
    std::optional<std::uint32_t> open_end;  // the end of the text at which the document breaks off: nothing closes it
    std::optional<std::uint32_t> cut;  // the byte behind which the page was not read: more markup than any report has
    std::vector<Link> files;  // links to attachments: .pdf .doc .docx .xls .xlsx .wps .ofd .zip .rar

    // The text of a range of glyphs, UTF-8, as a reader sees it.
    [[nodiscard]] std::string text(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] std::string text(const Block& block) const { return text(block.begin, block.end); }
    // The same as it is printed, in the script of the page.
    [[nodiscard]] std::string printed_text(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] model::Span span(std::uint32_t begin, std::uint32_t end) const;
    // The text of a cell: its blocks, which follow one another, one a line.
    [[nodiscard]] std::string cell_text(int table, int cell) const;
    // Leaves out what stands at glyph `end` and behind it.
    void cut_off(std::uint32_t end);
    // To be called once all blocks are there: fills first_blocks and line_spacing.
    void index_blocks();
    // The index of the block that holds glyph `g`, or of the next one; blocks.size() past the last.
    [[nodiscard]] std::size_t block_of(std::uint32_t g) const;
};

// Total. HTML blocks follow the tags; text blocks follow the lines, and rows of a table drawn with pipes become cells.
[[nodiscard]] Document read_html(std::string_view utf8);
[[nodiscard]] Document read_text(std::string_view utf8);

}  // namespace nianbao::parser
