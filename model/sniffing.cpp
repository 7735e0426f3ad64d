#include "model/sniffing.h"

#include <algorithm>
#include <array>

namespace nianbao::model {
namespace {

constexpr std::size_t resource_header = 1445;  // section 5.2

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_binary(unsigned char c) { return c <= 0x08 || c == 0x0B || (c >= 0x0E && c <= 0x1A) || (c >= 0x1C && c <= 0x1F); }

}  // namespace

bool begins_as_html(std::string_view bytes) {
    static constexpr std::array<std::string_view, 16> tags = {"<!DOCTYPE HTML", "<HTML", "<HEAD", "<SCRIPT", "<IFRAME", "<H1",   "<DIV", "<FONT",
                                                              "<TABLE",         "<A",    "<STYLE", "<TITLE", "<B",     "<BODY", "<BR",  "<P"};
    std::string_view text = bytes.substr(0, resource_header);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    if (text.starts_with("<!--")) return true;
    return std::any_of(tags.begin(), tags.end(), [text](std::string_view tag) {
        const bool is_there = text.size() > tag.size() && std::equal(tag.begin(), tag.end(), text.begin(), [](char a, char b) { return a == upper(b); });
        return is_there && (text[tag.size()] == ' ' || text[tag.size()] == '>');
    });
}

bool looks_like_text(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, resource_header);
    return std::none_of(head.begin(), head.end(), [](char c) { return is_binary(static_cast<unsigned char>(c)); });
}

}  // namespace nianbao::model
