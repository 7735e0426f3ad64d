#include "parser/header_table.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "parser/columns.h"
#include "parser/printed_order.h"
#include "parser/row_bounds.h"
#include "parser/row_sums.h"
#include "parser/row_text.h"
#include "parser/shifted_rows.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t least_labels = 4;
constexpr std::uint32_t cluster_reach = 60;  // letters between two header labels of one header

class HeaderTable {
public:
    HeaderTable(const model::Form& form, const TableLabels& labels, const Document& document, const LabelView& view)
        : form_(form), table_(form.tables[static_cast<std::size_t>(labels.table)]), labels_(labels), document_(document), view_(view), text_(form, labels, document, view), bounds_(labels, document, view) {}

    TableReading read(std::uint32_t begin, std::uint32_t end) {
        TableReading reading;
        const std::vector<Occurrence> found = find_labels(labels_.header, view_, begin, end);
        std::size_t best_first = 0, best_last = 0;
        std::size_t best_labels = 0;
        for (std::size_t first = 0; first < found.size();) {
            std::size_t last = first;
            std::uint32_t reach = found[first].end;
            std::set<int> distinct = {found[first].label};
            while (last + 1 < found.size() && view_.letters[found[last + 1].begin] <= view_.letters[std::min<std::size_t>(reach, view_.text.size())] + cluster_reach &&
                   !text_.holds_value(reach, found[last + 1].begin)) {
                ++last;
                reach = std::max(reach, found[last].end);
                distinct.insert(wording_class(found[last].label));
            }
            if (distinct.size() > best_labels) {
                best_labels = distinct.size();
                best_first = first;
                best_last = last;
            }
            first = last + 1;
        }
        if (best_labels < least_labels) return read_unlabelled(begin, end);
        reading.found = true;
        reading.score = static_cast<int>(best_labels) * 50;
        reading.begin = found[best_first].begin;
        reading.end = found[best_first].begin;
        for (std::size_t i = best_first; i <= best_last; ++i) reading.end = std::max(reading.end, found[i].end);
        const PrintedOrder printed = order_in_text(table_.blocks.front(), document_, view_, reading.begin, reading.end);
        RowReading row = read_values(found[best_last], reading.end, end, printed);
        if (!row.items.empty()) reading.end = std::max(reading.end, view_.position_of(row.items.back().end));
        reading.rows.push_back(std::move(row));
        return reading;
    }

private:
    // --- a table of which only the heading of its section and the values are left -----------------------------------

    // As many values as the form has columns between this heading and the next. They are told by their place alone, and certain only
    // where every sum among them holds, and says more than 0 = 0.
    TableReading read_unlabelled(std::uint32_t begin, std::uint32_t end) const {
        TableReading reading;
        const std::size_t heading = heading_block(begin, end);
        const model::FormBlock& block = table_.blocks.front();
        if (heading == document_.blocks.size() || table_.blocks.size() != 1 || block.rows.size() != 1) return reading;
        const std::uint32_t from = document_.blocks[heading].end;
        const std::uint32_t to = end < view_.text.size() ? view_.glyph[end] : static_cast<std::uint32_t>(document_.glyphs.size());
        RowReading row;
        row.items = items_between(document_, from, std::min(to, bounds_.end_of_paragraph(from)), normalize::Sign::plain);
        std::erase_if(row.items, [](const Item& item) { return item.trace; });
        for (std::size_t c = 0; c < block.columns.size(); ++c)
            if (!block.columns[c].is_optional) row.order.push_back(static_cast<int>(c));
        const auto is_value = [](const Item& item) { return !item.run && !item.is_text() && item.begin != item.end; };
        if (row.items.size() != row.order.size() || !std::all_of(row.items.begin(), row.items.end(), is_value)) return reading;
        row.label = document_.blocks[heading].span;
        row.placed = true;
        row.in_cells = row.items.front().cell >= 0;
        row.shifted = sums_tell(row);
        row.doubtful = !row.shifted;
        reading.found = true;
        reading.score = static_cast<int>(least_labels) * 50;
        reading.begin = view_.position_of(row.items.front().begin);
        reading.end = view_.position_of(row.items.back().end);
        reading.rows.push_back(std::move(row));
        return reading;
    }

    // The block in view[begin, end) that is the heading of the table's section: 四、政府信息公开行政复议、行政诉讼情况.
    [[nodiscard]] std::size_t heading_block(std::uint32_t begin, std::uint32_t end) const {
        for (const model::FormSection& section : form_.sections) {
            if (section.id != table_.section) continue;
            std::vector<std::string> wordings = section.aliases;
            wordings.push_back(section.heading);
            for (const std::string& wording : wordings)
                if (const std::size_t block = block_of_words(remembered_view(wording), begin, end); block < document_.blocks.size()) return block;
        }
        return document_.blocks.size();
    }

