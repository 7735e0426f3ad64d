#pragma once
// Bytes to text: which charset a document really is in, whatever it says.

#include <string_view>

#include "model/text.h"

namespace nianbao::normalize {

struct DecodeHints {
    std::string_view http_charset;  // the charset parameter of Content-Type; "" when none
    bool html = true;               // look for <meta charset>; false for plain text
};

// Total: whatever the bytes are, the result is well-formed UTF-8. Order: BOM, HTTP header, the Encoding Standard's prescan
// of 1024 bytes, a later meta, validity and commonness, gb18030. A label is a prior: when it gives more than 0.1 % errors
// and another charset gives none, the other is used and `mislabelled` is set.
[[nodiscard]] model::Text decode(std::string_view bytes, const DecodeHints& hints);

}  // namespace nianbao::normalize
