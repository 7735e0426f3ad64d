#include "normalize/number.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "normalize/fold.h"
#include "normalize/fold_table.h"
#include "normalize/number_unit.h"
#include "normalize/numeral_characters.h"
#include "normalize/quantity.h"

namespace nianbao::normalize {
namespace {

using model::Presence;

// The text as the grammar wants it, each character with the bytes that it came from. Ignorable characters are gone, and
// a run of spaces is one U+0020.
struct Glyphs {
    std::u32string text;
    std::vector<model::Span> origins;
    bool too_long = false;  // for a number; what follows was not looked at

    [[nodiscard]] model::Span span(std::size_t begin, std::size_t end) const {
        return begin < end ? model::Span{origins[begin].begin, origins[end - 1].end} : model::Span{};
    }
};

// Only what cannot change a number's meaning is folded: full-width forms, ○ and radicals. ①, ½, ² and the digits of
// other scripts stay what they are, and are refused.
char32_t number_form(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E && c != U'，') return c - 0xFF01 + U'!';
    if (c == U'○' || c == U'◯') return U'〇';
    if (c == U'點') return U'点';
    const FoldEntry& entry = fold_entry(c);
    return entry.tidy == Tidy::change ? entry.tidied : c;
}

bool is_open(char32_t c) { return c == U'(' || c == U'[' || c == U'〔' || c == U'【' || c == U'﹙'; }
bool is_close(char32_t c) { return c == U')' || c == U']' || c == U'〕' || c == U'】' || c == U'﹚'; }

Glyphs glyphs_of(std::string_view utf8) {
    Glyphs glyphs;
    bool space = false;
    bool in_note = false;
    model::Span gap;
    for (std::size_t position = 0; position < utf8.size();) {
        const std::size_t begin = position;
        const char32_t c = next_code_point(utf8, position);
        const model::Span origin = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(position)};
        const Tidy tidy = fold_entry(c).tidy;
        if (tidy == Tidy::drop) continue;
        if (tidy == Tidy::space || tidy == Tidy::newline) {
            space = !glyphs.text.empty();
            gap = origin;
            continue;
        }
        if (space) {
            glyphs.text.push_back(U' ');
            glyphs.origins.push_back(gap);
        }
        space = false;
        glyphs.text.push_back(number_form(c));
        glyphs.origins.push_back(origin);
        in_note = in_note || is_open(glyphs.text.back());
        if (!in_note && glyphs.text.size() > longest_quantity) {
            glyphs.too_long = true;
            break;
        }
    }
    return glyphs;
}

// Marks and words for “nothing here”. A mark may be repeated (——, --), and the marks may not be mixed.
bool is_dash(std::u32string_view text) {
    constexpr std::u32string_view marks = U"-–—―─━−‐‑/\\*×╱∕";
    constexpr auto words = std::to_array<std::u32string_view>({U"无", U"無", U"不适用", U"暂无", U"没有", U"空", U"空白",
                                                               U"无数据", U"暂无数据", U"无此项", U"不涉及", U"未发生", U"N/A",
                                                               U"n/a", U"NA", U"(无)", U"无。", U"不适用。"});
    if (std::find(words.begin(), words.end(), text) != words.end()) return true;
    if (text.empty() || text.size() > 8 || marks.find(text.front()) == std::u32string_view::npos) return false;
    return std::all_of(text.begin(), text.end(), [&](char32_t c) { return c == text.front(); });
}

