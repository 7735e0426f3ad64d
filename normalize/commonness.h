#pragma once
// How much a text in a given charset looks like Chinese: validity first, then how common its characters are.

#include <cstddef>
#include <optional>
#include <string_view>

#include "normalize/charset.h"

namespace nianbao::normalize {

struct Evidence {
    std::size_t characters = 0;  // that are not ASCII, errors included
    std::size_t errors = 0;      // of the decoder
    std::size_t common = 0;      // level 1 of GB 2312 (3,755 ideographs), its punctuation and full-width forms
    std::size_t rare = 0;        // ideographs outside GB 2312, other scripts, private use

    // Between -4 (all errors) and 2 (all common); 0 without characters.
    [[nodiscard]] double quality() const;
};

// Reads at most `limit` bytes, not counting the ASCII between other text. Charset: utf_8 or gb18030.
[[nodiscard]] Evidence evidence_for(Charset charset, std::string_view bytes, std::size_t limit);

// True for the characters that `common` counts.
[[nodiscard]] bool is_common(char32_t c);

}  // namespace nianbao::normalize
