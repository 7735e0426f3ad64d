#include "tests/generator/report.h"

#include <algorithm>

#include "parser/form_file.h"

namespace nianbao::generator {

namespace {

using model::Decimal;

// Up to `digits` digits, every length as likely as the others.
std::int64_t magnitude(Random& random, int digits) {
    std::int64_t bound = 1;
    for (std::int64_t n = random.between(0, digits); n > 0; --n) bound *= 10;
    return random.below(bound);
}

Decimal amount(Random& random) {
    const int places = random.pick(std::vector<int>{0, 0, 2, 2, 2, 2, 4, 6});
    std::int64_t unscaled = magnitude(random, 8);
    for (int i = 0; i < places; ++i) unscaled = unscaled * 10 + random.below(10);
    return Decimal(unscaled, places);
}

void fill_proactive_row(Report& report, const std::string& row, const model::FormBlock& block, Random& random) {
    const bool rules = row.find("regulations") != std::string::npos;
    const bool nothing = random.chance(rules ? 85 : 20);
    std::int64_t made = nothing ? 0 : magnitude(random, rules ? 1 : 3);
    for (const model::FormColumn& column : block.columns) {
        std::int64_t value = 0;
        if (column.id == "made" || column.id == "disclosed" || column.id == "repealed") {
            value = column.id == "disclosed" && random.chance(70) ? made : magnitude(random, rules ? 1 : 3);
            if (column.id == "made") value = made;
        } else if (column.id == "disclosed_total" || column.id == "in_force") {
            value = made + magnitude(random, rules ? 2 : 4);
        } else if (column.id == "decisions") {
            value = magnitude(random, 6);
        } else if (column.may_be_negative) {
            value = random.chance(40) ? 0 : random.between(-1, 1) * magnitude(random, 3);
        } else {
            value = magnitude(random, 4);
        }
        const bool money = column.may_have_places;
        report.values[row + "." + column.id] = nothing ? Decimal(0, money && random.chance(20) ? 2 : 0)
                                               : money ? amount(random)
                                                       : Decimal(value);
    }
}

void fill_proactive(Report& report, const model::FormTable& table, Random& random) {
    for (const model::FormBlock& block : table.blocks) {
        for (const model::FormRow& row : block.rows) fill_proactive_row(report, table.id + "." + row.id, block, random);
    }
}

// The requests by kind of applicant: mostly natural persons, some enterprises, hardly anyone else.
std::vector<std::int64_t> by_applicant(std::int64_t total, std::size_t kinds, Random& random) {
    std::vector<std::int64_t> result(kinds, 0);
    std::int64_t left = total - total * random.pick(std::vector<int>{60, 80, 90, 97, 100, 100}) / 100;
    result[0] = total - left;
    for (std::size_t i = 1; i < kinds; ++i) {
        const std::int64_t part = i + 1 == kinds ? left : random.chance(60) ? left * random.between(0, 100) / 100 : 0;
        result[i] = part;
        left -= part;
    }
    return result;
}

std::int64_t random_total(Random& random) {
    const std::int64_t kind = random.below(100);
    if (kind < 15) return 0;
    if (kind < 45) return random.between(1, 10);
    if (kind < 75) return random.between(11, 100);
    return kind < 93 ? random.between(101, 1000) : random.between(1001, 5000);
}

// Puts `handled` requests of one column into the results, few of which occur in one report.
void fill_results(Report& report, const std::vector<std::string>& results, const std::string& column, std::int64_t handled,
                  Random& random) {
    std::int64_t left = handled;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const std::int64_t part = i + 1 == results.size() ? left : left * random.between(0, 70) / 100;
        report.values["applications." + results[i] + "." + column] = Decimal(part);
        left -= part;
    }
}

void fill_applications(Report& report, const model::FormTable& table, Random& random) {
    const model::FormBlock& block = table.blocks.front();
    std::vector<std::string> results;
    for (const model::FormRow& row : block.rows) {
        if (report.is_result(row)) results.push_back(row.id);
    }
    random.shuffle(results);
    results.resize(static_cast<std::size_t>(random.between(1, static_cast<std::int64_t>(results.size()))));
    const std::size_t kinds = block.columns.size() - 1;  // the last column is 总计
    const auto received = by_applicant(random_total(random), kinds, random);
    const auto brought = by_applicant(random.chance(50) ? 0 : random_total(random) / 5, kinds, random);
    for (const model::FormRow& row : block.rows) {
        for (const model::FormColumn& column : block.columns)
            report.values["applications." + row.id + "." + column.id] = Decimal(0);
    }
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        const std::string& column = block.columns[kind].id;
        const std::int64_t all = received[kind] + brought[kind];
        const std::int64_t open = random.chance(50) ? 0 : random.below(all / 5 + 1);
        report.values["applications.new." + column] = Decimal(received[kind]);
        report.values["applications.carried_in." + column] = Decimal(brought[kind]);
        report.values["applications.handled_total." + column] = Decimal(all - open);
        report.values["applications.carried_out." + column] = Decimal(open);
        fill_results(report, results, column, all - open, random);
    }
}

