#pragma once
// JSON lines: one record a line, schema nianbao.record/1. Nothing is lost: from_json reads the record back.

#include <string>
#include <string_view>

#include "out/file_exporter.h"
#include "out/json_writer.h"

namespace nianbao::out {

class Jsonl final : public FileExporter {
public:
    using FileExporter::FileExporter;

protected:
    std::string_view header() override { return ""; }
    std::string_view bytes_of(const model::Record& record) override;

private:
    JsonWriter json_;
    std::string line_;
};

}  // namespace nianbao::out
