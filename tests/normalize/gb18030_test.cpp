#include "normalize/gb18030.h"

#include <unicode/ucnv.h>

#include <map>
#include <memory>

#include "normalize/fold.h"
#include "tests/normalize/case_table.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::normalize;

namespace {

char byte(unsigned value) { return static_cast<char>(static_cast<unsigned char>(value)); }

std::string decoded(std::string_view bytes, std::size_t& replaced) { return decode_gb18030(bytes, replaced); }

// ICU is the referee, and the standard's twenty departures from it are these.
const std::map<unsigned, char32_t> departures = {{0xA3A0, 0x3000}, {0xA6D9, 0xFE10}, {0xA6DA, 0xFE12}, {0xA6DB, 0xFE11},
                                                 {0xA6DC, 0xFE13}, {0xA6DD, 0xFE14}, {0xA6DE, 0xFE15}, {0xA6DF, 0xFE16},
                                                 {0xA6EC, 0xFE17}, {0xA6ED, 0xFE18}, {0xA6F3, 0xFE19}, {0xFE59, 0x9FB4},
                                                 {0xFE61, 0x9FB5}, {0xFE66, 0x9FB6}, {0xFE67, 0x9FB7}, {0xFE6D, 0x9FB8},
                                                 {0xFE7E, 0x9FB9}, {0xFE90, 0x9FBA}, {0xFEA0, 0x9FBB}};

class Referee {
public:
    Referee() : converter_(ucnv_open("gb18030", &status_), &ucnv_close) {
        ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status_);
        REQUIRE(U_SUCCESS(status_));
    }
    char32_t operator()(std::string_view bytes) {
        UErrorCode status = U_ZERO_ERROR;
        const char* source = bytes.data();
        ucnv_resetToUnicode(converter_.get());
        const UChar32 c = ucnv_getNextUChar(converter_.get(), &source, bytes.data() + bytes.size(), &status);
        return U_SUCCESS(status) ? static_cast<char32_t>(c) : 0;
    }

private:
    UErrorCode status_ = U_ZERO_ERROR;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> converter_;
};

}  // namespace

TEST_CASE("every two-byte sequence of gb18030 is the standard's character") {
    Referee referee;
    int characters = 0;
    for (unsigned lead = 0x81; lead <= 0xFE; ++lead)
        for (unsigned trail = 0; trail <= 0xFF; ++trail) {
            if (trail >= 0x30 && trail <= 0x39) continue;  // the start of four bytes
            const std::string bytes = {byte(lead), byte(trail)};
            std::size_t replaced = 0;
            const std::string utf8 = decoded(bytes, replaced);
            const bool is_pair = trail >= 0x40 && trail != 0x7F && trail != 0xFF;
            CAPTURE(lead, trail);
            if (!is_pair) {
                // An ASCII byte is read again as itself; another byte goes with the error.
                const std::string after = trail < 0x80 ? std::string(1, byte(trail)) : "";
                if (replaced != 1 || utf8 != "\xEF\xBF\xBD" + after) FAIL("an error was due");
                continue;
            }
            const auto departure = departures.find(lead << 8 | trail);
            const char32_t expected = departure != departures.end() ? departure->second : referee(bytes);
            if (replaced != 0 || to_utf32(utf8) != std::u32string(1, expected)) FAIL("another character: " << utf8);
            ++characters;
        }
    CHECK(characters == 23940);
    std::size_t replaced = 0;
    CHECK(decoded("\x80", replaced) == "€");
    CHECK(decoded("\xFF", replaced) == "\xEF\xBF\xBD");
}

TEST_CASE("every four-byte sequence of gb18030 is the standard's character") {
    Referee referee;
    for (unsigned pointer = 0; pointer < 126U * 12600U; ++pointer) {
        const std::string bytes = {byte(0x81 + pointer / 12600), byte(0x30 + pointer / 1260 % 10),
                                   byte(0x81 + pointer / 10 % 126), byte(0x30 + pointer % 10)};
        const bool exists = pointer < 39420 || (pointer >= 189000 && pointer <= 1237575);
        const char32_t expected = !exists ? 0xFFFD : pointer >= 189000 ? 0x10000 + pointer - 189000 : referee(bytes);
        std::size_t position = 0;
        const char32_t c = next_gb18030(bytes, position).value_or(0xFFFD);
        if (c != expected || position != 4) {
            CAPTURE(pointer, static_cast<unsigned>(c), static_cast<unsigned>(expected));
            FAIL("another character");
        }
    }
    std::size_t replaced = 0;
    CHECK(decoded("\x81\x35\xF4\x37", replaced) == to_utf8(U"\uE7C7"));  // "If pointer is 7457, return code point U+E7C7."
}

TEST_CASE("broken gb18030 sequences are errors as the standard's decoder has them") {
    // bytes, what they decode to, how many errors, reason
    for (const auto& one : tests::read_cases("gb18030.tsv", 4)) {
        INFO("gb18030.tsv:" << one.line << ": " << one.fields[3]);
        std::size_t replaced = 0;
        CHECK(decoded(one.fields[0], replaced) == one.fields[1]);
        CHECK(std::to_string(replaced) == one.fields[2]);
    }
}

TEST_CASE("a pair and its character lead to each other") {
    for (unsigned lead = 0x81; lead <= 0xFE; ++lead)
        for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
            const char32_t c = gb18030_pair(lead, trail);
            if (c == 0 || c > 0xFFFF || (lead << 8 | trail) == 0xA3A0) continue;
            if (gb18030_pair_of(c) != (lead << 8 | trail)) FAIL(std::hex << lead << trail);
        }
    CHECK(gb18030_pair_of(0x3000) == 0xA1A1U);
    CHECK_FALSE(gb18030_pair_of(U'\u00E9' + 0x10000));
    CHECK(gbk_private_use(0xE81E) == char32_t(0x9FB4));
    CHECK_FALSE(gbk_private_use(0xF0B7));
}
