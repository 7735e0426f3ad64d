#include "out/table_drawing.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_set>

namespace nianbao::out {
namespace {

// The labels over a column or beside a row, outermost first, ending with its own.
using Path = std::vector<std::string_view>;

Path path_of(const std::vector<std::string>& parents, const std::string& label) {
    Path path(parents.begin(), parents.end());
    if (!label.empty()) path.emplace_back(label);
    return path;
}

std::size_t deepest(const std::vector<Path>& paths) {
    std::size_t depth = 0;
    for (const Path& path : paths) depth = std::max(depth, path.size());
    return depth;
}

// How many paths from `first` on share its beginning up to and with `level`; a label at the end of a path stands alone.
std::size_t run_length(const std::vector<Path>& paths, std::size_t first, std::size_t level) {
    const Path& path = paths[first];
    if (level + 1 >= path.size()) return 1;
    std::size_t length = 1;
    while (first + length < paths.size()) {
        const Path& other = paths[first + length];
        if (other.size() <= level + 1 || !std::equal(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(level) + 1, other.begin())) break;
        ++length;
    }
    return length;
}

// True when the label at that level of path `at` is covered by the cell of a path before it.
bool is_continued(const std::vector<Path>& paths, std::size_t at, std::size_t level) {
    for (std::size_t first = at; first-- > 0;)
        if (run_length(paths, first, level) > at - first) return true;
    return false;
}

struct Header {
    std::size_t first;   // the first path that it covers
    std::size_t length;  // how many
    std::size_t level;
    std::size_t depth;  // how many levels it takes: a label at the end of its path goes down to the deepest
    std::string_view label;
};

std::vector<Header> headers_of(const std::vector<Path>& paths, std::size_t depth) {
    std::vector<Header> headers;
    for (std::size_t at = 0; at < paths.size(); ++at)
        for (std::size_t level = 0; level < paths[at].size(); ++level) {
            if (is_continued(paths, at, level)) continue;
            const bool is_last = level + 1 == paths[at].size();
            headers.push_back({at, run_length(paths, at, level), level, is_last ? depth - level : 1, paths[at][level]});
        }
    return headers;
}

bool is_list(const model::FormBlock& block) {
    return std::any_of(block.rows.begin(), block.rows.end(), [](const model::FormRow& row) { return !row.unit.empty(); });
}

class Drawer {
public:
    Drawer(const model::Form& form, std::size_t table, const model::Record& record) {
        drawing_.table = &form.tables[table];
        std::unordered_set<std::string_view> ids;
        for (const model::Figure& figure : record.figures) ids.insert(figure.id);
        blocks_.resize(drawing_.table->blocks.size());
        for (std::size_t b = 0; b < blocks_.size(); ++b) blocks_[b].rows.resize(drawing_.table->blocks[b].rows.size());
        for (const model::FormFigure& figure : form.figures) {
            if (figure.table != table || (figure.optional && !ids.contains(figure.id))) continue;
            Block& block = blocks_[figure.block];
            block.rows[figure.row].push_back(&figure);
            block.columns.insert(figure.column);
        }
    }

    TableDrawing draw() {
        std::size_t values = 0;
        std::size_t labels = 0;
        for (std::size_t b = 0; b < blocks_.size(); ++b) {
            const model::FormBlock& block = drawing_.table->blocks[b];
            values = std::max(values, blocks_[b].columns.size());
            if (is_list(block)) labels = std::max<std::size_t>(labels, 2);
            for (const model::FormRow& row : block.rows)
                if (!is_list(block)) labels = std::max(labels, path_of(row.parents, row.label).size());
        }
        drawing_.header_columns = static_cast<int>(labels);
        drawing_.columns = static_cast<int>(labels + values);
        for (std::size_t b = 0; b < blocks_.size(); ++b) draw_block(b);
        std::stable_sort(drawing_.cells.begin(), drawing_.cells.end(), [](const DrawnCell& a, const DrawnCell& b) {
            return a.row != b.row ? a.row < b.row : a.column < b.column;
        });
        return std::move(drawing_);
    }

private:
    // What the record leaves of a block.
    struct Block {
        std::vector<std::vector<const model::FormFigure*>> rows;
        std::set<std::size_t> columns;
    };

    DrawnCell& put(CellKind kind, int row, int column, std::size_t rows, std::size_t columns, std::string_view label) {
        drawing_.cells.push_back({kind, row, column, static_cast<int>(rows), static_cast<int>(columns), label, nullptr, 0});
        return drawing_.cells.back();
    }

    // The slots that the nth of a block's columns takes: the last column takes what the block leaves of the table's width.
    [[nodiscard]] std::size_t width_of(std::size_t nth, std::size_t columns) const {
        const auto values = static_cast<std::size_t>(drawing_.columns - drawing_.header_columns);
        return nth + 1 == columns ? values - nth : 1;
    }

