// Blocks of an HTML document: the tree walked in reading order, cut where a browser would begin a new line.

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "normalize/fold.h"
#include "parser/document.h"

namespace nianbao::parser {
namespace {

// A real cell holds a label or a number: at most one character a paragraph, or a label with its note.
constexpr std::size_t most_blocks_of_cell = 24;
constexpr std::size_t most_glyphs_of_cell = 400;
constexpr std::size_t most_letters_of_value = 60;

bool begins_line(Tag tag) {
    switch (tag) {
        case Tag::other:
        case Tag::img:
        case Tag::br:
        case Tag::option: return false;
        default: return true;
    }
}

bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

// Elements whose text is not part of what the page says.
bool is_silent(Tag tag) { return tag == Tag::head || tag == Tag::textarea || tag == Tag::select || tag == Tag::templ; }

std::string lowered(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return result;
}

class BlockBuilder {
public:
    BlockBuilder(const Dom& dom, Document& document) : dom_(dom), document_(document) {}

    void build() {
        for (std::size_t i = 0; i < dom_.nodes.size(); ++i) read_facts(static_cast<int>(i));
        visit(0);
        flush();
        dissolve_layout_cells();
    }

private:
    struct Place {
        int table = -1;
        int cell = -1;
    };

    [[nodiscard]] const DomNode& node(int index) const { return dom_.nodes[static_cast<std::size_t>(index)]; }

    // What is read off single elements: tables, meta tags, the title, images.
    void read_facts(int index) {
        const DomNode& element = node(index);
        if (element.is_text) return;
        if (element.tag == Tag::table) {
            document_.tables.push_back(form_grid(dom_, index));
            // A table that only frames the value of one cell is a part of that cell.
            const int holder = cell_around(index);
            if (holder >= 0 && letters_in(holder) <= most_letters_of_value) return;
            for (int outer = element.parent; outer >= 0; outer = node(outer).parent)
                if ((node(outer).tag == Tag::td || node(outer).tag == Tag::th) && !layout_cells_.insert(outer).second) break;
            const auto table = static_cast<int>(document_.tables.size()) - 1;
            const Grid& grid = document_.tables.back();
            for (std::size_t c = 0; c < grid.cells.size(); ++c) places_[grid.cells[c].node] = {table, static_cast<int>(c)};
        } else if (element.tag == Tag::meta) {
            const std::string* name = dom_.attribute(element, "name");
            if (name == nullptr) name = dom_.attribute(element, "property");
            const std::string* content = dom_.attribute(element, "content");
            if (name != nullptr && content != nullptr) document_.metas.push_back({*name, *content, element.span});
        } else if (element.tag == Tag::title && document_.title.empty()) {
            for (int child = element.first_child; child >= 0; child = node(child).next_sibling)
                for (std::uint32_t i = node(child).begin; i < node(child).end; ++i) normalize::append_utf8(document_.title, dom_.characters[i].c);
        } else if (element.tag == Tag::img) {
            ++document_.images;
        }
    }

    // The <td> or <th> that the element stands in; -1 when there is none.
    [[nodiscard]] int cell_around(int index) const {
        int outer = node(index).parent;
        while (outer >= 0 && node(outer).tag != Tag::td && node(outer).tag != Tag::th) outer = node(outer).parent;
        return outer;
    }

    // Characters other than spaces below the element, counted no further than is asked for.
    [[nodiscard]] std::size_t letters_in(int index) const {
        std::size_t letters = 0;
        for (int child = node(index).first_child; child >= 0 && letters <= most_letters_of_value; child = node(child).next_sibling) {
            for (std::uint32_t i = node(child).begin; node(child).is_text && i < node(child).end; ++i) letters += normalize::is_space(dom_.characters[i].c) ? 0U : 1U;
            if (!node(child).is_text) letters += letters_in(child);
        }
        return letters;
    }

    // Depth is bounded by Markup::max_depth and the few elements that the standard implies for each.
    void visit(int index) {
        const DomNode& element = node(index);
        if (element.is_text) {
            add_text(element);
            return;
        }
        if (is_silent(element.tag) || dom_.attribute(element, "hidden") != nullptr) return;
        if (element.tag == Tag::br) {
            end_block(element.span);
            return;
        }
        const bool own_line = begins_line(element.tag);
        if (own_line) flush();
        const Place outer = place_;
        const BlockKind outer_kind = kind_;
        if (const auto place = places_.find(index); place != places_.end()) {
            place_ = place->second;
            kind_ = BlockKind::cell;
        } else if (is_heading(element.tag) && kind_ != BlockKind::cell) {
            kind_ = BlockKind::heading;
        }
        const std::size_t blocks_before = document_.blocks.size();
        bool has_element = false;
        for (int child = element.first_child; child >= 0; child = node(child).next_sibling) {
            has_element = has_element || !node(child).is_text;
            visit(child);
        }
        if (own_line) {
            flush();
            const bool is_cell = element.tag == Tag::td || element.tag == Tag::th;
            const bool is_paragraph = element.tag == Tag::p || element.tag == Tag::li || element.tag == Tag::dd || element.tag == Tag::dt ||
                                      (element.tag == Tag::div && !has_element);
            if ((is_cell || is_paragraph) && document_.blocks.size() == blocks_before) end_block(element.span);
        }
        place_ = outer;
        kind_ = outer_kind;
    }

