#pragma once
// The records that a command line names, one after another, in memory that does not grow with their number: a workspace,
// files of JSON lines, and `-` for standard input.
//
//   auto records = RecordSource::open(arguments, console.in);
//   while (true) {
//       auto record = records->next();
//       if (!record) …                  // said with file and line; next() goes on behind it
//       if (!*record) break;            // the end
//   }

#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "model/record.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

class RecordSource {
public:
    // For a verb with `workspace_option`, whose arguments are RECORDS.jsonl or `-`: they are read in their order, and where
    // there are none, the workspace is. Error: both were given, there is no workspace.
    [[nodiscard]] static model::Result<RecordSource> open(const Arguments& arguments, std::istream& standard_input);
    [[nodiscard]] static model::Result<RecordSource> open_files(std::vector<std::string> names, std::istream& standard_input);
    [[nodiscard]] static model::Result<RecordSource> open_workspace(const std::string& workspace);
    // Of a catalogue that is open, and outlives this.
    [[nodiscard]] static model::Result<RecordSource> of_catalogue(store::Catalogue& catalogue);

    ~RecordSource();
    RecordSource(RecordSource&&) noexcept;
    RecordSource& operator=(RecordSource&&) noexcept;

    // The next record; nullopt at the end. Of a workspace they come by publisher, year and URL, of files as they stand there;
    // empty lines and a byte order mark are passed over.
    // Error: a line that holds no record (where is "FILE:LINE"), a file that cannot be read. Call again to go on with the
    // next line or file; behind an error of the workspace's catalogue is the end.
    [[nodiscard]] model::Result<std::optional<model::Record>> next();

    // The findings of the workspace that are about no report; none for files.
    [[nodiscard]] model::Result<std::vector<model::PublisherFinding>> publisher_findings();

private:
    struct State;
    [[nodiscard]] static model::Result<RecordSource> of_catalogue(store::Catalogue& catalogue, std::unique_ptr<State> state);
    explicit RecordSource(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace nianbao::cli