// 总计 of each row, and the group rows, from their parts.
void add_up_applications(Report& report, const model::FormTable& table) {
    const model::FormBlock& block = table.blocks.front();
    for (const model::FormRow& row : block.rows) {
        if (row.group.empty() || (report.single_other && row.group == "other")) continue;
        for (const model::FormColumn& column : block.columns) {
            Decimal& sum = report.values["applications." + row.group + "." + column.id];
            sum = *Decimal::add(sum, report.value("applications." + row.id + "." + column.id));
        }
    }
    for (const model::FormRow& row : block.rows) {
        Decimal sum;
        for (std::size_t i = 0; i + 1 < block.columns.size(); ++i) {
            sum = *Decimal::add(sum, report.value("applications." + row.id + "." + block.columns[i].id));
        }
        report.values["applications." + row.id + "." + block.columns.back().id] = sum;
    }
}

void fill_disputes(Report& report, const model::FormTable& table, Random& random) {
    std::int64_t sum = 0;
    std::int64_t bound = 0;
    std::size_t place = 0;
    for (const model::FormColumn& column : table.blocks.front().columns) {
        if (place % 5 == 0) {
            sum = 0;
            bound = random.chance(50) ? 1 : random.pick(std::vector<std::int64_t>{2, 4, 10, 40, 400});
        }
        const std::int64_t value = place % 5 == 4 ? sum : random.below(bound);
        sum += value;
        report.values[table.id + "." + column.id] = Decimal(value);
        ++place;
    }
}

}  // namespace

void name_publisher(Report& report, Random& random) {
    const std::vector<std::string> first{"临", "青", "长", "北", "云", "白", "松", "石",
                                         "清", "远", "南", "丰", "泰", "永", "金", "沙"};
    const std::vector<std::string> second{"溪", "岭", "湾", "泽", "桥", "浦", "塘", "峪",
                                          "埠", "洲", "渚", "屏", "垣", "畈", "汀", "坪"};
    const std::vector<std::string> bureaus{"教育局",     "财政局",         "卫生健康局",      "发展和改革委员会",
                                           "自然资源局", "市场监督管理局", "住房和城乡建设局"};
    const std::string level = random.pick(std::vector<std::string>{"县", "区", "市"});
    report.place = random.pick(first) + random.pick(second) + level;
    report.publisher = report.place + (random.chance(70) ? "人民政府" : random.pick(bureaus));
}

bool Report::is_result(const model::FormRow& row) const {
    static const std::vector<std::string> not_results{"new", "carried_in", "handled_total", "carried_out"};
    if (std::find(not_results.begin(), not_results.end(), row.id) != not_results.end()) return false;
    if (single_other && row.id == "other") return true;
    return !row.is_group && !(single_other && row.group == "other");
}

Report random_report(Random& random) {
    Report report;
    report.form = parser::find_form(random.chance(45) ? "2019" : "2021");
    const bool newer = report.form->id == "2021";
    report.single_other = newer && random.chance(12);
    report.year = static_cast<int>(newer ? random.between(2021, 2025) : random.between(2019, 2020));
    name_publisher(report, random);
    for (const model::FormTable& table : report.form->tables) {
        if (table.blocks.size() > 1) {
            fill_proactive(report, table, random);
        } else if (table.blocks.front().rows.front().id.empty()) {
            fill_disputes(report, table, random);
        } else {
            fill_applications(report, table, random);
            add_up_applications(report, table);
        }
    }
    return report;
}

void break_one_sum(Report& report, Random& random) {
    std::vector<std::string> ids;
    for (const model::FormFigure& figure : report.form->figures) {
        if (figure.optional || figure.id.starts_with("proactive.")) continue;
        // A zero is rarely the one that is wrong.
        if (report.value(figure.id).is_zero() && !random.chance(10)) continue;
        ids.push_back(figure.id);
    }
    if (ids.empty()) return;
    Decimal& value = report.values[random.pick(ids)];
    const std::int64_t old = value.unscaled();
    const std::int64_t by = random.between(1, old > 20 ? 12 : 3);
    if (random.chance(20) && old != 0) {
        value = Decimal(0);  // a total that was never filled in
    } else {
        value = Decimal(random.chance(50) || old < by ? old + by : old - by);
    }
}

}  // namespace nianbao::generator
