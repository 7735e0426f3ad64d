#pragma once
// The items behind a label in a text that may have lost its rows: which of them are the row's own, and whether they fill it.

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/form.h"
#include "parser/document.h"
#include "parser/items.h"
#include "parser/label_view.h"
#include "parser/labels.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// Letters that make a text a label and not a stray piece of one.
inline constexpr std::uint32_t letters_of_a_label = 3;

class RowText {
public:
    // Everything must outlive it.
    RowText(const model::Form& form, const TableLabels& labels, const Document& document, const LabelView& view)
        : table_(form.tables[static_cast<std::size_t>(labels.table)]), labels_(labels), document_(document), view_(view) {}

    // A line of other text behind the values is a label that was not recognised, and what follows is its own. Of a table whose
    // labels stand outside of its cells only one row belongs to a label. `rest`: of a label broken by its values.
    void cut_behind_foreign_text(std::vector<Item>& items, std::u32string_view rest) const;

    // Puts the items into the row if their number leaves no choice; see RowReading::placed.
    void place(RowReading& row, std::vector<Item> items, std::u32string_view rest = {}) const;

    // Behind the last label of a table the page goes on: the values end where text begins.
    void cut_at_text(std::vector<Item>& items) const;

    // Whether a value stands in view[begin, end); the number of a page is none.
    [[nodiscard]] bool holds_value(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] std::uint32_t letters_in(const Item& item) const;
    [[nodiscard]] std::size_t line_of(const Item& item) const { return document_.block_of(item.begin); }
    // How many letters of the item continue a broken label; they are taken from its rest.
    [[nodiscard]] std::uint32_t take_from(std::u32string_view& rest, const Item& item) const;

    // Values on several lines, and more than one on some of them: their order on the page may not be that of the lines.
    [[nodiscard]] bool is_torn_over_lines(const std::vector<Item>& values) const;
    // What is glued to a value and is no beginning of a label was a part of it, of a kind that is not understood.
    [[nodiscard]] bool is_torn(const Item& item) const;
    // The whole text stands in a label of the table: 予处理 of （五）不予处理.
    [[nodiscard]] bool is_piece_of_label(const Item& item) const;

private:
    [[nodiscard]] bool is_lost_sign(const Item& item) const;
    [[nodiscard]] bool share_row(const Item& a, const Item& b) const;
    [[nodiscard]] bool is_foreign(const Item& item, std::u32string_view& rest) const;
    [[nodiscard]] bool follow_foreign_text(const std::vector<Item>& items, std::u32string_view rest) const;
    // Its ordinal, or more of it: the （七） of （七） | 2576 865 … | 总计.
    [[nodiscard]] bool begins_label(const Item& item) const;
    // The whole text is a row's label without its ordinal, however short: 其他 of 3.其他.
    [[nodiscard]] bool names_row(const Item& item) const;
    [[nodiscard]] bool spans_rows(const Item& item) const;
    [[nodiscard]] bool is_group(const Label& label) const;
    [[nodiscard]] bool is_note(const Item& item) const;
    [[nodiscard]] static bool stand_apart_unlike(const std::vector<Item>& items);
    [[nodiscard]] static bool has_line_trace(const std::vector<Item>& items);
    [[nodiscard]] static bool is_mere_total(const std::vector<Item>& values);
    [[nodiscard]] bool ends_on_another_line(const std::vector<Item>& values) const;

    const model::FormTable& table_;
    const TableLabels& labels_;
    const Document& document_;
    const LabelView& view_;
};

}  // namespace nianbao::parser
