#include "tests/generator/noise.h"

#include "tests/generator/characters.h"

namespace nianbao::generator {

namespace {

using Spelling = std::pair<std::string, std::string>;

// Other ways to write the same label; any number of them may meet on a page.
const std::vector<Spelling>& variants() {
    static const std::vector<Spelling> table{
        {"只计这一情形", "只记这一情形"},
        {"法人或其他组织", "法人或者其他组织"},
        {"总计", "总 计"},
        {"总计", "总　计"},
        {"其他", "其它"},
        {"本年新收", "本年度新收"},
        {"上年结转", "上年度结转"},
        {"结转下年度", "结转下一年度"},
        {"“三安全一稳定”", "\"三安全一稳定\""},
        {"“三安全一稳定”", "「三安全一稳定」"},
        {"“三安全一稳定”", "三安全一稳定"},
        {"（单位：万元）", "（万元）"},
        {"（单位：万元）", "(单位:万元)"},
        {"本年增/减", "本年增／减"},
        {"科研机构", "科研 机构"},
        {"社会公益组织", "社会公益 组织"},
        {"法律服务机构", "法律服务 机构"},
        {"一、", "一．"},
        {"三、本年度办理结果", "三、本年度办 理结果"},
        {"、行政机关不再处理", "，行政机关不再处理"},
        {"上一年项目数量", "上年项目数量"},
    };
    return table;
}

// Typing errors.
const std::vector<Spelling>& errors() {
    static const std::vector<Spelling> table{
        {"其他法律行政法规禁止公开", "其他法律行政止公开"},
        {"不掌握相关", "不掌据相关"},
        {"补正后申请内容", "补证后申请内容"},
        {"大量反复申请", "大量重复申请"},
        {"第三方合法权益", "第三方合法利益"},
        {"过程性信息", "过程信息"},
        {"信访举报投诉类申请", "信访、举报、投诉类申请"},
        {"执法案卷", "执法卷宗"},
        {"重新出具已获取信息", "重新出具已获取的信息"},
        {"行政查询事项", "行政咨询事项"},
        {"内部事务信息", "内部事物信息"},
        {"没有现成信息", "没有现有信息"},
        {"处理决定数量", "处理决定数"},
        {"未经复议直接起诉", "未经复议直接诉讼"},
        {"尚未审结", "尚未审理"},
    };
    return table;
}

// How "1." before a result is written.
const std::vector<std::string>& ordinal_marks() {
    static const std::vector<std::string> marks{"、", "．", " ", ". ", ".　"};
    return marks;
}

void draw_ordinals(Noise& noise, Random& random) {
    const bool wide = noise.level >= 2 && random.chance(25);
    const std::string mark = random.pick(ordinal_marks());
    for (int i = 1; i <= 8; ++i) {
        const std::string digit = std::to_string(i);
        noise.spellings.emplace_back(digit + ".", (wide ? full_width(digit) : digit) + mark);
    }
}

void draw_labels(Noise& noise, const Report& report, Random& random) {
    if (random.chance(40)) noise.brackets = Brackets::half;
    if (noise.level >= 3 && random.chance(8)) noise.brackets = Brackets::tortoise;
    for (const Spelling& variant : variants()) {
        if (random.chance(noise.level == 1 ? 10 : 20)) noise.spellings.push_back(variant);
    }
    if (report.form->id == "2021" && random.chance(30)) noise.spellings.emplace_back("行政规范性文件", "规范性文件");
    if (random.chance(30)) draw_ordinals(noise, random);
    if (noise.level >= 2) {
        for (const Spelling& error : errors()) {
            if (random.chance(noise.level == 2 ? 4 : 15)) noise.spellings.push_back(error);
        }
    }
    noise.ordinals_lost = noise.level >= 3 && random.chance(15);
    noise.letter_spaced = random.chance(8);
    noise.vertical_parent = random.chance(15);
    if (random.chance(30)) noise.space_percent = random.chance(50) ? 10 : 40;
    if (random.chance(30)) noise.break_percent = random.chance(50) ? 10 : 40;
}

Gaps draw_gap(const Noise& noise, Random& random) {
    if (!random.chance(noise.level == 1 ? 30 : 45)) return Gaps::none;
    if (noise.level == 1) return random.chance(50) ? Gaps::zeros : Gaps::some_zeros;
    return random.pick(std::vector<Gaps>{Gaps::zeros, Gaps::zeros, Gaps::zeros, Gaps::some_zeros, Gaps::some_zeros,
                                         Gaps::but_total, Gaps::total, Gaps::all});
}

void draw_values(Noise& noise, Trace trace, const Report& report, Random& random) {
    noise.commas = random.chance(15);
    noise.money_unit = random.chance(25) ? "元" : "";
    noise.signs = random.pick(
        std::vector<Signs>{Signs::ascii, Signs::ascii, Signs::full_width, Signs::minus_sign, Signs::words, Signs::plus});
    if (noise.level >= 2) {
        noise.full_width = random.chance(6);
        noise.unit_percent = random.chance(10) ? random.pick(std::vector<int>{10, 100}) : 0;
        noise.note_percent = random.chance(25) ? 4 : 0;
        noise.mark = random.chance(30) ? random.pick(std::vector<std::string>{"—", "-", "/", "无", "——"}) : "";
        noise.mark_percent = random.pick(std::vector<int>{30, 100});
    }
    if (noise.level >= 3) {
        noise.broken_percent = random.chance(10) ? 5 : 0;
        noise.missing_cell_percent = trace == Trace::cell && random.chance(10) ? 8 : 0;
    }
    const bool gaps = noise.level >= 2 || trace != Trace::lost;
    for (const model::FormTable& table : report.form->tables)
        noise.gaps.emplace_back(table.id, gaps ? draw_gap(noise, random) : Gaps::none);
}

// Rows of nothing but zeros are the ones that publishers leave out.
void draw_missing(Noise& noise, const Report& report, Random& random) {
    std::vector<std::string> rows;
    for (const model::FormTable& table : report.form->tables) {
        for (const model::FormBlock& block : table.blocks) {
            for (const model::FormRow& row : block.rows) {
                bool empty = !row.id.empty();
                for (const model::FormColumn& column : block.columns) {
                    empty = empty && report.value(table.id + "." + row.id + "." + column.id).is_zero();
                }
                if (empty) rows.push_back(table.id + "." + row.id);
            }
        }
    }
    for (std::int64_t n = random.between(1, 3); n > 0 && !rows.empty(); --n) noise.shape.missing_rows.insert(random.pick(rows));
}

void draw_shape(Noise& noise, const Report& report, Random& random) {
    if (random.chance(noise.level == 1 ? 10 : 25)) {
        noise.shape.repeat_at = static_cast<int>(random.between(2, 24));
        noise.shape.repeat_header = random.chance(50);
        noise.shape.repeat_parents = random.chance(60);
    }
    if (noise.level < 2) return;
    noise.shape.extra_total = random.chance(7);
    if (random.chance(10)) {
        for (const model::FormTable& table : report.form->tables) {
            for (const model::FormRow& row : table.blocks.front().rows) {
                if (row.is_group && !(report.single_other && row.id == "other") && random.chance(70))
                    noise.shape.subtotals.insert(row.id);
            }
        }
    }
    if (random.chance(15)) draw_missing(noise, report, random);
    if (noise.level >= 3 && random.chance(5)) noise.shape.missing_tables.insert(random.pick(report.form->tables).id);
}

}  // namespace

Noise draw_noise(int level, Trace trace, const Report& report, Random& random) {
    Noise noise;
    noise.level = level;
    noise.shape.names_first = random.chance(40);
    noise.furniture = level > 0 || random.chance(50);
    noise.gbk = random.chance(level == 0 ? 10 : 20);
    if (level == 0) return noise;
    draw_labels(noise, report, random);
    draw_values(noise, trace, report, random);
    draw_shape(noise, report, random);
    noise.heading_aliases = random.chance(level == 1 ? 15 : 40);
    noise.lost_heading = level >= 3 && random.chance(10);
    noise.unnumbered_headings = level >= 2 && random.chance(8);
    noise.glued_headings = level >= 3 && random.chance(10);
    noise.left_out_numbers = level >= 2 && random.chance(15);
    noise.narrative_mimics = random.chance(50);
    noise.foot_notes = random.chance(20);
    if (level >= 2)
        noise.charset =
            random.pick(std::vector<CharsetNoise>{CharsetNoise::declared, CharsetNoise::undeclared, CharsetNoise::wrong});
    return noise;
}

std::string spelt(const Noise& noise, std::string label) {
    for (const auto& [from, to] : noise.spellings) {
        // A second variant of the same words would double what the first one put in.
        if (label.find(to) == std::string::npos || to.find(from) == std::string::npos)
            label = replaced(std::move(label), from, to);
    }
    if (noise.ordinals_lost && begins_with_digit(label)) {
        auto parts = characters(label);
        parts.erase(parts.begin(), parts.begin() + 2);
        label = join(parts, "");
    }
    if (noise.brackets == Brackets::half) return replaced(replaced(std::move(label), "（", "("), "）", ")");
    if (noise.brackets == Brackets::tortoise) return replaced(replaced(std::move(label), "（", "〔"), "）", "〕");
    return label;
}

}  // namespace nianbao::generator
