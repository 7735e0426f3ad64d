#include "parser/table_reader.h"

#include <algorithm>
#include <utility>

#include "parser/columns.h"
#include "parser/down_columns.h"
#include "parser/drawn_columns.h"
#include "parser/furniture.h"
#include "parser/header_table.h"
#include "parser/label_doubts.h"
#include "parser/printed_order.h"
#include "parser/row_bounds.h"
#include "parser/row_doubts.h"
#include "parser/row_cells.h"
#include "parser/row_text.h"
#include "parser/shifted_rows.h"
#include "parser/unlabelled_rows.h"

namespace nianbao::parser {
namespace {

// A table whose labels weigh less than this, less what lies between them, is not there: words in running text.
constexpr int least_score = 200;
constexpr std::uint32_t header_reach = 160;   // characters in front of the first row label that may be its header

class TableReader {
public:
    TableReader(const model::Form& form, const TableLabels& labels, const Document& document, const LabelView& view)
        : form_(form), table_(form.tables[static_cast<std::size_t>(labels.table)]), labels_(labels), document_(document), view_(view), text_(form, labels, document, view), cells_(document, view, text_), bounds_(labels, document, view) {}

    TableReading read(std::uint32_t begin, std::uint32_t end) {
        TableReading reading;
        Chain chain = align(labels_.sequence, view_, begin, end);
        drop_short_cores(labels_.sequence, chain);
        if (chain.score < least_score || rows_in(chain) < 2) return reading;
        add_misspelt(chain, labels_.sequence, view_);
        if (is_list())
            give_back_digits(document_, view_, chain);
        else
            give_back_ordinals(labels_.sequence, document_, view_, chain);
        reading.found = true;
        reading.score = chain.score;
        reading.begin = chain.begin();
        reading.end = chain.end();
        head_begin_ = chain.begin() - std::min(chain.begin() - begin, header_reach);
        head_end_ = chain.begin();
        has_subtotal_ = prints_subtotal();
        links_ = chain.links;
        std::vector<RowReading> rows;
        std::vector<std::size_t> links;  // the link that each row's label is
        std::vector<bool> may_lack_digit;  // the label behind the row may begin with its last digit
        const std::vector<bool> doubts = is_list() ? may_be_another(labels_.sequence, view_, chain) : std::vector<bool>();
        for (std::size_t i = 0; i < chain.links.size(); ++i) {
            const Label& label = labels_.sequence[static_cast<std::size_t>(chain.links[i].label)];
            if (label.role != LabelRole::row) continue;
            const Occurrence* next = i + 1 < chain.links.size() ? &chain.links[i + 1] : nullptr;
            rows.push_back(read_row(label, chain.links[i], next, end));
            links.push_back(i);
            const bool one_value = rows.back().order.size() == 1;  // with more, their number tells
            may_lack_digit.push_back(next != nullptr && may_have_taken_digit(document_, view_, *next));
            rows.back().doubtful = rows.back().doubtful || (!doubts.empty() && doubts[i]) || (one_value && may_lack_digit.back());
        }
        for (std::size_t b = 0; b < table_.blocks.size(); ++b)
            drop_codes(rows, table_.blocks[b], static_cast<int>(b), document_, view_, head_begin_, head_end_);
        if (is_list() && is_running_text(rows, document_)) return {};
        settle_shifts(chain, links, rows);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            RowReading& row = rows[r];
            std::vector<RowReading> parts = parts_without_labels(form_, labels_.table, rows, row);
            for (RowReading& part : parts) {
                text_.place(part, std::exchange(part.items, {}));
                reading.rows.push_back(std::move(part));
            }
            if (!parts.empty()) continue;
            text_.place(row, std::exchange(row.items, {}), chain.links[links[r]].rest);
            // Of a list's glued values (条1832131专职人员数) nothing tells the number: no sum of the row does.
            row.doubtful = row.doubtful || row.unit_first || (is_list() && !row.placed && may_lack_digit[r]) || (!row.in_cells && falls_below(row, block_of(row.block)));
            if (row.open_ended && !row.items.empty()) reading.end = std::max(reading.end, view_.position_of(row.items.back().end));
            if (is_kept(row, chain)) reading.rows.push_back(std::move(row));
        }
        place_under_columns(reading.rows, document_);
        return reading;
    }

private:
    // --- values that stand beside another row's label -------------------------------------------------------------

