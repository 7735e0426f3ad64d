#pragma once
// A random report that is consistent in itself: every sum of its form holds.

#include <map>
#include <string>

#include "model/decimal.h"
#include "model/form.h"
#include "tests/generator/random.h"

namespace nianbao::generator {

struct Report {
    const model::Form* form = nullptr;
    // A report on the form of 2021 that keeps the single row （六）其他处理 of the form of 2019.
    bool single_other = false;
    bool cumulative = false;  // of a list before 2019: printed with 历年累计
    int year = 0;
    std::string place;      // 临溪县
    std::string publisher;  // 临溪县人民政府
    // By figure id, of every row that the form has, the group rows too: they hold the sums of their parts.
    std::map<std::string, model::Decimal> values;

    [[nodiscard]] const model::Decimal& value(const std::string& id) const { return values.at(id); }
    // True for a row of table 3 that counts towards （七）总计 in this report.
    [[nodiscard]] bool is_result(const model::FormRow& row) const;
};

// Names of our own making: no such county exists.
void name_publisher(Report& report, Random& random);

// Values as real reports have them: many zeros, a few to some thousand requests, mostly by natural persons, decisions up
// to a million, amounts with up to six places.
[[nodiscard]] Report random_report(Random& random);

// Makes one figure of table 3 or 4 wrong, as publishers do, so that the sums that it stands in fail.
void break_one_sum(Report& report, Random& random);

}  // namespace nianbao::generator