    void add_text(const DomNode& text) {
        for (std::uint32_t i = text.begin; i < text.end; ++i) {
            const DomCharacter& character = dom_.characters[i];
            const bool ascii_space = character.c == U' ' || character.c == U'\t' || character.c == U'\n' || character.c == U'\r' || character.c == U'\f';
            if (ascii_space) {
                // White space collapses to one space, and to none at the beginning of a line.
                if (document_.glyphs.size() == begin_ || document_.glyphs.back().c == U' ') continue;
                document_.glyphs.push_back({U' ', character.span});
                continue;
            }
            document_.glyphs.push_back({character.c, character.span});
        }
    }

    void flush() {
        bool empty = true;
        for (std::size_t i = begin_; i < document_.glyphs.size() && empty; ++i) empty = normalize::is_space(document_.glyphs[i].c);
        if (!empty) {
            end_block({});
        } else if (document_.glyphs.size() > begin_) {
            pending_space_ = document_.glyphs.back().span;  // &nbsp; only: the block that ends here is empty
            document_.glyphs.resize(begin_);
        }
    }

    // Ends the block that is open; what is empty stands at `at`.
    void end_block(model::Span at) {
        std::size_t begin = begin_;
        std::size_t end = document_.glyphs.size();
        while (begin < end && normalize::is_space(document_.glyphs[begin].c)) ++begin;
        while (end > begin && normalize::is_space(document_.glyphs[end - 1].c)) --end;
        Block block;
        block.kind = kind_;
        block.begin = static_cast<std::uint32_t>(begin);
        block.end = static_cast<std::uint32_t>(end);
        block.table = place_.table;
        block.cell = place_.cell;
        block.span = begin < end ? document_.span(block.begin, block.end) : (pending_space_.empty() ? at : pending_space_);
        document_.blocks.push_back(block);
        begin_ = document_.glyphs.size();
        pending_space_ = {};
    }

    // A cell that holds a whole article, or another table, lays out the page: what it holds are ordinary lines.
    void dissolve_layout_cells() {
        struct Content {
            std::size_t blocks = 0, glyphs = 0;
        };
        std::map<std::pair<int, int>, Content> contents;
        for (const Block& block : document_.blocks) {
            if (block.cell < 0 || block.empty()) continue;
            Content& content = contents[{block.table, block.cell}];
            ++content.blocks;
            content.glyphs += block.end - block.begin;
        }
        for (Block& block : document_.blocks) {
            if (block.cell < 0) continue;
            const Content content = contents[{block.table, block.cell}];
            const int element = document_.tables[static_cast<std::size_t>(block.table)].cells[static_cast<std::size_t>(block.cell)].node;
            if (content.blocks <= most_blocks_of_cell && content.glyphs <= most_glyphs_of_cell && layout_cells_.count(element) == 0) continue;
            block.table = block.cell = -1;
            block.kind = BlockKind::line;
        }
    }

    const Dom& dom_;
    Document& document_;
    std::unordered_set<int> layout_cells_;  // <td> and <th> with a table inside
    std::unordered_map<int, Place> places_;  // <td> and <th> -> its cell
    Place place_;
    BlockKind kind_ = BlockKind::line;
    std::size_t begin_ = 0;  // first glyph of the open block
    model::Span pending_space_;
};

constexpr std::array<std::string_view, 9> file_endings = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar"};

bool names_file(std::string_view href) {
    const std::string path = lowered(href.substr(0, href.find_first_of("?#")));
    return std::any_of(file_endings.begin(), file_endings.end(), [&](std::string_view ending) { return path.size() > ending.size() && path.ends_with(ending); });
}

// Links to attachments, read from the source: anchors are not kept in the tree.
void find_files(std::string_view html, Document& document) {
    for (std::size_t at = html.find("href"); at != std::string_view::npos; at = html.find("href", at + 4)) {
        std::size_t begin = at + 4;
        while (begin < html.size() && (html[begin] == ' ' || html[begin] == '=')) ++begin;
        if (begin >= html.size()) return;
        const char quote = html[begin] == '"' || html[begin] == '\'' ? html[begin] : '\0';
        if (quote != '\0') ++begin;
        const std::string_view window = html.substr(begin, 2048);
        const std::size_t end = quote != '\0' ? window.find(quote) : window.find_first_of(" >\t\n\r");
        if (end == std::string_view::npos) continue;
        const std::string_view href = window.substr(0, end);
        if (names_file(href) && document.files.size() < 1000) document.files.push_back({std::string(href), ""});
    }
}

}  // namespace

Document read_html(std::string_view utf8) {
    Document document;
    document.source = utf8;
    document.is_html = true;
    const Dom dom = parse_html(utf8);
    BlockBuilder(dom, document).build();
    document.index_blocks();
    find_files(utf8, document);
    return document;
}

}  // namespace nianbao::parser
