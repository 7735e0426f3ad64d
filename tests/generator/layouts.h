#pragma once
// The layouts of pages, and how each of them writes a table.

#include <string>
#include <vector>

#include "tests/generator/flows.h"
#include "tests/generator/html_tables.h"
#include "tests/generator/noise.h"
#include "tests/generator/random.h"
#include "tests/generator/sheet.h"

namespace nianbao::generator {

enum class Carrier { html, text, pdf, one_line, markdown };

enum class SheetLayout {
    table,
    table_paragraphs,
    word,
    skewed,
    cut,
    row_tables,
    nested,  // real tables
    paragraphs,
    breaks,
    divisions,
    row_paragraphs,
    glued_paragraph,  // flattened in HTML
    lines,
    rows_spaces,
    rows_tabs,
    glued,
    glued_spaces,  // flattened in text
    pdf_rows,
    pdf_drawn,
    pdf_interleaved,
    pdf_columns,  // text of a PDF
    pipes,
    shredded,
    bare_pipes,  // Markdown
    bars_behind,
    bars_in_front,
    bars_before_rows,
    bars_in_lines,  // of a program that takes the text out of a page
    rows_repeated,  // of a spreadsheet, spanned cells taken apart
};

struct PageLayout {
    std::string name;
    Carrier carrier = Carrier::html;
    std::vector<SheetLayout> tables;  // one; or several, of which each table takes its own
    Trace trace = Trace::cell;
    bool blank_lines = false;
    bool repeats_header = false;
    bool metadata_table = false;
    bool layout_table = false;
    bool statistics = false;  // of a report before 2019
    bool in_words = false;    // no table at all
    bool traditional = false;  // in traditional characters
};

[[nodiscard]] const std::vector<PageLayout>& page_layouts();

// Writes the tables of one page, all in one manner.
class SheetWriter {
public:
    SheetWriter(const PageLayout& layout, int noise, Random& random);
    [[nodiscard]] std::string write(const Sheet& sheet, Random& random) const;

private:
    [[nodiscard]] std::string write_as(SheetLayout kind, const Sheet& sheet, Random& random) const;

    const PageLayout& layout_;
    int noise_;
    HtmlStyle plain_, word_;
    Gluing gluing_;
    std::string line_gap_;  // what an empty cell leaves in a flattened table
};

}  // namespace nianbao::generator
