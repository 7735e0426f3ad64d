#include "normalize/charset.h"

#include <array>
#include <utility>

namespace nianbao::normalize {
namespace {

// Encoding Standard, 4.2 "Names and labels": the encodings that matter for Chinese pages and for what servers send by
// default, each with all its labels, and three labels that the standard lacks but that were written on purpose.
constexpr auto labels = std::to_array<std::pair<std::string_view, Charset>>({
    {"unicode-1-1-utf-8", Charset::utf_8},
    {"unicode11utf8", Charset::utf_8},
    {"unicode20utf8", Charset::utf_8},
    {"utf-8", Charset::utf_8},
    {"utf8", Charset::utf_8},
    {"x-unicode20utf8", Charset::utf_8},
    {"chinese", Charset::gb18030},
    {"csgb2312", Charset::gb18030},
    {"csiso58gb231280", Charset::gb18030},
    {"gb2312", Charset::gb18030},
    {"gb_2312", Charset::gb18030},
    {"gb_2312-80", Charset::gb18030},
    {"gbk", Charset::gb18030},
    {"iso-ir-58", Charset::gb18030},
    {"x-gbk", Charset::gb18030},
    {"gb18030", Charset::gb18030},
    {"cp936", Charset::gb18030},
    {"ms936", Charset::gb18030},
    {"windows-936", Charset::gb18030},
    {"big5", Charset::big5},
    {"big5-hkscs", Charset::big5},
    {"cn-big5", Charset::big5},
    {"csbig5", Charset::big5},
    {"x-x-big5", Charset::big5},
    {"unicodefffe", Charset::utf_16be},
    {"utf-16be", Charset::utf_16be},
    {"csunicode", Charset::utf_16le},
    {"iso-10646-ucs-2", Charset::utf_16le},
    {"ucs-2", Charset::utf_16le},
    {"unicode", Charset::utf_16le},
    {"unicodefeff", Charset::utf_16le},
    {"utf-16", Charset::utf_16le},
    {"utf-16le", Charset::utf_16le},
    {"ansi_x3.4-1968", Charset::windows_1252},
    {"ascii", Charset::windows_1252},
    {"cp1252", Charset::windows_1252},
    {"cp819", Charset::windows_1252},
    {"csisolatin1", Charset::windows_1252},
    {"ibm819", Charset::windows_1252},
    {"iso-8859-1", Charset::windows_1252},
    {"iso-ir-100", Charset::windows_1252},
    {"iso8859-1", Charset::windows_1252},
    {"iso88591", Charset::windows_1252},
    {"iso_8859-1", Charset::windows_1252},
    {"iso_8859-1:1987", Charset::windows_1252},
    {"l1", Charset::windows_1252},
    {"latin1", Charset::windows_1252},
    {"us-ascii", Charset::windows_1252},
    {"windows-1252", Charset::windows_1252},
    {"x-cp1252", Charset::windows_1252},
    {"cseucpkdfmtjapanese", Charset::euc_jp},
    {"euc-jp", Charset::euc_jp},
    {"x-euc-jp", Charset::euc_jp},
    {"csshiftjis", Charset::shift_jis},
    {"ms932", Charset::shift_jis},
    {"ms_kanji", Charset::shift_jis},
    {"shift-jis", Charset::shift_jis},
    {"shift_jis", Charset::shift_jis},
    {"sjis", Charset::shift_jis},
    {"windows-31j", Charset::shift_jis},
    {"x-sjis", Charset::shift_jis},
    {"cseuckr", Charset::euc_kr},
    {"csksc56011987", Charset::euc_kr},
    {"euc-kr", Charset::euc_kr},
    {"iso-ir-149", Charset::euc_kr},
    {"korean", Charset::euc_kr},
    {"ks_c_5601-1987", Charset::euc_kr},
    {"ks_c_5601-1989", Charset::euc_kr},
    {"ksc5601", Charset::euc_kr},
    {"ksc_5601", Charset::euc_kr},
    {"windows-949", Charset::euc_kr},
    {"csiso2022kr", Charset::replacement},
    {"hz-gb-2312", Charset::replacement},
    {"iso-2022-cn", Charset::replacement},
    {"iso-2022-cn-ext", Charset::replacement},
    {"iso-2022-kr", Charset::replacement},
    {"replacement", Charset::replacement},
});

bool is_space(char c) { return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_case) {
    if (text.size() < lower_case.size()) return false;
    for (std::size_t i = 0; i < lower_case.size(); ++i)
        if (lower(text[i]) != lower_case[i]) return false;
    return true;
}

struct Attribute {
    std::string name, value;
};

// "Get an attribute": moves `position` past it; nullopt at the end of the tag. Steps as in the HTML Standard.
std::optional<Attribute> next_attribute(std::string_view bytes, std::size_t& position) {
    const auto at_end = [&] { return position >= bytes.size(); };
    while (!at_end() && (is_space(bytes[position]) || bytes[position] == '/')) ++position;  // step 1
    if (at_end() || bytes[position] == '>') return std::nullopt;                            // step 2
    Attribute attribute;
    while (!at_end() && !(bytes[position] == '=' && !attribute.name.empty())) {  // steps 4 and 5
        const char c = bytes[position];
        if (c == '/' || c == '>') return attribute;
        if (is_space(c)) break;
        attribute.name.push_back(lower(c));
        ++position;
    }
    while (!at_end() && is_space(bytes[position])) ++position;  // step 6
    if (at_end() || bytes[position] != '=') return attribute;   // step 7
    ++position;                                                 // step 8
    while (!at_end() && is_space(bytes[position])) ++position;  // step 9
    if (at_end()) return attribute;
    if (const char quote = bytes[position]; quote == '"' || quote == '\'') {  // step 10
        ++position;
        while (!at_end() && bytes[position] != quote) attribute.value.push_back(lower(bytes[position++]));
        if (!at_end()) ++position;
        return attribute;
    }
    while (!at_end() && !is_space(bytes[position]) && bytes[position] != '>')  // steps 11 and 12
        attribute.value.push_back(lower(bytes[position++]));
    return attribute;
}

// "Extract a character encoding from a meta element": the label after charset= in a content attribute.
std::string label_in_content(std::string_view content) {
    std::size_t position = 0;
    while (true) {
        position = content.find("charset", position);
        if (position == std::string_view::npos) return {};
        position += 7;
        while (position < content.size() && is_space(content[position])) ++position;
        if (position >= content.size()) return {};
        if (content[position] != '=') continue;  // step 4: look for the next "charset"
        ++position;
        while (position < content.size() && is_space(content[position])) ++position;
        if (position >= content.size()) return {};
        if (const char quote = content[position]; quote == '"' || quote == '\'') {
            const std::size_t end = content.find(quote, position + 1);
            return end == std::string_view::npos ? std::string()
                                                 : std::string(content.substr(position + 1, end - position - 1));
        }
        std::size_t end = position;
        while (end < content.size() && !is_space(content[end]) && content[end] != ';') ++end;
        return std::string(content.substr(position, end - position));
    }
}

// What one <meta> declares; "" when nothing that counts. `position` stands behind "<meta".
std::string meta_label(std::string_view bytes, std::size_t& position) {
    bool got_pragma = false;
    bool from_content = false;
    bool seen_http_equiv = false, seen_content = false, seen_charset = false;
    std::string label;
    while (const auto attribute = next_attribute(bytes, position)) {
        if (attribute->name == "http-equiv" && !std::exchange(seen_http_equiv, true)) {
            got_pragma = attribute->value == "content-type";
        } else if (attribute->name == "content" && !std::exchange(seen_content, true)) {
            std::string found = label_in_content(attribute->value);
            if (label.empty() && charset_of(found)) {
                label = std::move(found);
                from_content = true;
            }
        } else if (attribute->name == "charset" && !std::exchange(seen_charset, true)) {
            label = attribute->value;
            from_content = false;
        }
    }
    if (from_content && !got_pragma) return {};
    const auto charset = charset_of(label);
    if (!charset) return {};
    // "If charset is UTF-16BE/LE, then set charset to UTF-8": the <meta> could not have been read otherwise.
    if (*charset == Charset::utf_16le || *charset == Charset::utf_16be) return "utf-8";
    return clean_label(label);
}

// "Get an XML encoding": <?xml version="1.0" encoding="GB2312"?> at the very start.
std::string xml_label(std::string_view bytes) {
    if (!bytes.starts_with("<?xml")) return {};
    const std::string_view declaration = bytes.substr(0, bytes.find('>'));
    std::size_t position = declaration.find("encoding");
    if (position == std::string_view::npos) return {};
    position += 8;
    while (position < declaration.size() && is_space(declaration[position])) ++position;
    if (position >= declaration.size() || declaration[position] != '=') return {};
    ++position;
    while (position < declaration.size() && is_space(declaration[position])) ++position;
    if (position >= declaration.size() || (declaration[position] != '"' && declaration[position] != '\'')) return {};
    const std::size_t end = declaration.find(declaration[position], position + 1);
    if (end == std::string_view::npos) return {};
    const std::string label = clean_label(declaration.substr(position + 1, end - position - 1));
    const auto charset = charset_of(label);
    if (!charset) return {};
    return *charset == Charset::utf_16le || *charset == Charset::utf_16be ? "utf-8" : label;
}

}  // namespace

std::string_view name_of(Charset charset) {
    switch (charset) {
        case Charset::utf_8: return "utf-8";
        case Charset::gb18030: return "gb18030";
        case Charset::big5: return "big5";
        case Charset::utf_16le: return "utf-16le";
        case Charset::utf_16be: return "utf-16be";
        case Charset::windows_1252: return "windows-1252";
        case Charset::euc_jp: return "euc-jp";
        case Charset::shift_jis: return "shift_jis";
        case Charset::euc_kr: return "euc-kr";
        case Charset::replacement: return "replacement";
    }
    return "";
}

std::string clean_label(std::string_view label) {
    while (!label.empty() && is_space(label.front())) label.remove_prefix(1);
    while (!label.empty() && is_space(label.back())) label.remove_suffix(1);
    std::string clean;
    for (const char c : label) clean.push_back(lower(c));
    return clean;
}

std::optional<Charset> charset_of(std::string_view label) {
    if (label.empty() || label.size() > 64) return std::nullopt;
    const std::string clean = clean_label(label);
    for (const auto& [known, charset] : labels)
        if (known == clean) return charset;
    return std::nullopt;
}

std::string declared_label(std::string_view bytes, std::size_t limit) {
    bytes = bytes.substr(0, limit);
    for (std::size_t position = bytes.find('<'); position != std::string_view::npos; position = bytes.find('<', position)) {
        const std::string_view rest = bytes.substr(position);
        if (rest.starts_with("<!--")) {
            // The two dashes of "<!--" may be those of "-->": <!--> is a whole comment.
            const std::size_t end = bytes.find("-->", position + 2);
            if (end == std::string_view::npos) break;
            position = end + 3;
        } else if (starts_with_ignoring_case(rest, "<meta") && rest.size() > 5 && (is_space(rest[5]) || rest[5] == '/')) {
            position += 5;
            std::string label = meta_label(bytes, position);
            if (!label.empty()) return label;
        } else if (rest.size() > 1 && (is_letter(rest[1]) || (rest[1] == '/' && rest.size() > 2 && is_letter(rest[2])))) {
            while (position < bytes.size() && !is_space(bytes[position]) && bytes[position] != '>') ++position;
            while (next_attribute(bytes, position)) {
            }
        } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) {
            const std::size_t end = bytes.find('>', position);
            if (end == std::string_view::npos) break;
            position = end;
        } else {
            ++position;
        }
    }
    return xml_label(bytes);
}

}  // namespace nianbao::normalize
