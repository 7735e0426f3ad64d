#include "normalize/commonness.h"

#include <bitset>

#include "normalize/fold.h"
#include "normalize/gb18030.h"
#include "normalize/utf8.h"

namespace nianbao::normalize {
namespace {

struct Sets {
    std::bitset<0x10000> common;
    std::bitset<0x10000> known;  // all of GB 2312, level 2 included
};

// GB 2312 is rows A1..F7 of the pairs, trails A1..FE: rows 1 to 3 hold punctuation and full-width forms, rows B0..D7 the
// ideographs of level 1 (the common ones, by sound), rows D8..F7 those of level 2 (by radical).
Sets build_sets() {
    Sets sets;
    for (unsigned lead = 0xA1; lead <= 0xF7; ++lead)
        for (unsigned trail = 0xA1; trail <= 0xFE; ++trail) {
            const char32_t c = gb18030_pair(lead, trail);
            if (c == 0 || c > 0xFFFF) continue;
            sets.known.set(c);
            const bool marks = lead <= 0xA3;
            const bool level_1 = lead >= 0xB0 && lead <= 0xD7;
            if (marks || level_1) sets.common.set(c);
        }
    sets.known.set(0xA0);  // &nbsp; of pages in UTF-8
    return sets;
}

const Sets& sets() {
    static const Sets built = build_sets();
    return built;
}

void count(Evidence& evidence, char32_t c) {
    ++evidence.characters;
    if (c <= 0xFFFF && sets().common.test(c)) {
        ++evidence.common;
    } else if (c > 0xFFFF || !sets().known.test(c)) {
        ++evidence.rare;
    }
}

// The code point at `position` when it is one of U+4000..U+9FFF in UTF-8, as most of a page is; else 0.
char32_t ideograph_at(std::string_view bytes, std::size_t position) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[position + at]); };
    if (byte(0) < 0xE4 || byte(0) > 0xE9 || position + 2 >= bytes.size() || (byte(1) & 0xC0) != 0x80 || (byte(2) & 0xC0) != 0x80) return 0;
    return (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
}

void count_error(Evidence& evidence) {
    ++evidence.characters;
    ++evidence.errors;
}

}  // namespace

double Evidence::quality() const {
    if (characters == 0) return 0;
    const double points =
        2.0 * static_cast<double>(common) - 2.0 * static_cast<double>(rare) - 4.0 * static_cast<double>(errors);
    return points / static_cast<double>(characters);
}

bool is_common(char32_t c) { return c <= 0xFFFF && sets().common.test(c); }

Evidence evidence_for(Charset charset, std::string_view bytes, std::size_t limit) {
    Evidence evidence;
    std::size_t position = 0;
    std::size_t read = 0;
    while (position < bytes.size() && read < limit) {
        position += ascii_prefix(bytes.substr(position));
        if (position >= bytes.size()) break;
        const std::size_t begin = position;
        if (const char32_t ideograph = charset != Charset::gb18030 ? ideograph_at(bytes, position) : 0; ideograph != 0) {
            position += 3;
            count(evidence, ideograph);
        } else if (charset == Charset::gb18030) {
            const auto c = next_gb18030(bytes, position);
            c ? count(evidence, *c) : count_error(evidence);
        } else if (utf8_sequence(bytes, position) == 0) {
            ++position;
            count_error(evidence);
        } else {
            count(evidence, next_code_point(bytes, position));
        }
        read += position - begin;
    }
    return evidence;
}

}  // namespace nianbao::normalize
