#include "cli/reader.h"

#include <algorithm>
#include <atomic>
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
    static const audit::Knowledge knowledge = audit_knowledge();
    audit::assess(record, parser::find_form(record.report.form), knowledge);
    return record;
}

std::vector<model::Record> read_reports(const std::vector<model::Page>& pages, int jobs) {
    std::vector<model::Record> records(pages.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < pages.size(); i = next++) records[i] = read_report(pages[i]);
    };
    std::vector<std::thread> threads;
    const std::size_t wanted = std::min(pages.size(), static_cast<std::size_t>(std::max(jobs, 1)));
    for (std::size_t t = 1; t < wanted; ++t) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    return records;
}

int default_jobs() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

}  // namespace nianbao::cli
