#pragma once
// Writes records into a file of some format, one after another, in memory that does not grow with their number.
//
//   auto exporter = make_exporter("csv", "export/figures.csv", find_form);
//   (*exporter)->begin();
//   for (…) (*exporter)->add(record);
//   (*exporter)->end();              // only now the file has its name
//
// The same records in the same order give the same bytes. A new format is a class with these three functions and a line in
// formats.cpp.

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "model/form.h"
#include "model/record.h"
#include "model/result.h"

namespace nianbao::out {

// The form of that id, or nullptr; what it points to outlives the exporter.
using FormLookup = std::function<const model::Form*(std::string_view id)>;

class Exporter {
public:
    virtual ~Exporter() = default;

    // Each is called in this order; after an error the exporter is only good to be destroyed, and nothing has taken
    // the final name. Errors are those of OutputFile.
    virtual model::Result<void> begin() = 0;
    virtual model::Result<void> add(const model::Record& record) = 0;
    virtual model::Result<void> end() = 0;
};

struct Format {
    std::string_view name;  // as after -f
    std::string_view what;  // one line for the help
};

// Every format that make_exporter knows.
[[nodiscard]] std::span<const Format> formats();

// path: where the export goes, "-" for standard output. Error: no format of that name (the message lists them all).
[[nodiscard]] model::Result<std::unique_ptr<Exporter>> make_exporter(std::string_view format, const std::string& path,
                                                                     FormLookup find_form);

}  // namespace nianbao::out
