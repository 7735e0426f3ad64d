#pragma once
// datapackage.json: what a Data Package says of itself, by the Frictionless specifications, version 1 (tabular-data-package).

#include <cstdint>
#include <set>
#include <span>
#include <string>

#include "out/tables.h"

namespace nianbao::out {

struct DescribedResource {
    const Table* table;
    std::string path;    // within the package
    std::string sha256;  // of the file
    std::int64_t bytes = 0;
};

enum class FileSources { none, some };  // whether reports came from files rather than from a server

[[nodiscard]] std::string datapackage_json(std::span<const DescribedResource> resources, const std::set<std::string>& origins, FileSources files);

}  // namespace nianbao::out
