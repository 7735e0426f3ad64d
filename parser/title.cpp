#include "parser/title.h"

#include <algorithm>
#include <array>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_han(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF); }
bool contains(std::u32string_view text, std::u32string_view part) { return text.find(part) != std::u32string_view::npos; }

// A digit of a year, Arabic or Chinese; -1 for anything else.
int year_digit(char32_t c) {
    if (is_digit(c)) return static_cast<int>(c - U'0');
    static constexpr std::u32string_view chinese = U"〇一二三四五六七八九";
    if (c == U'零' || c == U'○') return 0;
    const std::size_t digit = chinese.find(c);
    return digit == std::u32string_view::npos ? -1 : static_cast<int>(digit);
}

bool cut_front(std::u32string& text, std::u32string_view word) {
    if (!text.starts_with(word)) return false;
    text.erase(0, word.size());
    return true;
}

bool cut_back(std::u32string& text, std::u32string_view word) {
    if (!text.ends_with(word)) return false;
    text.resize(text.size() - word.size());
    return true;
}

// A report names its topic and its kind; notices, guides and lists about reports do too, and are told by their own words.
bool says_report(std::u32string_view text) {
    if (!contains(text, U"信息公开") && !contains(text, U"政务公开")) return false;
    if (!contains(text, U"报告") && !contains(text, U"年报")) return false;
    static constexpr std::array<std::u32string_view, 12> about = {U"编制工作", U"编制和", U"编制要求", U"关于做好", U"关于印发", U"关于报送", U"关于开展", U"关于加强", U"格式的", U"解读", U"的通知", U"的函"};
    static constexpr std::array<std::u32string_view, 11> other_kinds = {U"通知", U"意见", U"方案", U"解读", U"指南", U"模板", U"格式", U"要求", U"通报", U"编制", U"公告"};
    for (const auto word : about)
        if (contains(text, word)) return false;
    for (const auto kind : other_kinds)
        if (text.ends_with(kind)) return false;
    return true;
}

// Where the topic begins: the 政府 of 人民政府信息公开 belongs to the name.
std::size_t topic_of(std::u32string_view text) {
    std::size_t at = text.find(U"政府信息公开");
    if (at != std::u32string_view::npos) return at >= 2 && text.substr(at - 2, 2) == U"人民" ? at + 2 : at;
    for (const std::u32string_view topic : {U"信息公开", U"政务公开"})
        if (at = text.find(topic); at != std::u32string_view::npos) return at;
    return std::u32string_view::npos;
}

// The text without its years and what belongs to them: （2020年度）, 2020年1月1日至12月31日.
std::u32string without_years(std::u32string text) {
    while (const auto year = find_year(text)) {
        std::size_t begin = year->begin;
        std::size_t end = year->end;
        if (begin > 0 && text[begin - 1] == U'(' && end < text.size() && text[end] == U')') {
            --begin;
            ++end;
        }
        text.erase(begin, end - begin);
    }
    return text;
}

// 栎川县人民政府办公室关于栎川县: of two names the one behind 关于 if it is a body's, else the one before.
std::u32string name_around_about(std::u32string text) {
    const std::size_t about = text.find(U"关于");
    if (about == std::u32string::npos) return body_name(text);
    std::u32string behind = body_name(std::u32string_view(text).substr(about + 2));
    std::u32string before = body_name(std::u32string_view(text).substr(0, about));
    if (before.empty()) return behind;
    static constexpr std::u32string_view places = U"省市县区州旗盟";
    return behind.empty() || places.find(behind.back()) != std::u32string_view::npos ? before : behind;
}

// （栎川县民政局） or -栎川县民政局 behind the title.
std::u32string name_behind(std::u32string_view text) {
    std::size_t kind = text.rfind(U"报告");
    if (kind == std::u32string_view::npos) kind = text.rfind(U"年报");
    if (kind == std::u32string_view::npos) return {};
    std::u32string rest = without_years(std::u32string(text.substr(kind + 2)));
    while (!rest.empty() && !is_han(rest.front())) rest.erase(0, 1);
    while (!rest.empty() && !is_han(rest.back())) rest.pop_back();
    return is_body_name(rest) ? rest : std::u32string();
}

}  // namespace

std::optional<YearPlace> find_year(std::u32string_view text, std::size_t from) {
    for (std::size_t at = from; at + 4 <= text.size(); ++at) {
        int year = 0;
        std::size_t length = 0;
        while (at + length < text.size() && year_digit(text[at + length]) >= 0) {
            if (length < 4) year = year * 10 + year_digit(text[at + length]);
            ++length;
        }
        if (length == 4 && year >= 1990 && year <= 2099) {
            std::size_t end = at + 4;
            if (end < text.size() && text[end] == U'年') ++end;
            if (end < text.size() && text[end] == U'度') ++end;
            return YearPlace{year, at, end};
        }
        at += length > 0 ? length - 1 : 0;
    }
    return std::nullopt;
}

