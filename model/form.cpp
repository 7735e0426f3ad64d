#include "model/form.h"

#include <string_view>
#include <unordered_map>

namespace nianbao::model {
namespace {

std::string figure_id(const FormTable& table, const FormRow& row, const FormColumn& column) {
    return row.id.empty() ? table.id + "." + column.id : table.id + "." + row.id + "." + column.id;
}

std::string joined(const std::vector<std::string>& parents, const std::string& label) {
    std::string text;
    for (const std::string& parent : parents) text += parent + " > ";
    return text + label;
}

// The form reader lets no check name a figure that is not there.
std::vector<std::size_t> indices_of(const std::vector<std::string>& ids, const std::unordered_map<std::string_view, std::size_t>& places) {
    std::vector<std::size_t> indices;
    for (const std::string& id : ids)
        if (const auto place = places.find(id); place != places.end()) indices.push_back(place->second);
    return indices;
}

}  // namespace

void Form::complete() {
    figures.clear();
    std::vector<FormFigure> optional_figures;
    for (std::size_t t = 0; t < tables.size(); ++t) {
        int table_row = 0;
        for (std::size_t b = 0; b < tables[t].blocks.size(); ++b) {
            const FormBlock& block = tables[t].blocks[b];
            for (std::size_t r = 0; r < block.rows.size(); ++r) {
                for (std::size_t c = 0; c < block.columns.size(); ++c) {
                    const bool optional = block.rows[r].is_group || block.columns[c].is_optional;
                    FormFigure figure{figure_id(tables[t], block.rows[r], block.columns[c]), t, b, r, c, table_row, optional};
                    (optional ? optional_figures : figures).push_back(std::move(figure));
                }
                if (!block.rows[r].is_group) ++table_row;
            }
        }
    }
    figures.insert(figures.end(), optional_figures.begin(), optional_figures.end());
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t f = 0; f < figures.size(); ++f) places.emplace(figures[f].id, f);
    for (Check& check : checks) {
        check.left_figures = indices_of(check.left, places);
        check.right_figures = indices_of(check.right, places);
    }
}

const FormFigure* Form::find_figure(const std::string& id_wanted) const {
    for (const FormFigure& figure : figures)
        if (figure.id == id_wanted) return &figure;
    return nullptr;
}

const FormTable* Form::find_table(const std::string& table_id) const {
    for (const FormTable& table : tables)
        if (table.id == table_id) return &table;
    return nullptr;
}

std::string Form::row_labels(const FormFigure& figure) const {
    const FormBlock& block = block_of(figure);
    const FormRow& row = row_of(figure);
    const std::string labels = joined(row.parents, row.label);
    return block.label.empty() ? labels : block.label + " > " + labels;
}

const std::string& Form::unit_of(const FormFigure& figure) const {
    return row_of(figure).unit.empty() ? column_of(figure).unit : row_of(figure).unit;
}

std::string Form::column_labels(const FormFigure& figure) const {
    return joined(column_of(figure).parents, column_of(figure).label);
}

}  // namespace nianbao::model
