#include "normalize/gb18030.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "normalize/fold.h"
#include "normalize/utf8.h"

namespace nianbao::normalize {
namespace {

constexpr std::size_t trails = 190;  // 0x40..0x7E and 0x80..0xFE
constexpr std::size_t pairs = 126 * trails;
constexpr std::size_t bmp_pointers = 39420;  // four-byte sequences below the supplementary planes
constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Where the standard's index departs from ICU's gb18030 (which follows the edition of 2005): 19 pairs. The twentieth
// departure is the lone byte 0x80.
struct Fix {
    unsigned pair;
    char32_t c;
};
constexpr std::array<Fix, 19> fixes = {{{0xA3A0, 0x3000},
                                        {0xA6D9, 0xFE10},
                                        {0xA6DA, 0xFE12},
                                        {0xA6DB, 0xFE11},
                                        {0xA6DC, 0xFE13},
                                        {0xA6DD, 0xFE14},
                                        {0xA6DE, 0xFE15},
                                        {0xA6DF, 0xFE16},
                                        {0xA6EC, 0xFE17},
                                        {0xA6ED, 0xFE18},
                                        {0xA6F3, 0xFE19},
                                        {0xFE59, 0x9FB4},
                                        {0xFE61, 0x9FB5},
                                        {0xFE66, 0x9FB6},
                                        {0xFE67, 0x9FB7},
                                        {0xFE6D, 0x9FB8},
                                        {0xFE7E, 0x9FB9},
                                        {0xFE90, 0x9FBA},
                                        {0xFEA0, 0x9FBB}}};

bool is_trail(unsigned byte) { return byte >= 0x40 && byte <= 0xFE && byte != 0x7F; }
bool is_lead(unsigned byte) { return byte >= 0x81 && byte <= 0xFE; }
bool is_digit(unsigned byte) { return byte >= 0x30 && byte <= 0x39; }

// "Let offset be 0x40 if byte is less than 0x7F, otherwise 0x41."
std::size_t pointer_of(unsigned lead, unsigned trail) {
    return (lead - 0x81U) * trails + (trail - (trail < 0x7F ? 0x40U : 0x41U));
}

// The UTF-8 form of a pair, ready to be copied: up to three bytes and, in the fourth, how many. A pair without a
// character, or with one outside the BMP, has the length 0 and takes the slow way.
struct Encoded {
    std::array<char, 4> bytes{};
};

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter() {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open("gb18030", &status), &ucnv_close);
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    if (U_FAILURE(status)) converter.reset();
    return converter;
}

char32_t convert(UConverter* converter, std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    ucnv_resetToUnicode(converter);
    const char* source = bytes.data();
    const UChar32 c = ucnv_getNextUChar(converter, &source, bytes.data() + bytes.size(), &status);
    if (U_FAILURE(status) || source != bytes.data() + bytes.size()) return 0;
    return static_cast<char32_t>(c);
}

std::array<char, 4> four_bytes(std::size_t pointer) {
    const auto byte = [](std::size_t base, std::size_t value) {
        return static_cast<char>(static_cast<unsigned char>(base + value));
    };
    return {byte(0x81, pointer / 12600), byte(0x30, pointer / 1260 % 10), byte(0x81, pointer / 10 % 126),
            byte(0x30, pointer % 10)};
}

Encoded encode(char32_t c) {
    Encoded encoded;
    if (c == 0 || c > 0xFFFF) return encoded;
    const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
    if (c < 0x800) {
        encoded.bytes = {byte(0xC0 | (c >> 6)), byte(0x80 | (c & 0x3F)), 0, 2};
    } else {
        encoded.bytes = {byte(0xE0 | (c >> 12)), byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F)), 3};
    }
    return encoded;
}

