#pragma once
// Tidy CSV: one row a figure, in the order of the record.
//
//   publisher,division_code,year,form,figure,row_labels,column_labels,value,unit,presence,reading,raw,url,path,sha256
//
// row_labels and column_labels are the form's labels in Chinese, joined by " > ", empty when the form is not known. value is the exact
// decimal, empty unless presence is stated.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "out/csv.h"
#include "out/file_exporter.h"

namespace nianbao::out {

class CsvLong final : public FileExporter {
public:
    using FileExporter::FileExporter;

protected:
    std::string_view header() override;
    std::string_view bytes_of(const model::Record& record) override;

private:
    // The cells figure,row_labels,column_labels of a form, made once: they are most of a row's bytes.
    struct FormCells {
        std::vector<std::string> cells;                       // in the form's order
        std::vector<std::string> ids;                         // of the same
        std::unordered_map<std::string, std::size_t> places;  // id -> index
    };
    const FormCells& cells_of(const std::string& form_id);
    // place: where the figure is likely to stand, that is, its place in the record.
    std::string_view cells_of(const std::string& figure_id, std::size_t place, const FormCells& form);

    std::unordered_map<std::string, FormCells> forms_;
    CsvRows rows_;
    std::string unknown_;  // the cells of a figure that no form knows
};

}  // namespace nianbao::out
