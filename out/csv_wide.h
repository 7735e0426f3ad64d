#pragma once
// CSV with one row a report and a column a figure, of all forms that are known, in the forms' order: the columns do not depend
// on what the records hold.
//
//   publisher,division_code,year,form,title,published,url,path,sha256,ID…,how:ID…,other_figures
//
// The column of a figure has its exact decimal, and nothing unless it is stated; `how:` and the id has presence and reading,
// "stated/line", and nothing where the record does not have the figure at all. A figure that no form knows stands in the last
// column, "ID=VALUE presence/reading", several parted by "; ".

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "out/csv.h"
#include "out/file_exporter.h"

namespace nianbao::out {

class CsvWide final : public FileExporter {
public:
    explicit CsvWide(ExportSettings settings);

protected:
    std::string_view header() override;
    std::string_view bytes_of(const model::Record& record) override;

private:
    std::vector<std::string> ids_;
    std::unordered_map<std::string_view, std::size_t> places_;  // id -> index in ids_
    std::vector<const model::Figure*> found_;                   // by index in ids_
    CsvRows rows_;
    std::string header_;
};

}  // namespace nianbao::out