    // The rows with what stands in front of the first one and behind labels without figures of their own.
    void settle_shifts(const Chain& chain, const std::vector<std::size_t>& links, std::vector<RowReading>& rows) const {
        if (std::any_of(rows.begin(), rows.end(), [](const RowReading& row) { return row.in_cells; })) return;
        std::vector<Stretch> stretches(1);
        stretches.front().items = values_in_front(chain.begin());
        std::size_t r = 0;
        for (std::size_t i = 0; i < chain.links.size(); ++i) {
            const bool is_row = r < links.size() && links[r] == i;
            RowReading* row = is_row ? &rows[r++] : nullptr;
            if (row != nullptr && !is_only_label(*row, chain)) {
                stretches.push_back({row, std::move(row->items)});
            } else if (row != nullptr) {
                stretches.push_back({nullptr, row->items});
            } else if (i + 1 < chain.links.size()) {
                const std::uint32_t from = bounds_.behind_label(view_.glyph[chain.links[i].end - 1] + 1);
                stretches.push_back({nullptr, items_between(document_, from, view_.glyph[chain.links[i + 1].begin], normalize::Sign::plain)});
            }
        }
        settle_shifted_rows(form_, labels_, text_, stretches);
        doubt_rows_beside_columns(chain, stretches);
        if (!document_.is_html) doubt_distant_values(stretches);
        for (Stretch& stretch : stretches)
            if (stretch.row != nullptr) stretch.row->items = std::move(stretch.items);
    }

    // Values right behind the name of a column stand under it, in a table that runs down its columns: where a row lacks its own, what
    // stands behind another's label may be a column's, too.
    void doubt_rows_beside_columns(const Chain& chain, std::vector<Stretch>& stretches) const {
        const auto lacks = [](const Stretch& stretch) { return stretch.row != nullptr && std::count_if(stretch.items.begin(), stretch.items.end(), [](const Item& item) { return !item.trace && !item.is_text(); }) < static_cast<std::ptrdiff_t>(stretch.row->order.size()); };
        if (std::none_of(stretches.begin(), stretches.end(), lacks)) return;
        bool under = false;
        for (std::size_t i = 0; i + 1 < chain.links.size(); ++i) {
            if (labels_.sequence[static_cast<std::size_t>(chain.links[i].label)].role != LabelRole::column) continue;
            under = under || text_.holds_value(chain.links[i].end, chain.links[i + 1].begin);
        }
        for (Stretch& stretch : stretches)
            if (stretch.row != nullptr) stretch.row->doubtful = stretch.row->doubtful || under;
    }

    // A group row of which the page prints the parts.
    [[nodiscard]] bool is_only_label(const RowReading& row, const Chain& chain) const {
        const std::vector<model::FormRow>& rows = block_of(row.block).rows;
        const model::FormRow& group = rows[static_cast<std::size_t>(row.row)];
        return group.is_group && std::any_of(chain.links.begin(), chain.links.end(), [&](const Occurrence& link) {
            const Label& label = labels_.sequence[static_cast<std::size_t>(link.label)];
            return label.role == LabelRole::row && label.block == row.block && rows[static_cast<std::size_t>(label.index)].group == group.id;
        });
    }

    // The values between the head of the table and its first label; none where they are mere numbers of the columns: 1 2 3.
    [[nodiscard]] std::vector<Item> values_in_front(std::uint32_t first) const {
        if (labels_.header.empty() || head_begin_ >= head_end_) return {};
        std::vector<Item> items = items_between(document_, view_.glyph[head_begin_], view_.glyph[first], normalize::Sign::plain);
        drop_units(items);
        const auto text = std::find_if(items.rbegin(), items.rend(), [](const Item& item) { return item.is_text(); });
        items.erase(items.begin(), text.base());
        std::erase_if(items, [](const Item& item) { return item.trace; });
        bool counted = true;
        for (std::size_t i = 0; i < items.size(); ++i) counted = counted && items[i].raw == std::to_string(i + 1);
        if (counted) items.clear();
        return items;
    }

    // One figure a row, or two: what a paragraph can look like.
    [[nodiscard]] bool is_list() const {
        return std::all_of(table_.blocks.begin(), table_.blocks.end(), [](const model::FormBlock& block) { return block.columns.size() <= 2; });
    }

    // 小计 among the header labels: a column that the form has not, in front of the total.
    [[nodiscard]] bool prints_subtotal() const {
        if (labels_.header.empty()) return false;
        const std::size_t at = view_.text.find(U"小计", head_begin_);
        return at != std::u32string::npos && at < head_end_;
    }

