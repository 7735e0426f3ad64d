#pragma once
// The labels of a form's tables in the order in which a page prints them, ready to be looked for.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
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

// Labels that can be looked for: with an index of what their wordings begin with, made once however often they are. Reads as the
// vector that it was made of.
class LabelList {
public:
    struct Index;

    LabelList(std::vector<Label> labels = {});  // not explicit: any labels can be looked for
    ~LabelList();
    LabelList(LabelList&&) noexcept;
    LabelList& operator=(LabelList&&) noexcept;

    operator const std::vector<Label>&() const { return labels_; }
    [[nodiscard]] auto begin() const { return labels_.begin(); }
    [[nodiscard]] auto end() const { return labels_.end(); }
    [[nodiscard]] bool empty() const { return labels_.empty(); }
    [[nodiscard]] std::size_t size() const { return labels_.size(); }
    [[nodiscard]] const Label& operator[](std::size_t i) const { return labels_[i]; }
    [[nodiscard]] const Index& index() const { return *index_; }

private:
    std::vector<Label> labels_;
    std::unique_ptr<const Index> index_;  // views into labels_
};

// One table: `sequence` in printing order for tables with row labels. Header labels of a block without a label of its own
// (tables 3 and 4) stand in no fixed order, so they are kept apart.
struct TableLabels {
    int table = 0;
    LabelList sequence;
    LabelList header;
    bool has_rows = false;
};

[[nodiscard]] std::vector<TableLabels> labels_of(const model::Form& form);
// The same, made once for each form that the program brings along.
[[nodiscard]] std::shared_ptr<const std::vector<TableLabels>> shared_labels_of(const model::Form& form);

// Where a label stands in a view. In a text drawn by columns a wrapped label has its values in the middle of it:
//
//   2.其他法律行政    13  0  0  0  0  0  13        occurrence 2其他法律行政, rest 法规禁止公开
//   法规禁止公开
struct Occurrence {
    int label = 0;  // index in the sequence
    std::uint32_t begin = 0, end = 0;
    int weight = 0;
    std::u32string_view rest = {};  // of a label broken by its values: the part behind them; views into the label
    bool short_core = false;        // 其他 for 3.其他: only the row in front of it tells that it is this label
};

// Every place where a label of `labels` stands in view[begin, end), in order of begin; at most max_occurrences.
inline constexpr std::size_t max_occurrences = 20'000;
[[nodiscard]] std::vector<Occurrence> find_labels(const LabelList& labels, const LabelView& view, std::uint32_t begin, std::uint32_t end);

// How many characters of a label are its ordinal: 1 of 2重复申请, 一 of 一本年新收…, 0 of 规章.
[[nodiscard]] std::size_t ordinal_length(std::u32string_view text);

// 0..100: how alike two label texts are, by edits; 0 when their ordinals or distinguishing words differ.
[[nodiscard]] int likeness(std::u32string_view a, std::u32string_view b);

}  // namespace nianbao::parser
