// Blocks of an HTML document: the tree walked in reading order, cut where a browser would begin a new line.

#include <algorithm>
#include <array>
#include <vector>

#include "normalize/fold.h"
#include "parser/document.h"

namespace nianbao::parser {
namespace {

// A real cell holds a label or a number: at most one character a paragraph, or a label with its note.
constexpr std::size_t most_blocks_of_cell = 24;
constexpr std::size_t most_glyphs_of_cell = 400;
constexpr std::size_t most_letters_of_value = 60;
constexpr std::size_t most_files = 1000;

bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

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
        places_.resize(dom_.nodes.size());
        frames_.resize(dom_.nodes.size());
        document_.glyphs.reserve(dom_.characters.size());
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
            document_.tables.push_back(form_grid(dom_, index, slots_));
            // A table that only frames the value of one cell is a part of that cell.
            const int holder = cell_around(index);
            if (holder >= 0 && letters_in(holder) <= most_letters_of_value) return;
            for (int outer = holder; outer >= 0 && !frames_[static_cast<std::size_t>(outer)]; outer = cell_around(outer)) frames_[static_cast<std::size_t>(outer)] = true;
            const auto table = static_cast<int>(document_.tables.size()) - 1;
            const Grid& grid = document_.tables.back();
            for (std::size_t c = 0; c < grid.cells.size(); ++c) places_[static_cast<std::size_t>(grid.cells[c].node)] = {table, static_cast<int>(c)};
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

    // Characters other than spaces in the element. Counted for all at once, as few pages ask: children stand behind parents.
    [[nodiscard]] std::size_t letters_in(int index) {
        if (letters_.empty()) count_letters();
        return letters_[static_cast<std::size_t>(index)];
    }

    void count_letters() {
        letters_.resize(dom_.nodes.size());
        for (std::size_t i = dom_.nodes.size(); i-- > 0;) {
            const DomNode& element = dom_.nodes[i];
            for (std::uint32_t c = element.begin; element.is_text && c < element.end; ++c) letters_[i] += normalize::is_space(dom_.characters[c].c) ? 0U : 1U;
            if (element.parent >= 0) letters_[static_cast<std::size_t>(element.parent)] += letters_[i];
        }
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
        if (element.tag == Tag::img) picture_ = element.span;
        const bool own_line = begins_line(element.tag);
        if (own_line) flush();
        const Place outer = place_;
        const BlockKind outer_kind = kind_;
        const bool outer_preformatted = preformatted_;
        preformatted_ = preformatted_ || element.tag == Tag::pre;
        if (const Place& place = places_[static_cast<std::size_t>(index)]; place.cell >= 0) {
            place_ = place;
            kind_ = BlockKind::cell;
        } else if (is_heading(element.tag) && kind_ != BlockKind::cell) {
            kind_ = BlockKind::heading;
        }
        const bool is_cell = element.tag == Tag::td || element.tag == Tag::th;
        if (is_cell) picture_ = {};
        const std::size_t blocks_before = document_.blocks.size();
        bool has_element = false;
        for (int child = element.first_child; child >= 0; child = node(child).next_sibling) {
            has_element = has_element || !node(child).is_text;
            visit(child);
        }
        if (own_line) {
            flush();
            if (is_cell && !picture_.empty() && is_empty_since(blocks_before)) {
                // What the picture shows is not known; the cell is not blank.
                document_.glyphs.push_back({U'\uFFFC', picture_});
                end_block({});
            }
            if (is_cell) picture_ = {};
            const bool is_paragraph = element.tag == Tag::p || element.tag == Tag::li || element.tag == Tag::dd || element.tag == Tag::dt ||
                                      (element.tag == Tag::div && !has_element);
            if ((is_cell || is_paragraph) && document_.blocks.size() == blocks_before) end_block(element.span);
        }
        place_ = outer;
        kind_ = outer_kind;
        preformatted_ = outer_preformatted;
    }

