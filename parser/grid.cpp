#include "parser/grid.h"

#include <algorithm>

namespace nianbao::parser {
namespace {

// The standard's rules for parsing non-negative integers: leading white space, an optional sign, then leading digits;
// "2;" is 2, "100%" is 100 and "-0" is 0. -1 when there is no number or it is below zero.
long parse_leading_digits(const std::string& text) {
    std::size_t at = 0;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\f' || text[at] == '\r')) ++at;
    const bool negative = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '+' || negative)) ++at;
    if (at >= text.size() || text[at] < '0' || text[at] > '9') return -1;
    long value = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') value = std::min(value * 10 + (text[at++] - '0'), 1'000'000L);
    return negative && value > 0 ? -1 : value;
}

class GridBuilder {
public:
    GridBuilder(const Dom& dom, int table, std::size_t& budget) : dom_(dom), budget_(budget) { grid_.node = table; }

    Grid build() {
        // Steps 8-13: columns, as long as no row has come. Steps 13-19: rows and row groups in document order, then the
        // <tfoot>s, wherever they stand.
        std::vector<int> footers;
        bool in_columns = true;
        for (int child = node(grid_.node).first_child; child >= 0; child = node(child).next_sibling) {
            const Tag tag = node(child).tag;
            in_columns = in_columns && tag != Tag::tr && tag != Tag::thead && tag != Tag::tbody && tag != Tag::tfoot;
            if (in_columns && tag == Tag::colgroup) process_columns(child);
            switch (tag) {
                case Tag::tr: process_row(child); break;
                case Tag::tfoot: footers.push_back(child); break;
                case Tag::thead:
                case Tag::tbody: process_row_group(child); break;
                default: break;
            }
        }
        for (int footer : footers) process_row_group(footer);
        grid_.column_count = std::max(grid_.column_count, grid_.width);
        return std::move(grid_);
    }

private:
    struct GrowingCell {
        int cell, column, width;
    };

    [[nodiscard]] const DomNode& node(int index) const { return dom_.nodes[static_cast<std::size_t>(index)]; }

    // Step 9: the <col>s of a group, or the group itself, each as wide as its span.
    void process_columns(int group) {
        bool has_columns = false;
        for (int child = node(group).first_child; child >= 0; child = node(child).next_sibling) {
            if (node(child).tag != Tag::col) continue;
            has_columns = true;
            add_columns(child);
        }
        if (!has_columns) add_columns(group);
    }

    void add_columns(int element) {
        const long span = span_attribute(element, "span");
        const long columns = grid_.column_count + (span < 1 ? 1 : std::min(span, 1000L));
        grid_.column_count = static_cast<int>(std::min(columns, static_cast<long>(max_slots)));
    }

    // "The algorithm for processing row groups".
    void process_row_group(int group) {
        for (int child = node(group).first_child; child >= 0; child = node(child).next_sibling)
            if (node(child).tag == Tag::tr) process_row(child);
        end_row_group();
    }

    // "The algorithm for ending a row group": cells that reach below the last row keep their slots there.
    void end_row_group() {
        while (row_ < height_) {
            ++row_;
            grow_downward();
        }
        growing_.clear();
    }

    // "The algorithm for processing rows".
    void process_row(int tr) {
        if (height_ == row_) ++height_;  // step 1
        slots_of(row_);
        int column = 0;                  // step 2
        grow_downward();                 // step 3
        for (int child = node(tr).first_child; child >= 0; child = node(child).next_sibling) {
            if (node(child).tag != Tag::td && node(child).tag != Tag::th) continue;
            place_cell(child, column);
        }
        ++row_;
    }

