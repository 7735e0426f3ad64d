#include "tests/generator/words.h"

#include "tests/generator/characters.h"

namespace nianbao::generator {

namespace {

struct Manner {
    std::string bullet, colon, between, end;
    bool ordinals = true;
};

Manner draw_manner(Random& random) {
    Manner manner;
    manner.bullet = random.pick(std::vector<std::string>{"", "", "", "● ", "· "});
    manner.colon = random.pick(std::vector<std::string>{"：", "：", "，", ""});
    manner.between = random.pick(std::vector<std::string>{"，", "，", "、", "；"});
    manner.end = manner.bullet.empty() ? "。" : "";
    manner.ordinals = random.chance(60);
    return manner;
}

std::string count_word(const Report& report, const std::string& figure) {
    const std::string& unit = report.form->unit_of(*report.form->find_figure(figure));
    return unit == "unstated" ? "元" : unit;
}

// （一）, 1., 一、 in front of a label.
std::string without_ordinal(const std::string& label) {
    for (const std::string mark : {"）", ".", "、"}) {
        const std::size_t at = label.find(mark);
        if (at != std::string::npos && at < 8) return label.substr(at + mark.size());
    }
    return label;
}

// What stands above a value: its column's label, without the unit that the form prints in it.
std::string column_of(const Report& report, const std::string& figure) {
    return replaced(report.form->column_of(*report.form->find_figure(figure)).label, "（单位：万元）", "");
}

std::string sentence(const Report& report, const std::string& name, const std::vector<const Cell*>& values, const Manner& manner) {
    std::vector<std::string> parts;
    for (const Cell* cell : values) parts.push_back(column_of(report, cell->figure) + cell->value.to_string() + count_word(report, cell->figure));
    return manner.bullet + name + manner.colon + join(parts, manner.between) + manner.end;
}

// Table 4: the name of the proceedings, which spans its results, is the row.
std::vector<std::string> disputes_in_words(const Report& report, const SheetRow& row, const Manner& manner) {
    std::vector<std::string> texts;
    std::vector<const Cell*> values;
    for (const Cell& cell : row) {
        values.push_back(&cell);
        if (!cell.figure.ends_with(".total")) continue;
        const auto& parents = report.form->column_of(*report.form->find_figure(cell.figure)).parents;
        texts.push_back(sentence(report, parents.size() > 1 ? parents.front() + "（" + parents.back() + "）" : parents.front(), values, manner));
        values.clear();
    }
    return texts;
}

}  // namespace

std::vector<std::string> in_words(const Report& report, const Sheet& sheet, Random& random) {
    const Manner manner = draw_manner(random);
    std::vector<std::string> texts;
    for (const SheetRow& row : sheet.rows) {
        if (!has_values(row)) continue;
        std::string name;
        std::vector<const Cell*> values;
        for (const Cell& cell : row) {
            if (cell.role == Role::label) name = cell.text;  // the last one is the row's own
            else if (!cell.figure.empty()) values.push_back(&cell);
        }
        if (sheet.label_columns == 0) return disputes_in_words(report, row, manner);
        texts.push_back(sentence(report, manner.ordinals ? name : without_ordinal(name), values, manner));
    }
    if (manner.bullet.empty() && random.chance(25)) return {join(texts, "")};
    return texts;
}

}  // namespace nianbao::generator
