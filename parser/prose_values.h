#pragma once
// The number that stands behind the label of a table written as sentences: 12件, 减4, 1.5亿元.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "model/decimal.h"
#include "parser/prose_sentences.h"

namespace nianbao::parser {

struct ProseValue {
    model::Decimal value;
    std::uint32_t begin = 0, end = 0;  // in Narrative::text; both 0 where the number is its token's
};

enum class MayFall { no, yes };  // 本年增/减: whether a sign belongs to the number

// The number at token `t` in the unit that is wanted; nothing where it is approximate, a share, or counted in anything else.
[[nodiscard]] std::optional<ProseValue> prose_value(const ProseText& text, std::size_t t, const std::string& wanted, MayFall sign);

}  // namespace nianbao::parser
