#pragma once
// Comma-separated values, RFC 4180, UTF-8, with two decisions of ours:
//   - a row ends with LF, as every tool on the researcher's side writes and reads it (the RFC has CRLF);
//   - a text that begins with = + - @ TAB or CR gets an apostrophe in front, because a spreadsheet would take it for a
//     formula and run it. Numbers in numeric columns are no text and stay as they are. Exact texts are in the JSON lines.

#include <string>
#include <string_view>

namespace nianbao::out {

// Appends one cell, made harmless and quoted where it must be: RFC 4180, rule 6 (commas, quotes, line breaks) and rule 7
// (a quote is doubled). Ill-formed UTF-8 and zero bytes become U+FFFD.
void append_csv_text(std::string& row, std::string_view text);

// Puts rows together, cell by cell.
class CsvRows {
public:
    CsvRows& text(std::string_view value);
    CsvRows& number(const std::string& digits);  // as is: digits, sign and point only
    CsvRows& integer(long long value);
    CsvRows& empty();
    // One or more cells that were made by append_csv_text, commas between them.
    CsvRows& ready(std::string_view cells);
    void end_row();

    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    void clear() { bytes_.clear(); }

private:
    void begin_cell();
    std::string bytes_;
    bool row_begun_ = false;
};

}  // namespace nianbao::out
