#include "parser/down_columns.h"

#include <algorithm>
#include <optional>

#include "parser/align.h"
#include "parser/columns.h"

namespace nianbao::parser {
namespace {

struct Range {
    std::uint32_t begin = 0, end = 0;
};

// A row that the page prints: its label, or nothing in a table of one row without labels.
struct PrintedRow {
    int row = 0;
    model::Span label;
};

class ColumnReader {
public:
    ColumnReader(const model::FormTable& table, const TableLabels& labels, const Document& document, const LabelView& view)
        : table_(table), labels_(labels), document_(document), view_(view) {}

    std::vector<RowReading> read(std::uint32_t begin, std::uint32_t end, std::uint32_t& last) {
        std::vector<RowReading> rows;
        const std::vector<Range> ranges = ranges_of_blocks(begin, end);
        for (std::size_t b = 0; b < ranges.size(); ++b) {
            if (ranges[b].begin >= ranges[b].end) continue;
            for (RowReading& row : read_block(static_cast<int>(b), ranges[b])) {
                last = std::max(last, view_.position_of(row.items.back().end));
                rows.push_back(std::move(row));
            }
        }
        return rows;
    }

private:
    // Where the rows and columns of each block are: behind its label and before that of the next.
    [[nodiscard]] std::vector<Range> ranges_of_blocks(std::uint32_t begin, std::uint32_t end) const {
        std::vector<Range> ranges(table_.blocks.size());
        if (table_.blocks.size() == 1 && table_.blocks.front().label.empty()) {
            ranges.front() = {begin, end};
            return ranges;
        }
        std::vector<Label> names;
        for (const Label& label : labels_.sequence)
            if (label.role == LabelRole::block) names.push_back(label);
        const Chain chain = align(names, view_, begin, end);
        for (std::size_t i = 0; i < chain.links.size(); ++i) {
            const auto block = static_cast<std::size_t>(names[static_cast<std::size_t>(chain.links[i].label)].block);
            ranges[block] = {chain.links[i].end, i + 1 < chain.links.size() ? chain.links[i + 1].begin : end};
        }
        return ranges;
    }

    [[nodiscard]] std::vector<RowReading> read_block(int block, Range range) const {
        const std::vector<PrintedRow> printed = rows_in(block, range);
        const model::FormBlock& form_block = table_.blocks[static_cast<std::size_t>(block)];
        if (printed.empty()) return {};
        const Chain chain = align(column_labels(block), view_, range.begin, range.end);
        if (chain.links.size() != form_block.columns.size()) return {};
        std::vector<std::vector<Item>> columns;
        for (std::size_t c = 0; c < chain.links.size(); ++c) {
            const bool open = c + 1 == chain.links.size();
            const normalize::Sign sign = form_block.columns[c].may_be_negative ? normalize::Sign::change : normalize::Sign::plain;
            auto values = values_under(chain.links[c], open ? range.end : chain.links[c + 1].begin, sign, open);
            if (!values || values->size() != printed.size()) return {};
            columns.push_back(std::move(*values));
        }
        std::vector<RowReading> rows;
        for (std::size_t r = 0; r < printed.size(); ++r) {
            RowReading row;
            row.block = block;
            row.row = printed[r].row;
            row.order = form_columns(form_block);
            row.label = printed[r].label;
            row.placed = true;
            for (std::vector<Item>& column : columns) row.items.push_back(std::move(column[r]));
            rows.push_back(std::move(row));
        }
        return rows;
    }

    [[nodiscard]] std::vector<Label> column_labels(int block) const {
        std::vector<Label> columns;
        for (const LabelList* labels : {&labels_.header, &labels_.sequence})
            for (const Label& label : *labels)
                if (label.role == LabelRole::column && label.block == block) columns.push_back(label);
        return columns;
    }

    // The rows whose labels stand in the range, in the order of the form, which is that of the columns' values. A group row is
    // one of them where none of its parts is.
    [[nodiscard]] std::vector<PrintedRow> rows_in(int block, Range range) const {
        const model::FormBlock& form_block = table_.blocks[static_cast<std::size_t>(block)];
        if (!labels_.has_rows) return {PrintedRow{}};
        std::vector<std::optional<model::Span>> found(form_block.rows.size());
        for (const Occurrence& occurrence : find_labels(labels_.sequence, view_, range.begin, range.end)) {
            const Label& label = labels_.sequence[static_cast<std::size_t>(occurrence.label)];
            if (label.role != LabelRole::row || label.block != block || !occurrence.rest.empty() || occurrence.short_core) continue;
            std::optional<model::Span>& place = found[static_cast<std::size_t>(label.index)];
            if (!place) place = document_.span(view_.glyph[occurrence.begin], view_.glyph[occurrence.end - 1] + 1);
        }
        std::vector<PrintedRow> rows;
        for (std::size_t r = 0; r < found.size(); ++r) {
            if (!found[r]) continue;
            const bool has_parts = form_block.rows[r].is_group && std::any_of(found.begin() + static_cast<std::ptrdiff_t>(r), found.end(), [&](const auto& part) {
                return part && form_block.rows[static_cast<std::size_t>(&part - found.data())].group == form_block.rows[r].id;
            });
            if (!has_parts) rows.push_back({static_cast<int>(r), *found[r]});
        }
        return rows;
    }

    // The numbers between a column's label and the next one; nothing where they are not plain ones.
    [[nodiscard]] std::optional<std::vector<Item>> values_under(const Occurrence& label, std::uint32_t end, normalize::Sign sign, bool open) const {
        const std::uint32_t from = view_.glyph[label.end - 1] + 1;
        const std::uint32_t to = end < view_.text.size() ? view_.glyph[end] : static_cast<std::uint32_t>(document_.glyphs.size());
        std::vector<Item> values;
        bool text = false;
        for (Item& item : items_between(document_, from, to, sign)) {
            if (item.trace) continue;
            if (item.run || item.cell >= 0) return std::nullopt;
            if (item.is_text()) {
                const bool note = document_.glyphs[item.begin].c == U'（' || document_.glyphs[item.begin].c == U'(';
                if (open && !values.empty()) break;
                if (values.empty() && !note) return std::nullopt;  // the values begin right under their header
                text = !values.empty();
                continue;
            }
            if (text) return std::nullopt;  // and stand together
            if (item.boundary != Boundary::line) return std::nullopt;
            values.push_back(std::move(item));
        }
        return values;
    }

    const model::FormTable& table_;
    const TableLabels& labels_;
    const Document& document_;
    const LabelView& view_;
};

}  // namespace

std::vector<RowReading> read_down_columns(const model::FormTable& table, const TableLabels& labels, const Document& document, const LabelView& view,
                                          std::uint32_t begin, std::uint32_t end, std::uint32_t& last) {
    return ColumnReader(table, labels, document, view).read(begin, end, last);
}

}  // namespace nianbao::parser