    void place_cell(int element, int& column) {
        // Step 6: the first slot that is free.
        while (grid_.cell_at(row_, column) >= 0) ++column;
        // Step 8: colspan, 0 or none is 1, more than 1000 is 1000.
        long colspan = span_attribute(element, "colspan");
        colspan = colspan < 1 ? 1 : std::min(colspan, 1000L);
        // Step 9: rowspan, none is 1, more than 65534 is 65534. Step 10: 0 grows to the end of the row group; in every mode,
        // though the standard leaves a document in quirks mode without it: pages without a doctype mean the same by it.
        long rowspan = span_attribute(element, "rowspan");
        const bool grows = rowspan == 0;
        rowspan = rowspan < 1 ? 1 : std::min(rowspan, 65534L);
        colspan = std::min(colspan, 1 + static_cast<long>(budget_));
        rowspan = std::min(rowspan, 1 + static_cast<long>(budget_ / static_cast<std::size_t>(column + colspan)));
        // Steps 11-13: the grid grows to hold the cell, which takes its slots; where cells overlap, the first stays.
        const int index = static_cast<int>(grid_.cells.size());
        grid_.cells.push_back({element, row_, column, static_cast<int>(rowspan), static_cast<int>(colspan)});
        grid_.width = std::max(grid_.width, column + static_cast<int>(colspan));
        height_ = std::max(height_, row_ + static_cast<int>(rowspan));
        for (int r = row_; r < row_ + rowspan; ++r) fill(r, column, static_cast<int>(colspan), index);
        if (grows) growing_.push_back({index, column, static_cast<int>(colspan)});
        column += static_cast<int>(colspan);
    }

    // "The algorithm for growing downward-growing cells".
    void grow_downward() {
        if (row_ >= height_ || budget_ == 0) return;
        for (const GrowingCell& growing : growing_) {
            GridCell& cell = grid_.cells[static_cast<std::size_t>(growing.cell)];
            if (row_ < cell.row + cell.rowspan) continue;
            if (budget_ < static_cast<std::size_t>(growing.column + growing.width)) budget_ = 0;
            if (budget_ == 0) return;
            cell.rowspan = row_ - cell.row + 1;
            fill(row_, growing.column, growing.width, growing.cell);
        }
    }

    std::vector<int>& slots_of(int row) {
        if (grid_.slots.size() <= static_cast<std::size_t>(row)) grid_.slots.resize(static_cast<std::size_t>(row) + 1);
        return grid_.slots[static_cast<std::size_t>(row)];
    }

    void fill(int row, int column, int width, int index) {
        std::vector<int>& slots = slots_of(row);
        const auto end = static_cast<std::size_t>(column + width);
        const std::size_t more = end - std::min(slots.size(), end);
        if (more > 0) slots.resize(end, -1);
        for (int c = column; c < column + width; ++c)
            if (int& slot = slots[static_cast<std::size_t>(c)]; slot < 0) slot = index;
        // A cell without spans takes its own slot freely.
        if (more > 1 || width > 1 || grid_.cells[static_cast<std::size_t>(index)].row != row) budget_ -= std::min(budget_, std::max(more, static_cast<std::size_t>(width)));
    }

    [[nodiscard]] long span_attribute(int element, std::string_view name) const {
        const std::string* value = dom_.attribute(node(element), name);
        return value == nullptr ? -1 : parse_leading_digits(*value);
    }

    const Dom& dom_;
    Grid grid_;
    int row_ = 0;     // y_current
    int height_ = 0;  // y_height
    std::size_t& budget_;  // slots that spans may still take
    std::vector<GrowingCell> growing_;
};

}  // namespace

int Grid::cell_at(int row, int column) const {
    if (row < 0 || column < 0 || static_cast<std::size_t>(row) >= slots.size()) return -1;
    const std::vector<int>& columns = slots[static_cast<std::size_t>(row)];
    return static_cast<std::size_t>(column) < columns.size() ? columns[static_cast<std::size_t>(column)] : -1;
}

Grid form_grid(const Dom& dom, int table, std::size_t& budget) { return GridBuilder(dom, table, budget).build(); }

Grid form_grid(const Dom& dom, int table) {
    std::size_t budget = max_slots;
    return form_grid(dom, table, budget);
}

}  // namespace nianbao::parser
