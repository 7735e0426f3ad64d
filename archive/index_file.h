#pragma once
// The index of a segment as a file: read, made and sorted in a memory that does not grow with it. A segment of 1 GiB may hold some
// 10^5 records, and its index 50 MB.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "archive/cdxj.h"
#include "model/result.h"

namespace nianbao::archive {

// Every line that states its place, in the order of the file. The visitor's Error ends the walk and is returned. Returns whether
// the file holds nothing else (a torn last line, something that is no line of an index).
using IndexVisitor = std::function<model::Result<void>(const IndexLine&)>;
[[nodiscard]] model::Result<bool> for_each_index_line(const std::string& path, const IndexVisitor& visit);

// How far an index speaks of its segment.
struct IndexEnd {
    bool is_clean = false;           // it is there, and nothing else stands in it
    std::int64_t offset = 0;         // the largest one; 0 when there is none
    std::vector<std::string> lines;  // those of that offset
};
[[nodiscard]] model::Result<IndexEnd> end_of_index(const std::string& path);

// Makes the index of a segment anew: its lines before `from` stay, the others are made of the records from there on. Replaces the
// file at once.
[[nodiscard]] model::Result<void> rebuild_index(const std::string& path, const std::string& warc_path, const std::string& warc_name, std::int64_t from);

// Sorts the lines by bytes, as look-up by binary search wants it; what is no line is left out. Replaces the file at once. `memory`:
// bytes of lines that are sorted at once; sorted parts are merged through a file that has no name.
[[nodiscard]] model::Result<void> sort_index(const std::string& path, std::size_t memory = std::size_t{4} << 20);

}  // namespace nianbao::archive
