#include "out/csv.h"

#include <algorithm>

#include "out/utf8.h"

namespace nianbao::out {
namespace {

bool could_be_formula(char first) {
    return first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' || first == '\r';
}

void append_quoted(std::string& row, std::string_view text) {
    row += '"';
    for (const char c : text) {
        if (c == '"') row += '"';
        if (c == '\0')
            row += "\xEF\xBF\xBD";  // most readers end the file at a zero byte
        else
            row += c;
    }
    row += '"';
}

}  // namespace

void append_csv_text(std::string& row, std::string_view text) {
    if (text.empty()) return;
    std::string repaired;
    text = valid_utf8(text, repaired);
    std::string defused;
    if (could_be_formula(text.front())) {
        defused.reserve(text.size() + 1);
        defused += '\'';
        defused += text;
        text = defused;
    }
    const bool plain = std::none_of(text.begin(), text.end(),
                                    [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\0'; });
    if (plain)
        row += text;
    else
        append_quoted(row, text);
}

void CsvRows::begin_cell() {
    if (row_begun_) bytes_ += ',';
    row_begun_ = true;
}

CsvRows& CsvRows::text(std::string_view value) {
    begin_cell();
    append_csv_text(bytes_, value);
    return *this;
}

CsvRows& CsvRows::number(const std::string& digits) { return ready(digits); }

CsvRows& CsvRows::integer(long long value) { return ready(std::to_string(value)); }

CsvRows& CsvRows::empty() { return ready(""); }

CsvRows& CsvRows::ready(std::string_view cells) {
    begin_cell();
    bytes_ += cells;
    return *this;
}

void CsvRows::end_row() {
    bytes_ += '\n';
    row_begun_ = false;
}

}  // namespace nianbao::out
