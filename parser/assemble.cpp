#include "parser/assemble.h"

#include <algorithm>

namespace nianbao::parser {
namespace {

using model::Presence;
using model::Reading;

const RowReading* row_of(const TableReading& table, const model::FormFigure& figure) {
    for (const RowReading& row : table.rows)
        if (row.block == static_cast<int>(figure.block) && row.row == static_cast<int>(figure.row)) return &row;
    return nullptr;
}

// The figure as one printed row states it.
model::Figure read_figure(const model::Form& form, const model::FormFigure& place, const RowReading* row) {
    const model::FormColumn& column = form.column_of(place);
    model::Figure figure;
    figure.id = place.id;
    figure.unit = column.unit;
    figure.provenance.row = place.table_row;
    figure.provenance.column = static_cast<int>(place.column);
    if (row == nullptr) return figure;
    figure.provenance.reading = row->in_cells ? Reading::cell : Reading::line;
    if (!row->placed) {
        if (row->items.empty()) return figure;
        figure.presence = Presence::unreadable;
        figure.provenance.reading = Reading::ambiguous;
        figure.provenance.span = join(row->items.front().span, row->items.back().span);
        for (const Item& item : row->items) figure.provenance.raw += (figure.provenance.raw.empty() ? "" : " ") + item.raw;
        return figure;
    }
    const auto at = std::find(row->order.begin(), row->order.end(), static_cast<int>(place.column));
    if (at == row->order.end()) return figure;
    const Item& item = row->items[static_cast<std::size_t>(at - row->order.begin())];
    const normalize::NumberReading number = read_item(item, column.may_be_negative ? normalize::Sign::change : normalize::Sign::plain);
    figure.presence = number.presence;
    figure.value = number.value;
    figure.provenance.raw = item.raw;
    figure.provenance.span = item.span;
    if (number.presence == Presence::stated && (number.approximate || number.percent)) {
        figure.presence = Presence::unreadable;
        figure.value.reset();
    }
    return figure;
}

std::string shown(const model::Figure& figure) {
    if (figure.value) return figure.value->to_string();
    switch (figure.presence) {
        case Presence::blank: return "blank";
        case Presence::dash: return "dash";
        case Presence::absent: return "absent";
        default: return "unreadable";
    }
}

void report_unplaced(const model::Form& form, const model::FormFigure& place, const RowReading& row, std::vector<model::Finding>& findings) {
    model::Finding finding;
    finding.rule = "figure.ambiguous";
    finding.severity = model::Severity::doubt;
    finding.text = form.tables[place.table].title + "，" + form.row_labels(place) + ": " + std::to_string(row.items.size()) + " values are printed for " +
                   std::to_string(row.order.size()) + " columns:";
    for (const Item& item : row.items) finding.text += " " + (item.raw.empty() ? std::string("(empty)") : item.raw);
    for (const model::FormFigure& other : form.figures)
        if (other.table == place.table && other.block == place.block && other.row == place.row) finding.figures.push_back(other.id);
    finding.span = join(row.items.front().span, row.items.back().span);
    findings.push_back(std::move(finding));
}

void report_copies(const model::Form& form, const model::FormFigure& place, const std::string& readings, const model::Figure& figure,
                   std::vector<model::Finding>& findings) {
    model::Finding finding;
    finding.rule = "figure.ambiguous";
    finding.severity = model::Severity::doubt;
    finding.text = form.tables[place.table].title + "，" + form.row_labels(place) + "，" + form.column_labels(place) +
                   ": the page holds the table more than once, with different values: " + readings;
    finding.figures.push_back(figure.id);
    finding.span = figure.provenance.span;
    findings.push_back(std::move(finding));
}

}  // namespace

void assemble(const model::Form& form, const std::vector<TableReading>& tables, const std::vector<std::vector<TableReading>>& others, model::Record& record) {
    for (const model::FormFigure& place : form.figures) {
        const RowReading* row = row_of(tables[place.table], place);
        if (place.optional && (row == nullptr || !row->placed)) continue;
        model::Figure figure = read_figure(form, place, row);
        if (row != nullptr && !row->placed && !row->items.empty() && place.column == 0) report_unplaced(form, place, *row, record.findings);
        std::string readings = shown(figure);
        bool differ = false;
        for (const std::vector<TableReading>& copy : others) {
            const RowReading* other_row = row_of(copy[place.table], place);
            if (other_row == nullptr || !other_row->placed) continue;
            const model::Figure other = read_figure(form, place, other_row);
            if (other.presence == figure.presence && other.value == figure.value) continue;
            differ = true;
            readings += " / " + shown(other);
        }
        if (differ) {
            figure.provenance.reading = Reading::ambiguous;
            report_copies(form, place, readings, figure, record.findings);
        }
        record.figures.push_back(std::move(figure));
    }
}

}  // namespace nianbao::parser
