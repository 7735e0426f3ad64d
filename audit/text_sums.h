#pragma once
// Numbers of a text held against each other: 收到申请 81 件, 其中当面 3 件、网络 70 件、信函 9 件 (82), 予以公开 40 件, 占 60%.

#include <string>
#include <string_view>
#include <vector>

#include "model/decimal.h"

namespace nianbao::audit {

struct TextSum {
    enum class Kind { parts, share };
    Kind kind = Kind::parts;
    std::string text;     // for a finding
    std::string subject;  // what it is about, for its name: "channels", "applicants", "share"
    model::Decimal expected;
    model::Decimal actual;
};

// Parts of one kind (channels of application, kinds of applicant) in a sentence about requests that do not add up to the
// total it states, and shares in per cent that no total fits. A sentence on 复议 or 诉讼 is not judged.
// totals: numbers that a share may also be of, beside those of the text.
[[nodiscard]] std::vector<TextSum> contradictions_in(std::string_view text, const std::vector<model::Decimal>& totals);

// 258 of 641 is 40.2 %: within one unit of the last place printed, because some round and some cut.
[[nodiscard]] bool is_share(model::Decimal part, model::Decimal whole, model::Decimal share);

}  // namespace nianbao::audit
