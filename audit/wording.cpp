#include "audit/wording.h"

#include <algorithm>
#include <cstddef>
#include <map>

namespace nianbao::audit {
namespace {

using Path = std::vector<std::string>;

constexpr std::size_t longest_side = 8;  // operands that are listed one by one, zeros included

std::string joined(const Path& path, std::size_t from) {
    std::string text;
    for (std::size_t i = from; i < path.size(); ++i) {
        if (!text.empty()) text += " > ";
        text += path[i];
    }
    return text;
}

Path row_path(const model::FormFigure& slot, const model::Form& form) {
    Path path;
    if (!form.block_of(slot).label.empty()) path.push_back(form.block_of(slot).label);
    const model::FormRow& row = form.row_of(slot);
    path.insert(path.end(), row.parents.begin(), row.parents.end());
    if (!row.label.empty()) path.push_back(row.label);
    return path;
}

Path column_path(const model::FormFigure& slot, const model::Form& form) {
    const model::FormColumn& column = form.column_of(slot);
    Path path = column.parents;
    path.push_back(column.label);
    return path;
}

std::size_t common_prefix(const std::vector<Path>& paths) {
    if (paths.empty()) return 0;
    std::size_t length = paths.front().size();
    for (const Path& path : paths) {
        std::size_t same = 0;
        while (same < std::min(length, path.size()) && path[same] == paths.front()[same]) ++same;
        length = same;
    }
    return length;
}

bool all_equal(const std::vector<Path>& paths) {
    return std::all_of(paths.begin(), paths.end(), [&](const Path& path) { return path == paths.front(); });
}

Path beginning(const Path& path, std::size_t length) {
    return Path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(length));
}

// Where the operands of a check stand, and what they share.
struct Layout {
    std::vector<Path> rows;
    std::vector<Path> columns;
    std::string table;  // "" when the form knows none of them
    bool same_row = false;
    bool same_column = false;
    std::size_t row_prefix = 0;  // labels that all rows begin with
    std::size_t column_prefix = 0;
};

Layout layout_of(const std::vector<const model::Figure*>& operands, const RecordView& view) {
    Layout layout;
    for (const model::Figure* operand : operands) {
        const model::FormFigure* slot = view.slot(operand->id);
        layout.rows.push_back(slot == nullptr ? Path{} : row_path(*slot, view.form()));
        layout.columns.push_back(slot == nullptr ? Path{operand->id} : column_path(*slot, view.form()));
        if (slot != nullptr && layout.table.empty()) layout.table = view.form().tables[slot->table].title;
    }
    layout.same_row = all_equal(layout.rows);
    layout.same_column = all_equal(layout.columns);
    layout.row_prefix = common_prefix(layout.rows);
    layout.column_prefix = common_prefix(layout.columns);
    return layout;
}

std::string shared_place(const Layout& layout) {
    const Path& row = layout.rows.front();
    const Path& column = layout.columns.front();
    std::string place = layout.table;
    if (layout.row_prefix > 0) place += " > " + joined(beginning(row, layout.row_prefix), 0);
    // Within one row of a table with row labels, the headers above all columns (申请人情况) would say nothing new.
    const bool show_columns = !layout.same_row || row.empty();
    if (show_columns && layout.column_prefix > 0) place += " > " + joined(beginning(column, layout.column_prefix), 0);
    return place;
}

// The last label, which is enough where no other operand has the same one; else all that the operands do not share.
std::vector<std::string> names_of(const Layout& layout) {
    std::vector<std::string> names;
    std::map<std::string, int> seen;
    for (std::size_t i = 0; i < layout.rows.size(); ++i) {
        const bool by_column = layout.same_row || layout.rows[i].empty();
        names.push_back(by_column ? layout.columns[i].back() : layout.rows[i].back());
        ++seen[names.back()];
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (seen[names[i]] == 1 && (layout.same_row || layout.same_column)) continue;
        names[i] = joined(layout.rows[i], layout.row_prefix);
        if (layout.same_column) continue;
        if (!names[i].empty()) names[i] += " > ";
        names[i] += joined(layout.columns[i], layout.column_prefix);
    }
    return names;
}

std::string value_text(const model::Figure& figure) {
    return figure.presence == model::Presence::stated && figure.value ? figure.value->to_string() : "blank";
}

// `names` are those of the side's figures, in their order.
std::string operands_text(const Side& side, const std::vector<std::string>& names) {
    std::string text;
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < side.figures.size(); ++i) {
        const model::Figure& figure = *side.figures[i];
        const bool empty = !figure.value || figure.value->is_zero();
        if (empty && side.figures.size() > longest_side) {
            ++left_out;
            continue;
        }
        if (!text.empty()) text += " + ";
        text += names[i] + " " + value_text(figure);
    }
    if (left_out == 0) return text;
    if (text.empty()) return std::to_string(left_out) + " figures that are 0 or blank";
    return text + " (" + std::to_string(left_out) + (left_out == 1 ? " other is" : " others are") + " 0 or blank)";
}

}  // namespace

