#include "normalize/fold.h"

#include <array>

#include "normalize/fold_table.h"

namespace nianbao::normalize {
namespace {

constexpr char32_t gbk_space = 0xE5E5;  // A3A0 in GBK, the full-width space that many editors typed

// What tidy_text has seen but not yet written: a run of white space.
enum class Gap { none, space, newline };

bool is_cjk_lead(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte >= 0xE4 && byte <= 0xE9;  // U+4000..U+9FFF: kept as they are, three bytes each
}

bool is_plain(char c) { return c > ' ' && c != '\x7F' && static_cast<unsigned char>(c) < 0x80; }

// End of the run from `position` that tidy_text copies without a look into the table.
std::size_t plain_run(std::string_view utf8, std::size_t position) {
    while (position < utf8.size()) {
        if (is_plain(utf8[position])) {
            ++position;
        } else if (is_cjk_lead(utf8[position]) && position + 2 < utf8.size() && (utf8[position + 1] & 0xC0) == 0x80 &&
                   (utf8[position + 2] & 0xC0) == 0x80) {
            position += 3;
        } else {
            break;
        }
    }
    return position;
}

// The ideographs of U+4000..U+9FFF and most of ASCII fold to themselves; together they are nearly all of a page, and the
// table need not be asked. The code point at `position` when it is such an ideograph, else 0.
char32_t plain_ideograph(std::string_view utf8, std::size_t position) {
    if (!is_cjk_lead(utf8[position]) || position + 2 >= utf8.size()) return 0;
    const auto second = static_cast<unsigned char>(utf8[position + 1]);
    const auto third = static_cast<unsigned char>(utf8[position + 2]);
    if ((second & 0xC0) != 0x80 || (third & 0xC0) != 0x80) return 0;
    return (static_cast<unsigned char>(utf8[position]) & 0x0FU) << 12 | (second & 0x3FU) << 6 | (third & 0x3FU);
}

// The folding of ASCII, one character each; 0 where it folds to nothing.
const std::array<char32_t, 128>& ascii_folding() {
    static const std::array<char32_t, 128> folding = [] {
        std::array<char32_t, 128> table{};
        for (char32_t c = 0; c < 128; ++c)
            if (const std::u32string_view folded = fold_code_point(c); !folded.empty()) table[c] = folded.front();
        return table;
    }();
    return folding;
}

// Calls `emit(character, begin, end)` for every character of the label folding, with the bytes that it came from.
template <typename Emit>
void fold_each(std::string_view utf8, Emit emit) {
    const std::array<char32_t, 128>& ascii = ascii_folding();
    for (std::size_t position = 0; position < utf8.size();) {
        const std::size_t begin = position;
        if (const auto byte = static_cast<unsigned char>(utf8[position]); byte < 0x80) {
            ++position;
            if (ascii[byte] != 0) emit(ascii[byte], begin, position);
        } else if (const char32_t ideograph = plain_ideograph(utf8, position); ideograph != 0) {
            position += 3;
            emit(ideograph, begin, position);
        } else {
            const std::u32string_view folded = fold_code_point(next_code_point(utf8, position));
            for (const char32_t c : folded) emit(c, begin, position);
        }
    }
}

std::uint32_t offset(std::size_t position) { return static_cast<std::uint32_t>(position); }

// True when the last piece is a plain copy that ends where the original goes on at `begin`.
bool continues(const Tidied& tidied, std::size_t begin) {
    const Tidied::Piece& last = tidied.pieces.back();
    return last.from.end == begin && last.from.size() == tidied.text.size() - last.at;
}

}  // namespace

bool is_space(char32_t c) {
    if (c <= 0x20) return c == 0x20 || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    if (c < 0x1680) return c == 0x85 || c == 0xA0;
    return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x2800 || c == 0x3000 || c == gbk_space;
}

std::u32string_view fold_code_point(char32_t c) {
    const FoldEntry& entry = fold_entry(c);
    return {entry.folded, entry.length};
}

Folded fold_label(std::string_view utf8) {
    Folded result;
    result.text.reserve(utf8.size());
    result.origins.reserve(utf8.size());
    fold_each(utf8, [&result](char32_t c, std::size_t begin, std::size_t end) {
        result.text.push_back(c);
        result.origins.push_back({offset(begin), offset(end)});
    });
    return result;
}

std::u32string folded_text(std::string_view utf8) {
    std::u32string text;
    text.reserve(utf8.size());
    fold_each(utf8, [&text](char32_t c, std::size_t, std::size_t) { text.push_back(c); });
    return text;
}

Tidied tidy(std::string_view utf8) {
    Tidied result;
    result.text.reserve(utf8.size());
    Gap gap = Gap::none;
    std::size_t gap_begin = 0;
    std::size_t gap_end = 0;
    const auto copy = [&](std::size_t begin, std::size_t end, std::string_view as) {
        if (gap != Gap::none && !result.text.empty()) {
            result.pieces.push_back({offset(result.text.size()), {offset(gap_begin), offset(gap_end)}});
            result.text.push_back(gap == Gap::newline ? '\n' : ' ');
        }
        if (gap == Gap::none && !result.pieces.empty() && as.size() == end - begin && continues(result, begin)) {
            result.pieces.back().from.end = offset(end);
        } else {
            result.pieces.push_back({offset(result.text.size()), {offset(begin), offset(end)}});
        }
        gap = Gap::none;
        result.text.append(as);
    };
    for (std::size_t position = 0; position < utf8.size();) {
        const std::size_t begin = position;
        position = plain_run(utf8, position);
        if (position > begin) {
            copy(begin, position, utf8.substr(begin, position - begin));
            continue;
        }
        const char32_t c = next_code_point(utf8, position);
        const FoldEntry& entry = fold_entry(c);
        switch (entry.tidy) {
            case Tidy::keep:
            case Tidy::change: {
                if (entry.tidy == Tidy::keep && c != U'\uFFFD') {
                    copy(begin, position, utf8.substr(begin, position - begin));
                    break;
                }
                std::string encoded;
                append_utf8(encoded, entry.tidy == Tidy::keep ? c : entry.tidied);
                copy(begin, position, encoded);
                break;
            }
            case Tidy::space:
            case Tidy::newline:
                if (gap == Gap::none) gap_begin = begin;
                gap_end = position;
                if (gap != Gap::newline) gap = entry.tidy == Tidy::newline ? Gap::newline : Gap::space;
                break;
            case Tidy::drop: break;
        }
    }
    return result;
}

std::string tidy_text(std::string_view utf8) { return tidy(utf8).text; }

model::Span Tidied::origin(model::Span span) const {
    const auto piece_at = [this](std::uint32_t at) -> std::size_t {
        std::size_t low = 0;
        std::size_t high = pieces.size();
        while (high - low > 1) {
            const std::size_t middle = (low + high) / 2;
            (pieces[middle].at <= at ? low : high) = middle;
        }
        return low;
    };
    if (span.empty() || pieces.empty() || span.end > text.size()) return {};
    // Within a piece that was copied byte for byte a position is exact; a character that was changed is taken whole.
    const auto is_copy = [this](std::size_t index) {
        const std::uint32_t end = index + 1 < pieces.size() ? pieces[index + 1].at : offset(text.size());
        return end - pieces[index].at == pieces[index].from.size();
    };
    const std::size_t first = piece_at(span.begin);
    const std::size_t last = piece_at(span.end - 1);
    const Piece& head = pieces[first];
    const Piece& tail = pieces[last];
    return {is_copy(first) ? head.from.begin + (span.begin - head.at) : head.from.begin,
            is_copy(last) ? tail.from.begin + (span.end - tail.at) : tail.from.end};
}

}  // namespace nianbao::normalize
