#include "audit/text.h"

#include <algorithm>

namespace nianbao::audit {
namespace {

constexpr char16_t replacement = 0xFFFD;

// Total: bytes that are no UTF-8 count as one U+FFFD each.
char16_t next_unit(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return i < utf8.size() ? static_cast<unsigned char>(utf8[i]) : 0U; };
    const unsigned first = byte(at);
    const auto continues = [&](std::size_t count) {
        for (std::size_t i = 1; i <= count; ++i)
            if ((byte(at + i) & 0xC0U) != 0x80U) return false;
        return true;
    };
    if (first < 0x80U) {
        ++at;
        return static_cast<char16_t>(first);
    }
    if (first >= 0xC2U && first < 0xE0U && continues(1)) {
        const unsigned c = (first & 0x1FU) << 6U | (byte(at + 1) & 0x3FU);
        at += 2;
        return static_cast<char16_t>(c);
    }
    if (first >= 0xE0U && first < 0xF0U && continues(2)) {
        const unsigned c = (first & 0x0FU) << 12U | (byte(at + 1) & 0x3FU) << 6U | (byte(at + 2) & 0x3FU);
        at += 3;
        return static_cast<char16_t>(c);
    }
    at += first >= 0xF0U && first < 0xF5U && continues(3) ? 4 : 1;
    return replacement;
}

bool is_blank(char16_t c) {
    return c == u' ' || c == u'\t' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
           c == 0x2800;
}

bool is_ignorable(char16_t c) { return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0x2060 || c == 0xAD || c == u'\r'; }

bool ends_sentence(char16_t c) { return c == u'。' || c == u';' || c == u'!' || c == u'?' || c == u'\n'; }

char16_t fold(char16_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char16_t>(c - 0xFEE0);
    return c;
}

// A line of print was broken here, and no paragraph ended: 特\n色, 7\n期.
bool joins(const std::u16string& before, char16_t after) {
    if (before.empty()) return true;
    const char16_t last = before.back();
    const bool inner_before = is_han(last) || is_digit(last) || last == u',' || last == 0x3001;
    return inner_before && (is_han(after) || is_digit(after) || after == u',' || after == 0x3001 || after == u'。');
}

}  // namespace

std::u16string folded(std::string_view utf8) {
    std::u16string text;
    text.reserve(utf8.size() / 2);
    bool broken = false;
    for (std::size_t at = 0; at < utf8.size();) {
        const char16_t c = fold(next_unit(utf8, at));
        if (is_ignorable(c)) continue;
        if (c == u'\n') {
            broken = true;
            continue;
        }
        if (is_blank(c)) {
            if (!broken && !text.empty() && text.back() != u' ') text.push_back(u' ');
            continue;
        }
        if (broken) {
            while (!text.empty() && text.back() == u' ') text.pop_back();
            if (!joins(text, c)) text.push_back(u'\n');
            broken = false;
        }
        text.push_back(c);
    }
    while (!text.empty() && text.back() == u' ') text.pop_back();
    return text;
}

std::u16string without_spaces(std::u16string_view text) {
    std::u16string result;
    result.reserve(text.size());
    for (const char16_t c : text)
        if (c != u' ' && c != u'\n') result.push_back(c);
    return result;
}

std::string to_utf8(std::u16string_view text) {
    std::string utf8;
    for (const char16_t unit : text) {
        const unsigned c = unit >= 0xD800 && unit <= 0xDFFF ? replacement : unit;
        if (c < 0x80U) {
            utf8 += static_cast<char>(c);
        } else if (c < 0x800U) {
            utf8 += static_cast<char>(0xC0U | c >> 6U);
            utf8 += static_cast<char>(0x80U | (c & 0x3FU));
        } else {
            utf8 += static_cast<char>(0xE0U | c >> 12U);
            utf8 += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
            utf8 += static_cast<char>(0x80U | (c & 0x3FU));
        }
    }
    return utf8;
}

bool contains(std::u16string_view text, std::u16string_view part) { return text.find(part) != std::u16string_view::npos; }

bool contains_any(std::u16string_view text, std::initializer_list<std::u16string_view> parts) {
    return std::any_of(parts.begin(), parts.end(), [&](std::u16string_view part) { return contains(text, part); });
}

std::vector<std::u16string_view> sentences(std::u16string_view text) {
    std::vector<std::u16string_view> found;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && !ends_sentence(text[i])) continue;
        if (i > begin) found.push_back(text.substr(begin, i - begin));
        begin = i + 1;
    }
    return found;
}

std::optional<NumberAt> number_at(std::u16string_view text, std::size_t at) {
    std::string digits;
    std::size_t end = at;
    bool point = false;
    for (; end < text.size(); ++end) {
        const char16_t c = text[end];
        const bool digit_follows = end + 1 < text.size() && is_digit(text[end + 1]);
        if (is_digit(c)) {
            digits += static_cast<char>(c);
        } else if (c == u',' && !digits.empty() && !point && end + 3 < text.size() && is_digit(text[end + 1]) &&
                   is_digit(text[end + 2]) && is_digit(text[end + 3]) && (end + 4 >= text.size() || !is_digit(text[end + 4]))) {
            continue;  // 1,234
        } else if (c == u'.' && !digits.empty() && !point && digit_follows) {
            digits += '.';
            point = true;
        } else {
            break;
        }
    }
    const auto value = model::Decimal::parse(digits);
    if (!value) return std::nullopt;
    return NumberAt{*value, at, end};
}

std::vector<YearAt> years_in(std::u16string_view text) {
    std::vector<YearAt> years;
    for (std::size_t i = 0; i + 4 < text.size(); ++i) {
        if (!is_digit(text[i]) || (i > 0 && is_digit(text[i - 1]))) continue;
        std::size_t end = i;
        int year = 0;
        while (end < text.size() && is_digit(text[end]) && end - i < 5) year = year * 10 + static_cast<int>(text[end++] - u'0');
        if (end - i != 4 || year < 1990 || year > 2099) continue;
        while (end < text.size() && text[end] == u' ') ++end;
        if (end >= text.size() || text[end] != u'年') continue;
        ++end;
        if (end < text.size() && text[end] == u'度') ++end;
        years.push_back({year, i, end});
    }
    return years;
}

std::string quoted(std::u16string_view text, std::size_t limit) {
    if (text.size() <= limit) return "“" + to_utf8(text) + "”";
    return "“" + to_utf8(text.substr(0, limit)) + "…”";
}

}  // namespace nianbao::audit
