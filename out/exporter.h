#pragma once
// Writes records into a file or a folder of some format, one after another, in memory that does not grow with their number.
//
//   auto exporter = make_exporter("csv", {.path = "export/figures.csv", .forms = forms});
//   (*exporter)->begin();
//   for (…) (*exporter)->add(record);
//   (*exporter)->end();              // only now the file has its name
//
// The same records in the same order give the same bytes. A new format is a class with these functions and a line in
// formats.cpp. A format of one stream of bytes derives from FileExporter; others write through OutputFile or OutputFolder,
// which keep the promise that an output appears whole or not at all.

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/form.h"
#include "model/record.h"
#include "model/result.h"
#include "out/existing.h"

namespace nianbao::out {

// U+FEFF in front of text files: some spreadsheets take a CSV file without it for one in the system's old charset.
enum class ByteOrderMark { none, put };

struct ExportSettings {
    std::string path{};                    // where the export goes; "-" for standard output
    std::span<const model::Form> forms{};  // every form that is known, oldest first; outlives the exporter
    Existing existing = Existing::refuse;
    ByteOrderMark mark = ByteOrderMark::none;
    std::vector<std::string> figures{};  // patterns (pattern.h) of the figure ids that are wanted; empty: all
    // SHA-256 of a file, 64 hexadecimal digits; without it a data package has no digests.
    std::function<model::Result<std::string>(const std::string& path)> digest{};

    [[nodiscard]] const model::Form* find_form(std::string_view id) const {
        for (const model::Form& form : forms)
            if (form.id == id) return &form;
        return nullptr;
    }
};

class Exporter {
public:
    virtual ~Exporter() = default;

    // Each is called in this order; after an error the exporter is only good to be destroyed, and nothing has taken
    // the final name. Errors are those of OutputFile and OutputFolder.
    virtual model::Result<void> begin() = 0;
    virtual model::Result<void> add(const model::Record& record) = 0;
    // Behind the records, in any number; formats that hold reports only pass them over.
    virtual model::Result<void> add_finding(const model::PublisherFinding&) { return {}; }
    virtual model::Result<void> end() = 0;
};

enum class Shape {
    text,    // a file of text, which can go to standard output
    binary,  // a file
    folder,
};

struct Format {
    std::string_view name;  // as after -f
    std::string_view what;  // one line for the help
    Shape shape = Shape::text;
};

// Every format that make_exporter knows.
[[nodiscard]] std::span<const Format> formats();

// Error: no format of that name (the message lists them all), a format that cannot go to standard output.
[[nodiscard]] model::Result<std::unique_ptr<Exporter>> make_exporter(std::string_view format, ExportSettings settings);

}  // namespace nianbao::out
