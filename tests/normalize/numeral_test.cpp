#include "normalize/numeral.h"

#include <unicode/rbnf.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "normalize/fold.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::normalize;

namespace {

// A numeral without what may be written or left out at will: no 零, 二 for 两, 一 before every unit.
std::u32string skeleton(std::u32string_view text) {
    std::u32string result;
    for (const char32_t c : text) {
        if (c == U'零') continue;
        const bool bare_unit = small_unit(c) != 0 && (result.empty() || chinese_digit(result.back()) < 0);
        if (bare_unit) result.push_back(U'一');
        result.push_back(c == U'两' ? U'二' : c);
    }
    return result;
}

std::u32string written(const icu::RuleBasedNumberFormat& format, std::int64_t value) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString text;
    icu::FieldPosition field;
    format.format(value, icu::UnicodeString("%spellout-cardinal"), text, field, status);
    std::string utf8;
    text.toUTF8String(utf8);
    return to_utf32(utf8);
}

}  // namespace

// ICU's own reading is no referee (it makes 10002 of 一万二), but its writing is: whatever we accept must consist of the
// digits and units that ICU writes for the value that we give, in that order.
TEST_CASE("every string of up to six numeral characters that is accepted says its value") {
    UErrorCode status = U_ZERO_ERROR;
    const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, icu::Locale("zh"), status);
    REQUIRE(U_SUCCESS(status));
    const std::u32string alphabet = U"零一二三十百千万亿两";
    int accepted = 0;
    for (std::size_t length = 1; length <= 6; ++length) {
        std::size_t count = 1;
        for (std::size_t i = 0; i < length; ++i) count *= alphabet.size();
        // Each third string of the longest, which are a million.
        for (std::size_t index = 0; index < count; index += length < 6 ? 1 : 3) {
            std::u32string text;
            for (std::size_t rest = index, i = 0; i < length; ++i, rest /= alphabet.size())
                text.push_back(alphabet[rest % alphabet.size()]);
            const auto value = read_amount(text);
            if (!value) continue;
            ++accepted;
            const bool positional =
                length > 1 && std::all_of(text.begin(), text.end(), [](char32_t c) { return chinese_digit(c) >= 0; });
            if (positional) {
                std::string digits;
                for (const char32_t c : text) digits.push_back(static_cast<char>('0' + chinese_digit(c)));
                if (value->to_string() != digits) FAIL(to_utf8(text) << " read as " << value->to_string());
                continue;
            }
            // From 10^12 on ICU writes 兆 where we also take 万亿, so the part above 亿 is written on its own.
            constexpr std::int64_t yi = 100'000'000;
            const std::int64_t high = value->unscaled() / yi;
            const std::int64_t low = value->unscaled() % yi;
            const std::u32string expected = skeleton(
                high > 0 ? written(format, high) + U"亿" + (low > 0 ? written(format, low) : U"") : written(format, low));
            const std::u32string given = skeleton(text);
            // What the last digit counts may be left out after a unit: 一百二 for 一百二十, 一亿一 for 一亿一千万.
            const auto is_unit = [](char32_t c) { return chinese_digit(c) < 0; };
            const bool colloquial =
                expected.size() > given.size() && expected.starts_with(given) &&
                std::all_of(expected.begin() + static_cast<std::ptrdiff_t>(given.size()), expected.end(), is_unit) &&
                text.size() > 1 && !is_unit(text.back()) && is_unit(text[text.size() - 2]);
            const bool zero = text == U"零" && value->is_zero();
            if (given != expected && !colloquial && !zero) FAIL(to_utf8(text) << " read as " << value->to_string());
        }
    }
    INFO(accepted);
    CHECK(accepted > 5000);
}

TEST_CASE("an amount with any one character changed into something foreign is refused") {
    for (const char32_t foreign : std::u32string(U"a吗①٣²½\u200B件 "))
        for (const std::u32string& text : {std::u32string(U"一百二十三"), std::u32string(U"1,234.5"),
                                           std::u32string(U"二〇二〇"), std::u32string(U"1.2亿"), std::u32string(U"三点一四")})
            for (std::size_t at = 0; at < text.size(); ++at) {
                std::u32string changed = text;
                changed[at] = foreign;
                INFO(to_utf8(changed));
                CHECK_FALSE(read_amount(changed));
            }
}
