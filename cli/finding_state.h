#pragma once
// What a reader has said about findings and seen of them: dismissed ones, and when each was first there.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/result.h"

namespace nianbao::cli {

// Ids of findings: one at the beginning of each line, whatever follows; or JSON lines with an "id", as the audit prints
// them. Empty lines and lines that begin with # are passed over. Error: the file cannot be read, a line without an id.
[[nodiscard]] model::Result<std::set<std::string>> load_dismissed(const std::vector<std::string>& files);

// When each finding was first seen, as a file of lines "id<TAB>time"; its first line is "# last TIME", the end of the last run
// that asked for what is new.
class SeenFindings {
public:
    // A file that is not there is an empty one. Error: unreadable, a line that is none of ours.
    [[nodiscard]] static model::Result<SeenFindings> load(const std::string& path);
    // Whole or not at all.
    [[nodiscard]] model::Result<void> save() const;

    // Notes the finding as seen now, unless it was seen before.
    struct Seen {
        const std::string& first;
        bool is_new;  // not seen before
    };
    Seen note(const std::string& id, const std::string& now);
    [[nodiscard]] const std::string& last_run() const { return last_; }  // "" when there was none
    void mark_run(const std::string& now) { last_ = now; }

private:
    std::string path_;
    std::string last_;
    std::map<std::string, std::string> first_;
};

// A day or a time as ISO 8601 in UTC: 2026-01-31 is its beginning in China. nullopt for anything else.
[[nodiscard]] std::optional<std::string> utc_of(const std::string& text);

}  // namespace nianbao::cli
