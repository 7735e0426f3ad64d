#include "parser/grid_text.h"

#include "normalize/fold.h"
#include "parser/dom.h"

namespace nianbao::parser {
namespace {

// Walks the tree in document order; the text goes to the innermost cell, unless a table stands between.
class CellTexts {
public:
    explicit CellTexts(const Dom& dom) : dom_(dom), owners_(dom.nodes.size()) {}

    std::vector<TableText> read() {
        std::vector<int> open;  // the elements around the node, outermost first
        for (std::size_t i = 0; i < dom_.nodes.size(); ++i) {
            const DomNode& node = dom_.nodes[i];
            while (!open.empty() && open.back() != node.parent) {
                end_element(open.back());
                open.pop_back();
            }
            if (!node.is_text) open.push_back(static_cast<int>(i));
            begin_node(i);
        }
        for (TableText& table : tables_)
            for (std::string& text : table.cells) text = normalize::tidy_text(text);
        return std::move(tables_);
    }

private:
    struct Owner {
        int table = -1, cell = -1;  // -1: no cell
        bool silent = false;        // what a reader does not see
    };

    void begin_node(std::size_t index) {
        const DomNode& node = dom_.nodes[index];
        const Owner around = node.parent >= 0 ? owners_[static_cast<std::size_t>(node.parent)] : Owner{};
        Owner& owner = owners_[index];
        // A <td> or <th> was given its own cell when its table was formed.
        const bool is_cell = owner.cell >= 0;
        if (!is_cell) owner = around;
        owner.silent = around.silent;
        if (node.is_text) {
            add_text(node, owner);
            return;
        }
        owner.silent = owner.silent || is_silent(node.tag) || dom_.attribute(node, "hidden") != nullptr;
        if (node.tag == Tag::br || begins_line(node.tag)) end_line(around);
        if (node.tag == Tag::table) {
            owner.table = owner.cell = -1;
            form(static_cast<int>(index));
        }
    }

    void form(int table) {
        tables_.push_back({form_grid(dom_, table, budget_), {}});
        const std::vector<GridCell>& cells = tables_.back().grid.cells;
        tables_.back().cells.resize(cells.size());
        for (std::size_t c = 0; c < cells.size(); ++c) {
            Owner& owner = owners_[static_cast<std::size_t>(cells[c].node)];
            owner.table = static_cast<int>(tables_.size()) - 1;
            owner.cell = static_cast<int>(c);
        }
    }

    void end_element(int index) {
        const DomNode& node = dom_.nodes[static_cast<std::size_t>(index)];
        if (begins_line(node.tag) && node.parent >= 0) end_line(owners_[static_cast<std::size_t>(node.parent)]);
    }

    std::string* text_of(const Owner& owner) {
        if (owner.cell < 0 || owner.silent) return nullptr;
        return &tables_[static_cast<std::size_t>(owner.table)].cells[static_cast<std::size_t>(owner.cell)];
    }

    void end_line(const Owner& owner) {
        if (std::string* text = text_of(owner); text != nullptr && !text->empty() && text->back() != '\n') *text += '\n';
    }

    // White space in the source is a space, also a line end: only elements begin a line.
    void add_text(const DomNode& node, const Owner& owner) {
        std::string* text = text_of(owner);
        if (text == nullptr) return;
        for (std::uint32_t i = node.begin; i < node.end; ++i) {
            const char32_t c = dom_.characters[i].c;
            normalize::append_utf8(*text, c == U'\n' || c == U'\r' || c == U'\t' || c == U'\f' ? U' ' : c);
        }
    }

    const Dom& dom_;
    std::vector<Owner> owners_;  // by node
    std::vector<TableText> tables_;
    std::size_t budget_ = max_slots;
};

}  // namespace

std::vector<TableText> table_texts(std::string_view html) {
    const Dom dom = parse_html(html);
    return CellTexts(dom).read();
}

}  // namespace nianbao::parser
