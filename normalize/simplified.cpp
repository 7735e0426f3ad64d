#include "normalize/simplified.h"

#include <algorithm>

#include "normalize/fold.h"
#include "normalize/simplified_pairs.h"

namespace nianbao::normalize {

char32_t simplified(char32_t c) {
    const std::span<const SimplifiedPair> pairs = simplified_pairs();
    const auto pair = std::lower_bound(pairs.begin(), pairs.end(), c, [](const SimplifiedPair& one, char32_t character) { return one.traditional < character; });
    return pair != pairs.end() && pair->traditional == c ? pair->simplified : c;
}

std::string simplified_text(std::string_view utf8) {
    std::string result;
    result.reserve(utf8.size());
    for (std::size_t position = 0; position < utf8.size();) append_utf8(result, simplified(next_code_point(utf8, position)));
    return result;
}

}  // namespace nianbao::normalize
