#pragma once
// What was expected and what was found: a publisher × year matrix, and the findings of its empty cells.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/deadline.h"
#include "audit/report_facts.h"
#include "audit/roster.h"

namespace nianbao::audit {

enum class CellState {
    none,       // not expected and not found
    published,  // in time, as far as the dates tell
    late,
    outdated_form,
    attachment_or_image,  // the report is a file or a picture
    unreadable,           // a page that could not be read as a report
    unreachable,          // it may be there: the crawler could not fetch it
    missing,
    due,  // expected, and its last day has not passed
};
[[nodiscard]] std::string_view word_of(CellState state);  // "published", "outdated form" …; "" for none

struct MatrixCell {
    CellState state = CellState::none;
    std::string detail;  // the date, the crawler's reason, the address
};

struct MatrixRow {
    std::string division_code, publisher;
    std::map<int, MatrixCell> years;
};

// One body that is expected to publish, of all rows and rosters that speak of it.
struct Expected {
    std::string key;  // as key_of() of its reports
    RosterRow row;    // of several, the first
    std::vector<std::pair<std::optional<int>, std::optional<int>>> spans;
    [[nodiscard]] bool in(int year) const;
};

// Why the crawler could not have a page that may be a report.
struct Failure {
    std::string host;
    std::string url;
    std::string text;      // of the link: 沭阳县财政局2021年政府信息公开工作年度报告
    std::string reason;    // "timeout", "robots_disallowed: line 3"
    bool is_list = false;  // a start or list page: whatever hangs on it is out of reach
};
using Failures = std::vector<Failure>;

// The failure that may explain why the report is not there; nullptr when there is none.
[[nodiscard]] const Failure* explanation(const Failures& failures, const RosterRow& row, int year);

// "www.example.gov.cn" of a URL or of a bare host.
[[nodiscard]] std::string host_of(std::string_view address);

}  // namespace nianbao::audit
