#include "parser/shifted_rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "parser/row_sums.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t least_shifted = 2;   // columns of a row whose values can be told from a stray number
constexpr std::size_t longest_window = 60;  // rows: more than any table has

// What figures are counted in, where it stands alone.
constexpr std::array<std::string_view, 10> units = {"件", "次", "宗", "个", "项", "条", "份", "起", "人", "元"};

bool is_value(const Item& item) { return !item.trace && (!item.is_text() || item.cell >= 0); }

// 无无, // : the marks of two cells.
bool are_glued_marks(const Item& item) {
    static constexpr std::array<std::string_view, 4> marks = {"无", "/", "-", "—"};
    return item.cell < 0 && std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
        if (mark == "—" && item.raw.size() == 2 * mark.size()) return false;  // —— is one dash
        if (item.raw.size() < 2 * mark.size() || item.raw.size() % mark.size() != 0) return false;
        for (std::size_t at = 0; at < item.raw.size(); at += mark.size())
            if (item.raw.compare(at, mark.size(), mark) != 0) return false;
        return true;
    });
}

class Dealer {
public:
    Dealer(const model::Form& form, const TableLabels& labels, const RowText& text, std::vector<Stretch>& stretches)
        : form_(form), table_(form.tables[static_cast<std::size_t>(labels.table)]), labels_(labels), text_(text), stretches_(stretches) {}

    void run() {
        const bool clear = makes_up_throughout();
        for (std::size_t first = 0; first < stretches_.size();) {
            const std::size_t last = end_of_window(first);
            if (last > first) settle(first, last, clear);
            first = std::max(first, last) + 1;
        }
    }

private:
    // --- how many values there are, and should be -----------------------------------------------------------------

    enum class Count {
        whole,    // as many as columns; or not to be told: cells, a list of single figures
        partial,  // some are missing
        none,     // all
        over,     // too many, or which of them is whose cannot be told
    };

    [[nodiscard]] int surplus(std::size_t s) const {
        const Stretch& stretch = stretches_[s];
        const auto values = std::count_if(stretch.items.begin(), stretch.items.end(), is_value);
        return static_cast<int>(values) - (stretch.row == nullptr ? 0 : static_cast<int>(stretch.row->order.size()));
    }

    [[nodiscard]] Count count(std::size_t s) const {
        const Stretch& stretch = stretches_[s];
        const int extra = surplus(s);
        if (stretch.row == nullptr) return extra >= static_cast<int>(least_shifted) ? Count::over : Count::whole;
        const auto columns = static_cast<int>(stretch.row->order.size());
        if (stretch.row->in_cells || stretch.row->order.size() < least_shifted) return Count::whole;
        if (extra == -columns) return Count::none;
        if (extra > 0 || is_unclear(stretch)) return Count::over;
        return extra == 0 ? Count::whole : Count::partial;
    }

    [[nodiscard]] bool is_unclear(const Stretch& stretch) const {
        std::vector<Item> values;
        std::copy_if(stretch.items.begin(), stretch.items.end(), std::back_inserter(values), is_value);
        return text_.is_torn_over_lines(values) || has_torn_item(stretch);
    }

    [[nodiscard]] bool has_torn_item(const Stretch& stretch) const {
        return std::any_of(stretch.items.begin(), stretch.items.end(), [&](const Item& item) { return item.run || text_.is_torn(item) || are_glued_marks(item); });
    }

    // Whole rows in each line: where each value has a line of its own, they may also run down their columns.
    [[nodiscard]] bool stands_in_rows(const Stretch& stretch, std::size_t columns) const {
        std::map<std::size_t, std::size_t> lines;
        for (const Item& item : stretch.items)
            if (is_value(item)) ++lines[text_.line_of(item)];
        return std::all_of(lines.begin(), lines.end(), [columns](const auto& line) { return line.second % columns == 0; });
    }