struct Bounds {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// A remark in brackets that closes the text: 22（其中修订16件）. Empty when there is none.
Bounds note_of(std::u32string_view text) {
    if (text.empty() || !is_close(text.back())) return {};
    const auto open = std::find_if(text.begin(), text.end(), is_open);
    if (open == text.end() || open == text.begin()) return {};
    const auto begin = static_cast<std::size_t>(open - text.begin());
    // Two remarks, or a bracket that closes early, are not one remark.
    const auto inner = text.substr(begin + 1, text.size() - begin - 2);
    std::ptrdiff_t depth = 0;
    for (const char32_t c : inner) {
        if (is_open(c)) ++depth;
        if (is_close(c) && --depth < 0) return {};
    }
    return depth == 0 ? Bounds{begin, text.size()} : Bounds{};
}

Presence presence_of(std::u32string_view text) {
    if (text.empty()) return Presence::blank;
    return is_dash(text) ? Presence::dash : Presence::unreadable;
}

// Nearly every cell: a few ASCII digits and nothing else.
std::optional<NumberReading> read_plain_digits(std::string_view utf8) {
    if (utf8.empty() || utf8.size() > 9 || (utf8[0] == '0' && utf8.size() > 1)) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : utf8) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    NumberReading reading;
    reading.presence = Presence::stated;
    reading.value = model::Decimal(value);
    reading.number = {0, static_cast<std::uint32_t>(utf8.size())};
    return reading;
}

constexpr char32_t first_ideograph = 0x4E00, behind_ideographs = 0xA000;

// One bit an ideograph: those that numerals are written with.
constexpr auto numeral_bits = [] {
    std::array<std::uint64_t, (behind_ideographs - first_ideograph) / 64> bits{};
    for (char32_t c = first_ideograph; c < behind_ideographs; ++c)
        if (is_numeral(c)) bits[(c - first_ideograph) / 64] |= std::uint64_t{1} << (c - first_ideograph) % 64;
    return bits;
}();

// Most of the rest are labels: words of ideographs, none of them of a numeral, that begin as no word for nothing does. All else is
// left to the grammar.
bool is_label(std::string_view utf8) {
    constexpr std::u32string_view begin_of_nothing = U"无無不暂没空未";
    for (std::size_t at = 0; at < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[at]);
        if (lead < 0x80) {
            if (at == 0 || is_ascii_digit(lead)) return false;
            ++at;
            continue;
        }
        if (lead < 0xE3 || lead > 0xEF || at + 2 >= utf8.size() || (utf8[at + 1] & 0xC0) != 0x80 || (utf8[at + 2] & 0xC0) != 0x80) return false;
        const auto c = static_cast<char32_t>((lead & 0x0FU) << 12 | (static_cast<unsigned char>(utf8[at + 1]) & 0x3FU) << 6 | (static_cast<unsigned char>(utf8[at + 2]) & 0x3FU));
        if (c < first_ideograph || c >= behind_ideographs) {
            if (at == 0 || std::u32string_view(U"、。，：；（）《》").find(c) == std::u32string_view::npos) return false;
        } else if ((numeral_bits[(c - first_ideograph) / 64] >> (c - first_ideograph) % 64 & 1) != 0 || (at == 0 && begin_of_nothing.find(c) != std::u32string_view::npos)) {
            return false;
        }
        at += 3;
    }
    return !utf8.empty();
}

}  // namespace

NumberReading read_number(std::string_view utf8, Sign sign) {
    if (auto plain = read_plain_digits(utf8)) return *plain;
    NumberReading reading;
    if (is_label(utf8)) return reading;
    const Glyphs glyphs = glyphs_of(utf8);
    if (glyphs.too_long) return reading;
    reading.presence = presence_of(glyphs.text);
    if (reading.presence != Presence::unreadable) return reading;
    std::u32string_view text = glyphs.text;
    if (text.ends_with(U'。') || text.ends_with(U';')) text.remove_suffix(1);
    const Bounds note = note_of(text);
    std::u32string_view head = text.substr(0, note.end > 0 ? note.begin : text.size());
    while (head.ends_with(U' ')) head.remove_suffix(1);
    const auto quantity = read_quantity(head, sign);
    if (!quantity) return reading;
    reading.presence = Presence::stated;
    reading.value = quantity->value;
    reading.unit = to_utf8(quantity->unit);
    reading.percent = quantity->percent;
    reading.approximate = quantity->approximate;
    reading.number = glyphs.span(quantity->begin, quantity->end);
    if (note.end > 0) {
        const model::Span inside = glyphs.span(note.begin + 1, note.end - 1);
        reading.note = tidy_text(inside.of(utf8));
    }
    return reading;
}

}  // namespace nianbao::normalize
