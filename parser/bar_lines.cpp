#include "parser/bar_lines.h"

#include <algorithm>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr std::string_view space = " \t\r";
constexpr std::string_view bars_and_space = "| \t\r";

enum class Shape {
    plain,   // no bar at its ends
    bar,     // |
    bars,    // ||, | |
    front,   // | 12
    behind,  // 12 |, 12 | ||
    row      // 12 | 13 |, | 12 |
};

Shape shape_of(std::string_view line) {
    if (!line.starts_with('|') && !line.ends_with('|')) return Shape::plain;
    if (line.size() == 1) return Shape::bar;
    const std::size_t content = line.find_first_not_of(bars_and_space);
    if (content == std::string_view::npos) return Shape::bars;
    const std::size_t behind = line.find('|', content);
    if (line.starts_with('|')) return behind == std::string_view::npos && line.find('|', 1) == std::string_view::npos ? Shape::front : Shape::row;
    return line.find_first_not_of(bars_and_space, behind) == std::string_view::npos ? Shape::behind : Shape::row;
}

// What can stand in a cell for a figure: 12, 12.5万元, 减4, —, 无; not 1.属于国家秘密.
bool may_be_value(std::string_view text) {
    static constexpr std::u32string_view marks = U"-+－＋—–﹣/／\\减增无↓↑.,，．% ";
    static constexpr std::u32string_view units = U"件条项次宗起个人元万亿份";
    bool value = false;
    std::size_t units_seen = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = normalize::next_code_point(text, at);
        const bool digit = (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
        if (units.find(c) != std::u32string_view::npos && ++units_seen <= 2 && value) continue;
        if (!digit && marks.find(c) == std::u32string_view::npos) return false;
        value = true;
    }
    return value;
}

struct Line {
    std::string_view text;  // trimmed
    Shape shape;
};

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = trimmed(text.substr(begin, end - begin));
        lines.push_back({line, shape_of(line)});
        begin = end + 1;
    }
    return lines;
}

class Reader {
public:
    explicit Reader(std::string_view text) : lines_(lines_of(text)), kinds_(lines_.size(), BarLine::other) {}

    std::vector<BarLine> read() {
        in_front_ = bars_stand_in_front();
        begins_rows_ = a_bar_begins_each_row();
        find_runs();
        const std::vector<bool> in_front_of_value = lines_in_front_of_values();
        bool after_bar = false;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Shape shape = lines_[i].shape;
            if (shape == Shape::front) {
                kinds_[i] = BarLine::cell;
                after_bar = false;
            } else if (shape == Shape::bar) {
                // Nothing stands between two bars: an empty cell. Where bars stand behind cells, one at the end of a row may only fill it up.
                const bool empty = in_front_ ? stands_before_bar(i) : after_bar && (in_front_of_value[i] || (begins_rows_ && stands_before_bar(i)));
                kinds_[i] = empty ? BarLine::empty_cell : BarLine::nothing;
                after_bar = true;
            } else if (kinds_[i] != BarLine::other) {
                after_bar = true;
            } else {
                after_bar = false;
            }
        }
        return std::move(kinds_);
    }

private:
    // Lines that end with bars, one behind the other: rows where one of them has two cells, else a cell a line.
    void find_runs() {
        for (std::size_t i = 0; i < lines_.size();) {
            std::size_t end = i;
            std::size_t cells = 0;
            bool rows = false;
            for (; end < lines_.size() && lines_[end].shape != Shape::plain && lines_[end].shape != Shape::front; ++end) {
                rows = rows || lines_[end].shape == Shape::row;
                cells += lines_[end].shape == Shape::behind ? 1 : 0;
            }
            // One line alone that ends with a bar is a menu as often as a cell.
            if (!rows && cells != 1)
                for (std::size_t at = i; at < end; ++at) kinds_[at] = lines_[at].shape == Shape::behind ? BarLine::cell : BarLine::nothing;
            i = std::max(end, i + 1);
        }
    }

    // More cells with a bar in front of them than values behind the bar of the line before or in front of their own: a stray `| 打印` does
    // not tell. Of a row without a label the first value has no bar in front.
    [[nodiscard]] bool bars_stand_in_front() const {
        std::size_t front = 0, elsewhere = 0;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Shape shape = lines_[i].shape;
            const bool behind_bar = i > 0 && shape == Shape::plain && lines_[i - 1].shape == Shape::bar;
            if (shape == Shape::front)
                ++front;
            else if ((behind_bar || shape == Shape::behind) && may_be_value(without_bars(lines_[i].text)))
                ++elsewhere;
        }
        return front > elsewhere;
    }

    // A bar alone in front of each row, and those that fill a row up behind its last cell (0 | ||): a bar behind a cell that another
    // one follows is then an empty cell, also where the next row begins.
    [[nodiscard]] bool a_bar_begins_each_row() const {
        bool filled = false, begun = false;
        Shape before = Shape::plain;  // of the last line but for bars alone
        bool behind_bar = false;
        for (const auto& [text, shape] : lines_) {
            if (text.empty()) continue;
            if (shape == Shape::bars || shape == Shape::front || shape == Shape::row) return false;
            if (shape == Shape::behind) {
                if (before == Shape::plain && !behind_bar) return false;
                begun = begun || before == Shape::plain;
                filled = filled || std::count(text.begin(), text.end(), '|') > 1;
            }
            behind_bar = shape == Shape::bar;
            if (shape != Shape::bar) before = shape;
        }
        return filled && begun;
    }

    [[nodiscard]] bool stands_before_bar(std::size_t i) const {
        return i + 1 < lines_.size() && (lines_[i + 1].shape == Shape::bar || lines_[i + 1].shape == Shape::front);
    }

    // Whether the next line that holds more than bars holds a value.
    [[nodiscard]] std::vector<bool> lines_in_front_of_values() const {
        std::vector<bool> found(lines_.size());
        bool value = false;
        for (std::size_t i = lines_.size(); i-- > 0;) {
            found[i] = value;
            if (lines_[i].shape != Shape::bar && lines_[i].shape != Shape::bars) value = may_be_value(without_bars(lines_[i].text));
        }
        return found;
    }

    std::vector<Line> lines_;
    std::vector<BarLine> kinds_;
    bool begins_rows_ = false;  // a bar stands in front of each row
    bool in_front_ = false;     // bars stand in front of cells, and one behind the last of a row
};

}  // namespace

std::string_view trimmed(std::string_view line) {
    const std::size_t begin = std::min(line.find_first_not_of(space), line.size());
    return line.substr(begin, line.find_last_not_of(space) + 1 - begin);
}

std::string_view without_bars(std::string_view line) {
    if (line.starts_with('|')) line.remove_prefix(1);
    const std::size_t begin = std::min(line.find_first_not_of(space), line.size());
    return line.substr(begin, line.find_last_not_of(bars_and_space) + 1 - begin);
}

std::vector<BarLine> bar_lines(std::string_view text) {
    if (text.find('|') == std::string_view::npos) return {};
    return Reader(text).read();
}

}  // namespace nianbao::parser