    // In the table as a whole there are as many values as places, so that none can be another's.
    [[nodiscard]] bool makes_up_throughout() const {
        int sum = 0;
        for (std::size_t s = 0; s < stretches_.size(); ++s) {
            const Count counted = count(s);
            if (counted == Count::partial) return false;
            if (counted != Count::whole) sum += surplus(s);
        }
        return sum == 0;
    }

    // The last stretch of the window that begins with `first`: the nearest at which what is too many and too few makes up, else
    // the farthest of the other kind that only whole rows part from it; `first` where there is neither.
    [[nodiscard]] std::size_t end_of_window(std::size_t first) const {
        const Count kind = count(first);
        if (kind != Count::none && kind != Count::over) return first;
        int sum = surplus(first);
        std::size_t opposite = first;
        for (std::size_t s = first + 1; s < std::min(stretches_.size(), first + longest_window); ++s) {
            const Count counted = count(s);
            if (counted == Count::partial && stretches_[first].row != nullptr) break;
            if (counted == Count::whole || counted == Count::partial) continue;
            sum += surplus(s);
            if (sum == 0 && counted != kind) return s;
            if (counted != kind) opposite = s;
        }
        return opposite;
    }

    // --- dealing out ----------------------------------------------------------------------------------------------

    void settle(std::size_t first, std::size_t last, bool clear) {
        std::vector<Item> values;
        int wanted = 0;
        const auto with_row = std::find_if(stretches_.begin() + static_cast<std::ptrdiff_t>(first), stretches_.end(), [](const Stretch& stretch) { return stretch.row != nullptr; });
        const std::size_t columns = with_row == stretches_.end() ? 1 : with_row->row->order.size();
        bool certain = clear;
        for (std::size_t s = first; s <= last; ++s) {
            const Stretch& stretch = stretches_[s];
            certain = certain && std::all_of(stretch.items.begin(), stretch.items.end(), [&](const Item& item) { return !is_foreign(item); });
            certain = certain && !has_torn_item(stretch) && (surplus(s) > 0 ? stands_in_rows(stretch, columns) : !is_unclear(stretch));
            if (stretch.row != nullptr) wanted += static_cast<int>(stretch.row->order.size());
            std::copy_if(stretch.items.begin(), stretch.items.end(), std::back_inserter(values), is_value);
        }
        const bool makes_up = static_cast<int>(values.size()) == wanted;
        if (makes_up) deal(first, last, std::move(values));
        certain = certain && makes_up && are_neighbours(first, last) && sums_hold(first, last);
        for (std::size_t s = first; s <= last; ++s) {
            RowReading* row = stretches_[s].row;
            if (row == nullptr) continue;
            row->shifted = certain;
            row->unit_first = row->unit_first && !certain;
            row->doubtful = row->doubtful || !certain;
        }
    }

    void deal(std::size_t first, std::size_t last, std::vector<Item> values) {
        auto next = values.begin();
        for (std::size_t s = first; s <= last; ++s) {
            Stretch& stretch = stretches_[s];
            stretch.items.clear();
            if (stretch.row == nullptr) continue;
            for (std::size_t i = 0; i < stretch.row->order.size(); ++i) stretch.items.push_back(std::move(*next++));
        }
    }

    // --- what makes them certain ----------------------------------------------------------------------------------

    // A text between the values that is a piece of no label: a label that was not recognised, and some of the values its own.
    [[nodiscard]] bool is_foreign(const Item& item) const {
        if (!item.is_text() || item.cell >= 0 || text_.letters_in(item) < letters_of_a_label) return false;
        return !text_.is_piece_of_label(item);
    }

