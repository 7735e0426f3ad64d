#pragma once
// What goes wrong between the form and a page. Drawn once for a page, so that a page is wrong in its own way throughout,
// as real ones are; every kind of it was seen on a real page.
//
//   level 0  the form as it should be filled
//   level 1  spellings, spaces, brackets, commas, empty cells for zeros where they leave a trace
//   level 2  marks for nothing, lost blanks, notes and units in cells, rows left out, subtotals, repeated headers
//   level 3  several of these at once, typing errors, lost ordinals, cells left out, sums that fail, wrong charset

#include <string>
#include <utility>
#include <vector>

#include "tests/generator/random.h"
#include "tests/generator/report.h"
#include "tests/generator/sheet.h"

namespace nianbao::generator {

enum class Brackets { full, half, tortoise };
enum class Gaps {
    none,        // zeros are printed
    zeros,       // zeros are left empty
    some_zeros,  // some of them
    but_total,   // everything but the totals is empty, or zero
    total,       // the totals are empty
    all,         // the whole table is empty
};
enum class Signs { ascii, full_width, minus_sign, words, plus };
enum class CharsetNoise { declared, undeclared, wrong };  // of a page in GBK

struct Noise {
    int level = 0;
    Shape shape;

    // Labels.
    Brackets brackets = Brackets::full;
    std::vector<std::pair<std::string, std::string>> spellings;  // replaced in every label
    int space_percent = 0;                                       // of labels with a space put in
    int break_percent = 0;                                       // of labels broken within the cell
    bool letter_spaced = false;                                  // short labels: 总 计, 商 业 企 业
    bool vertical_parent = false;  // 三、本年度办理结果 with a break after each character
    bool ordinals_lost = false;

    // Values.
    bool commas = false;
    bool full_width = false;
    int unit_percent = 0;
    int note_percent = 0;
    int broken_percent = 0;  // of numbers of two digits or more, broken over two lines
    Signs signs = Signs::ascii;
    std::string money_unit;
    std::vector<std::pair<std::string, Gaps>> gaps;  // by table
    std::string mark;                                // for a part of the gaps; "" for none
    int mark_percent = 0;                            // of the gaps
    int missing_cell_percent = 0;                    // of rows that lost their last cells

    // The page around the tables.
    bool heading_aliases = false;
    bool lost_heading = false;
    bool unnumbered_headings = false;
    bool glued_headings = false;    // to the end of the paragraph before
    bool left_out_numbers = false;  // 公开信息  条
    bool narrative_mimics = false;
    bool foot_notes = false;
    bool furniture = false;
    bool gbk = false;
    CharsetNoise charset = CharsetNoise::declared;
};

// What an empty cell leaves behind in the layout of the page. Only a real table can lack a cell: elsewhere one that is
// not there and one that is empty look the same.
enum class Trace { cell, some, lost };
[[nodiscard]] Noise draw_noise(int level, Trace trace, const Report& report, Random& random);

// A label as this page spells it.
[[nodiscard]] std::string spelt(const Noise& noise, std::string label);

// Puts the noise into the cells of a table: texts, presences, cells that are gone.
void apply(const Noise& noise, Sheet& sheet, Random& random);

}  // namespace nianbao::generator
