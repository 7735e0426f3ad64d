#pragma once
// What a concept of the mentions' lexicon is in one form: which figures, in which unit.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/figure.h"
#include "model/form.h"
#include "parser/mention_lexicon.h"

namespace nianbao::parser {

// 元, 万元 and 亿元 in one another: 75450000元 are 7545 of 万元; nullopt where either is no unit of money.
[[nodiscard]] std::optional<model::Decimal> in_money_unit(model::Decimal value, std::string_view unit, std::string_view wanted);

class MentionFigures {
public:
    MentionFigures(const model::Form& form, const MentionLexicon& lexicon) : form_(form), lexicon_(lexicon) {}

    // A mention with figure, readings and group; nullopt when the form has no such figures.
    [[nodiscard]] std::optional<model::Mention> mention_of(const std::string& name) const;
    [[nodiscard]] const std::string& group_of(const std::string& name) const;
    // The value in the unit of the mention's figure: 7545万元 is 7545 where the form asks for 万元, 75450000元 as well.
    // nullopt when the units do not go together.
    [[nodiscard]] std::optional<model::Decimal> in_unit_of(const model::Mention& mention, model::Decimal value, const std::string& unit) const;

private:
    [[nodiscard]] std::vector<std::vector<std::string>> readings_of(const std::vector<std::vector<std::string>>& readings) const;

    const model::Form& form_;
    const MentionLexicon& lexicon_;
};

}  // namespace nianbao::parser
