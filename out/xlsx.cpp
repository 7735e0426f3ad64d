#include "out/xlsx.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "out/codebook.h"
#include "out/tables.h"
#include "out/words.h"
#include "out/workbook.h"

namespace nianbao::out {
namespace {

constexpr int records_between_checks = 256;

std::vector<Heading> headings_of(const Table& table) {
    std::vector<Heading> headings;
    for (const Column& column : table.columns) headings.push_back({std::string(column.chinese), std::string(column.name)});
    return headings;
}

constexpr std::pair<const char*, const char*> explanation[] = {
    {"reports", "每行一份报告，附来源链接。One row a report, with a link to its source."},
    {"figures FORM", "每行一份报告，每列一项数据。灰色：无此单元格或无法识读；黄色：存疑。One row a report, a column a figure; grey: no such cell, or unreadable; yellow: ambiguous."},
    {"how FORM", "与上表逐格对应：有无/识读方式。The same cells: presence/reading of each figure."},
    {"other figures", "报告格式之外的数据。Figures that no form knows."},
    {"findings", "每行一个问题。One row a finding of the audit."},
    {"codebook", "数据字典。What each figure means."},
};

}  // namespace

struct Xlsx::State {
    struct FormSheets {
        Workbook::SheetNumber figures = 0;
        Workbook::SheetNumber how = 0;
        std::vector<std::string> ids;
        std::unordered_map<std::string_view, std::size_t> places;  // of ids
    };

    ExportSettings settings;
    std::optional<Workbook> book;
    Workbook::SheetNumber reports = 0;
    Workbook::SheetNumber others = 0;
    Workbook::SheetNumber findings = 0;
    std::map<std::string, FormSheets, std::less<>> forms;
    std::int64_t report = 0;
    Row row;

    void add_form(const model::Form& form) {
        std::vector<Heading> headings = {{"报告序号", "report"}, {"发布机关", "publisher"}, {"行政区划代码", "division_code"}, {"报告年度", "year"}};
        const int fixed = static_cast<int>(headings.size());
        FormSheets sheets;
        sheets.ids = figure_ids({&form, 1}, settings.figures);
        for (const std::string& id : sheets.ids) {
            const model::FormFigure& figure = *form.find_figure(id);
            const std::string rows = form.row_labels(figure);
            headings.push_back({rows + (rows.empty() ? "" : "\n") + form.column_labels(figure), id});
        }
        sheets.figures = book->add_sheet("figures " + form.id, headings, fixed);
        sheets.how = book->add_sheet("how " + form.id, std::move(headings), fixed);
        const auto entry = forms.emplace(form.id, std::move(sheets)).first;
        FormSheets& kept = entry->second;
        for (std::size_t i = 0; i < kept.ids.size(); ++i) kept.places.emplace(kept.ids[i], i);
    }

    void identity(Workbook::SheetNumber sheet, const model::ReportIdentity& of) {
        book->begin_row(sheet);
        book->integer(sheet, report);
        book->text(sheet, of.publisher);
        book->text(sheet, of.division_code);
        if (of.year)
            book->integer(sheet, *of.year);
        else
            book->empty(sheet);
    }

    void figure(Workbook::SheetNumber sheet, const model::Figure& of) {
        const bool is_doubtful = of.provenance.reading == model::Reading::ambiguous;
        const bool is_missing = of.presence == model::Presence::absent || of.presence == model::Presence::unreadable;
        const Look look = is_doubtful ? Look::doubtful : is_missing ? Look::nothing : Look::plain;
        if (of.presence == model::Presence::stated && of.value)
            book->number(sheet, *of.value, look);
        else
            book->empty(sheet, look);
    }

    void add_figures(const model::Record& record) {
        const auto known = forms.find(record.report.form);
        std::vector<std::size_t> left;  // figures that have no column
        std::vector<const model::Figure*> found;
        if (known != forms.end()) found.resize(known->second.ids.size());
        for (std::size_t i = 0; i < record.figures.size(); ++i) {
            const std::string& id = record.figures[i].id;
            const auto place = known == forms.end() ? std::unordered_map<std::string_view, std::size_t>::const_iterator() : known->second.places.find(id);
            if (known != forms.end() && place != known->second.places.end() && found[place->second] == nullptr)
                found[place->second] = &record.figures[i];
            else
                left.push_back(i);
        }
        if (known != forms.end()) add_wide(known->second, record.report, found);
        for (const std::size_t i : left) {
            figure_row(row, record, report, i);
            book->row(others, row);
        }
    }

    void add_wide(const FormSheets& sheets, const model::ReportIdentity& of, const std::vector<const model::Figure*>& found) {
        identity(sheets.figures, of);
        identity(sheets.how, of);
        for (const model::Figure* each : found) {
            if (each == nullptr) {
                book->empty(sheets.figures);
                book->empty(sheets.how);
                continue;
            }
            figure(sheets.figures, *each);
            book->text(sheets.how, std::string(word_of(each->presence)) + "/" + std::string(word_of(each->provenance.reading)));
        }
    }

    void add_codebook() {
        const Workbook::SheetNumber sheet = book->add_sheet("codebook", headings_of(codebook_table()), 1);
        for (const CodebookEntry& entry : codebook_of(settings.forms)) {
            codebook_row(row, entry);
            book->row(sheet, row);
        }
    }
};

Xlsx::Xlsx(ExportSettings settings) : state_(std::make_unique<State>()) { state_->settings = std::move(settings); }
Xlsx::~Xlsx() = default;

model::Result<void> Xlsx::begin() {
    State& state = *state_;
    auto book = Workbook::create(state.settings.path, state.settings.existing);
    if (!book) return tl::unexpected(book.error());
    state.book.emplace(std::move(*book));
    const Workbook::SheetNumber about = state.book->add_sheet("about", {{"工作表", "sheet"}, {"说明", "what it holds"}}, 1);
    for (const auto& [name, what] : explanation) {
        state.book->begin_row(about);
        state.book->text(about, name);
        state.book->text(about, what);
    }
    state.reports = state.book->add_sheet("reports", headings_of(reports_table()), 2);
    for (const model::Form& form : state.settings.forms) state.add_form(form);
    state.others = state.book->add_sheet("other figures", headings_of(figures_table()), 2);
    state.findings = state.book->add_sheet("findings", headings_of(findings_table()), 2);
    state.add_codebook();
    return state.book->check();
}

model::Result<void> Xlsx::add(const model::Record& record) {
    State& state = *state_;
    ++state.report;
    report_row(state.row, record, state.report);
    std::size_t link = 0;
    while (reports_table().columns[link].type != ColumnType::link) ++link;
    state.book->row(state.reports, state.row, link);
    state.add_figures(record);
    for (std::size_t i = 0; i < record.findings.size(); ++i) {
        finding_row(state.row, record, state.report, i);
        state.book->row(state.findings, state.row);
    }
    if (state.report % records_between_checks == 0) return state.book->check();
    return {};
}

model::Result<void> Xlsx::add_finding(const model::PublisherFinding& of) {
    State& state = *state_;
    model::Record nothing;
    nothing.report.publisher = of.publisher;
    nothing.report.division_code = of.division_code;
    nothing.report.year = of.year;
    nothing.source.url = of.url;
    nothing.findings.push_back(of.finding);
    finding_row(state.row, nothing, 0, 0);
    state.row.forget(0).forget(1);
    state.book->row(state.findings, state.row);
    return {};
}

model::Result<void> Xlsx::end() { return state_->book->commit(); }

}  // namespace nianbao::out
