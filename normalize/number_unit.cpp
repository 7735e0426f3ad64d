#include "normalize/number_unit.h"

#include <algorithm>
#include <array>

namespace nianbao::normalize {
namespace {

// Count words of government reports first, then those of everyday counting, then measures. Nothing here may end in a
// numeral or be one; a word that is not here makes the text unreadable, because half of it would not be understood.
constexpr auto counts = std::to_array<std::u32string_view>({
    U"件",       U"条",       U"个",        U"項",        U"项",       U"次",     U"人",     U"人次",   U"件次",
    U"条次",     U"项次",     U"个次",      U"场次",      U"宗",       U"份",     U"起",     U"例",     U"篇",
    U"期",       U"册",       U"部",        U"家",        U"户",       U"名",     U"位",     U"页",     U"张",
    U"本",       U"套",       U"台",        U"处",        U"所",       U"场",     U"类",     U"种",     U"则",
    U"批",       U"批次",     U"卷",        U"宗次",      U"封",       U"通",     U"站",     U"栏",     U"组",
    U"届",       U"轮",       U"遍",        U"趟",        U"回",       U"号",     U"款",     U"章",     U"节",
    U"字",       U"字节",     U"行",        U"列",        U"级",       U"层",     U"座",     U"栋",     U"幢",
    U"间",       U"辆",       U"艘",        U"架",        U"门",       U"支",     U"枝",     U"只",     U"隻",
    U"头",       U"匹",       U"条线",      U"根",        U"块",       U"片",     U"颗",     U"粒",     U"棵",
    U"株",       U"朵",       U"把",        U"双",        U"对",       U"副",     U"幅",     U"顶",     U"件套",
    U"口",       U"口人",     U"员",        U"人份",      U"点击",     U"项目",   U"個",     U"條",     U"張",
    U"個人",     U"倍",       U"岁",        U"周岁",      U"年",       U"个月",   U"个星期", U"星期",   U"个季度",
    U"季度",     U"周",       U"天",        U"日",        U"个工作日", U"工作日", U"小时",   U"个小时", U"分钟",
    U"分鐘",     U"秒",       U"秒钟",      U"毫秒",      U"月",       U"周年",   U"世纪",   U"年代",   U"学时",
    U"课时",     U"个百分点", U"百分点",    U"‰",         U"度",       U"摄氏度", U"℃",      U"°C",     U"°",
    U"分",       U"票",       U"席",        U"步",        U"桶",       U"箱",     U"包",     U"袋",     U"瓶",
    U"杯",       U"盒",       U"盘",        U"碗",        U"罐",       U"筐",     U"捆",     U"束",     U"串",
    U"排",       U"队",       U"班",        U"派",        U"代",       U"辈",     U"集",     U"曲",     U"首",
    U"米",       U"千米",     U"公里",      U"里",        U"厘米",     U"毫米",   U"分米",   U"微米",   U"纳米",
    U"英里",     U"海里",     U"英尺",      U"英寸",      U"尺",       U"寸",     U"丈",     U"平方米", U"平方公里",
    U"平方千米", U"平方厘米", U"平米",      U"立方米",    U"立方厘米", U"㎡",     U"m²",     U"m2",     U"㎥",
    U"m³",       U"亩",       U"畝",        U"公顷",      U"顷",       U"克",     U"千克",   U"公斤",   U"斤",
    U"毫克",     U"吨",       U"磅",        U"盎司",      U"升",       U"毫升",   U"公升",   U"加仑",   U"千瓦",
    U"瓦",       U"兆瓦",     U"千瓦时",    U"度电",      U"伏",       U"千伏",   U"安",     U"赫兹",   U"千赫",
    U"焦",       U"千焦",     U"卡路里",    U"马力",      U"帕",       U"千帕",   U"节课",   U"m",      U"km",
    U"cm",       U"mm",       U"kg",        U"g",         U"mg",       U"t",      U"L",      U"ml",     U"mL",
    U"h",        U"min",      U"s",         U"KB",        U"MB",       U"GB",     U"TB",     U"kb",     U"字符",
    U"个字",     U"米/秒",    U"公里/小时", U"千米/小时", U"km/h",     U"m/s",
});

constexpr auto moneys = std::to_array<std::u32string_view>({
    U"元",     U"圆",   U"圓",     U"块",   U"块钱", U"塊",   U"元人民币", U"人民币", U"美元", U"美金",
    U"欧元",   U"英镑", U"日元",   U"港元", U"港币", U"澳元", U"加元",     U"韩元",   U"卢布", U"法郎",
    U"新台币", U"台币", U"澳门元", U"卢比", U"泰铢", U"角",   U"毛",       U"毛钱",   U"分钱", U"角钱",
});

}  // namespace

std::vector<Unit> units_at_end(std::u32string_view text) {
    std::vector<Unit> found;
    if (text.empty()) return found;
    const char32_t last = text.back();
    for (const std::u32string_view unit : counts)
        if (unit.back() == last && text.ends_with(unit)) found.push_back({unit, false, 0});
    for (const std::u32string_view unit : moneys) {
        if (unit.back() != last || !text.ends_with(unit)) continue;
        const std::u32string_view before = text.substr(0, text.size() - unit.size());
        if (before.ends_with(U'万') || before.ends_with(U'萬')) found.push_back({text.substr(before.size() - 1), true, 4});
        if (before.ends_with(U'亿') || before.ends_with(U'億')) found.push_back({text.substr(before.size() - 1), true, 8});
        found.push_back({unit, true, 0});
    }
    std::stable_sort(found.begin(), found.end(), [](const Unit& a, const Unit& b) { return a.text.size() > b.text.size(); });
    return found;
}

}  // namespace nianbao::normalize
