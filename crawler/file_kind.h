#pragma once
// What an address leads to, by the extension of its last segment.

#include <string>
#include <string_view>

#include "model/url.h"

namespace nianbao::crawler {

[[nodiscard]] std::string extension_of(const model::Url& url);  // lower case; "" when there is none
[[nodiscard]] bool is_attachment_extension(std::string_view extension);  // pdf doc docx xls xlsx wps ofd
[[nodiscard]] bool is_page_extension(std::string_view extension);        // html shtml jsp …, or none

// The words of a link that are the name of such a file: 2024年报表.xlsx, whatever its address (download.jsp?wbfileid=1).
[[nodiscard]] bool is_file_name(std::string_view words);

}  // namespace nianbao::crawler
