#include "out/utf8.h"

#include <cstdint>
#include <cstring>

namespace nianbao::out {
namespace {

struct Step {
    std::size_t length;  // bytes of the character, or of the ill-formed part; at least 1
    bool valid;
};

unsigned byte_at(std::string_view text, std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; }

// Table 3-7: the second byte's range depends on the first, the others are 80..BF.
Step step_at(std::string_view text, std::size_t i) {
    const unsigned lead = byte_at(text, i);
    if (lead < 0x80) return {1, true};
    std::size_t length = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) length = 2;
    if (lead >= 0xE0 && lead <= 0xEF) length = 3;
    if (lead >= 0xF0 && lead <= 0xF4) length = 4;
    if (length == 0) return {1, false};
    if (lead == 0xE0) low = 0xA0;   // no overlong form
    if (lead == 0xED) high = 0x9F;  // no surrogate
    if (lead == 0xF0) low = 0x90;   // no overlong form
    if (lead == 0xF4) high = 0x8F;  // nothing past U+10FFFF
    for (std::size_t k = 1; k < length; ++k) {
        const unsigned next = byte_at(text, i + k);
        if (next < low || next > high) return {k, false};
        low = 0x80;
        high = 0xBF;
    }
    return {length, true};
}

}  // namespace

std::size_t valid_prefix(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        std::uint64_t eight = 0;
        if (text.size() - i >= sizeof eight) {
            std::memcpy(&eight, text.data() + i, sizeof eight);
            if ((eight & 0x8080808080808080ULL) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        const Step step = step_at(text, i);
        if (!step.valid) return i;
        i += step.length;
    }
    return i;
}

std::string_view valid_utf8(std::string_view text, std::string& buffer) {
    std::size_t i = valid_prefix(text);
    if (i == text.size()) return text;
    buffer.assign(text.substr(0, i));
    while (i < text.size()) {
        const Step step = step_at(text, i);
        if (step.valid)
            buffer.append(text.substr(i, step.length));
        else
            buffer.append("\xEF\xBF\xBD");
        i += step.length;
    }
    return buffer;
}

}  // namespace nianbao::out