    // The columns of a row whose header cells are not known; asked for once a block.
    const PrintedOrder& assumed_columns(int block) {
        const auto known = orders_.find(block);
        return known != orders_.end() ? known->second : orders_.emplace(block, read_order(block)).first->second;
    }

    [[nodiscard]] PrintedOrder read_order(int block) const {
        const model::FormBlock& form_block = block_of(block);
        const bool optional = std::any_of(form_block.columns.begin(), form_block.columns.end(), [](const model::FormColumn& column) { return column.is_optional; });
        const auto [begin, end] = head_of(block);
        PrintedOrder printed = optional ? PrintedOrder{columns_named(form_block, view_, head_begin_, head_end_), false} : order_in_text(form_block, document_, view_, begin, end);
        if (!has_subtotal_) return printed;
        printed.doubtful = printed.doubtful || printed.order.back() + 1 != static_cast<int>(form_block.columns.size());
        printed.order.insert(printed.order.end() - 1, -1);
        return printed;
    }

    // Where the head of the block stands: between its name and its first row, or in front of the table.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> head_of(int block) const {
        const std::vector<Label>& labels = labels_.sequence;
        const auto is = [&](const Occurrence& link, LabelRole role) {
            const Label& label = labels[static_cast<std::size_t>(link.label)];
            return label.role == role && label.block == block;
        };
        const auto name = std::find_if(links_.begin(), links_.end(), [&](const Occurrence& link) { return is(link, LabelRole::block); });
        const auto row = std::find_if(links_.begin(), links_.end(), [&](const Occurrence& link) { return is(link, LabelRole::row); });
        if (block_of(block).label.empty()) return {head_begin_, head_end_};
        if (name == links_.end() || row == links_.end() || row < name) return {0, 0};
        return {name->end, row->begin};
    }

    [[nodiscard]] int rows_in(const Chain& chain) const {
        return static_cast<int>(std::count_if(chain.links.begin(), chain.links.end(), [&](const Occurrence& link) {
            return labels_.sequence[static_cast<std::size_t>(link.label)].role == LabelRole::row;
        }));
    }

    [[nodiscard]] const model::FormBlock& block_of(int block) const { return table_.blocks[static_cast<std::size_t>(block)]; }

    // A group row is mostly only a label. Numbers behind it are its own when the page prints none of its parts, or when
    // they fill the row and its first part is there; else they may belong to a part whose label was lost.
    [[nodiscard]] bool is_kept(const RowReading& row, const Chain& chain) const {
        const std::vector<model::FormRow>& rows = block_of(row.block).rows;
        const model::FormRow& group = rows[static_cast<std::size_t>(row.row)];
        if (!group.is_group) return true;
        const bool has_number = std::any_of(row.items.begin(), row.items.end(), [](const Item& item) { return item.number.presence == model::Presence::stated || item.run; });
        if (!has_number) return false;
        int parts = 0;
        bool first_part = false;
        for (const Occurrence& link : chain.links) {
            const Label& label = labels_.sequence[static_cast<std::size_t>(link.label)];
            if (label.role != LabelRole::row || label.block != row.block || rows[static_cast<std::size_t>(label.index)].group != group.id) continue;
            ++parts;
            first_part = first_part || label.index == row.row + 1;
        }
        return parts == 0 || (row.placed && first_part);
    }

