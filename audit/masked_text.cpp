#include "audit/masked_text.h"

#include <algorithm>

#include "audit/text.h"

namespace nianbao::audit {
namespace {

constexpr std::u16string_view place_endings[] = {u"自治州", u"自治县", u"自治区", u"地区", u"省", u"市", u"县",
                                                 u"区",     u"州",     u"旗",     u"盟",   u"镇", u"乡", u"街道"};
constexpr std::u16string_view self_words[] = {
    u"我局",   u"我县",   u"我区",   u"我市", u"我镇", u"我乡", u"我委",   u"我办",   u"我院",   u"我中心",
    u"我厅",   u"我省",   u"我街道", u"本局", u"本县", u"本区", u"本市",   u"本机关", u"本单位", u"我单位",
    u"全县",   u"全区",   u"全市",   u"全局", u"全镇", u"全省", u"县局",   u"市局",   u"区局",   u"县政府",
    u"区政府", u"市政府", u"镇政府", u"县委", u"区委", u"市委", u"局党组", u"局机关"};

// How many units a name or a word for oneself takes at the beginning; 0 when there is none.
std::size_t length_of_name(std::u16string_view text, const std::vector<std::u16string>& names) {
    for (const std::u16string& name : names)
        if (text.starts_with(name)) return name.size();
    const char16_t first = text.front();
    if (first != u'我' && first != u'本' && first != u'全' && first != u'县' && first != u'市' && first != u'区' &&
        first != u'镇' && first != u'局')
        return 0;
    for (const std::u16string_view word : self_words)
        if (text.starts_with(word)) return word.size();
    return 0;
}

}  // namespace

bool is_narrative(std::string_view section_id) {
    return section_id != "proactive" && section_id != "applications" && section_id != "disputes" && section_id != "statistics";
}

std::uint64_t digest_of(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char16_t c : without_spaces(folded(text))) hash = (hash ^ c) * 0x100000001B3ULL;
    return hash;
}

NameMask::NameMask(std::string_view publisher, const std::vector<std::string>& place_names) {
    std::u16string whole = without_spaces(folded(publisher));
    if (whole.size() >= 2) names_.push_back(whole);
    for (const std::string& place : place_names) {
        std::u16string name = without_spaces(folded(place));
        if (name.size() < 2) continue;
        if (whole.size() > name.size() + 1 && whole.starts_with(name)) names_.push_back(whole.substr(name.size()));
        names_.push_back(name);
        for (const std::u16string_view ending : place_endings)
            if (name.size() >= ending.size() + 2 && name.ends_with(ending))
                names_.push_back(name.substr(0, name.size() - ending.size()));
    }
    std::sort(names_.begin(), names_.end(),
              [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

std::u16string NameMask::masked(std::string_view text, std::size_t most) const {
    const std::u16string plain = without_spaces(folded(text));
    const std::u16string_view all = plain;
    std::u16string result;
    for (std::size_t i = 0; i < all.size() && result.size() < most;) {
        const char16_t c = all[i];
        if (is_digit(c)) {
            if (result.empty() || result.back() != u'0') result.push_back(u'0');
            ++i;
        } else if (!is_han(c)) {
            ++i;
        } else if (const std::size_t length = length_of_name(all.substr(i), names_); length > 0) {
            i += length;
        } else {
            result.push_back(c);
            ++i;
        }
    }
    result.shrink_to_fit();
    return result;
}

}  // namespace nianbao::audit
