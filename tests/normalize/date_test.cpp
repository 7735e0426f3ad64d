#include "normalize/date.h"

#include "tests/normalize/case_table.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::normalize;

namespace {

// One date, or a range as an ISO 8601 interval, or "-".
std::string reading_of(const std::string& text) {
    if (const auto date = read_date(text)) return date->iso();
    if (const auto range = read_date_range(text)) return range->from.iso() + "/" + range->to.iso();
    return "-";
}

}  // namespace

TEST_CASE("every date of the case table is read as it says") {
    for (const auto& one : tests::read_cases("dates.tsv", 3)) {
        INFO("dates.tsv:" << one.line << ": " << one.fields[0] << " (" << one.fields[2] << ")");
        CHECK(reading_of(one.fields[0]) == one.fields[1]);
    }
}

TEST_CASE("every day of four hundred years is read in every shape, and no other day is") {
    constexpr const char* digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const auto spoken = [&](int number) {
        std::string text = number >= 20 ? digits[number / 10] : "";
        if (number >= 10) text += "十";
        if (number % 10 != 0) text += digits[number % 10];
        return text;
    };
    int days = 0;
    for (int year = 1900; year <= 2099; ++year)
        for (int month = 1; month <= 12; ++month)
            for (int day = 1; day <= 31; ++day) {
                const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
                const int length = month == 2                                              ? (leap ? 29 : 28)
                                   : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                                           : 31;
                char iso[16];
                std::snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
                const std::string expected = day <= length ? iso : "-";
                std::string words;
                for (const char digit : std::to_string(year)) words += digits[digit - '0'];
                words += "年" + spoken(month) + "月" + spoken(day) + "日";
                char plain[40], compact[16];
                std::snprintf(plain, sizeof plain, "%d年%d月%d日", year, month, day);
                std::snprintf(compact, sizeof compact, "%04d%02d%02d", year, month, day);
                for (const std::string& text : {std::string(iso), std::string(plain), words, std::string(compact)})
                    if (reading_of(text) != expected) {
                        CAPTURE(text, expected);
                        FAIL(reading_of(text));
                    }
                days += day <= length;
            }
    CHECK(days == 73049);
}

TEST_CASE("dates are found in running text, and not inside longer numbers") {
    struct Case {
        const char* text;
        std::vector<std::string> dates;
    };
    const Case cases[] = {
        {"发布日期：2020-02-19 17:44 来源：区政府", {"2020-02-19T17:44:00+08:00"}},
        {"本报告自2019年1月1日起至2019年12月31日止", {"2019-01-01", "2019-12-31"}},
        {"二〇二〇年二月十九日印发", {"2020-02-19"}},
        {"编号12020-02-191", {}},
        {"t20200219_123456.html", {}},
        {"索引号：014123-20200219-001", {}},
        {"日期20200219。", {"2020-02-19"}},
        {"电话2020-12345", {}},
        {"2019年度共收到81件", {}},
        {"2020年2月，共", {"2020-02"}},
        {"2020.2.19.", {"2020-02-19"}},
        {"版本2020.2.19.1", {}},
        {"2020年2月30日", {}},
        {"2019-2020年", {}},
    };
    for (const Case& one : cases) {
        INFO(one.text);
        std::vector<std::string> found;
        for (const FoundDate& date : find_dates(one.text)) {
            found.push_back(date.date.iso());
            CHECK(read_date(date.span.of(one.text)));
        }
        CHECK(found == one.dates);
    }
}

TEST_CASE("dates are looked for in linear time") {
    for (const std::string& piece :
         {std::string("2020年"), std::string("2"), std::string("二"), std::string("2020-1-1-"), std::string(" \n")}) {
        std::string text;
        while (text.size() < 2'000'000) text += piece;
        CHECK(find_dates(text).size() < text.size());
        CHECK_FALSE(read_date(text));
    }
}
