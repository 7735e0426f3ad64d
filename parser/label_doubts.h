#pragma once
// Where a label that was found may not be what it seems: a digit in front of it that may belong to the value before, or a
// wording that the form prints for two rows.

#include <vector>

#include "parser/align.h"
#include "parser/document.h"
#include "parser/label_view.h"
#include "parser/labels.h"

namespace nianbao::parser {

// 件 1442 涉及商业秘密: a digit that stands in a number between spaces is no ordinal; the links let it go.
void give_back_digits(const Document& document, const LabelView& view, Chain& chain);

// 0 1 34保护第三方合法权益, 0 1 4 保护第三方合法权益 on a page that mostly leaves the ordinals of its labels out: the 4 is the value's.
void give_back_ordinals(const std::vector<Label>& sequence, const Document& document, const LabelView& view, Chain& chain);

// 其他 is the row 3.其他 only right behind the row 2.
void drop_short_cores(const std::vector<Label>& sequence, Chain& chain);

// 条32传真申请数: the 2 may be the last digit of the value or the ordinal of the label `next`; only a mark (2.传真申请数) tells.
[[nodiscard]] bool may_have_taken_digit(const Document& document, const LabelView& view, const Occurrence& next);

// For each link: the form prints its wording for two rows (（三）其他情形数 of 复议 and of 诉讼), and the other labels of the page
// do not tell which of them it is.
[[nodiscard]] std::vector<bool> may_be_another(const std::vector<Label>& sequence, const LabelView& view, const Chain& chain);

}  // namespace nianbao::parser
