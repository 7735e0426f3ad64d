#pragma once
// The labels of a form's tables in the order in which a page prints them, ready to be looked for.

#include <cstdint>
#include <string>
#include <vector>

#include "model/form.h"
#include "parser/label_view.h"

namespace nianbao::parser {

enum class LabelRole {
    block,      // 第二十条第（一）项
    furniture,  // 信息内容
    column,     // 本年新制作数量
    parent,     // 三、本年度办理结果: spans rows, has no figures
    row,        // 规章; also a group row （三）不予公开
};

struct Label {
    LabelRole role = LabelRole::row;
    int block = 0;
    int index = -1;  // row or column within the block
    std::vector<std::u32string> wordings;  // view text, the form's own first
    std::string text;                      // as the form prints it
};

// One table: `sequence` in printing order for tables with row labels. Header labels of a block without a label of its own
// (tables 3 and 4) stand in no fixed order, so they are kept apart.
struct TableLabels {
    int table = 0;
    std::vector<Label> sequence;
    std::vector<Label> header;
    bool has_rows = false;
};

[[nodiscard]] std::vector<TableLabels> labels_of(const model::Form& form);

// Where a label stands in a view.
struct Occurrence {
    int label = 0;  // index in the sequence
    std::uint32_t begin = 0, end = 0;
    int weight = 0;
};

// Every place where a label of `labels` stands in view[begin, end), in order of begin; at most max_occurrences.
inline constexpr std::size_t max_occurrences = 20'000;
[[nodiscard]] std::vector<Occurrence> find_labels(const std::vector<Label>& labels, const LabelView& view, std::uint32_t begin, std::uint32_t end);

// 0..100: how alike two label texts are, by edits; 0 when their ordinals or distinguishing words differ.
[[nodiscard]] int likeness(std::u32string_view a, std::u32string_view b);

}  // namespace nianbao::parser
