#include "tests/generator/layouts.h"

#include "tests/generator/markdown.h"
#include "tests/generator/pdf_text.h"

namespace nianbao::generator {

namespace {

PageLayout layout(const std::string& name, Carrier carrier, std::vector<SheetLayout> tables, Trace trace = Trace::cell) {
    PageLayout result;
    result.name = name;
    result.carrier = carrier;
    result.tables = std::move(tables);
    result.trace = trace;
    return result;
}

std::vector<PageLayout> make_layouts() {
    using enum SheetLayout;
    std::vector<PageLayout> all{
        layout("table", Carrier::html, {table}),
        layout("table-skewed", Carrier::html, {skewed}),
        layout("word", Carrier::html, {word}),
        layout("table-cut", Carrier::html, {cut}),
        layout("table-rows", Carrier::html, {row_tables}),
        layout("table-repeated", Carrier::html, {table_paragraphs}),
        layout("table-around", Carrier::html, {table}),
        layout("table-nested", Carrier::html, {nested}),
        layout("paragraphs", Carrier::html, {paragraphs}, Trace::some),
        layout("breaks", Carrier::html, {breaks}, Trace::some),
        layout("divisions", Carrier::html, {divisions}, Trace::some),
        layout("row-paragraphs", Carrier::html, {row_paragraphs}, Trace::lost),
        layout("mixed-html", Carrier::html, {table, word, paragraphs, row_paragraphs, glued_paragraph, row_tables},
               Trace::lost),
        layout("lines", Carrier::text, {lines}, Trace::some),
        layout("lines-spaced", Carrier::text, {lines}, Trace::some),
        layout("rows-spaces", Carrier::text, {rows_spaces}, Trace::lost),
        layout("rows-tabs", Carrier::text, {rows_tabs}, Trace::some),
        layout("mixed-text", Carrier::text, {lines, rows_spaces, rows_tabs, glued, glued_spaces}, Trace::lost),
        layout("pdf-rows", Carrier::pdf, {pdf_rows}, Trace::lost),
        layout("pdf-drawn", Carrier::pdf, {pdf_drawn}, Trace::some),
        layout("pdf-interleaved", Carrier::pdf, {pdf_interleaved}, Trace::lost),
        layout("pdf-columns", Carrier::pdf, {pdf_columns}, Trace::lost),
        layout("markdown", Carrier::markdown, {pipes}),
        layout("markdown-shredded", Carrier::markdown, {shredded}, Trace::some),
        layout("glued", Carrier::one_line, {glued}, Trace::lost),
        layout("glued-spaces", Carrier::one_line, {glued_spaces}, Trace::lost),
        layout("markdown-bare", Carrier::markdown, {bare_pipes}),
        layout("rows-repeated", Carrier::text, {rows_repeated}, Trace::some),
        layout("bars-behind", Carrier::text, {bars_behind}),
        layout("bars-in-front", Carrier::text, {bars_in_front}, Trace::some),
        layout("words-html", Carrier::html, {table}),
        layout("words-text", Carrier::text, {lines}),
        layout("statistics-table", Carrier::html, {table, word}),
        layout("statistics-lines", Carrier::text, {lines}, Trace::some),
        layout("statistics-rows", Carrier::text, {rows_spaces, rows_tabs}, Trace::lost),
        layout("statistics-glued", Carrier::one_line, {glued}, Trace::lost),
        layout("bars-in-lines", Carrier::text, {bars_in_lines}, Trace::lost),
        layout("bars-before-rows", Carrier::text, {bars_before_rows}, Trace::some),
        layout("traditional-table", Carrier::html, {table}),
        layout("traditional-lines", Carrier::text, {lines}, Trace::some),
    };
    for (PageLayout& one : all) {
        one.blank_lines = one.name == "lines-spaced";
        one.repeats_header = one.name == "table-repeated";
        one.metadata_table = one.name == "table-around";
        one.layout_table = one.name == "table-around";
        one.statistics = one.name.starts_with("statistics");
        one.traditional = one.name.starts_with("traditional");
        one.in_words = one.name.starts_with("words");
    }
    return all;
}

}  // namespace

const std::vector<PageLayout>& page_layouts() {
    static const std::vector<PageLayout> layouts = make_layouts();
    return layouts;
}

SheetWriter::SheetWriter(const PageLayout& page, int noise, Random& random)
    : layout_(page),
      noise_(noise),
      plain_(draw_style(random.chance(50) ? CellMarkup::plain : CellMarkup::paragraph, random)),
      word_(draw_style(CellMarkup::word, random)),
      gluing_(draw_gluing(0, random)) {
    const bool html = page.carrier == Carrier::html;
    line_gap_ = html ? random.pick(std::vector<std::string>{"&nbsp;", "", "　", "&nbsp;&nbsp;&nbsp;"})
                     : random.pick(std::vector<std::string>{"", "　", " "});
    if (noise >= 2 && random.chance(35)) line_gap_ = lost_gap;
}

std::string SheetWriter::write(const Sheet& sheet, Random& random) const {
    return write_as(random.pick(layout_.tables), sheet, random);
}

std::string SheetWriter::write_as(SheetLayout kind, const Sheet& sheet, Random& random) const {
    const BlankLines blank_lines = layout_.blank_lines ? BlankLines::with : BlankLines::without;
    Gluing loose = gluing_;
    loose.between_numbers = 50;
    switch (kind) {
        case SheetLayout::table:
        case SheetLayout::table_paragraphs: return html_table(sheet, plain_, random);
        case SheetLayout::word: return html_table(sheet, word_, random);
        case SheetLayout::skewed: return html_table_skewed(sheet, plain_, noise_, random);
        case SheetLayout::cut: return html_table_cut(sheet, plain_, Cut::some_rows, random);
        case SheetLayout::row_tables: return html_table_cut(sheet, plain_, Cut::every_row, random);
        case SheetLayout::nested: return html_table_nested(sheet, plain_, random);
        case SheetLayout::paragraphs: return cell_elements(sheet, FlowTag::paragraph, line_gap_, random);
        case SheetLayout::breaks: return cell_elements(sheet, FlowTag::line_break, line_gap_, random);
        case SheetLayout::divisions: return cell_elements(sheet, FlowTag::division, line_gap_, random);
        case SheetLayout::row_paragraphs: return row_paragraphs(sheet, random);
        case SheetLayout::glued_paragraph: return "<p>" + glued(sheet, gluing_, random) + "</p>\n";
        case SheetLayout::lines: return cell_lines(sheet, blank_lines, line_gap_);
        case SheetLayout::rows_spaces: return row_lines(sheet, " ");
        case SheetLayout::rows_tabs: return row_lines(sheet, "\t");
        case SheetLayout::glued: return glued(sheet, gluing_, random) + (layout_.carrier == Carrier::text ? "\n" : "");
        case SheetLayout::glued_spaces: {
            loose.between_numbers = random.pick(std::vector<int>{20, 60, 90, 97});
            return glued(sheet, loose, random) + (layout_.carrier == Carrier::text ? "\n" : "");
        }
        case SheetLayout::pdf_rows: return pdf_rows(sheet, draw_pdf_style(sheet, noise_, random));
        case SheetLayout::pdf_drawn: return pdf_drawn(sheet, draw_pdf_style(sheet, noise_, random), Spaces::kept);
        case SheetLayout::pdf_interleaved: return pdf_drawn(sheet, draw_pdf_style(sheet, noise_, random), Spaces::collapsed);
        case SheetLayout::pdf_columns: return pdf_columns(sheet, draw_pdf_style(sheet, noise_, random));
        case SheetLayout::pipes: return pipes(sheet, random);
        case SheetLayout::shredded: return shredded_pipes(sheet, noise_, random);
        case SheetLayout::bare_pipes: return bare_pipes(sheet);
        case SheetLayout::bars_behind: return bars_behind(sheet);
        case SheetLayout::bars_in_front: return bars_in_front(sheet);
        case SheetLayout::bars_before_rows: return bars_before_rows(sheet);
        case SheetLayout::bars_in_lines: return bars_in_lines(sheet);
        case SheetLayout::rows_repeated: return repeated_tabs(sheet);
    }
    return "";
}

}  // namespace nianbao::generator
