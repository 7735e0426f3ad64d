#pragma once
// What every figure id means, made from the forms: the codebook of the exports and docs/figures.md.

#include <span>
#include <string>
#include <vector>

#include "model/form.h"
#include "out/exporter.h"
#include "out/tables.h"

namespace nianbao::out {

// A figure as one of the forms has it. An id that several forms share stands once for each of them that says it otherwise.
struct CodebookEntry {
    std::string figure;
    std::string table;          // id of the form's table
    std::string row_labels;     // in Chinese, as the form prints them
    std::string column_labels;
    std::string english;
    std::string unit;           // "" where the form states none
    std::string forms;          // ids of the forms, parted by spaces
    std::string years;          // "2019-2020 2021-"
    bool optional = false;      // in a record only where the page prints it
    std::string checks;         // rules of the checks that it takes part in, parted by spaces
};

// In the order of the forms, those of the oldest first, without figures that `patterns` do not ask for.
[[nodiscard]] std::vector<CodebookEntry> codebook_of(std::span<const model::Form> forms, std::span<const std::string> patterns = {});
// Every figure id once, in the same order: the columns of a wide table.
[[nodiscard]] std::vector<std::string> figure_ids(std::span<const model::Form> forms, std::span<const std::string> patterns = {});

[[nodiscard]] const Table& codebook_table();
void codebook_row(Row& row, const CodebookEntry& entry);

enum class CodebookFormat { markdown, csv };
[[nodiscard]] std::string codebook_text(std::span<const model::Form> forms, CodebookFormat format);

}  // namespace nianbao::out
