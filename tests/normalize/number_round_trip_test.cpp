#include <unicode/rbnf.h>
#include <unicode/unistr.h>

#include <random>

#include "normalize/number.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

// ICU writes the numerals, and we must read back what it wrote.
class Writer {
public:
    Writer() : format_(icu::URBNF_SPELLOUT, icu::Locale("zh"), status_) { REQUIRE(U_SUCCESS(status_)); }
    std::string operator()(std::int64_t value, const char* style) {
        icu::UnicodeString text;
        icu::FieldPosition field;
        format_.format(value, icu::UnicodeString(style), text, field, status_);
        std::string utf8;
        text.toUTF8String(utf8);
        return utf8;
    }

private:
    UErrorCode status_ = U_ZERO_ERROR;
    icu::RuleBasedNumberFormat format_;
};

constexpr const char* styles[] = {"%spellout-cardinal", "%spellout-cardinal-financial", "%spellout-numbering-year",
                                  "%spellout-cardinal-alternate2"};

void check(Writer& writer, std::int64_t value, const char* style) {
    const std::string text = writer(value, style);
    const auto reading = normalize::read_number(text);
    if (reading.value == model::Decimal(value) && reading.unit.empty() && !reading.approximate) return;
    CAPTURE(value, style, text);
    FAIL((reading.value ? reading.value->to_string() : "unreadable"));
}

}  // namespace

TEST_CASE("every numeral to thirty thousand, and every 97th to a million, that ICU writes is read back") {
    Writer writer;
    for (const char* style : styles)
        for (std::int64_t value = 0; value <= 1'000'000; value += value < 30'000 ? 1 : 97) check(writer, value, style);
}

// Takes a minute or two: run it by name after a change of the grammar.
TEST_CASE("every numeral to a million that ICU writes is read back", "[.full]") {
    Writer writer;
    for (const char* style : styles)
        for (std::int64_t value = 0; value <= 1'000'000; ++value) check(writer, value, style);
}

TEST_CASE("numerals to ten million billions that ICU writes are read back") {
    Writer writer;
    std::mt19937_64 random(2);
    std::int64_t power = 1;
    for (int digits = 1; digits <= 17; ++digits, power *= 10)
        for (const char* style : styles) {
            for (std::int64_t near = -3; near <= 12; ++near)
                if (power + near >= 0) check(writer, power + near, style);
            for (int round = 0; round < 500; ++round) {
                const auto value = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(power * 10));
                check(writer, value, style);
                // Numbers with many zeros are where 零 goes wrong.
                std::int64_t holes = value;
                for (std::int64_t place = 1; place <= holes; place *= 10)
                    if (random() % 2 == 0) holes -= holes / place % 10 * place;
                check(writer, holes, style);
            }
        }
}
