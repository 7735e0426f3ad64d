#pragma once
// What the title of a report says: whose it is and of which year.
//
//   佳木斯市郊区人民政府 2019年 政府信息公开工作年度报告          name, year, topic
//   2025年 上海市人民政府办公厅 政府信息公开工作年度报告
//   栎川县财政局 关于 2020年度 政府信息公开工作的年度报告
//   政府信息公开工作年度报告（2020年度）（栎川县民政局）

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nianbao::parser {

inline constexpr std::size_t longest_title = 80;  // characters

// Empty fields where the title does not say.
struct TitleReading {
    std::string publisher;
    int year = 0;            // 0 when it names none
    bool is_report = false;  // names itself a 政府信息公开 年度报告; a notice about such reports does not
};

[[nodiscard]] TitleReading read_title(std::string_view utf8);

struct YearPlace {
    int year = 0;
    std::size_t begin = 0, end = 0;  // with 年 or 年度
};

// The first year 1990..2099 of a folded text that is not part of a longer number, in digits or numerals: 2020, 二〇二〇.
[[nodiscard]] std::optional<YearPlace> find_year(std::u32string_view folded, std::size_t from = 0);

// A name without what stands around names: 关于, 《, 发布单位：, 门户网站. "" when nothing is left that may be a body's name.
[[nodiscard]] std::u32string body_name(std::u32string_view folded);
// True when the (folded) text may be the name of a body or a place: Han characters, and the ending that names of bodies have.
[[nodiscard]] bool is_body_name(std::u32string_view folded);

}  // namespace nianbao::parser
