#include "tests/generator/narrative.h"

#include <utility>

#include "tests/generator/characters.h"

namespace nianbao::generator {

namespace {

std::string number(Random& random, std::int64_t high) { return std::to_string(random.between(1, high)); }

std::string preamble(const Report& report, Random& random) {
    const std::string year = std::to_string(report.year);
    std::string text = "本报告由" + report.publisher + "按照《中华人民共和国政府信息公开条例》的要求编制。";
    if (random.chance(60)) {
        // All names of the sections in one sentence: no heading among them.
        text +=
            "全文由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况和其他需要报告的事项六个部分组成。";
    }
    return text + "所列数据的统计期限为" + year + "年1月1日至" + year + "年12月31日。如有疑问，请与办公室联系（邮编：" +
           number(random, 8) + "54000，电话：0" + number(random, 899) + "-" + std::to_string(random.between(2000000, 8999999)) +
           "）。";
}

// Numbers beside words that are also labels of tables.
std::string mimicry(const Report& report, Random& random) {
    const std::string year = std::to_string(report.year);
    const std::vector<std::string> sentences{
        "全年公布信息" + number(random, 9000) + "条，其中行政许可类信息" + number(random, 90) + "条、行政处罚类信息" +
            number(random, 300) + "条、规范性文件类信息" + number(random, 80) + "条。",
        "（一）予以公开方面，" + year + "年在门户网站开设专栏" + number(random, 9) + "个，规章制度汇编" + number(random, 30) +
            "册。",
        "1.加强组织领导。召开专题会议" + number(random, 6) + "次，其他对外管理服务事项指南更新" + number(random, 60) + "份。",
        "行政强制执行公示" + number(random, 40) + "条，行政事业性收费目录调整" + number(random, 5) + "次，总计培训" +
            number(random, 400) + "人次。",
        "二、三季度抽查栏目" + number(random, 50) + "个，其他 " + number(random, 20) + " 个栏目由部门自查。",
    };
    return random.pick(sentences) + random.pick(sentences);
}

std::string applications_text(const Report& report, Random& random) {
    if (!report.values.contains("applications.new.total")) return "认真办理政府信息公开申请。";
    const model::Decimal& received = report.value("applications.new.total");
    if (received.is_zero()) return "本年度未收到政府信息公开申请。";
    std::string text = "本年新收政府信息公开申请" + received.to_string() + "件";
    if (random.chance(50)) text += "，其中自然人" + report.value("applications.new.natural_person").to_string() + "件";
    return text + "，均在法定期限内办理。";
}

std::vector<std::string> paragraphs(const Report& report, const Noise& noise, const std::string& section, Random& random) {
    const std::string year = std::to_string(report.year);
    if (section == "overview") {
        std::vector<std::string> result{year + "年，" + report.place + "认真落实政务公开工作要求，不断提升公开的质量。"};
        result.push_back("（一）主动公开。" +
                         (noise.narrative_mimics
                              ? mimicry(report, random)
                              : "通过门户网站公开信息" + (noise.left_out_numbers ? "  " : number(random, 9000)) + "条。"));
        result.push_back("（二）依申请公开。" + applications_text(report, random));
        if (random.chance(60))
            result.push_back("（三）政府信息管理。修订管理制度" + number(random, 9) + "项，审查文件" + number(random, 200) +
                             "件。");
        return result;
    }
    if (section == "problems") {
        return {"一是部分栏目更新不够及时；二是解读形式比较单一。",
                "下一步，一是健全更新机制，每季度检查1次；二是丰富解读形式，图解比例不低于" + number(random, 80) + "%。"};
    }
    if (section == "other") return {random.chance(50) ? "本年度收取信息处理费0元。" : "无其他需要报告的事项。"};
    return {};
}

std::string heading(const model::FormSection& section, const Noise& noise, Random& random) {
    const auto parts = characters(section.heading);
    if (parts.front() == "附") return section.heading;
    const std::string ordinal = noise.unnumbered_headings ? "" : parts[0] + parts[1];
    if (noise.lost_heading && random.chance(30)) return "";
    if (!noise.heading_aliases || section.aliases.empty() || random.chance(40))
        return ordinal + join({parts.begin() + 2, parts.end()}, "");
    return ordinal + random.pick(section.aliases);
}

std::string note(const std::string& section, Random& random) {
    if (section == "disputes") return "注：行政复议、行政诉讼数量含上年度结转数量。";
    if (section == "proactive") return "注：行政许可数量包含各镇办理的" + number(random, 500) + "件。";
    return "";
}

}  // namespace

Narrative narrate(const Report& report, const Noise& noise, Random& random) {
    Narrative result;
    const std::string year = std::to_string(report.year);
    const auto two_digits = [&](int low, int high) {
        const auto n = random.between(low, high);
        return (n < 10 ? "0" : "") + std::to_string(n);
    };
    result.title = report.publisher + year +
                   random.pick(std::vector<std::string>{"年政府信息公开工作年度报告", "年度政府信息公开工作年度报告",
                                                        "年政府信息公开年度报告"});
    result.published = std::to_string(report.year + 1) + "-0" + number(random, 3) + "-" + two_digits(1, 28) + " " +
                       two_digits(8, 18) + ":" + two_digits(0, 59);
    if (noise.furniture) {
        result.above = {"当前位置: 首页>政府信息公开年报>" + year + "年",
                        "日期:" + result.published + " 来源:" + report.publisher + "办公室",
                        "字号: 大 中 小 浏览次数: " + number(random, 999)};
        result.below = {"相关附件:",
                        "监审: 审核: 编辑:",
                        "扫一扫在手机打开当前页",
                        "相关信息",
                        year + "年其他公开事项" + number(random, 9) + "项",
                        "备案号:20" + number(random, 20) + "0" + number(random, 9) + "号-1"};
    }
    result.preamble = {preamble(report, random)};
    for (const model::FormSection& section : report.form->sections) {
        TextSection text;
        text.heading = heading(section, noise, random);
        text.paragraphs = paragraphs(report, noise, section.id, random);
        for (const model::FormTable& table : report.form->tables) {
            if (table.section == section.id) text.table = table.id;
        }
        if (noise.foot_notes) text.note = note(section.id, random);
        const bool runs_on = noise.glued_headings && !result.sections.empty() && result.sections.back().table.empty() && !result.sections.back().paragraphs.empty();
        if (runs_on) result.sections.back().paragraphs.back() += std::exchange(text.heading, "");
        result.sections.push_back(std::move(text));
    }
    return result;
}

}  // namespace nianbao::generator
