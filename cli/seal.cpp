#include "cli/seal.h"

#include <filesystem>

#include "archive/recompress.h"
#include "cli/interrupt.h"
#include "cli/service_notice.h"

namespace nianbao::cli {

namespace {

// The order makes a kill harmless: the packed file is whole before the catalogue points to it, and the segment stays until
// nothing points to it.
model::Result<void> seal_one(const std::string& folder, const std::string& name, store::Catalogue& catalogue, Talk& talk) {
    const auto is_used = catalogue.has_captures_in(name);
    if (!is_used) return tl::unexpected(is_used.error());
    if (!*is_used && std::filesystem::exists(folder + "/" + archive::sealed_name(name))) return archive::remove_segment(folder, name);
    talk.progress("sealing " + name);
    const auto sealed = archive::seal_segment(folder, name, [] {
        notice_alive();
        return !interruption();
    });
    if (!sealed) return tl::unexpected(sealed.error());
    if (sealed->name.empty()) return {};
    if (auto moved = catalogue.move_captures(name, sealed->name, sealed->moves); !moved) return moved;
    if (auto removed = archive::remove_segment(folder, name); !removed) return removed;
    talk.line("archive: " + name + " sealed as " + sealed->name + ", " + std::to_string(sealed->bytes_before) + " to " + std::to_string(sealed->bytes_after) + " bytes");
    return {};
}

}  // namespace

model::Result<void> seal_archive(const std::string& workspace, store::Catalogue& catalogue, Talk& talk) {
    const std::string folder = (std::filesystem::path(workspace) / "warc").string();
    const auto names = archive::segments_to_seal(folder);
    if (!names) return tl::unexpected(names.error());
    for (const std::string& name : *names) {
        if (interruption()) break;
        if (auto sealed = seal_one(folder, name, catalogue, talk); !sealed) return sealed;
    }
    talk.clear_progress();
    return {};
}

}  // namespace nianbao::cli