    [[nodiscard]] bool is_empty_since(std::size_t block) const {
        return std::all_of(document_.blocks.begin() + static_cast<std::ptrdiff_t>(block), document_.blocks.end(), [](const Block& other) { return other.empty(); });
    }

    void add_text(const DomNode& text) {
        for (std::uint32_t i = text.begin; i < text.end; ++i) {
            const DomCharacter& character = dom_.characters[i];
            if (preformatted_ && character.c == U'\n') {
                end_block(character.span);
                continue;
            }
            const bool ascii_space = character.c == U' ' || character.c == U'\t' || character.c == U'\n' || character.c == U'\r' || character.c == U'\f';
            if (ascii_space && !preformatted_) {
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
        std::vector<std::vector<Content>> contents(document_.tables.size());
        for (std::size_t t = 0; t < contents.size(); ++t) contents[t].resize(document_.tables[t].cells.size());
        const auto content_of = [&contents](const Block& block) -> Content& { return contents[static_cast<std::size_t>(block.table)][static_cast<std::size_t>(block.cell)]; };
        for (const Block& block : document_.blocks) {
            if (block.cell < 0 || block.empty()) continue;
            ++content_of(block).blocks;
            content_of(block).glyphs += block.end - block.begin;
        }
        for (Block& block : document_.blocks) {
            if (block.cell < 0) continue;
            const Content& content = content_of(block);
            const int element = document_.tables[static_cast<std::size_t>(block.table)].cells[static_cast<std::size_t>(block.cell)].node;
            if (content.blocks <= most_blocks_of_cell && content.glyphs <= most_glyphs_of_cell && !frames_[static_cast<std::size_t>(element)]) continue;
            block.table = block.cell = -1;
            block.kind = BlockKind::line;
        }
    }

    const Dom& dom_;
    Document& document_;
    std::size_t slots_ = max_slots;          // that the spans of all tables may take
    // By node:
    std::vector<std::size_t> letters_;  // characters in it
    std::vector<bool> frames_;          // a <td> or <th> with a table inside
    std::vector<Place> places_;         // of a <td> or <th>: its cell
    bool preformatted_ = false;
    Place place_;
    BlockKind kind_ = BlockKind::line;
    std::size_t begin_ = 0;  // first glyph of the open block
    model::Span pending_space_;
    model::Span picture_;  // the last <img> of the open cell
};

constexpr std::array<std::string_view, 9> file_endings = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar"};

bool names_file(std::string_view href) {
    const std::string path = lowered(href.substr(0, href.find_first_of("?#")));
    return std::any_of(file_endings.begin(), file_endings.end(), [&](std::string_view ending) { return path.size() > ending.size() && path.ends_with(ending); });
}

// Links to attachments, read from the source: anchors are not kept in the tree.
void find_files(std::string_view html, Document& document) {
    constexpr std::size_t longest_address = 2048;
    for (std::size_t at = html.find("href"); at != std::string_view::npos && document.files.size() < most_files; at = html.find("href", at)) {
        at += 4;
        while (at < html.size() && (html[at] == ' ' || html[at] == '=')) ++at;
        if (at >= html.size()) return;
        const char quote = html[at] == '"' || html[at] == '\'' ? html[at] : '\0';
        if (quote != '\0') ++at;
        const std::string_view window = html.substr(at, longest_address);
        const std::size_t end = quote != '\0' ? window.find(quote) : window.find_first_of(" >\t\n\r");
        // What is too long for an address is passed over whole, so that no byte is looked at twice.
        at += std::min(end, window.size());
        if (end != std::string_view::npos && names_file(window.substr(0, end))) document.files.push_back({std::string(window.substr(0, end)), ""});
    }
}

}  // namespace

Document read_html(std::string_view utf8) {
    Document document;
    document.source = utf8;
    document.is_html = true;
    const Dom dom = parse_html(utf8);
    document.cut = dom.cut;
    document.open_end = dom.open_end;
    BlockBuilder(dom, document).build();
    document.index_blocks();
    find_files(utf8, document);
    return document;
}

}  // namespace nianbao::parser
