#pragma once
// Forms and records for the tests of the audit, made by hand.

#include <string>
#include <string_view>
#include <vector>

#include "model/form.h"
#include "model/record.h"

namespace nianbao::audit::tests {

// Two sections and two tables with the checks of the real ones:
//
//   applications       申请人情况: 自然人 | 法人或其他组织: 商业企业 | 总计
//   一、本年新收                new            sum.applicants in every row,
//   二、上年结转                carried_in     sum.results and balance.requests in every column
//   三、办理结果 （一）予以公开   granted
//              （六）其他处理    other          (a group row, optional)
//                1.逾期不补正   other_late
//                2.未缴费       other_unpaid
//              （七）总计        handled_total
//   四、结转下年度              carried_out
//
//   disputes           行政复议: 结果维持 | 尚未审结 | 总计      sum.disputes
//   amounts            行政事业性收费 | 本年增/减                 one may have places, the other may be negative
model::Form small_form();

// A record of the form: every section, every figure stated as 0 and read from a cell.
model::Record empty_record(const model::Form& form);

// text: a number, or one of blank, dash, absent, unreadable. Adds the figure when the record has none of that id.
void set(model::Record& record, const std::string& id, std::string_view text);
void set_reading(model::Record& record, const std::string& id, model::Reading reading);

// The findings of that rule.
std::vector<model::Finding> findings_of(const model::Record& record, std::string_view rule);

}  // namespace nianbao::audit::tests
