#pragma once
// Patterns with '*', as robots.txt rules and portal files use them.

#include <string_view>

namespace nianbao::crawler {

// True when `text` begins with what `pattern` describes: '*' stands for any run of characters, and a '$' that is the
// pattern's last character for the end of the text (RFC 9309 section 2.2.3). Bytes are compared as they are.
[[nodiscard]] bool matches_prefix(std::string_view pattern, std::string_view text);

// True when what `pattern` describes occurs anywhere in `text`; '^' as the first character ties it to the beginning.
[[nodiscard]] bool occurs_in(std::string_view pattern, std::string_view text);

}  // namespace nianbao::crawler
