#include "tests/generator/flows.h"

#include <vector>

#include "tests/generator/characters.h"
#include "tests/generator/html_tables.h"

namespace nianbao::generator {

namespace {

std::string one_line(const std::string& text, std::string_view for_break) { return replaced(text, "\n", for_break); }

// The texts of a row; a break within a cell is lost there.
std::vector<std::string> texts(const SheetRow& row) {
    std::vector<std::string> result;
    for (const Cell& cell : row) result.push_back(one_line(cell.text, cell.role == Role::value ? "" : " "));
    return result;
}

}  // namespace

Gluing draw_gluing(int between_numbers, Random& random) {
    const std::vector<int> shares{0, 0, 0, 20, 100};
    return {random.pick(shares), random.pick(shares), between_numbers, random.pick(shares)};
}

std::string glued(const Sheet& sheet, const Gluing& gluing, Random& random) {
    std::string result;
    bool after_value = false;
    bool first = true;
    for (const SheetRow& row : sheet.rows) {
        for (const Cell& cell : row) {
            if (cell.text.empty()) continue;
            const bool number = cell.role == Role::value;
            const int share = number ? (after_value ? gluing.between_numbers : gluing.before_number)
                                     : (after_value ? gluing.after_number : gluing.between_labels);
            if (!first && random.chance(share)) result += ' ';
            result += one_line(cell.text, "");
            after_value = number;
            first = false;
        }
    }
    return result;
}

std::string cell_lines(const Sheet& sheet, BlankLines blank_lines, const std::string& gap) {
    const std::string end = blank_lines == BlankLines::with ? "\n\n" : "\n";
    std::string result;
    for (const SheetRow& row : sheet.rows) {
        for (const Cell& cell : row) {
            if (cell.text.empty() && gap == lost_gap) continue;
            result += (cell.text.empty() ? gap : replaced(cell.text, "\n", end)) + end;
        }
    }
    return result;
}

std::string row_lines(const Sheet& sheet, const std::string& separator) {
    std::string result;
    for (const SheetRow& row : sheet.rows) {
        std::vector<std::string> parts;
        for (std::string& text : texts(row)) {
            if (!text.empty() || separator == "\t") parts.push_back(std::move(text));
        }
        result += join(parts, separator) + "\n";
    }
    return result;
}

std::string cell_elements(const Sheet& sheet, FlowTag tag, const std::string& gap, Random& random) {
    const bool indented = random.chance(30);
    const std::string open = tag == FlowTag::line_break  ? (indented ? "　　" : "")
                             : tag == FlowTag::paragraph ? (indented ? "<p style=\"text-indent:2em\">" : "<p>")
                                                         : "<div class=\"cell\">";
    const std::string close = tag == FlowTag::line_break ? "<br/>\n" : tag == FlowTag::paragraph ? "</p>\n" : "</div>\n";
    std::string result;
    for (const SheetRow& row : sheet.rows) {
        for (const Cell& cell : row) {
            if (cell.text.empty() && gap == lost_gap) continue;
            result += open + (cell.text.empty() ? gap : html_text(cell.text)) + close;
        }
    }
    return tag == FlowTag::line_break ? "<p>" + result + "</p>\n" : result;
}

std::string row_paragraphs(const Sheet& sheet, Random& random) {
    const std::string space = random.pick(std::vector<std::string>{" ", "&nbsp;", "&nbsp;&nbsp;&nbsp;", "　"});
    std::string result;
    for (const SheetRow& row : sheet.rows) {
        std::vector<std::string> parts;
        for (const std::string& text : texts(row)) {
            if (!text.empty()) parts.push_back(html_escaped(text));
        }
        result += "<p>" + join(parts, space) + "</p>\n";
    }
    return result;
}

}  // namespace nianbao::generator
