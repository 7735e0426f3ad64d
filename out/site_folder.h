#pragma once
// The folder of the site while it is made: many small files, and one spool for what is needed again at the end. Nothing is
// flushed to the disk file by file: tens of thousands of pages would take hours; the whole is, before it gets its name.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/result.h"
#include "out/output_folder.h"

namespace nianbao::out {

class SiteFolder {
public:
    [[nodiscard]] static model::Result<SiteFolder> create(const std::string& path, Existing existing);
    SiteFolder(SiteFolder&& other) noexcept;
    SiteFolder& operator=(SiteFolder&&) = delete;
    ~SiteFolder();

    // A file of the site, by its name from the root; folders come into being. Error: disk full.
    model::Result<void> write(const std::string& name, std::string_view bytes);

    // Where a stretch of the spool is.
    struct Spooled {
        std::uint64_t offset = 0;
        std::uint32_t size = 0;
    };
    // Keeps the fields on the disk until commit(). Error: disk full.
    [[nodiscard]] model::Result<Spooled> spool(const std::vector<std::string>& fields);
    [[nodiscard]] model::Result<std::vector<std::string>> recall(Spooled place);

    // Takes the spool away, makes all durable and gives the folder its name.
    model::Result<void> commit();

private:
    SiteFolder(OutputFolder folder, std::string name) : folder_(std::move(folder)), name_(std::move(name)) {}
    model::Result<void> failed(const char* what) const;

    OutputFolder folder_;
    std::string name_;  // as it was given, for messages
    std::unordered_set<std::string> folders_;
    int spool_ = -1;
    std::uint64_t spooled_ = 0;
    std::string pending_;  // of the spool, not yet written
};

}  // namespace nianbao::out
