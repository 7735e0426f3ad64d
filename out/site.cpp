#include "out/site.h"

#include "out/pattern.h"
#include "out/site_files.h"
#include "out/site_publisher.h"
#include "out/site_report.h"
#include "out/site_summary.h"
#include "out/site_table.h"

namespace nianbao::out {

model::Result<void> Site::begin() {
    auto folder = SiteFolder::create(settings_.path, settings_.existing);
    if (!folder) return tl::unexpected(folder.error());
    folder_.emplace(std::move(*folder));
    rules_.emplace(*folder_);
    return {};
}

model::Result<void> Site::add(const model::Record& whole) {
    if (settings_.figures.empty()) return add_page(whole);
    model::Record record = whole;
    std::erase_if(record.figures, [&](const model::Figure& figure) { return !matches_any(settings_.figures, figure.id); });
    return add_page(record);
}

model::Result<void> Site::add_page(const model::Record& record) {
    const model::Form* form = settings_.find_form(record.report.form);
    const PublisherKey publisher = publisher_of(record);
    ReportEntry entry;
    entry.id = ids_.id_of(record);
    entry.year = year_of(record).value_or(0);
    entry.state = state_of(record);
    const std::string file = file_of_report(entry.id);
    const ReportPlace place{file_of_publisher(id_of(publisher)), "../../"};
    if (auto written = folder_->write(file, report_page(record, form, place)); !written) return written;
    auto rules = rules_->add(record, publisher, file);
    if (!rules) return tl::unexpected(rules.error());
    entry.rules = std::move(*rules);
    const auto summary = folder_->spool(fields_of(summary_of(record, form, file)));
    if (!summary) return tl::unexpected(summary.error());
    entry.summary = *summary;
    index_.add(publisher, std::move(entry), record);
    return {};
}

model::Result<void> Site::add_finding(const model::PublisherFinding& of) {
    const auto rule = rules_->add(of);
    if (!rule) return tl::unexpected(rule.error());
    if (of.publisher.empty() || !of.year) return {};
    ReportEntry entry;
    entry.year = *of.year;
    entry.state = ReportState::missing;
    entry.rules = {*rule};
    const auto summary = folder_->spool(fields_of(summary_of(of)));
    if (!summary) return tl::unexpected(summary.error());
    entry.summary = *summary;
    index_.add_missing(publisher_of(of), std::move(entry));
    return {};
}

model::Result<void> Site::write_publishers() {
    for (const auto& [from, to] : index_.settle())
        if (auto written = folder_->write(file_of_publisher(id_of(from)), redirect_page(from, file_of_publisher(id_of(to)))); !written) return written;
    for (const auto& [publisher, entries] : index_.publishers()) {
        std::vector<DatedSummary> reports;
        for (const ReportEntry& entry : entries) {
            const auto fields = folder_->recall(entry.summary);
            if (!fields) return tl::unexpected(fields.error());
            reports.push_back({entry.year == 0 ? std::nullopt : std::optional(entry.year), summary_from(*fields)});
        }
        if (auto written = folder_->write(file_of_publisher(id_of(publisher)), publisher_page(publisher, reports)); !written) return written;
    }
    return {};
}

model::Result<void> Site::write_fixed_files() {
    for (const char* asset : {"site.css", "site.js", "matrix.js"})
        if (auto written = folder_->write(std::string("assets/") + asset, site_file(asset)); !written) return written;
    if (auto written = folder_->write("assets/words.js", words_script()); !written) return written;
    Html about;
    about.markup(site_file("about.html"));
    put_legend(about);
    return folder_->write("about.html", page_of({.title = word("nav.about"), .root = "", .current = "nav.about"}, about.bytes()));
}

model::Result<void> Site::end() {
    if (auto written = write_publishers(); !written) return written;
    if (auto written = rules_->finish(); !written) return written;
    if (auto written = index_.write_matrix(*folder_, *rules_); !written) return written;
    if (auto written = folder_->write("index.html", index_.overview(*rules_)); !written) return written;
    if (auto written = write_fixed_files(); !written) return written;
    return folder_->commit();
}

}  // namespace nianbao::out
