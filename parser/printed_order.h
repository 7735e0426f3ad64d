#pragma once
// In which order the head of a flattened table names its columns. Text that was taken from a table names them cell by cell, so
// that columns which stand under a common head come behind those beside it; that is the form's own order all the same:
//
//   自然人 | 法人或其他组织 | 总计 | 商业企业 | 科研机构 | …            the form's: 自然人 商业企业 科研机构 … 总计
//   总计 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他      the page's own

#include <cstdint>
#include <vector>

#include "model/form.h"
#include "parser/document.h"
#include "parser/label_view.h"

namespace nianbao::parser {

struct PrintedOrder {
    std::vector<int> order;  // the form's column of each printed one
    bool doubtful = false;   // the head speaks against the form's order, but may have been torn
};

// The head stands in view[begin, end). The form's own order where it does not name each column once.
[[nodiscard]] PrintedOrder order_in_text(const model::FormBlock& block, const Document& document, const LabelView& view, std::uint32_t begin, std::uint32_t end);

}  // namespace nianbao::parser
