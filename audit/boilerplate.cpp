#include "audit/boilerplate.h"

#include <string_view>

#include "audit/masked_text.h"
#include "audit/shingles.h"

namespace nianbao::audit {
namespace {

// The headings and clauses of 条例, articles 49 and 50, of 国办公开办函〔2021〕30号, and of 国办函〔2020〕109号 on fees, in the wordings that
// reports give them.
constexpr std::string_view sentences[] = {
    "根据《中华人民共和国政府信息公开条例》规定,现公布政府信息公开工作年度报告",
    "按照《中华人民共和国政府信息公开条例》和国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知要求编制",
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六个部分组成",
    "本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止",
    "本报告中所列数据的统计期限从2021年1月1日起到2021年12月31日止",
    "如对本报告有任何疑问,请与政府信息公开办公室联系,联系电话,地址,邮编,电子邮箱",
    "本年度报告的电子版可在政府门户网站下载",
    "根据《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》规定的按件、按量收费标准,本年度没有产生信息处理费",
    "按照《政府信息公开信息处理费管理办法》规定的按件、按量收费标准,发出收费通知的件数和总金额以及实际收取的总金额均为0",
    "依据《政府信息公开信息处理费管理办法》收取信息处理费的情况:未收取信息处理费",
    "本年度无其他需要报告的事项",
    "2021年度未收取政府信息公开信息处理费",
    "以习近平新时代中国特色社会主义思想为指导,全面贯彻落实党的二十大精神,认真贯彻落实《中华人民共和国政府信息公开条例》",
    "深入贯彻党的十九大和十九届历次全会精神,坚持以公开为常态、不公开为例外,保障人民群众的知情权、参与权、表达权、监督权",
};

}  // namespace

const std::unordered_set<std::uint32_t>& statutory_shingles() {
    static const std::unordered_set<std::uint32_t> all = [] {
        std::unordered_set<std::uint32_t> shingles;
        const NameMask nobody("", {});
        for (const std::string_view sentence : sentences)
            for (const std::uint32_t shingle : shingles_of(nobody.masked(sentence))) shingles.insert(shingle);
        return shingles;
    }();
    return all;
}

}  // namespace nianbao::audit
