#pragma once
// Traditional characters as simplified ones: a report on a page in traditional script has the same labels.
//
//   三、收到和處理政府信息公開申請情況  ->  三、收到和处理政府信息公开申请情况

#include <string>
#include <string_view>

namespace nianbao::normalize {

// The simplified form of a traditional character, the character itself where it has none. Free of context: 乾 becomes 干 also in
// the name of a place, so it is for pages that are in traditional script as a whole.
[[nodiscard]] char32_t simplified(char32_t c);
[[nodiscard]] std::string simplified_text(std::string_view utf8);

}  // namespace nianbao::normalize
