#include "parser/assemble.h"

#include <algorithm>
#include <cassert>

#include "normalize/number.h"

namespace nianbao::parser {
namespace {

using model::Presence;
using model::Reading;

constexpr std::size_t most_readings_told = 12;

struct PrintedRow {
    const RowReading* row = nullptr;
    const RowSolution* solution = nullptr;
};

PrintedRow row_of(const TableSet& set, const model::FormFigure& figure) {
    const std::vector<RowReading>& rows = set.tables[figure.table].rows;
    for (std::size_t r = 0; r < rows.size(); ++r)
        if (rows[r].block == static_cast<int>(figure.block) && rows[r].row == static_cast<int>(figure.row)) return {&rows[r], &set.solutions[figure.table][r]};
    return {};
}

int slot_of(const RowReading& row, const model::FormFigure& figure) {
    const auto at = std::find(row.order.begin(), row.order.end(), static_cast<int>(figure.column));
    return at == row.order.end() ? -1 : static_cast<int>(at - row.order.begin());
}

model::Figure empty_figure(const model::Form& form, const model::FormFigure& place) {
    model::Figure figure;
    figure.id = place.id;
    figure.unit = form.unit_of(place);
    figure.provenance.row = place.table_row;
    figure.provenance.column = static_cast<int>(place.column);
    return figure;
}

std::optional<model::Decimal> without_last_noughts(std::optional<model::Decimal> value) {
    while (value && value->scale() > 0 && value->unscaled() % 10 == 0) value = model::Decimal(value->unscaled() / 10, value->scale() - 1);
    return value;
}

// 12.5万 and 1.2亿 in a column of 万元 are 元 and so many 万, which the number has multiplied in; 1.2亿元 are 12000 万元.
void read_in_unit(model::Figure& figure, const Item& item, const normalize::NumberReading& number) {
    if (figure.unit != "万元" || !figure.value) return;
    const bool multiplied = item.raw.find("万") != std::string::npos || item.raw.find("亿") != std::string::npos;
    if (number.unit.empty() && multiplied)
        figure.value = without_last_noughts(figure.value->shifted(-4));
    else if (number.unit == "亿元")
        figure.value = without_last_noughts(figure.value->shifted(4));
}

// 2023年 is a date, and no count of anything.
bool is_date(const normalize::NumberReading& number) { return number.unit == "年" || number.unit == "月" || number.unit == "日" || number.unit == "号"; }

// The item in the figure's own slot.
void read_item_into(model::Figure& figure, const Item& item, const model::FormColumn& column) {
    const normalize::NumberReading number = read_item(item, column.may_be_negative ? normalize::Sign::change : normalize::Sign::plain);
    figure.presence = number.presence;
    figure.value = number.value;
    figure.provenance.raw = item.raw;
    figure.provenance.span = item.span;
    read_in_unit(figure, item, number);
    if (number.presence == Presence::stated && (number.approximate || number.percent || is_date(number) || !figure.value)) {
        figure.presence = Presence::unreadable;
        figure.value.reset();
    }
}

// What the row holds as a whole, where nothing smaller can be told.
void read_row_into(model::Figure& figure, const RowReading& row) {
    figure.presence = Presence::unreadable;
    figure.value.reset();
    figure.provenance.span = join(row.items.front().span, row.items.back().span);
    figure.provenance.raw.clear();
    for (const Item& item : row.items) figure.provenance.raw += (figure.provenance.raw.empty() ? "" : " ") + item.raw;
}

std::string shown(Presence presence, const std::optional<model::Decimal>& value) {
    if (value) return value->to_string();
    switch (presence) {
        case Presence::blank: return "_";
        case Presence::dash: return "-";
        case Presence::absent: return "absent";
        default: return "?";
    }
}

std::string raw_of(const RowReading& row, const SlotValue& slot) {
    for (const Item& item : row.items)
        if (slot.begin >= item.begin && slot.end <= item.end && item.begin < item.end) {
            if (slot.begin == item.begin && slot.end == item.end) return item.raw;
            // Glyphs of a run are single characters of its raw text.
            std::string raw;
            std::uint32_t glyph = item.begin;
            for (std::size_t at = 0; at < item.raw.size(); ++glyph) {
                std::size_t next = at + 1;
                while (next < item.raw.size() && (static_cast<unsigned char>(item.raw[next]) & 0xC0U) == 0x80U) ++next;
                if (glyph >= slot.begin && glyph < slot.end) raw += item.raw.substr(at, next - at);
                at = next;
            }
            return raw;
        }
    return {};
}

void read_solution_into(model::Figure& figure, const RowReading& row, const RowSolution& solution, int slot, std::vector<std::string>& used) {
    const auto s = static_cast<std::size_t>(slot);
    const SlotValue& best = solution.ways.front()[s];
    const bool agreed = std::all_of(solution.ways.begin(), solution.ways.end(), [&](const Candidate& way) { return way[s] == best; });
    figure.presence = best.presence;
    figure.value = best.value;
    figure.provenance.span = best.span;
    figure.provenance.raw = raw_of(row, best);
    // Where the publisher's own sums fail, only what no cutting could change is certain.
    const bool forced = solution.ways.size() == 1 && !solution.chosen;
    if (!agreed || !solution.complete || solution.violated || solution.far_fetched || (solution.contested && !forced)) {
        figure.provenance.reading = Reading::ambiguous;
        return;
    }
    figure.provenance.reading = solution.inferred ? Reading::inferred : solution.cut ? Reading::split : figure.provenance.reading;
    if (solution.chosen) used.push_back(figure.id);
}

// The figure as one copy of its table states it.
model::Figure read_figure(const model::Form& form, const model::FormFigure& place, const PrintedRow& printed, std::vector<std::string>& used) {
    model::Figure figure = empty_figure(form, place);
    if (printed.row == nullptr) return figure;
    const RowReading& row = *printed.row;
    if (!form.row_of(place).unit.empty() && !row.unit.empty()) figure.unit = row.unit;
    figure.provenance.reading = row.in_cells ? Reading::cell : Reading::line;
    const int slot = slot_of(row, place);
    if (slot < 0) return figure;
    if (row.items.empty()) {
        if (row.in_cells) return figure;  // the row has no cells
        // Empty cells leave nothing in a text; but values may also have been torn from their label.
        figure.presence = Presence::blank;
        figure.provenance.reading = Reading::ambiguous;
        return figure;
    }
    if (row.placed) {
        const Item& item = row.items[static_cast<std::size_t>(slot)];
        read_item_into(figure, item, form.column_of(place));
        if (row.shifted) {
            figure.provenance.reading = Reading::inferred;
            used.push_back(figure.id);
        }
        if (!form.row_of(place).unit.empty() && figure.value && !item.number.unit.empty()) figure.unit = item.number.unit;  // 3600元 where the form has 万元
    } else if (!printed.solution->ways.empty()) {
        read_solution_into(figure, row, *printed.solution, slot, used);
    } else if (std::any_of(row.items.begin(), row.items.end(), [](const Item& item) { return !item.trace; })) {
        read_row_into(figure, row);
        figure.provenance.reading = Reading::ambiguous;
    }
    const bool traces_fail = row.placed && printed.solution->contested;
    if ((row.doubtful || traces_fail) && figure.presence != Presence::absent) figure.provenance.reading = Reading::ambiguous;
    return figure;
}

std::string shown(const RowReading& row) {
    std::string text;
    for (const Item& item : row.items)
        if (!item.trace) text += (text.empty() ? "" : " ") + (item.raw.empty() ? std::string("(empty)") : item.raw);
    return text;
}

std::string shown(const Candidate& way) {
    std::string text;
    for (const SlotValue& slot : way) text += (text.empty() ? "" : " | ") + shown(slot.presence, slot.value);
    return text;
}

void report_row(const model::Form& form, const model::FormFigure& place, const PrintedRow& printed, std::vector<std::string> figures, std::vector<model::Finding>& findings) {
    const RowReading& row = *printed.row;
    const RowSolution& solution = *printed.solution;
    model::Finding finding;
    finding.rule = "figure.ambiguous";
    finding.severity = model::Severity::doubt;
    const std::string labels = form.row_labels(place);
    finding.text = form.tables[place.table].title + (labels.empty() ? "" : "，" + labels) + ": \"" + shown(row) + "\" is printed for " + std::to_string(row.order.size()) + " columns";
    if (row.items.empty()) {
        finding.text += "; the cells may be empty, or the values may stand elsewhere";
    } else if (row.placed && solution.contested) {
        finding.text += " with empty lines among its values, and read so its sum fails";
    } else if (row.doubtful) {
        finding.text += ", and the text around it does not tell that all of it, and nothing else, belongs to this row";
    } else if (solution.ways.empty()) {
        finding.text += solution.complete ? " and cannot be put into them" : " and can be read in too many ways";
    } else {
        finding.text += "; readings" + std::string(solution.complete ? "" : " (not all)") + ":";
        for (std::size_t w = 0; w < std::min(solution.ways.size(), most_readings_told); ++w) finding.text += (w > 0 ? "; " : " ") + shown(solution.ways[w]);
        if (solution.ways.size() > most_readings_told) finding.text += "; and " + std::to_string(solution.ways.size() - most_readings_told) + " more";
        if (solution.violated) finding.text += "; none satisfies the sums of the row";
        if (solution.contested) finding.text += "; a sum over the rows fails, or nothing shows that it is not chance";
    }
    finding.figures = std::move(figures);
    finding.span = row.items.empty() ? row.label : join(row.items.front().span, row.items.back().span);
    findings.push_back(std::move(finding));
}

// A row that only the text decided is certain as far as the text is: the reader is told by what.
void report_told_row(const model::Form& form, const model::FormFigure& place, const PrintedRow& printed, std::vector<std::string> figures, std::vector<model::Finding>& findings) {
    const RowSolution& solution = *printed.solution;
    model::Finding finding;
    finding.rule = "figure.ambiguous";
    finding.severity = model::Severity::note;
    finding.text = form.tables[place.table].title + "，" + form.row_labels(place) + ": \"" + shown(*printed.row) + "\" is printed for " + std::to_string(printed.row->order.size()) +
                   " columns and can be read in " + std::to_string(solution.ways_before) + " ways; the text decides for " + shown(solution.ways.front()) + ":";
    for (const std::string& statement : solution.told_by) finding.text += " “" + statement + "”";
    finding.figures = std::move(figures);
    finding.span = join(printed.row->items.front().span, printed.row->items.back().span);
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

class Assembler {
public:
    Assembler(const model::Form& form, const TableSet& first, const std::vector<TableSet>& copies, model::Record& record)
        : form_(form), first_(first), copies_(copies), record_(record) {}

    void run() {
        for (const model::FormFigure& place : form_.figures) {
            const PrintedRow printed = row_of(first_, place);
            if (place.optional && !is_printed(place, printed)) continue;
            if (printed.row != row_) finish_row();
            row_ = printed.row;
            solution_ = printed.solution;
            place_ = &place;
            model::Figure figure = read_figure(form_, place, printed, record_.used_figures);
            if (figure.provenance.reading == Reading::ambiguous)
                ambiguous_.push_back(figure.id);
            else if (solution_ != nullptr && !solution_->told_by.empty())
                told_.push_back(figure.id);
            compare_copies(place, figure);
            record_.figures.push_back(std::move(figure));
        }
        finish_row();
    }

private:
    // A group row that the page prints with numbers; an optional column that it has in any row.
    [[nodiscard]] bool is_printed(const model::FormFigure& place, const PrintedRow& printed) const {
        if (form_.row_of(place).is_group && printed.row == nullptr) return false;
        const std::vector<RowReading>& rows = first_.tables[place.table].rows;
        return !form_.column_of(place).is_optional || std::any_of(rows.begin(), rows.end(), [&](const RowReading& row) {
            return row.block == static_cast<int>(place.block) && slot_of(row, place) >= 0;
        });
    }

    // One finding for all ambiguous figures of a row.
    void finish_row() {
        if (!ambiguous_.empty() && row_ != nullptr) report_row(form_, *place_, {row_, solution_}, std::move(ambiguous_), record_.findings);
        if (!told_.empty()) report_told_row(form_, *place_, {row_, solution_}, std::move(told_), record_.findings);
        ambiguous_.clear();
        told_.clear();
    }

    void compare_copies(const model::FormFigure& place, model::Figure& figure) {
        std::string readings = shown(figure.presence, figure.value);
        bool differ = false;
        std::vector<std::string> unused;
        for (const TableSet& copy : copies_) {
            const PrintedRow printed = row_of(copy, place);
            if (printed.row == nullptr || !printed.row->placed) continue;
            const model::Figure other = read_figure(form_, place, printed, unused);
            if (other.presence == figure.presence && other.value == figure.value) continue;
            differ = true;
            readings += " / " + shown(other.presence, other.value);
        }
        if (!differ) return;
        figure.provenance.reading = Reading::ambiguous;
        report_copies(form_, place, readings, figure, record_.findings);
    }

    const model::Form& form_;
    const TableSet& first_;
    const std::vector<TableSet>& copies_;
    model::Record& record_;
    const RowReading* row_ = nullptr;
    const RowSolution* solution_ = nullptr;
    const model::FormFigure* place_ = nullptr;
    std::vector<std::string> ambiguous_;
    std::vector<std::string> told_;  // figures of the row that the text decided
};

}  // namespace

void assemble(const model::Form& form, const TableSet& first, const std::vector<TableSet>& copies, model::Record& record) {
    Assembler(form, first, copies, record).run();
}

}  // namespace nianbao::parser
