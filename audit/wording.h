#pragma once
// How findings name tables, rows and columns: in the form's own words, with English prose around them.

#include <string>
#include <vector>

#include "audit/checks.h"
#include "audit/localise.h"
#include "audit/record_view.h"

namespace nianbao::audit {

// "四、…情况：行政复议 > 总计": the table, then row and column labels; the id where the form does not know it.
[[nodiscard]] std::string place_of(const std::string& figure_id, const RecordView& view);
[[nodiscard]] std::string place_of(const std::string& figure_id, const model::Form& form);

// A failed check with its operands, a total last:
//   三、…申请情况 > 一、本年新收政府信息公开申请数量：自然人 4 + 商业企业 1 + … = 5, but 总计 states 4
// What all operands share stands before the colon. A long side leaves out the figures that are 0 or blank and says how many.
[[nodiscard]] std::string describe_failure(const Evaluation& evaluation, const RecordView& view);

// "; （一）予以公开 > 自然人 states 4, and 5 would satisfy both of its sums that fail"
[[nodiscard]] std::string describe_cure(const Cure& cure, const RecordView& view);

// "a, b, c and 4 more": at most `limit` of the names.
[[nodiscard]] std::string enumerate(const std::vector<std::string>& names, std::size_t limit);

// "1 row", "3 rows".
[[nodiscard]] std::string counted(std::size_t number, const std::string& noun);

}  // namespace nianbao::audit