    // A block that holds the words and nothing else but an ordinal.
    [[nodiscard]] std::size_t block_of_words(const std::u32string& words, std::uint32_t begin, std::uint32_t end) const {
        for (std::size_t at = view_.text.find(words, begin); at != std::u32string::npos && at < end; at = view_.text.find(words, at + 1)) {
            const std::size_t place = document_.block_of(view_.glyph[at]);
            const Block& block = document_.blocks[place];
            if (view_.position_of(block.begin) + 1 >= at && view_.position_of(block.end) == at + words.size()) return place;
        }
        return document_.blocks.size();
    }

    [[nodiscard]] bool sums_tell(const RowReading& row) const {
        const std::vector<RowSum> sums = row_sums(form_, labels_.table, 0);
        const bool all_nought = std::all_of(row.items.begin(), row.items.end(), [](const Item& item) { return !item.number.value || item.number.value->is_zero(); });
        return !sums.empty() && !all_nought && std::all_of(sums.begin(), sums.end(), [&](const RowSum& sum) { return sum_holds(sum, row.order, row.items); });
    }

    // --- a table with its head --------------------------------------------------------------------------------------

    // Labels that read alike (结果维持 three times) count once.
    [[nodiscard]] int wording_class(int label) const {
        for (std::size_t l = 0; l < labels_.header.size(); ++l)
            if (labels_.header[l].wordings.front() == labels_.header[static_cast<std::size_t>(label)].wordings.front()) return static_cast<int>(l);
        return label;
    }

    RowReading read_values(const Occurrence& last_label, std::uint32_t header_end, std::uint32_t end, const PrintedOrder& printed) {
        RowReading row;
        row.order = printed.order;
        const std::uint32_t label_glyph = view_.glyph[last_label.begin];
        const Block& header_block = document_.blocks[document_.block_of(label_glyph)];
        std::uint32_t from = view_.glyph[header_end - 1] + 1;
        while (from < document_.glyphs.size() && closes_label(document_.glyphs[from].c)) ++from;
        const std::uint32_t to = end < view_.text.size() ? view_.glyph[end] : static_cast<std::uint32_t>(document_.glyphs.size());
        row.label = document_.span(label_glyph, from);
        row.in_cells = header_block.cell >= 0;
        row.doubtful = !row.in_cells && printed.doubtful;
        std::vector<Item> items = items_between(document_, from, std::min(to, bounds_.end_of_paragraph(from)), normalize::Sign::plain);
        if (!row.in_cells) note_units(row, items);
        if (row.in_cells) {
            keep_value_row(items, row, header_block);
        } else {
            row.open_ended = true;
            const auto first_value = std::find_if(items.begin(), items.end(), [](const Item& item) { return !item.is_text() && !item.trace; });
            // What lies between are pieces of a header broken over lines, never a paragraph, and empty cells in front of the first value.
            const bool near = first_value != items.end() && view_.letters[view_.position_of(first_value->begin)] <= view_.letters[header_end] + cluster_reach;
            const auto first_cell = std::find_if(std::make_reverse_iterator(first_value), items.rend(), [](const Item& item) { return !item.trace; }).base();
            items.erase(items.begin(), near ? first_cell : items.end());
            text_.cut_at_text(items);
        }
        text_.place(row, std::move(items));
        return row;
    }

    // The first row of cells below the header that holds only values; a table cut into pieces has it in the next one.
    void keep_value_row(std::vector<Item>& items, RowReading& row, const Block& header_block) const {
        const auto place_of = [&](const Item& item) {
            return std::make_pair(item.table, document_.tables[static_cast<std::size_t>(item.table)].cells[static_cast<std::size_t>(item.cell)].row);
        };
        const auto is_prose = [](const Item& item) { return item.cell < 0 && item.is_text(); };
        items.erase(std::find_if(items.begin(), items.end(), is_prose), items.end());
        const std::vector<GridCell>& header_cells = document_.tables[static_cast<std::size_t>(header_block.table)].cells;
        const auto header_row = std::make_pair(header_block.table, header_cells[static_cast<std::size_t>(header_block.cell)].row);
        items.erase(std::remove_if(items.begin(), items.end(), [&](const Item& item) { return item.cell < 0 || place_of(item) == header_row; }), items.end());
        for (std::size_t first = 0; first < items.size();) {
            std::size_t last = first;
            bool text = false;
            while (last < items.size() && place_of(items[last]) == place_of(items[first])) text = items[last++].is_text() || text;
            if (!text && last - first > 1) {
                row.order = printed_columns(table_.blocks.front(), document_, items[first].table, place_of(items[first]).second).order;
                items = std::vector<Item>(items.begin() + static_cast<std::ptrdiff_t>(first), items.begin() + static_cast<std::ptrdiff_t>(last));
                return;
            }
            first = last;
        }
        items.clear();
    }

    const model::Form& form_;
    const model::FormTable& table_;
    const TableLabels& labels_;
    const Document& document_;
    const LabelView& view_;
    RowText text_;
    RowBounds bounds_;
};

}  // namespace

TableReading read_header_table(const model::Form& form, const TableLabels& labels, const Document& document, const LabelView& view, std::uint32_t begin,
                               std::uint32_t end) {
    return HeaderTable(form, labels, document, view).read(begin, end);
}

}  // namespace nianbao::parser
