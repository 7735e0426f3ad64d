#pragma once
// A folder of files that appears whole or not at all. It is made under a temporary name beside its place, flushed to the
// disk, and renamed; until commit(), what stood under the final name stays there.
//
// A folder is only replaced when it is an export of ours: it holds the file `mark`, or nothing.

#include <string>

#include "model/result.h"
#include "out/existing.h"

namespace nianbao::out {

class OutputFolder {
public:
    // path: a name in an existing folder. Error: that folder is missing or not writable; the path exists and is not to be
    // replaced, is no folder, or is one that is no export.
    [[nodiscard]] static model::Result<OutputFolder> create(const std::string& path, const std::string& mark, Existing existing);

    OutputFolder(OutputFolder&& other) noexcept;
    OutputFolder& operator=(OutputFolder&& other) noexcept;
    ~OutputFolder();  // without commit(): all that was written goes away

    // Where to write until commit(): OutputFile::create(folder.file("data/figures.csv")).
    [[nodiscard]] std::string file(const std::string& name) const { return temporary_ + "/" + name; }
    // A folder within. Error: disk full.
    model::Result<void> make_folder(const std::string& name);
    // Gives the folder its name. To be called once, when every file in it is committed.
    model::Result<void> commit();

    // An error of a file within, with the place in the words of the caller: the temporary name means nothing to a reader.
    [[nodiscard]] model::Error renamed(model::Error error) const;

private:
    OutputFolder() = default;
    void discard();
    void release();

    std::string name_;       // as it was given
    std::string target_;     // without a slash at the end
    std::string temporary_;  // "" once it has its name
    int held_ = -1;          // the same, open, so that nobody takes it for a leftover
    Existing existing_ = Existing::refuse;
    std::string mark_;
};

}  // namespace nianbao::out
