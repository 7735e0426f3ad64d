#pragma once
// Which cells of a real table are the values of a row.

#include <string_view>
#include <vector>

#include "parser/columns.h"
#include "parser/document.h"
#include "parser/items.h"
#include "parser/label_view.h"
#include "parser/row_text.h"

namespace nianbao::parser {

class RowCells {
public:
    // Everything must outlive it.
    RowCells(const Document& document, const LabelView& view, const RowText& text) : document_(document), view_(view), text_(text) {}

    // Of the items behind a label only the cells of the label's own row are its values; where the table was drawn without spans,
    // those that repeat the label are not. `rest`: of a label that goes on in the next cell.
    void keep_row(std::vector<Item>& items, const Block& label_block, std::u32string_view rest) const;

    // A row with more cells than columns: those right under the header cells are the values, if all others are empty and no header
    // cell is without one.
    void keep_under_header(std::vector<Item>& items, const PrintedColumns& printed, int table) const;

    // Of a row of a text that is nothing but its label: an empty cell for each column where bars behind the label make up for them all
    // (规章 | |||), whichever of them only fill the row up; else none.
    [[nodiscard]] std::vector<Item> empty_cells_of(const Block& label_block, std::size_t columns) const;

private:
    [[nodiscard]] bool is_rest_of_label(const Item& item, const Block& label_block) const;
    [[nodiscard]] bool continues(std::u32string_view& rest, const Item& item) const;

    const Document& document_;
    const LabelView& view_;
    const RowText& text_;
};

}  // namespace nianbao::parser
