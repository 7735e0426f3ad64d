#include "crawler/wildcard.h"

namespace nianbao::crawler {

bool matches_prefix(std::string_view pattern, std::string_view text) {
    // '*' as late as possible is never needed: the earliest place of a piece leaves the most room for those after it.
    // Only the last piece before '$' must stand at the end, so it is looked for there.
    const bool to_the_end = pattern.ends_with('$');
    if (to_the_end) pattern.remove_suffix(1);
    bool first = true;
    for (;;) {
        const auto star = pattern.find('*');
        const bool is_last = star == std::string_view::npos;
        const std::string_view piece = pattern.substr(0, star);
        if (is_last && to_the_end) return first ? text == piece : text.ends_with(piece);
        if (first) {
            if (!text.starts_with(piece)) return false;
            text.remove_prefix(piece.size());
        } else {
            const auto found = text.find(piece);
            if (found == std::string_view::npos) return false;
            text.remove_prefix(found + piece.size());
        }
        if (is_last) return true;
        first = false;
        pattern.remove_prefix(star + 1);
    }
}

bool occurs_in(std::string_view pattern, std::string_view text) {
    if (pattern.starts_with('^')) return matches_prefix(pattern.substr(1), text);
    // A leading '*' is what "anywhere" means: the first piece then is empty and the next is searched for.
    const auto star = pattern.find('*');
    const bool is_plain = star == std::string_view::npos && !pattern.ends_with('$');
    if (is_plain) return text.find(pattern) != std::string_view::npos;
    if (star == std::string_view::npos) return text.ends_with(pattern.substr(0, pattern.size() - 1));
    const auto found = text.find(pattern.substr(0, star));
    return found != std::string_view::npos && matches_prefix(pattern.substr(star), text.substr(found + star));
}

}  // namespace nianbao::crawler
