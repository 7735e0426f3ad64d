#include "out/csv_wide.h"

#include <algorithm>

#include "out/codebook.h"
#include "out/words.h"

namespace nianbao::out {
namespace {

std::string how(const model::Figure& figure) {
    std::string text(word_of(figure.presence));
    text += '/';
    return text += word_of(figure.provenance.reading);
}

std::string digits_of(const model::Figure& figure) {
    return figure.presence == model::Presence::stated && figure.value ? figure.value->to_string() : "";
}

}  // namespace

CsvWide::CsvWide(ExportSettings settings) : FileExporter(std::move(settings)), ids_(figure_ids(this->settings().forms, this->settings().figures)) {
    for (std::size_t i = 0; i < ids_.size(); ++i) places_.emplace(ids_[i], i);
}

std::string_view CsvWide::header() {
    header_ = "publisher,division_code,year,form,title,published,url,path,sha256";
    for (const std::string& id : ids_) header_ += "," + id;
    for (const std::string& id : ids_) header_ += ",how:" + id;
    return header_ += ",other_figures\n";
}

std::string_view CsvWide::bytes_of(const model::Record& record) {
    rows_.clear();
    found_.assign(ids_.size(), nullptr);
    std::string others;
    for (const model::Figure& figure : record.figures) {
        const auto place = places_.find(figure.id);
        if (place != places_.end() && found_[place->second] == nullptr) {
            found_[place->second] = &figure;
        } else {
            others += (others.empty() ? "" : "; ") + figure.id + "=" + digits_of(figure) + " " + how(figure);
        }
    }
    const model::ReportIdentity& report = record.report;
    rows_.text(report.publisher).text(report.division_code).number(report.year ? std::to_string(*report.year) : "").text(report.form);
    rows_.text(report.title).text(report.published).text(record.source.url).text(record.source.path).text(record.source.sha256);
    for (const model::Figure* figure : found_) rows_.number(figure == nullptr ? "" : digits_of(*figure));
    for (const model::Figure* figure : found_) rows_.ready(figure == nullptr ? "" : how(*figure));
    rows_.text(others);
    rows_.end_row();
    return rows_.bytes();
}

}  // namespace nianbao::out
