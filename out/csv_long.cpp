#include "out/csv_long.h"

#include "out/words.h"

namespace nianbao::out {
namespace {

// Cells that are the same in all rows of a record.
std::string before_figure(const model::ReportIdentity& report) {
    std::string cells;
    append_csv_text(cells, report.publisher);
    cells += ',';
    append_csv_text(cells, report.division_code);
    cells += ',';
    if (report.year) cells += std::to_string(*report.year);
    cells += ',';
    append_csv_text(cells, report.form);
    return cells;
}

std::string after_figure(const model::Source& source) {
    std::string cells;
    append_csv_text(cells, source.url);
    cells += ',';
    append_csv_text(cells, source.path);
    cells += ',';
    append_csv_text(cells, source.sha256);
    return cells;
}

}  // namespace

std::string_view CsvLong::header() {
    return "publisher,division_code,year,form,figure,row_labels,column_labels,value,unit,presence,reading,raw,url,path,sha256\n";
}

const CsvLong::FormCells& CsvLong::cells_of(const std::string& form_id) {
    const auto [entry, is_new] = forms_.try_emplace(form_id);
    FormCells& made = entry->second;
    const model::Form* form = is_new ? settings().find_form(form_id) : nullptr;
    if (form == nullptr) return made;
    for (const model::FormFigure& slot : form->figures) {
        std::string cells;
        append_csv_text(cells, slot.id);
        cells += ',';
        append_csv_text(cells, form->row_labels(slot));
        cells += ',';
        append_csv_text(cells, form->column_labels(slot));
        made.places.emplace(slot.id, made.cells.size());
        made.ids.push_back(slot.id);
        made.cells.push_back(std::move(cells));
    }
    return made;
}

std::string_view CsvLong::cells_of(const std::string& figure_id, std::size_t place, const FormCells& form) {
    if (place < form.ids.size() && form.ids[place] == figure_id) return form.cells[place];
    if (const auto found = form.places.find(figure_id); found != form.places.end()) return form.cells[found->second];
    unknown_.clear();
    append_csv_text(unknown_, figure_id);
    unknown_ += ",,";
    return unknown_;
}

std::string_view CsvLong::bytes_of(const model::Record& record) {
    rows_.clear();
    const std::string before = before_figure(record.report);
    const std::string after = after_figure(record.source);
    const FormCells& form = cells_of(record.report.form);
    for (std::size_t i = 0; i < record.figures.size(); ++i) {
        const model::Figure& figure = record.figures[i];
        rows_.ready(before).ready(cells_of(figure.id, i, form));
        rows_.number(figure.presence == model::Presence::stated && figure.value ? figure.value->to_string() : "");
        rows_.text(figure.unit).ready(word_of(figure.presence)).ready(word_of(figure.provenance.reading));
        rows_.text(figure.provenance.raw).ready(after);
        rows_.end_row();
    }
    return rows_.bytes();
}

}  // namespace nianbao::out
