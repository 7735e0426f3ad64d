#include "cli/reader.h"

#include <algorithm>
#include <thread>

#include "archive/digest.h"
#include "audit/audit.h"
#include "cli/audit_knowledge.h"
#include "parser/form_file.h"
#include "parser/read.h"

namespace nianbao::cli {

model::Record read_report(const model::Page& page) {
    model::Record record = parser::read(page, parser::builtin_forms());
    record.source.sha256 = archive::sha256_hex(page.bytes);
    if (page.is_cut) {
        model::Finding cut;
        cut.rule = "document.truncated";
        cut.severity = model::Severity::doubt;
        cut.text = "the document ends before its end arrived: what follows is missing, and a number at the cut may be half of one";
        record.findings.push_back(std::move(cut));
    }
    assess_report(record);
    return record;
}

void assess_report(model::Record& record) {
    static const audit::Knowledge knowledge = audit_knowledge();
    audit::assess(record, parser::find_form(record.report.form), knowledge);
}

int default_jobs() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

}  // namespace nianbao::cli
