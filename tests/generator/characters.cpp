#include "tests/generator/characters.h"

#include <map>

#include "normalize/fold.h"
#include "normalize/gb18030.h"
#include "normalize/simplified_pairs.h"

namespace nianbao::generator {

std::vector<std::string> characters(std::string_view text) {
    std::vector<std::string> result;
    for (const char c : text) {
        const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (continues && !result.empty()) {
            result.back() += c;
        } else {
            result.emplace_back(1, c);
        }
    }
    return result;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string result;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) result += separator;
        result += parts[i];
    }
    return result;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

bool begins_with_digit(std::string_view text) { return !text.empty() && text.front() >= '0' && text.front() <= '9'; }

int display_width(std::string_view text) {
    int width = 0;
    for (const std::string& character : characters(text)) width += character.size() == 1 ? 1 : 2;
    return width;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
    std::vector<std::string> lines(1);
    int used = 0;
    for (const std::string& character : characters(text)) {
        const int columns = character.size() == 1 ? 1 : 2;
        if (character == "\n" || (used > 0 && used + columns > width)) {
            lines.emplace_back();
            used = 0;
            if (character == "\n" || character == " ") continue;
        }
        lines.back() += character;
        used += columns;
    }
    return lines;
}

char32_t code_point(std::string_view character) {
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(character[i])); };
    switch (character.size()) {
        case 1: return byte(0);
        case 2: return ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU);
        case 3: return ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
        case 4: return ((byte(0) & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
        default: return U'\uFFFD';
    }
}

std::string full_width(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c < '!' || c > '~') {
            result += c;
            continue;
        }
        const auto point = static_cast<unsigned>(c) - 0x21U + 0xFF01U;  // U+FF01 is the full-width form of '!'
        result += static_cast<char>(0xE0U | (point >> 12U));
        result += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
        result += static_cast<char>(0x80U | (point & 0x3FU));
    }
    return result;
}

std::string html_escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '&') {
            result += "&amp;";
        } else if (c == '<') {
            result += "&lt;";
        } else if (c == '>') {
            result += "&gt;";
        } else {
            result += c;
        }
    }
    return result;
}

std::string to_gbk(std::string_view text) {
    std::string result;
    for (const std::string& character : characters(text)) {
        if (character.size() == 1) {
            result += character;
            continue;
        }
        const auto pair = normalize::gb18030_pair_of(code_point(character));
        if (!pair) {
            result += '?';
            continue;
        }
        result += static_cast<char>(*pair >> 8U);
        result += static_cast<char>(*pair & 0xFFU);
    }
    return result;
}

std::string to_traditional(std::string_view text) {
    static const std::map<char32_t, char32_t> traditional = [] {
        std::map<char32_t, char32_t> forms;
        for (const normalize::SimplifiedPair& pair : normalize::simplified_pairs()) forms.try_emplace(pair.simplified, pair.traditional);
        return forms;
    }();
    std::string result;
    for (std::size_t position = 0; position < text.size();) {
        const char32_t c = normalize::next_code_point(text, position);
        const auto form = traditional.find(c);
        normalize::append_utf8(result, form == traditional.end() ? c : form->second);
    }
    return result;
}

}  // namespace nianbao::generator
