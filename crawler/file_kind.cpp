#include "crawler/file_kind.h"

#include <algorithm>
#include <array>

#include "crawler/response_head.h"

namespace nianbao::crawler {

std::string extension_of(const model::Url& url) {
    const std::string_view path = url.path();
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos ? "" : lower_case(name.substr(dot + 1));
}

bool is_attachment_extension(std::string_view extension) {
    static constexpr std::array<std::string_view, 7> known = {"pdf", "doc", "docx", "xls", "xlsx", "wps", "ofd"};
    return std::find(known.begin(), known.end(), extension) != known.end();
}

bool is_file_name(std::string_view words) {
    words = trimmed(words);
    const auto dot = words.rfind('.');
    return dot != std::string_view::npos && dot > 0 && is_attachment_extension(lower_case(words.substr(dot + 1)));
}

bool is_page_extension(std::string_view extension) {
    static constexpr std::array<std::string_view, 14> known = {"", "html", "htm", "shtml", "shtm", "jsp", "jspx", "do", "aspx", "asp", "php", "txt", "xml", "json"};
    return std::find(known.begin(), known.end(), extension) != known.end();
}

}  // namespace nianbao::crawler
