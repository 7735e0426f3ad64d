#pragma once
// The page of a report: who, when, from where; what was found; the narrative and the tables, section by section.

#include <string>

#include "model/form.h"
#include "model/record.h"

namespace nianbao::out {

struct ReportPlace {
    std::string publisher_file;  // from the root of the site
    std::string root;            // the way from the page to that root: "../../"
};

// form: nullptr when there is none. The whole page.
[[nodiscard]] std::string report_page(const model::Record& record, const model::Form* form, const ReportPlace& place);

// How a report is called: its title, else publisher and year.
[[nodiscard]] std::string name_of_report(const model::Record& record);

}  // namespace nianbao::out
