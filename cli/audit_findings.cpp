#include "cli/audit_findings.h"

#include "cli/line_reader.h"
#include "out/record_json.h"

namespace nianbao::cli {

model::Result<AuditFindings> AuditFindings::load(const std::string& name, std::istream& in) {
    AuditFindings read;
    LineReader lines({name}, in);
    while (true) {
        const auto line = lines.next();
        if (!line) return tl::unexpected(line.error());
        if (!*line) return read;
        auto found = out::audit_line_from_json((*line)->text, (*line)->where);
        if (!found)
            return tl::unexpected(
                model::Error{found.error().where, found.error().what + "; findings are lines as nianbao audit prints them"});
        if (found->address.empty())
            read.about_no_report_.push_back(std::move(found->of));
        else
            read.by_address_[found->address].findings.push_back(std::move(found->of.finding));
    }
}

void AuditFindings::give(model::Record& record) {
    record.findings.clear();
    const auto found = by_address_.find(record.source.url.empty() ? record.source.path : record.source.url);
    if (found == by_address_.end()) return;
    record.findings = found->second.findings;
    found->second.given = true;
}

std::size_t AuditFindings::left() const {
    std::size_t count = 0;
    for (const auto& [address, of] : by_address_)
        if (!of.given) count += of.findings.size();
    return count;
}

}  // namespace nianbao::cli
