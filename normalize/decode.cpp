#include "normalize/decode.h"

#include <optional>
#include <string>

#include "normalize/charset.h"
#include "normalize/commonness.h"
#include "normalize/transcode.h"
#include "normalize/utf8.h"

namespace nianbao::normalize {
namespace {

constexpr std::size_t prescan_limit = 1024;  // HTML Standard: "the first 1024 bytes"
constexpr std::size_t sample_limit = 8192;   // bytes of text that a doubtful choice is judged by

struct Declaration {
    std::string label;  // "" when there is none
    std::optional<Charset> charset;
};

Declaration declaration_of(std::string_view bytes, const DecodeHints& hints) {
    // The transport layer comes before anything in the document; a label that is not in the standard counts as none.
    if (const auto charset = charset_of(hints.http_charset)) return {clean_label(hints.http_charset), charset};
    if (!hints.html) return {};
    std::string label = declared_label(bytes, prescan_limit);
    // "change the encoding": a <meta> behind the prescanned bytes still counts.
    if (label.empty() && bytes.size() > prescan_limit) label = declared_label(bytes, bytes.size());
    const auto charset = charset_of(label);
    return {std::move(label), charset};
}

// UTF-16 without a mark: markup has a zero byte in every other place.
std::optional<Charset> unmarked_utf16(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 512);
    if (head.size() < 16) return std::nullopt;
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < head.size(); ++i)
        if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
    if (odd * 8 > head.size() && even * 4 < odd) return Charset::utf_16le;
    if (even * 8 > head.size() && odd * 4 < even) return Charset::utf_16be;
    return std::nullopt;
}

bool is_multibyte_label(const Declaration& declared) {
    return declared.charset && *declared.charset != Charset::utf_8 && *declared.charset != Charset::gb18030 &&
           *declared.charset != Charset::windows_1252 && *declared.charset != Charset::replacement;
}

// GB text can pass for UTF-8 of three bytes a character only where a third of it is level 2 of GB 2312 (leads E1..EF), so
// a few such sequences without an error settle it.
bool holds_long_sequences(std::string_view bytes) {
    constexpr int enough = 8;
    int found = 0;
    for (std::size_t position = ascii_prefix(bytes); position < bytes.size() && found < enough;) {
        const std::size_t length = utf8_sequence(bytes, position);
        found += length == 3;
        position += length;
    }
    return found == enough;
}

// UTF-8 or GB18030, by what the bytes are worth in either. The label has a little weight of its own.
Charset better_of(std::string_view bytes, const Declaration& declared) {
    constexpr double prior = 0.2;
    double utf8 = evidence_for(Charset::utf_8, bytes, sample_limit).quality();
    double gb = evidence_for(Charset::gb18030, bytes, sample_limit).quality();
    if (declared.charset == Charset::utf_8) utf8 += prior;
    if (declared.charset == Charset::gb18030) gb += prior;
    return utf8 > gb ? Charset::utf_8 : Charset::gb18030;
}

// GB text stops being valid UTF-8 within a few characters; damaged UTF-8 goes on being valid on both sides of the damage.
bool could_be_damaged_utf8(std::string_view bytes, std::size_t first_error) {
    const std::size_t from = first_error > 512 ? first_error - 512 : 0;
    const Evidence evidence = evidence_for(Charset::utf_8, bytes.substr(from), 1024);
    return evidence.errors * 2 < evidence.characters;
}

// A label for a charset that is neither UTF-8 nor GB18030 (Big5, EUC-KR …) stands unless it gives more errors than one
// in a thousand characters and one of those two gives none.
Charset judge_foreign(std::string_view bytes, const Declaration& declared, bool valid_utf8) {
    if (valid_utf8) return Charset::utf_8;
    std::size_t replaced = 0;
    const std::size_t characters = decode_as(*declared.charset, bytes, replaced).size() / 3 + 1;
    if (replaced * 1000 <= characters) return *declared.charset;
    const Evidence gb = evidence_for(Charset::gb18030, bytes, bytes.size());
    return gb.errors == 0 ? Charset::gb18030 : *declared.charset;
}

// valid: how many of the bytes are UTF-8 without an error.
Charset judge(std::string_view bytes, const Declaration& declared, std::size_t valid) {
    const bool valid_utf8 = valid == bytes.size();
    if (valid_utf8 && ascii_prefix(bytes) == bytes.size()) return declared.charset.value_or(Charset::utf_8);
    if (is_multibyte_label(declared)) return judge_foreign(bytes, declared, valid_utf8);
    if (valid_utf8) {
        // Nearly always the end of it. A few pairs of GB text may happen to be valid UTF-8 (two-byte sequences, as in
        // 联通), and a GB label is worth a look at what the bytes would say then.
        const bool certain = declared.charset == Charset::utf_8 || (!declared.charset && holds_long_sequences(bytes));
        return certain ? Charset::utf_8 : better_of(bytes, declared);
    }
    if (declared.charset == Charset::gb18030 && !could_be_damaged_utf8(bytes, valid)) return Charset::gb18030;
    const Charset better = better_of(bytes, declared);
    // Western text in windows-1252 is left alone when it says so and is no Chinese either way.
    if (declared.charset == Charset::windows_1252 && evidence_for(better, bytes, sample_limit).quality() < 0.5)
        return Charset::windows_1252;
    return better;
}

}  // namespace

model::Text decode(std::string_view bytes, const DecodeHints& hints) {
    model::Text text;
    // "BOM sniff" comes first and overrides every label.
    std::optional<Charset> mark;
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        mark = Charset::utf_8;
        bytes.remove_prefix(3);
    } else if (bytes.starts_with("\xFE\xFF")) {
        mark = Charset::utf_16be;
        bytes.remove_prefix(2);
    } else if (bytes.starts_with("\xFF\xFE")) {
        mark = Charset::utf_16le;
        bytes.remove_prefix(2);
    } else if (bytes.starts_with("\x84\x31\x95\x33")) {
        mark = Charset::gb18030;  // U+FEFF in GB18030; no label of the standard, but some editors write it
        bytes.remove_prefix(4);
    } else {
        mark = unmarked_utf16(bytes);
    }
    const Declaration declared = mark == Charset::utf_16le || mark == Charset::utf_16be
                                     ? Declaration{clean_label(hints.http_charset), charset_of(hints.http_charset)}
                                     : declaration_of(bytes, hints);
    const std::size_t valid = utf8_valid_prefix(bytes);
    // A mark of UTF-8 before text that is not UTF-8 is one more wrong label.
    const bool believed = mark && (*mark != Charset::utf_8 || valid == bytes.size());
    const Charset charset = believed ? *mark : judge(bytes, mark ? Declaration{"utf-8", Charset::utf_8} : declared, valid);
    if (charset == Charset::utf_8 && valid == bytes.size())
        text.utf8 = bytes;
    else
        text.utf8 = decode_as(charset, bytes, text.replaced);
    text.charset = name_of(charset);
    text.charset_declared = declared.charset ? declared.label : "";
    text.mislabelled = declared.charset && *declared.charset != charset;
    return text;
}

}  // namespace nianbao::normalize
