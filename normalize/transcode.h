#pragma once
// Bytes of a known charset to UTF-8.

#include <cstddef>
#include <string>
#include <string_view>

#include "normalize/charset.h"

namespace nianbao::normalize {

// Total: what cannot be decoded becomes U+FFFD, and `replaced` is set to how many there are. A byte order mark is the
// caller's to take off.
[[nodiscard]] std::string decode_as(Charset charset, std::string_view bytes, std::size_t& replaced);

}  // namespace nianbao::normalize