    // No row of the form is missing between the rows of the window, nor in front of it and behind it.
    [[nodiscard]] bool are_neighbours(std::size_t first, std::size_t last) const {
        std::vector<std::pair<int, int>> printed;
        for (std::size_t s = first; s <= last; ++s)
            if (stretches_[s].row != nullptr) printed.emplace_back(stretches_[s].row->block, stretches_[s].row->row);
        if (printed.empty()) return false;
        for (std::size_t s = last + 1; s < stretches_.size(); ++s) {
            if (stretches_[s].row == nullptr) continue;
            printed.emplace_back(stretches_[s].row->block, stretches_[s].row->row);
            break;
        }
        std::vector<std::pair<int, int>> expected;
        for (const Label& label : labels_.sequence) {
            const auto place = std::make_pair(label.block, label.index);
            if (label.role != LabelRole::row || place < printed.front() || place > printed.back()) continue;
            const bool is_group = table_.blocks[static_cast<std::size_t>(label.block)].rows[static_cast<std::size_t>(label.index)].is_group;
            if (!is_group || std::find(printed.begin(), printed.end(), place) != printed.end()) expected.push_back(place);
        }
        std::sort(expected.begin(), expected.end());
        return std::is_sorted(printed.begin(), printed.end()) && printed == expected;
    }

    // The sum of each row holds, and not only as 0 = 0, or all rows hold the same.
    [[nodiscard]] bool sums_hold(std::size_t first, std::size_t last) const {
        const std::vector<Item>* before = nullptr;
        bool same = true;
        bool hold = true;
        for (std::size_t s = first; s <= last; ++s) {
            const Stretch& stretch = stretches_[s];
            if (stretch.row == nullptr) continue;
            same = same && (before == nullptr || are_equal(*before, stretch.items));
            before = &stretch.items;
            const std::optional<RowSum> sum = row_sum(form_, labels_.table, stretch.row->block);
            hold = hold && sum && sum_holds(*sum, stretch.row->order, stretch.items);
        }
        return same || hold;
    }

    static bool are_equal(const std::vector<Item>& a, const std::vector<Item>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Item& x, const Item& y) { return x.number.presence == y.number.presence && x.number.value == y.number.value; });
    }

    const model::Form& form_;
    const model::FormTable& table_;
    const TableLabels& labels_;
    const RowText& text_;
    std::vector<Stretch>& stretches_;
};

}  // namespace

TornUnits drop_units(std::vector<Item>& items) {
    const auto is_unit = [](const Item& item) {
        return item.cell < 0 && item.is_text() && std::find(units.begin(), units.end(), item.raw) != units.end();
    };
    TornUnits torn;
    std::ptrdiff_t numbers = 0, with_unit = 0;
    for (const Item& item : items) {
        torn.leading = torn.leading || (is_unit(item) && numbers == 0);
        with_unit += is_unit(item) || (item.number.value && !item.number.unit.empty()) ? 1 : 0;
        if (is_value(item)) numbers += item.number.value || item.run ? 1 : 0;
    }
    torn.uneven = std::erase_if(items, is_unit) > 0 || (with_unit > 0 && with_unit < numbers);
    return torn;
}

void doubt_distant_values(std::vector<Stretch>& stretches) {
    const RowReading* empty = nullptr;
    for (Stretch& stretch : stretches) {
        if (stretch.row == nullptr) continue;
        const bool lacks = std::none_of(stretch.items.begin(), stretch.items.end(), is_value);
        const bool distant = !lacks && stretch.items.front().trace && stretch.items.front().boundary == Boundary::line;
        if (distant && empty != nullptr) stretch.row->doubtful = true;
        empty = lacks ? stretch.row : nullptr;
    }
}

void note_units(RowReading& row, std::vector<Item>& items) {
    const TornUnits torn = drop_units(items);
    row.unit_first = torn.leading && row.order.size() > 1;
    row.spaced = torn.uneven;
}

void settle_shifted_rows(const model::Form& form, const TableLabels& labels, const RowText& text, std::vector<Stretch>& stretches) {
    Dealer(form, labels, text, stretches).run();
}

}  // namespace nianbao::parser
