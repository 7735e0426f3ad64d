#pragma once
// The host of a special URL, by the host parser of the WHATWG URL Standard (section 3.5). Used by url.cpp alone.

#include <string>
#include <string_view>

#include "model/result.h"

namespace nianbao::model {

// The serialised host: a lower-case domain, a dotted IPv4 address, or an IPv6 address in brackets, compressed.
// Error (where = the text): empty, a forbidden character, a broken address, a character outside ASCII.
[[nodiscard]] Result<std::string> parse_host(std::string_view text);

// Value of a hexadecimal digit, or -1.
[[nodiscard]] constexpr int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace nianbao::model
