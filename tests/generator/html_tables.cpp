#include "tests/generator/html_tables.h"

#include <algorithm>

#include "tests/generator/characters.h"

namespace nianbao::generator {

namespace {

const std::string word_style = "mso-spacerun:'yes';font-family:仿宋_GB2312;font-size:12.0000pt;\nmso-font-kerning:1.0000pt;";

std::string word_span(const std::string& content) { return "<span style=\"" + word_style + "\">" + content + "</span>"; }

// Word cuts a text into spans wherever the font or the language changes, and often elsewhere.
std::string word_text(const std::string& text, bool by_characters, Random& random) {
    std::string result;
    std::string run;
    for (const std::string& character : characters(text)) {
        run += character == "\n" ? "<br/>" : html_escaped(character);
        if (by_characters || random.chance(8)) {
            result += word_span(run);
            run.clear();
        }
    }
    if (!run.empty())
        result += random.chance(20) ? word_span("<font face=\"方正仿宋_GBK\">" + run + "</font>") : word_span(run);
    return result;
}

std::string word_cell(const Cell& cell, const HtmlStyle& style, Random& random) {
    const std::string open =
        "<p class=MsoNormal style=\"text-align:center;line-height:28.0000pt;\nmso-line-height-rule:exactly;\" align=center>";
    const std::string close =
        "<span lang=EN-US style=\"" + word_style + "\"><o:p>" + (random.chance(50) ? "&nbsp;" : "") + "</o:p></span></p>";
    if (cell.text.empty()) return open + word_span("<o:p>" + style.gap + "</o:p>") + "</p>";
    if (cell.role == Role::value && random.chance(4)) return html_escaped(cell.text);
    const bool by_characters = style.word_characters && cell.role != Role::value && random.chance(40);
    const std::string list = cell.role == Role::label && random.chance(5) ? "<!--[if !supportLists]--><!--[endif]-->" : "";
    return open + list + word_text(cell.text, by_characters, random) + close;
}

std::string content(const Cell& cell, const HtmlStyle& style, Random& random) {
    if (style.markup == CellMarkup::word) return word_cell(cell, style, random);
    const std::string text = cell.text.empty() ? style.gap : html_text(cell.text);
    if (style.markup == CellMarkup::plain) return text;
    return "<p align=\"center\">" + (style.two_paragraphs ? replaced(text, "<br />", "</p><p align=\"center\">") : text) +
           "</p>";
}

std::string td(const Cell& cell, const HtmlStyle& style, Random& random) {
    const std::string tag = style.header_cells && cell.role == Role::header ? "th" : "td";
    std::string open = "<" + tag;
    if (cell.width > 1) open += " colspan=\"" + std::to_string(cell.width) + "\"";
    if (cell.height > 1) open += " rowspan=\"" + std::to_string(cell.height) + "\"";
    return open + style.attributes + ">" + content(cell, style, random) + "</" + tag + ">";
}

std::string tr(const SheetRow& row, const HtmlStyle& style, Random& random) {
    std::string result = "<tr>";
    for (const Cell& cell : row) result += td(cell, style, random);
    return result + "</tr>\n";
}

std::string table_tag(const HtmlStyle& style) {
    return style.markup == CellMarkup::word
               ? "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0\nstyle='border-collapse:collapse;mso-padding-alt:0 5.4pt 0 5.4pt'>\n"
               : "<table border=\"1\" cellspacing=\"0\" width=\"100%\">\n";
}

std::string table_of(const std::vector<SheetRow>& rows, const HtmlStyle& style, Random& random) {
    std::string result = table_tag(style) + (style.sections ? "<tbody>\n" : "");
    for (const SheetRow& row : rows) result += tr(row, style, random);
    return result + (style.sections ? "</tbody>\n" : "") + "</table>\n";
}

// Spans that reach over the end of `rows` are cut; a row that began under a span of the piece before gets no cell for it.
void trim_spans(std::vector<SheetRow>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (Cell& cell : rows[i]) cell.height = std::min(cell.height, static_cast<int>(rows.size() - i));
    }
}

// Widths of one row on a grid of `columns`, each cell at least as wide as it was.
void stretch(SheetRow& row, int extra, Random& random) {
    for (; extra > 0; --extra) row[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(row.size())))].width += 1;
}

}  // namespace