    // `next` is the label behind; nullptr behind the last one, whose values end where the text tells.
    RowReading read_row(const Label& label, const Occurrence& link, const Occurrence* next, std::uint32_t end) {
        const std::uint32_t gap_end = next != nullptr ? next->begin : end;
        RowReading row;
        row.block = label.block;
        row.row = label.index;
        const std::uint32_t label_begin = view_.glyph[link.begin];
        std::uint32_t from = bounds_.behind_label(view_.glyph[bounds_.behind_repeats(link, gap_end) - 1] + 1);
        std::uint32_t to = gap_end < view_.text.size() ? view_.glyph[gap_end] : static_cast<std::uint32_t>(document_.glyphs.size());
        const std::size_t label_place = document_.block_of(label_begin);
        const Block& label_block = document_.blocks[label_place];
        row.in_cells = label_block.cell >= 0;
        to = bounds_.before_brackets(from, next != nullptr ? to : std::min(to, row.in_cells ? bounds_.end_of_grid_row(label_place) : bounds_.end_of_paragraph(from)));
        if (next != nullptr) to = bounds_.before_ordinal(from, to, *next);
        row.label = document_.span(label_begin, from);
        const model::FormRow& form_row = block_of(label.block).rows[static_cast<std::size_t>(label.index)];
        if (!row.in_cells) {
            RowStart start = behind_note_and_unit(document_, form_row, from, to);
            from = start.glyph;
            row.unit = std::move(start.unit);
        }
        // 减4 is a number in one column of the block: read so first, and again by the column once the slots are known.
        const std::vector<model::FormColumn>& columns = block_of(row.block).columns;
        const bool changes = std::any_of(columns.begin(), columns.end(), [](const model::FormColumn& column) { return column.may_be_negative; });
        std::vector<Item> items = items_between(document_, from, to, changes ? normalize::Sign::change : normalize::Sign::plain);
        if (row.unit.empty()) row.unit = take_unit(items, form_row);
        const PrintedOrder& assumed = assumed_columns(row.block);
        row.order = assumed.order;
        if (!row.in_cells) note_units(row, items);
        if (row.in_cells) {
            const int first_row = header_row_of(label_block, row.block);
            const PrintedColumns& printed = columns_above(row.block, label_block.table, first_row);
            cells_.keep_row(items, label_block, link.rest);
            if (items.empty()) items = cells_.empty_cells_of(label_block, row.order.size());
            if (!printed.cells.empty() && items.size() != printed.order.size()) cells_.keep_under_header(items, printed, label_block.table);
            if (!printed.cells.empty()) row.order = printed.order;
        } else if (next == nullptr) {
            row.open_ended = true;
            text_.cut_at_text(items);
        }
        if (!row.in_cells) text_.cut_behind_foreign_text(items, link.rest);
        row.doubtful = !row.in_cells && assumed.doubtful;
        row.items = std::move(items);
        return row;
    }

    // The topmost row of a block's rows in this table: the one right under the header.
    int header_row_of(const Block& label_block, int block) {
        const int row = document_.tables[static_cast<std::size_t>(label_block.table)].cells[static_cast<std::size_t>(label_block.cell)].row;
        const auto key = std::make_pair(label_block.table, block);
        const auto known = first_rows_.emplace(key, row).first;
        return known->second;
    }

    // The header is read once for all rows of a block.
    const PrintedColumns& columns_above(int block, int table, int row) {
        const auto key = std::make_pair(table, block);
        auto known = columns_.find(key);
        if (known == columns_.end()) known = columns_.emplace(key, printed_columns(block_of(block), document_, table, row)).first;
        return known->second;
    }

    const model::Form& form_;
    const model::FormTable& table_;
    const TableLabels& labels_;
    const Document& document_;
    const LabelView& view_;
    RowText text_;
    RowCells cells_;
    RowBounds bounds_;
    std::uint32_t head_begin_ = 0, head_end_ = 0;  // in the view: where the head of the table stands, if it has one
    bool has_subtotal_ = false;
    std::vector<Occurrence> links_;                           // of the table that is being read
    std::map<int, PrintedOrder> orders_;                      // by block, of a text
    std::map<std::pair<int, int>, int> first_rows_;           // by table and block
    std::map<std::pair<int, int>, PrintedColumns> columns_;  // likewise
};

std::size_t rows_of(const model::FormTable& table) {
    std::size_t rows = 0;
    for (const model::FormBlock& block : table.blocks) rows += block.rows.size();
    return rows;
}

std::size_t filled_rows(const TableReading& reading) {
    return static_cast<std::size_t>(std::count_if(reading.rows.begin(), reading.rows.end(), [](const RowReading& row) {
        return row.placed && std::any_of(row.items.begin(), row.items.end(), [](const Item& item) { return item.number.value.has_value(); });
    }));
}

}  // namespace

TableReading read_table(const model::Form& form, const TableLabels& labels, const Document& document, const LabelView& view, std::uint32_t begin,
                        std::uint32_t end) {
    TableReading reading = labels.has_rows ? TableReader(form, labels, document, view).read(begin, end) : read_header_table(form, labels, document, view, begin, end);
    const model::FormTable& table = form.tables[static_cast<std::size_t>(labels.table)];
    if (const std::size_t filled = filled_rows(reading); 2 * filled < rows_of(table)) {
        std::uint32_t last = reading.end;
        std::vector<RowReading> rows = read_down_columns(table, labels, document, view, begin, end, last);
        if (rows.size() > 2 * filled) {
            if (!reading.found) reading.begin = last;
            reading.found = true;
            reading.score = std::max(reading.score, least_score);
            reading.end = last;
            reading.rows = std::move(rows);
        }
    }
    return reading;
}

}  // namespace nianbao::parser
