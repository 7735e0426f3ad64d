#pragma once
// How the program asks the system for memory.

namespace nianbao::cli {

// For verbs that read page after page, or record after record: keeps what one needed for the next, instead of giving it back to
// the system and touching it anew, which takes a fifth of the time for it. At most 64 MiB stay unused.
void keep_memory();

}  // namespace nianbao::cli