bool is_body_name(std::u32string_view text) {
    // The characters that names of governments, departments, towns, zones, places and public institutions end in.
    static constexpr std::u32string_view endings = U"府局委会厅院部镇乡区县市省州旗盟署队司校学站所处社室馆办团行台园场心道关库中组";
    static constexpr std::array<std::u32string_view, 12> no_names = {U"我局", U"我市", U"我县", U"我区", U"本局", U"全市", U"全县", U"全区", U"本市", U"本县", U"本区", U"首页"};
    // 文化广电和旅游局(文物局): what stands in front of a bracket at the end decides.
    const std::u32string_view plain = text.ends_with(U')') ? text.substr(0, text.rfind(U'(')) : text;
    const bool of_kind = endings.find(plain.empty() ? U'\0' : plain.back()) != std::u32string_view::npos || plain.ends_with(U"部门") || plain.ends_with(U"系统") || plain.ends_with(U"苏木");
    if (plain.size() < 3 || text.size() > 40 || !of_kind) return false;
    if (std::find(no_names.begin(), no_names.end(), text) != no_names.end()) return false;
    for (const std::u32string_view word : {U"位置", U"浏览", U"公开目录", U"根据", U"按照", U"条例", U"来源", U"网站", U"本报告"})
        if (contains(text, word)) return false;
    if (text.starts_with(U"政务公开") || text.starts_with(U"信息公开") || text.starts_with(U"政府信息")) return false;
    return std::all_of(text.begin(), text.end(), [](char32_t c) { return is_han(c) || c == U'(' || c == U')' || c == U'·' || c == U',' || c == U'-'; });
}

std::u32string body_name(std::u32string_view folded) {
    static constexpr std::array<std::u32string_view, 23> beginnings = {U"标题:", U"标题", U"名称:", U"正文", U"公布", U"发布", U"印发", U"报送", U"关于", U"《", U"附件:", U"附件", U"由",
                                                                       U"本报告", U"年报", U"现将", U"发布机构:", U"发布单位:", U"来源:", U"中国·", U"中国-", U"年度", U"年"};
    static constexpr std::array<std::u32string_view, 17> endings = {U"关于", U"的", U"公布", U"发布", U"《", U"门户网站", U"政府网站", U"官方网站", U"网站", U"信息网", U"政务网", U"政府网", U"年度", U"开展", U"年", U":", U","};
    std::u32string text(folded);
    for (bool again = true; again;) {
        again = false;
        while (!text.empty() && !is_han(text.front()) && text.front() != U'《') text.erase(0, 1);
        for (const auto beginning : beginnings) again = cut_front(text, beginning) || again;
        for (const auto ending : endings) again = cut_back(text, ending) || again;
    }
    // Brackets that were cut in two, and dashes between name and year.
    while (!text.empty() && (text.back() == U'(' || text.back() == U'-' || text.back() == U'·' || (text.back() == U')' && !contains(text, U"(")))) text.pop_back();
    return is_body_name(text) ? text : std::u32string();
}

TitleReading read_title(std::string_view utf8) {
    TitleReading reading;
    if (utf8.size() > longest_title * 8) return reading;
    std::u32string text = normalize::folded_text(utf8);
    if (text.size() > longest_title) return reading;
    // 名称：2019年度…: a line of the table of facts about the page.
    for (const std::u32string_view label : {U"名称:", U"标题:"})
        if (const std::size_t at = text.find(label); at != std::u32string::npos) text.erase(0, at + label.size());
    reading.is_report = says_report(text);
    if (const auto year = find_year(text)) reading.year = year->year;
    // A number that is no year leaves no name that could be trusted: 栎川县财政局20190.
    const std::size_t topic = topic_of(text);
    if (topic == std::u32string_view::npos) return reading;
    std::u32string before = without_years(text.substr(0, topic));
    // …委员会政府 | 2021 | 信息公开…: a line of its own between the words of the topic. A place's 政府 is its name.
    static constexpr std::u32string_view places = U"民省市县区州旗盟镇乡";
    const bool of_topic = before.size() > 2 && places.find(before[before.size() - 3]) == std::u32string_view::npos;
    if (of_topic && text.compare(topic, 2, U"信息") == 0) cut_back(before, U"政府") || cut_back(before, U"政务");
    // 2019年佳木斯市郊区人民政府, and 栎川县2019年财政局 alike: what is left of the words before the topic.
    std::u32string name = std::any_of(before.begin(), before.end(), is_digit) ? std::u32string() : name_around_about(std::move(before));
    if (name.empty()) name = name_behind(text);
    // The site's name in front of the title: 黛江市人民政府 黛江市人民政府2020年….
    const std::size_t half = name.size() / 2;
    if (name.size() % 2 == 0 && std::u32string_view(name).substr(0, half) == std::u32string_view(name).substr(half)) name.resize(half);
    // Brackets and commas as Chinese texts print them, which folding made narrow.
    for (char32_t& c : name) c = c == U'(' ? U'（' : c == U')' ? U'）' : c == U',' ? U'、' : c;
    reading.publisher = normalize::to_utf8(name);
    return reading;
}

}  // namespace nianbao::parser
