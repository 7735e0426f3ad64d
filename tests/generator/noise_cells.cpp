// The noise of single cells: how a label and a number are printed, and which cells are empty.

#include <algorithm>

#include "tests/generator/characters.h"
#include "tests/generator/noise.h"

namespace nianbao::generator {

namespace {

using model::Presence;

std::string with_commas(const std::string& number) {
    const std::size_t point = std::min(number.find('.'), number.size());
    const std::size_t begin = number.starts_with('-') ? 1 : 0;
    std::string result = number;
    for (std::size_t at = point; at > begin + 3; at -= 3) result.insert(at - 3, ",");
    return result;
}

// A change in the column 本年增/减.
std::string with_sign(const Noise& noise, const model::Decimal& value, const std::string& text) {
    const std::string digits = value.is_negative() ? text.substr(1) : text;
    if (value.is_zero()) return noise.signs == Signs::words && noise.level >= 2 ? "增0" : text;
    switch (noise.signs) {
        case Signs::ascii: return text;
        case Signs::full_width: return (value.is_negative() ? "－" : "") + digits;
        case Signs::minus_sign: return (value.is_negative() ? "−" : "") + digits;
        case Signs::words: return (value.is_negative() ? "减" : "增") + digits;
        case Signs::plus: return (value.is_negative() ? "-" : "+") + digits;
    }
    return text;
}

void print_number(const Noise& noise, Cell& cell, Random& random) {
    const bool change = cell.figure.ends_with(".change");
    const bool money = cell.figure.ends_with(".amount");
    std::string text = cell.value.to_string();
    if (noise.commas) text = with_commas(text);
    if (change) text = with_sign(noise, cell.value, text);
    if (noise.full_width) text = full_width(text);
    if (money && cell.figure.find("procurement") != std::string::npos) {
        text += noise.money_unit;
    } else if (!change && !money && random.chance(noise.unit_percent)) {
        text += "件";
    }
    if (!change && cell.value.scale() == 0 && cell.value.unscaled() > 1 && random.chance(noise.note_percent)) {
        const auto part = std::to_string(random.between(1, cell.value.unscaled()));
        if (random.chance(30)) text += "\n";
        text += random.pick(
            std::vector<std::string>{"（其中修订" + part + "件）", "（含自然失效" + part + "件）", "(其中线上" + part + "件)"});
    } else if (text.size() > 1 && begins_with_digit(text) && random.chance(noise.broken_percent)) {
        text.insert(static_cast<std::size_t>(random.between(1, static_cast<std::int64_t>(text.size()) - 1)), "\n");
    }
    cell.text = text;
}

bool is_total(const Cell& cell) { return cell.figure.ends_with("total"); }

bool is_gap(Gaps gaps, const Cell& cell, Random& random) {
    const bool zero = cell.value.is_zero();
    switch (gaps) {
        case Gaps::none: return false;
        case Gaps::zeros: return zero;
        case Gaps::some_zeros: return zero && random.chance(40);
        case Gaps::but_total: return !is_total(cell);
        case Gaps::total: return is_total(cell);
        case Gaps::all: return true;
    }
    return false;
}

void make_gap(const Noise& noise, Cell& cell, Random& random) {
    const bool marked = !noise.mark.empty() && random.chance(noise.mark_percent);
    cell.text = marked ? noise.mark : "";
    cell.presence = marked ? Presence::dash : Presence::blank;
}

void print_label(const Noise& noise, Cell& cell, Random& random) {
    cell.text = spelt(noise, cell.text);
    auto parts = characters(cell.text);
    if (noise.letter_spaced && parts.size() <= 4) {
        cell.text = join(parts, " ");
        return;
    }
    if (noise.vertical_parent && cell.role == Role::label && cell.height > 9) {
        cell.text = join(parts, "\n");
        return;
    }
    // Never within an ordinal: 1 . 属于 is no label that was seen.
    const std::int64_t first = 3;
    const auto last = static_cast<std::int64_t>(parts.size()) - 1;
    if (last <= first) return;
    if (random.chance(noise.space_percent)) parts.insert(parts.begin() + random.between(first, last), " ");
    if (random.chance(noise.break_percent)) parts.insert(parts.begin() + random.between(first, last), "\n");
    cell.text = join(parts, "");
}

// A row that lost a cell: mostly the last one, so that nothing else moves.
void drop_cell(SheetRow& row, Random& random) {
    const auto values = std::count_if(row.begin(), row.end(), [](const Cell& cell) { return cell.role == Role::value; });
    if (values < 2) return;
    const auto at = random.chance(70) ? 1 : random.between(1, values);
    row.erase(row.end() - at);
}

}  // namespace

void apply(const Noise& noise, Sheet& sheet, Random& random) {
    Gaps gaps = Gaps::none;
    for (const auto& [table, kind] : noise.gaps) {
        if (table == sheet.table) gaps = kind;
    }
    for (SheetRow& row : sheet.rows) {
        for (Cell& cell : row) {
            if (cell.role != Role::value) {
                print_label(noise, cell, random);
            } else if (is_gap(gaps, cell, random)) {
                make_gap(noise, cell, random);
            } else {
                print_number(noise, cell, random);
            }
        }
        if (has_values(row) && sheet.label_columns > 1 && random.chance(noise.missing_cell_percent)) drop_cell(row, random);
    }
}

}  // namespace nianbao::generator
