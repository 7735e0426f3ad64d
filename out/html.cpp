#include "out/html.h"

#include "model/url.h"
#include "out/utf8.h"

namespace nianbao::out {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::size_t longest_fragment_text = 300;  // bytes

bool is_control(unsigned char byte) { return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F; }

void append_escaped(std::string& bytes, std::string_view foreign) {
    std::string buffer;
    const std::string_view text = valid_utf8(foreign, buffer);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        switch (text[i]) {
            case '&': bytes += "&amp;"; break;
            case '<': bytes += "&lt;"; break;
            case '>': bytes += "&gt;"; break;
            case '"': bytes += "&quot;"; break;
            case '\'': bytes += "&#39;"; break;
            case '\xC2':
                // U+0080..U+009F are controls too.
                if (i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
                    bytes += replacement;
                    ++i;
                } else {
                    bytes += text[i];
                }
                break;
            default:
                if (is_control(byte))
                    bytes += replacement;
                else
                    bytes += text[i];
        }
    }
}

void append_percent(std::string& bytes, unsigned char byte) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    bytes += '%';
    bytes += digits[byte >> 4];
    bytes += digits[byte & 15];
}

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

Html& Html::text(std::string_view foreign) {
    append_escaped(bytes_, foreign);
    return *this;
}

Html& Html::attribute(std::string_view name, std::string_view foreign) {
    bytes_ += ' ';
    bytes_ += name;
    bytes_ += "=\"";
    append_escaped(bytes_, foreign);
    bytes_ += '"';
    return *this;
}

Html& Html::number(std::int64_t value) {
    bytes_ += std::to_string(value);
    return *this;
}

std::string escaped(std::string_view foreign) {
    std::string bytes;
    append_escaped(bytes, foreign);
    return bytes;
}

std::string script_string(std::string_view foreign) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string buffer;
    const std::string_view text = valid_utf8(foreign, buffer);
    std::string bytes = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_separator = text.substr(i, 2) == "\xE2\x80" && i + 2 < text.size() && (text[i + 2] == '\xA8' || text[i + 2] == '\xA9');
        if (is_separator) {
            bytes += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else if (byte < 0x20 || byte == 0x7F || std::string_view("\"\\<>&'").find(text[i]) != std::string_view::npos) {
            bytes += "\\u00";
            bytes += digits[byte >> 4];
            bytes += digits[byte & 15];
        } else {
            bytes += text[i];
        }
    }
    return bytes + '"';
}

std::string safe_link(std::string_view url) {
    const auto parsed = model::Url::parse(url);
    if (!parsed) return "";
    return parsed->to_string();
}

std::string text_fragment(std::string_view text) {
    if (text.empty() || text.size() > longest_fragment_text || text.find_first_of("\r\n\t") != std::string_view::npos) return "";
    std::string fragment = "#:~:text=";
    for (const char c : text) {
        // "-", "," and "&" have a meaning in the directive, so all but letters and digits is encoded.
        if (is_word(c))
            fragment += c;
        else
            append_percent(fragment, static_cast<unsigned char>(c));
    }
    return fragment;
}

}  // namespace nianbao::out
