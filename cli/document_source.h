#pragma once
// The documents that a command line names, as pages, one after another: files, folders (walked), WARC and WET archives,
// and `-` for one document from standard input.

#include <cstddef>
#include <deque>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "archive/page_reader.h"
#include "model/page.h"
#include "model/result.h"

namespace nianbao::cli {

class DocumentSource {
public:
    // `names` in the order in which their documents come.
    DocumentSource(const std::vector<std::string>& names, std::istream& standard_input);

    // The next document; nullopt at the end. Error: this input cannot be read; call again to go on with the next.
    // A folder is walked in the order of names; of its files only those with a known ending are documents.
    [[nodiscard]] model::Result<std::optional<model::Page>> next();

private:
    [[nodiscard]] model::Result<std::optional<model::Page>> open(const std::string& name);
    [[nodiscard]] model::Result<void> walk(const std::string& folder);

    std::deque<std::string> names_;
    std::istream& standard_input_;
    std::optional<archive::PageReader> archive_;
    std::string archive_name_;
};

// The whole file as a page, its media type by its ending. Error: cannot be read, a folder, larger than 64 MiB.
[[nodiscard]] model::Result<model::Page> read_page_file(const std::string& path);
// The whole of a stream as a page without a path. Error: larger than 64 MiB.
[[nodiscard]] model::Result<model::Page> read_page_stream(std::istream& stream);

}  // namespace nianbao::cli