    void draw_corner(const model::FormBlock& block, std::size_t depth) {
        const std::string_view note = block.furniture.empty() ? std::string_view() : std::string_view(block.furniture.front());
        const auto width = static_cast<std::size_t>(drawing_.header_columns);
        if (width == 0) return;
        put(CellKind::corner, drawing_.rows, 0, depth, is_list(block) ? width - 1 : width, note);
        if (!is_list(block)) return;
        const auto unit = std::find_if(block.furniture.begin(), block.furniture.end(), [](const std::string& label) { return label.find("单位") != std::string::npos; });
        put(CellKind::column, drawing_.rows, drawing_.header_columns - 1, depth, 1, unit == block.furniture.end() ? std::string_view() : std::string_view(*unit));
    }

    void draw_column_headers(const model::FormBlock& block, const std::set<std::size_t>& columns) {
        std::vector<Path> paths;
        for (const std::size_t column : columns) paths.push_back(path_of(block.columns[column].parents, block.columns[column].label));
        const std::size_t depth = deepest(paths);
        if (depth == 0) return;
        draw_corner(block, depth);
        for (const Header& header : headers_of(paths, depth)) {
            std::size_t width = 0;
            for (std::size_t i = 0; i < header.length; ++i) width += width_of(header.first + i, paths.size());
            put(CellKind::column, drawing_.rows + static_cast<int>(header.level), drawing_.header_columns + static_cast<int>(header.first),
                header.depth, width, header.label);
        }
        drawing_.rows += static_cast<int>(depth);
    }

    void draw_block(std::size_t index) {
        const model::FormBlock& block = drawing_.table->blocks[index];
        const Block& left = blocks_[index];
        if (!block.label.empty()) put(CellKind::block, drawing_.rows++, 0, 1, static_cast<std::size_t>(drawing_.columns), block.label);
        draw_column_headers(block, left.columns);
        if (is_list(block))
            draw_list(block, left);
        else
            draw_rows(block, left);
    }

    void draw_rows(const model::FormBlock& block, const Block& left) {
        std::vector<std::size_t> rows;
        std::vector<Path> paths;
        for (std::size_t r = 0; r < block.rows.size(); ++r) {
            if (left.rows[r].empty()) continue;
            rows.push_back(r);
            paths.push_back(path_of(block.rows[r].parents, block.rows[r].label));
        }
        for (const Header& header : headers_of(paths, static_cast<std::size_t>(drawing_.header_columns)))
            put(CellKind::row, drawing_.rows + static_cast<int>(header.first), static_cast<int>(header.level), header.length, header.depth, header.label);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (paths[i].empty() && drawing_.header_columns > 0)
                put(CellKind::row, drawing_.rows, 0, 1, static_cast<std::size_t>(drawing_.header_columns), "");
            draw_values(left.rows[rows[i]], left.columns);
        }
    }

    void draw_list(const model::FormBlock& block, const Block& left) {
        Path last;  // of the line before: the headings that are open
        for (std::size_t r = 0; r < block.rows.size(); ++r) {
            if (left.rows[r].empty()) continue;
            const Path path = path_of(block.rows[r].parents, block.rows[r].label);
            for (std::size_t level = 0; level + 1 < path.size(); ++level) {
                const std::size_t length = level + 1;
                if (last.size() >= length && std::equal(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(length), path.begin())) continue;
                put(CellKind::row, drawing_.rows++, 0, 1, static_cast<std::size_t>(drawing_.columns), path[level]).depth = static_cast<int>(level);
                last.assign(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(length));
            }
            last = path;
            const auto width = static_cast<std::size_t>(drawing_.header_columns);
            put(CellKind::row, drawing_.rows, 0, 1, width - 1, block.rows[r].label).depth = static_cast<int>(path.size()) - 1;
            put(CellKind::unit, drawing_.rows, drawing_.header_columns - 1, 1, 1, block.rows[r].unit);
            draw_values(left.rows[r], left.columns);
        }
    }

    // A row may have figures in some of its columns only: the others are empty cells.
    void draw_values(const std::vector<const model::FormFigure*>& figures, const std::set<std::size_t>& columns) {
        std::size_t nth = 0;
        for (const std::size_t column : columns) {
            const auto found = std::find_if(figures.begin(), figures.end(), [&](const model::FormFigure* figure) { return figure->column == column; });
            put(CellKind::value, drawing_.rows, drawing_.header_columns + static_cast<int>(nth), 1, width_of(nth, columns.size()), "").figure =
                found == figures.end() ? nullptr : *found;
            ++nth;
        }
        ++drawing_.rows;
    }

    std::vector<Block> blocks_;
    TableDrawing drawing_;
};

}  // namespace

TableDrawing draw_table(const model::Form& form, std::size_t table, const model::Record& record) {
    return Drawer(form, table, record).draw();
}

}  // namespace nianbao::out
