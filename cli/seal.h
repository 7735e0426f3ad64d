#pragma once
// At the end of a run: segments of the archive that are full are packed tightly, and the catalogue follows.

#include <string>

#include "cli/talk.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

// Goes on where an interrupted one stopped; an interruption ends it without harm. A damaged segment is named and stays as it
// is. Error: the disk.
[[nodiscard]] model::Result<void> seal_archive(const std::string& workspace, store::Catalogue& catalogue, Talk& talk);

}  // namespace nianbao::cli