// The characters of all pairs with one lead byte, converted in one go: a call for each pair would take most of the time
// that a short run of the program takes.
void convert_lead(UConverter* converter, unsigned lead, char32_t* characters) {
    std::array<char, 2 * trails> bytes{};
    for (std::size_t trail = 0; trail < trails; ++trail) {
        bytes[2 * trail] = static_cast<char>(lead);
        bytes[2 * trail + 1] = static_cast<char>(trail + (trail < 0x3F ? 0x40U : 0x41U));
    }
    std::array<UChar, 4 * trails> units{};
    std::array<std::int32_t, 4 * trails> offsets{};
    UErrorCode status = U_ZERO_ERROR;
    const char* source = bytes.data();
    UChar* target = units.data();
    ucnv_resetToUnicode(converter);
    ucnv_toUnicode(converter, &target, units.data() + units.size(), &source, bytes.data() + bytes.size(), offsets.data(), true, &status);
    if (U_FAILURE(status)) return;
    const auto count = static_cast<std::size_t>(target - units.data());
    for (std::size_t i = 0; i < count; ++i) {
        char32_t& c = characters[static_cast<std::size_t>(offsets[i]) / 2];
        if (U16_IS_LEAD(units[i]) && i + 1 < count)
            c = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(units[i], units[i + 1]));
        else if (!U16_IS_TRAIL(units[i]) && units[i] != 0xFFFD)  // what has no character; U+FFFD itself has four bytes
            c = units[i];
    }
}

std::vector<char32_t> build_pairs() {
    std::vector<char32_t> table(pairs);
    const Converter converter = open_converter();
    if (!converter) return table;  // every pair is then an error, and the text says so with U+FFFD
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_SUBSTITUTE, nullptr, nullptr, nullptr, &status);
    for (unsigned lead = 0x81; lead <= 0xFE; ++lead) convert_lead(converter.get(), lead, &table[pointer_of(lead, 0x40)]);
    for (const Fix& fix : fixes) table[pointer_of(fix.pair >> 8, fix.pair & 0xFF)] = fix.c;
    return table;
}

// The three tables are made when first asked for: a page in UTF-8 needs only the first, and that for its common characters.

// The character of each pair, by pointer; 0 for none.
const std::vector<char32_t>& pair_table() {
    static const std::vector<char32_t> built = build_pairs();
    return built;
}

// The same as UTF-8.
const std::vector<Encoded>& encoded_table() {
    static const std::vector<Encoded> built = [] {
        std::vector<Encoded> table(pairs);
        for (std::size_t pointer = 0; pointer < pairs; ++pointer) table[pointer] = encode(pair_table()[pointer]);
        return table;
    }();
    return built;
}

// By BMP code point: lead × 256 + trail; 0 for none.
const std::vector<std::uint16_t>& reverse_table() {
    static const std::vector<std::uint16_t> built = [] {
        std::vector<std::uint16_t> table(0x10000);
        for (std::size_t pointer = 0; pointer < pairs; ++pointer) {
            const unsigned lead = static_cast<unsigned>(pointer / trails) + 0x81;
            const unsigned offset = static_cast<unsigned>(pointer % trails);
            const char32_t c = pair_table()[pointer];
            // Of two pairs with one character the first counts: U+3000 is A1A1, not A3A0.
            if (c != 0 && c <= 0xFFFF && table[c] == 0) table[c] = static_cast<std::uint16_t>(lead << 8 | (offset + (offset < 0x3F ? 0x40U : 0x41U)));
        }
        return table;
    }();
    return built;
}

// The four-byte sequences of the BMP, by their pointer; rare enough to be made only when one is met.
const std::vector<char32_t>& four_byte_table() {
    static const std::vector<char32_t> built = [] {
        std::vector<char32_t> table(bmp_pointers);
        const Converter converter = open_converter();
        for (std::size_t pointer = 0; converter && pointer < bmp_pointers; ++pointer) {
            const auto bytes = four_bytes(pointer);
            table[pointer] = convert(converter.get(), {bytes.data(), bytes.size()});
        }
        return table;
    }();
    return built;
}

// "index gb18030 ranges code point": 0 for none.
char32_t ranges_code_point(std::size_t pointer) {
    if (pointer < bmp_pointers) return four_byte_table()[pointer];
    if (pointer < 189000 || pointer > 1237575) return 0;
    return static_cast<char32_t>(0x10000 + pointer - 189000);
}

}  // namespace

char32_t gb18030_pair(unsigned lead, unsigned trail) {
    if (!is_lead(lead) || !is_trail(trail)) return 0;
    return pair_table()[pointer_of(lead, trail)];
}

std::optional<unsigned> gb18030_pair_of(char32_t c) {
    if (c > 0xFFFF || reverse_table()[c] == 0) return std::nullopt;
    return reverse_table()[c];
}

