#include "parser/down_columns.h"

#include <algorithm>
#include <map>
#include <optional>

#include "parser/align.h"
#include "parser/columns.h"
#include "parser/shifted_rows.h"

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
        name_blocks(begin, end);
        for (std::size_t b = 0; b < ranges_.size(); ++b)
            printed_.push_back(ranges_[b].begin < ranges_[b].end ? rows_in(static_cast<int>(b), ranges_[b]) : std::vector<PrintedRow>());
        find_columns(begin, end);
        std::vector<RowReading> rows;
        // A block without rows: they stand under another block's name.
        bool whole = std::none_of(printed_.begin(), printed_.end(), [&](const auto& printed) { return printed.empty() && ranges_[static_cast<std::size_t>(&printed - printed_.data())].end > 0; });
        for (std::size_t b = 0; b < printed_.size(); ++b) {
            std::vector<RowReading> block = read_block(static_cast<int>(b), end);
            whole = whole && block.size() == printed_[b].size();
            for (RowReading& row : block) {
                last = std::max(last, view_.position_of(row.items.back().end));
                rows.push_back(std::move(row));
            }
        }
        // A column that does not fit its rows has taken or lost values of another.
        if (!whole)
            for (RowReading& row : rows) row.doubtful = true;
        return rows;
    }

private:
    // Where the rows of each block are: behind its label and before that of the next.
    void name_blocks(std::uint32_t begin, std::uint32_t end) {
        ranges_.resize(table_.blocks.size());
        if (table_.blocks.size() == 1 && table_.blocks.front().label.empty()) {
            ranges_.front() = {begin, end};
            return;
        }
        std::vector<Label> names;
        for (const Label& label : labels_.sequence)
            if (label.role == LabelRole::block) names.push_back(label);
        const Chain chain = align(names, view_, begin, end);
        for (std::size_t i = 0; i < chain.links.size(); ++i) {
            const auto block = static_cast<std::size_t>(names[static_cast<std::size_t>(chain.links[i].label)].block);
            ranges_[block] = {chain.links[i].end, i + 1 < chain.links.size() ? chain.links[i + 1].begin : end};
            names_.push_back(chain.links[i].begin);
        }
    }

    // The columns of all blocks that have rows. Blocks print columns of the same name (上一年项目数量), which only their order tells
    // apart: where one of them is missing, none of them can be told.
    void find_columns(std::uint32_t begin, std::uint32_t end) {
        for (const LabelList* labels : {&labels_.header, &labels_.sequence})
            for (const Label& label : *labels)
                if (label.role == LabelRole::column && !printed_[static_cast<std::size_t>(label.block)].empty()) columns_.push_back(label);
        const Chain chain = align(columns_, view_, begin, end);
        if (chain.links.empty()) return;
        std::map<std::u32string, std::size_t> times;  // by wording; 处理决定数量 in 本年处理决定数量 is no other place
        std::map<std::u32string, std::uint32_t> reach;
        for (const Occurrence& found : find_labels(columns_, view_, chain.begin(), end)) {
            std::uint32_t& behind = reach[wording_of(found)];
            if (found.begin >= behind) ++times[wording_of(found)];
            behind = std::max(behind, found.end);
        }
        std::map<std::u32string, std::size_t> wanted;
        for (const Label& label : columns_) ++wanted[label.wordings.front()];
        for (const Occurrence& link : chain.links)
            if (const std::size_t count = wanted[wording_of(link)]; count == 1 || times[wording_of(link)] == count) links_.push_back(link);
    }

    [[nodiscard]] const std::u32string& wording_of(const Occurrence& column) const { return columns_[static_cast<std::size_t>(column.label)].wordings.front(); }

    [[nodiscard]] std::vector<RowReading> read_block(int block, std::uint32_t end) const {
        const std::vector<PrintedRow>& printed = printed_[static_cast<std::size_t>(block)];
        const model::FormBlock& form_block = table_.blocks[static_cast<std::size_t>(block)];
        std::vector<std::vector<Item>> columns;
        for (std::size_t l = 0; l < links_.size(); ++l) {
            const Label& label = columns_[static_cast<std::size_t>(links_[l].label)];
            if (label.block != block) continue;
            const bool open = l + 1 == links_.size();
            const bool signs = form_block.columns[static_cast<std::size_t>(label.index)].may_be_negative;
            auto values = values_under(links_[l], end_of_column(links_[l], open ? end : links_[l + 1].begin), signs ? normalize::Sign::change : normalize::Sign::plain, open);
            if (!values || values->size() != printed.size()) return {};
            columns.push_back(std::move(*values));
        }
        if (columns.size() != form_block.columns.size()) return {};
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

    // At the latest where the next block begins.
    [[nodiscard]] std::uint32_t end_of_column(const Occurrence& column, std::uint32_t end) const {
        const auto name = std::upper_bound(names_.begin(), names_.end(), column.begin);
        return name == names_.end() ? end : std::min(end, *name);
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
        std::vector<Item> items = items_between(document_, from, to, sign);
        drop_units(items);
        for (Item& item : items) {
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
    std::vector<Range> ranges_;                     // of each block
    std::vector<std::uint32_t> names_;              // where the blocks' names stand
    std::vector<std::vector<PrintedRow>> printed_;  // of each block
    std::vector<Label> columns_;                    // that the rows have
    std::vector<Occurrence> links_;                 // the columns that were found
};

}  // namespace

std::vector<RowReading> read_down_columns(const model::FormTable& table, const TableLabels& labels, const Document& document, const LabelView& view,
                                          std::uint32_t begin, std::uint32_t end, std::uint32_t& last) {
    return ColumnReader(table, labels, document, view).read(begin, end, last);
}

}  // namespace nianbao::parser