HtmlStyle draw_style(CellMarkup markup, Random& random) {
    HtmlStyle style;
    style.markup = markup;
    style.gap = random.pick(std::vector<std::string>{"", "", "&nbsp;", "&nbsp;", "&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;",
                                                     "　", "&#8194;", " ", "<br>"});
    if (markup == CellMarkup::word) style.gap = random.chance(60) ? "&nbsp;" : " ";
    style.header_cells = markup == CellMarkup::plain && random.chance(20);
    style.sections = random.chance(60);
    style.two_paragraphs = random.chance(40);
    style.word_characters = random.chance(50);
    style.attributes = random.pick(std::vector<std::string>{
        "", " align=\"center\"", " nowrap", " width=\"57\" valign=\"center\" style=\"border:1px solid #000;padding:0 5pt\""});
    return style;
}

std::string html_text(const std::string& text) { return replaced(html_escaped(text), "\n", "<br />"); }

std::string html_table(const Sheet& sheet, const HtmlStyle& style, Random& random) {
    return table_of(sheet.rows, style, random);
}

std::string html_table_skewed(const Sheet& sheet, const HtmlStyle& style, int noise, Random& random) {
    auto rows = sheet.rows;
    const bool applicants = sheet.label_columns > 1;
    // Tables 2 are drawn anew for each clause, so that any boundary may be anywhere. Of table 3 the labels are what moves.
    for (SheetRow& row : rows) {
        if (row.size() == 1) {
            row.front().width = 2 * sheet.columns;
        } else if (sheet.table == "proactive") {
            int used = 0;
            for (const Cell& cell : row) used += cell.width;
            stretch(row, 2 * sheet.columns - used, random);
        }
    }
    if (applicants) {
        const bool header_moves = random.chance(30);
        for (SheetRow& row : rows) {
            const bool has_corner = is_header(row) && row.front().width == sheet.label_columns;
            if (header_moves && has_corner) row.front().width += 1;
            if (noise >= 2 && row.front().role == Role::label && row.front().height > 10 && random.chance(20))
                row.front().height += 2;
        }
    }
    return table_of(rows, style, random);
}

std::string html_table_cut(const Sheet& sheet, const HtmlStyle& style, Cut cut, Random& random) {
    std::string result;
    std::vector<SheetRow> piece;
    bool in_header = true;
    for (const SheetRow& row : sheet.rows) {
        const bool header = is_header(row);
        const bool may_cut = !(header && in_header) && !(header && row.front().role != Role::clause);
        if (!piece.empty() && may_cut && (cut == Cut::every_row || random.chance(12))) {
            trim_spans(piece);
            result += table_of(piece, style, random) + (random.chance(30) ? "<p>&nbsp;</p>\n" : "");
            piece.clear();
        }
        in_header = header;
        piece.push_back(row);
    }
    trim_spans(piece);
    return result + table_of(piece, style, random);
}

std::string html_table_nested(const Sheet& sheet, const HtmlStyle& style, Random& random) {
    const int inner_percent = random.chance(40) ? 10 : 0;
    std::string inner = table_tag(style);
    for (const SheetRow& row : sheet.rows) {
        inner += "<tr>";
        for (const Cell& cell : row) {
            if (cell.role != Role::value || !random.chance(inner_percent)) {
                inner += td(cell, style, random);
                continue;
            }
            Cell bare = cell;
            bare.width = bare.height = 1;
            const std::string span = cell.width > 1 ? " colspan=\"" + std::to_string(cell.width) + "\"" : "";
            inner += "<td" + span + "><table border=\"0\"><tr>" + td(bare, style, random) + "</tr></table></td>";
        }
        inner += "</tr>\n";
    }
    inner += "</table>\n";
    return "<table width=\"100%\"><tr><td>" + inner + "</td></tr></table>\n";
}

}  // namespace nianbao::generator
