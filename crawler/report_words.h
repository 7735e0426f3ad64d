#pragma once
// How annual reports, their columns and the ways to them are called: the words by which a link is worth a request.

#include <string>
#include <string_view>

#include "model/url.h"

namespace nianbao::crawler {

[[nodiscard]] std::string without_spaces(std::string_view text);  // U+3000 too

// Texts are compared without spaces.
[[nodiscard]] bool names_a_year(std::string_view text);      // 2019, ２０１９, 二〇一九
[[nodiscard]] bool is_column_name(std::string_view text);    // 政府信息公开年报: the whole of it
[[nodiscard]] bool speaks_of_a_column(std::string_view text);  // the same words somewhere in it
[[nodiscard]] bool speaks_of_a_report(std::string_view text);  // an annual report on the disclosure of information
[[nodiscard]] bool speaks_of_a_yearly_report(std::string_view text);  // 年报, 年度报告: of whatever, in a column that says of what
[[nodiscard]] bool speaks_of_another_report(std::string_view text);  // 统计年报, 决算, 政府工作报告; the notice that asks for reports, an explanation of one
[[nodiscard]] bool is_cut_short(std::string_view text);      // …2023年政府信息公开工…
[[nodiscard]] bool speaks_of_disclosure(std::string_view text);  // 政府信息公开: a way that may lead to the column

[[nodiscard]] bool names_a_column(const model::Url& url);      // /zfxxgknb/, /gkndbg/, ?nbYear=
[[nodiscard]] bool names_disclosure(const model::Url& url);    // /zfxxgk/, /zwgk/, /gkmlpt/
// t20200219_123456.html, art_16516_1541057.html, post_3023454.html, 1035.htm under info, /public/<org>/<id>.html, 32 hexadecimal digits.
[[nodiscard]] bool looks_like_an_article(const model::Url& url);

// A page that has three of ten marks which the statutory sections leave in a text.
[[nodiscard]] bool reads_like_a_report(std::string_view text);

}  // namespace nianbao::crawler
