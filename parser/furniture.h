#pragma once
// What a list of figures prints beside its labels and values: units, notes, running numbers, and the heads of its columns.
//
//   指标名称          | 代码 | 计量单位 | 2011年度 | 历年累计        the heads tell which columns are printed, and in which order
//   主动公开信息数（…） | 01   | 条       |     425 |     1516        note, code and unit are no figures

#include <cstdint>
#include <string>
#include <vector>

#include "model/form.h"
#include "parser/document.h"
#include "parser/label_view.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// Where the values of a row may begin: behind the note in brackets and the unit that may follow its label: （…计1条）条 425.
struct RowStart {
    std::uint32_t glyph = 0;
    std::string unit;  // as printed; "" where none is
};
[[nodiscard]] RowStart behind_note_and_unit(const Document& document, const model::FormRow& row, std::uint32_t from, std::uint32_t to);

// Takes the unit off the values of a row where it has a cell, a line or a word of its own, and returns it.
std::string take_unit(std::vector<Item>& items, const model::FormRow& row);

// The columns whose heads stand in view[begin, end), in the order of the page: all columns that are not optional, and the
// optional ones that are named there.
[[nodiscard]] std::vector<int> columns_named(const model::FormBlock& block, const LabelView& view, std::uint32_t begin, std::uint32_t end);

// Takes the running numbers off the rows of a block whose items are not placed yet: those that the form gives its rows, or
// numbers that only count the rows. `head` is where the block's head stands in the view. A row from whose run of digits the
// number cannot be told apart is made doubtful.
void drop_codes(std::vector<RowReading>& rows, const model::FormBlock& block, int index, const Document& document, const LabelView& view, std::uint32_t head_begin,
                std::uint32_t head_end);

// The values stand in sentences, each followed by a comma or a full stop: 其中网上申请3件，信函申请4件。
[[nodiscard]] bool is_running_text(const std::vector<RowReading>& rows, const Document& document);

}  // namespace nianbao::parser