std::string place_of(const std::string& figure_id, const RecordView& view) {
    return view.slot(figure_id) == nullptr ? figure_id : place_of(figure_id, view.form());
}

std::string place_of(const std::string& figure_id, const model::Form& form) {
    const model::FormFigure* slot = form.find_figure(figure_id);
    if (slot == nullptr) return figure_id;
    const std::string rows = joined(row_path(*slot, form), 0);
    return form.tables[slot->table].title + "：" + (rows.empty() ? "" : rows + " > ") + joined(column_path(*slot, form), 0);
}

std::string describe_failure(const Evaluation& evaluation, const RecordView& view) {
    // A side of one figure is a total: it is named last, with what it states.
    const bool left_is_total = evaluation.left.figures.size() == 1;
    const Side& first = left_is_total ? evaluation.right : evaluation.left;
    const Side& last = left_is_total ? evaluation.left : evaluation.right;
    std::vector<const model::Figure*> operands = first.figures;
    operands.insert(operands.end(), last.figures.begin(), last.figures.end());
    if (operands.empty() || !first.sum || !last.sum) return "";
    const Layout layout = layout_of(operands, view);
    std::vector<std::string> names = names_of(layout);
    const auto middle = names.begin() + static_cast<std::ptrdiff_t>(first.figures.size());
    const std::vector<std::string> last_names(middle, names.end());
    names.erase(middle, names.end());

    std::string text = shared_place(layout) + "：" + operands_text(first, names) + " = " + first.sum->to_string() + ", but ";
    text += last.figures.size() == 1 ? last_names.front() + " states " : operands_text(last, last_names) + " = ";
    text += last.sum->to_string();
    if (evaluation.used)
        text += "; some of these figures were cut or placed with the help of the sums, so the reading may be at fault";
    else if (evaluation.ambiguous)
        text += "; the reading of some of these figures is not certain, so it may be at fault";
    return text;
}

std::string describe_cure(const Cure& cure, const RecordView& view) {
    std::string place = cure.figure->id;
    if (const model::FormFigure* slot = view.slot(place)) {
        const std::string& row = view.form().row_of(*slot).label;
        place = (row.empty() ? joined(column_path(*slot, view.form()), 0) : row + " > " + view.form().column_of(*slot).label);
    }
    return "; " + place + " states " + value_text(*cure.figure) + ", and " + cure.value.to_string() + " would satisfy " +
           (cure.checks == 2 ? "both" : "all " + std::to_string(cure.checks)) + " of its sums that fail";
}

std::string enumerate(const std::vector<std::string>& names, std::size_t limit) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < limit; ++i) text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > limit) text += " and " + std::to_string(names.size() - limit) + " more";
    return text;
}

std::string counted(std::size_t number, const std::string& noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

}  // namespace nianbao::audit