std::optional<char32_t> next_gb18030(std::string_view bytes, std::size_t& position) {
    const auto byte = [bytes](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])); };
    const unsigned first = byte(position++);
    const std::size_t left = bytes.size() - position;
    if (first < 0x80) return static_cast<char32_t>(first);
    if (first == 0x80) return U'\u20AC';  // "If byte is 0x80, return code point U+20AC."
    if (first == 0xFF) return std::nullopt;
    if (left == 0) return std::nullopt;
    const unsigned second = byte(position);
    if (!is_digit(second)) {
        const char32_t c = is_trail(second) ? pair_table()[pointer_of(first, second)] : 0;
        // "If byte is an ASCII byte, restore byte to ioQueue": it is read again as itself.
        if (c != 0 || second >= 0x80) ++position;
        return c != 0 ? std::optional(c) : std::nullopt;
    }
    // A four-byte sequence that breaks off at its third or fourth byte is one error, and all but its first byte are
    // read again; one that breaks off at the end of the text is one error for all of it.
    if (left < 2) {
        position = bytes.size();
        return std::nullopt;
    }
    const unsigned third = byte(position + 1);
    if (!is_lead(third)) return std::nullopt;
    if (left < 3) {
        position = bytes.size();
        return std::nullopt;
    }
    const unsigned fourth = byte(position + 2);
    if (!is_digit(fourth)) return std::nullopt;
    position += 3;
    const char32_t c =
        ranges_code_point(((first - 0x81U) * 10U + (second - 0x30U)) * 1260U + (third - 0x81U) * 10U + (fourth - 0x30U));
    return c != 0 ? std::optional(c) : std::nullopt;
}

std::string decode_gb18030(std::string_view bytes, std::size_t& replaced) {
    replaced = 0;
    const std::vector<Encoded>& encoded = encoded_table();
    std::string utf8;
    utf8.reserve(bytes.size() + bytes.size() / 2);
    std::array<char, 4096> buffer{};
    std::size_t used = 0;
    const auto flush = [&] {
        utf8.append(buffer.data(), used);
        used = 0;
    };
    for (std::size_t position = 0; position < bytes.size();) {
        if (used + 4 > buffer.size()) flush();
        const auto lead = static_cast<unsigned char>(bytes[position]);
        if (lead < 0x80) {
            flush();
            const std::size_t length = ascii_prefix(bytes.substr(position));
            utf8.append(bytes.substr(position, length));
            position += length;
            continue;
        }
        if (lead > 0x80 && lead < 0xFF && position + 1 < bytes.size()) {
            const auto trail = static_cast<unsigned char>(bytes[position + 1]);
            if (is_trail(trail)) {
                const Encoded& character = encoded[pointer_of(lead, trail)];
                if (character.bytes[3] != 0) {
                    std::memcpy(buffer.data() + used, character.bytes.data(), 4);
                    used += static_cast<std::size_t>(character.bytes[3]);
                    position += 2;
                    continue;
                }
            }
        }
        flush();
        if (const auto c = next_gb18030(bytes, position)) {
            append_utf8(utf8, *c);
        } else {
            utf8.append(replacement);
            ++replaced;
        }
    }
    flush();
    return utf8;
}

std::optional<char32_t> gbk_private_use(char32_t c) {
    // The rows of the old tables that held private-use characters, each with the pair of its first one.
    struct Row {
        char32_t first, last;
        unsigned pair;
    };
    static constexpr std::array<Row, 7> rows = {{{0xE5E5, 0xE5E5, 0xA3A0},
                                                 {0xE78D, 0xE793, 0xA6D9},
                                                 {0xE794, 0xE795, 0xA6EC},
                                                 {0xE796, 0xE796, 0xA6F3},
                                                 {0xE7C7, 0xE7C7, 0xA8BC},
                                                 {0xE7E7, 0xE7F3, 0xA989},
                                                 {0xE815, 0xE864, 0xFE50}}};
    for (const Row& row : rows) {
        if (c < row.first || c > row.last) continue;
        unsigned pair = row.pair + (c - row.first);
        if (row.pair == 0xFE50 && pair >= 0xFE7F) ++pair;  // there is no trail byte 0x7F
        const char32_t now = gb18030_pair(pair >> 8, pair & 0xFF);
        if (now != 0 && now != c && !(now >= 0xE000 && now <= 0xF8FF)) return now;
    }
    return std::nullopt;
}

}  // namespace nianbao::normalize
