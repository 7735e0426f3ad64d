#include "normalize/mojibake.h"

#include <array>

#include "normalize/charset.h"
#include "normalize/commonness.h"
#include "normalize/fold.h"
#include "normalize/gb18030.h"
#include "normalize/transcode.h"

namespace nianbao::normalize {
namespace {

constexpr std::size_t sample_limit = 6000;  // bytes of text that decide whether to look any further
constexpr std::size_t fewest_characters = 4;

// windows-1252 for 0x80..0x9F, which is what “Latin-1” means on the web; 0 where it has no character.
constexpr std::array<char32_t, 32> windows_1252 = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// The bytes that a wrong decoder made `c` of; false when it could not have.
bool put_gbk(char32_t c, std::string& bytes) {
    if (c == U'\u20AC') {
        bytes.push_back('\x80');
        return true;
    }
    const auto pair = gb18030_pair_of(c);
    if (!pair) return false;
    bytes.push_back(static_cast<char>(static_cast<unsigned char>(*pair >> 8)));
    bytes.push_back(static_cast<char>(static_cast<unsigned char>(*pair & 0xFF)));
    return true;
}

bool put_latin1(char32_t c, std::string& bytes) {
    unsigned byte = c <= 0xFF ? c : 0;
    for (std::size_t i = 0; i < windows_1252.size(); ++i)
        if (windows_1252[i] == c) byte = static_cast<unsigned>(0x80 + i);
    if (byte == 0) return false;
    bytes.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
    return true;
}

// The whole text turned back into bytes. What has no way back becomes 0xFF, which no charset takes for a character.
std::string bytes_behind(std::string_view utf8, bool (*put)(char32_t, std::string&)) {
    std::string bytes;
    for (std::size_t position = 0; position < utf8.size();) {
        const char32_t c = next_code_point(utf8, position);
        if (c < 0x80) {
            bytes.push_back(static_cast<char>(c));
        } else if (!put(c, bytes)) {
            bytes.push_back('\xFF');
        }
    }
    return bytes;
}

bool is_through_gbk(MojibakeKind kind) { return kind == MojibakeKind::utf8_read_as_gbk; }

Charset real_charset(MojibakeKind kind) { return kind == MojibakeKind::gbk_read_as_latin1 ? Charset::gb18030 : Charset::utf_8; }

std::string bytes_behind(std::string_view utf8, MojibakeKind kind) { return bytes_behind(utf8, is_through_gbk(kind) ? put_gbk : put_latin1); }

// It must read as Chinese then (most of it common, next to no errors), and far better than it does now.
bool reads_better(std::string_view utf8, double quality_now, MojibakeKind kind) {
    const Evidence behind = evidence_for(real_charset(kind), bytes_behind(utf8.substr(0, sample_limit), kind), sample_limit);
    return behind.characters >= fewest_characters && behind.quality() > 0.8 && behind.quality() > quality_now + 0.8;
}

}  // namespace

std::string_view name_of(MojibakeKind kind) {
    switch (kind) {
        case MojibakeKind::utf8_read_as_gbk: return "UTF-8 read as GBK";
        case MojibakeKind::utf8_read_as_latin1: return "UTF-8 read as Latin-1";
        case MojibakeKind::gbk_read_as_latin1: return "GBK read as Latin-1";
    }
    return "";
}

std::optional<MojibakeKind> mojibake_kind(std::string_view utf8) {
    const Evidence now = evidence_for(Charset::utf_8, utf8, sample_limit);
    if (now.characters < fewest_characters || now.common * 10 >= now.characters * 7) return std::nullopt;
    for (const MojibakeKind kind : {MojibakeKind::utf8_read_as_gbk, MojibakeKind::utf8_read_as_latin1, MojibakeKind::gbk_read_as_latin1})
        if (reads_better(utf8, now.quality(), kind)) return kind;
    return std::nullopt;
}

std::optional<Mojibake> recognise_mojibake(std::string_view utf8) {
    const auto kind = mojibake_kind(utf8);
    if (!kind) return std::nullopt;
    Mojibake mojibake;
    mojibake.kind = *kind;
    mojibake.repaired = decode_as(real_charset(*kind), bytes_behind(utf8, *kind), mojibake.lost);
    return mojibake;
}

}  // namespace nianbao::normalize
