#include "parser/identity.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

#include "normalize/date.h"
#include "normalize/fold.h"
#include "normalize/place.h"

namespace nianbao::parser {
namespace {

using normalize::to_utf32;
using normalize::to_utf8;

constexpr std::size_t longest_title = 80;  // characters

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

struct YearPlace {
    int year = 0;
    std::size_t begin = 0, end = 0;  // with 年 or 年度
};

// The first year 1990..2099 that is not part of a longer number.
std::optional<YearPlace> find_year(std::u32string_view text, std::size_t from = 0) {
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

void strip(std::u32string& text, std::u32string_view beginning, std::u32string_view ending) {
    if (!beginning.empty() && text.starts_with(beginning)) text.erase(0, beginning.size());
    if (!ending.empty() && text.ends_with(ending)) text.resize(text.size() - ending.size());
}

// The publisher in what stands before or after the year.
std::u32string clean_publisher(std::u32string text) {
    static constexpr std::array<std::u32string_view, 8> beginnings = {U"标题:", U"标题", U"正文", U"关于公布", U"关于发布", U"关于", U"《", U"附件:"};
    static constexpr std::array<std::u32string_view, 5> endings = {U"关于", U"的", U"公布", U"发布", U"《"};
    for (const auto beginning : beginnings) strip(text, beginning, U"");
    for (const auto ending : endings) strip(text, U"", ending);
    // A name is made of Han characters, with brackets at most.
    while (!text.empty() && !is_han(text.front())) text.erase(0, 1);
    const bool clean = std::all_of(text.begin(), text.end(), [](char32_t c) { return is_han(c) || c == U'(' || c == U')' || c == U'·' || c == U'、' || c == U'-'; });
    return clean && text.size() >= 2 && text.size() <= 40 ? text : std::u32string();
}

bool says_report(std::u32string_view text) {
    if (!contains(text, U"信息公开") && !contains(text, U"政务公开")) return false;
    if (!contains(text, U"报告") && !contains(text, U"年报")) return false;
    static constexpr std::array<std::u32string_view, 7> about = {U"编制", U"关于做好", U"关于印发", U"关于报送", U"关于开展", U"格式的", U"解读"};
    static constexpr std::array<std::u32string_view, 9> other_kinds = {U"通知", U"意见", U"方案", U"解读", U"指南", U"模板", U"格式", U"要求", U"通报"};
    for (const auto word : about)
        if (contains(text, word)) return false;
    for (const auto kind : other_kinds)
        if (text.ends_with(kind)) return false;
    return true;
}

// The words after the year up to 信息公开, which may share 政府 with the publisher's name.
std::u32string publisher_after_year(std::u32string_view rest) {
    const std::size_t topic = rest.find(U"信息公开");
    if (topic == std::u32string_view::npos || topic == 0) return {};
    std::u32string name(rest.substr(0, topic));
    // 郊区人民政府 + 信息公开, but 发改局政府 + 信息公开 -> 发改局.
    if (name.ends_with(U"政府政府") || !name.ends_with(U"人民政府")) strip(name, U"", U"政府");
    return clean_publisher(std::move(name));
}

class IdentityReader {
public:
    IdentityReader(const Document& document, std::string_view url, std::uint32_t content_begin)
        : document_(document), url_(url), content_begin_(content_begin) {}

    model::ReportIdentity read() {
        read_titles();
        read_dates();
        read_issuer();
        if (identity_.publisher.empty()) read_publisher_elsewhere();
        lengthen_publisher();
        if (!identity_.year) read_period();
        const std::string* code = meta("SiteIDCode");
        if (code != nullptr && code->size() == 10 && std::all_of(code->begin(), code->end(), [](char c) { return c >= '0' && c <= '9'; }))
            identity_.division_code = code->substr(0, 6);
        else
            read_division();
        return std::move(identity_);
    }

private:
    [[nodiscard]] const std::string* meta(std::string_view name) const {
        for (const MetaTag& tag : document_.metas) {
            const bool same = tag.name.size() == name.size() &&
                              std::equal(name.begin(), name.end(), tag.name.begin(), [](char a, char b) { return (a | 32) == (b | 32); });
            if (same && !tag.content.empty()) return &tag.content;
        }
        return nullptr;
    }

    // --- title, publisher, year -----------------------------------------------------------------------------------

    void read_titles() {
        if (const std::string* title = meta("ArticleTitle")) offer_title(*title);
        offer_headline();
        // <title>海城市人民政府 某局2023年…报告_某市人民政府门户网站</title>: the part that is a title.
        std::string part;
        for (const char32_t c : to_utf32(document_.title)) {
            if (c == U'_' || c == U'|' || c == U'-' || c == U'－' || c == U'—') {
                offer_title(part);
                part.clear();
            } else {
                normalize::append_utf8(part, c);
            }
        }
        offer_title(part);
        if (identity_.title.empty()) identity_.title = normalize::tidy_text(document_.title);
    }

    // A title counts if it says more than the ones before it.
    void offer_title(const std::string& text) {
        const TitleReading reading = read_title(text);
        if (!reading.is_report) return;
        if (identity_.title.empty()) identity_.title = shown_title(text);
        if (!identity_.year && reading.year != 0) identity_.year = reading.year;
        if (identity_.publisher.empty()) identity_.publisher = reading.publisher;
    }

    // Without the marks of a text file: "# " of Markdown, "标题: " of a saved page.
    static std::string shown_title(const std::string& text) {
        std::string title = normalize::tidy_text(text);
        for (const std::string_view mark : {"#", " ", "标题", ":", "：", " "})
            while (!mark.empty() && title.starts_with(mark)) title.erase(0, mark.size());
        return title;
    }

    // The headline: one to three short blocks before the content that together read as a title.
    void offer_headline() {
        const auto& blocks = document_.blocks;
        std::string best;
        int best_rank = 0;
        for (std::size_t b = 0; b < blocks.size() && blocks[b].begin < content_begin_; ++b) {
            std::string joined;
            int parts = 0;
            for (std::size_t next = b; next < blocks.size() && blocks[next].begin < content_begin_ && parts < 3; ++next) {
                if (blocks[next].empty()) continue;
                const std::string text = document_.text(blocks[next]);
                if (!may_be_headline(text)) break;
                joined += text;
                ++parts;
                const TitleReading reading = read_title(joined);
                if (!reading.is_report) continue;
                const int rank = 8 + (reading.publisher.empty() ? 0 : 4) + (reading.year == 0 ? 0 : 4) - parts;
                if (rank > best_rank) {
                    best_rank = rank;
                    best = joined;
                }
            }
        }
        if (best_rank > 0) offer_title(best);
    }

    static bool may_be_headline(const std::string& utf8) {
        const std::u32string text = normalize::folded_text(utf8);
        if (text.empty() || text.size() > longest_title) return false;
        static constexpr std::array<std::u32string_view, 8> no_headline = {U">", U"当前位置", U"首页", U"。", U"本报告", U"发布", U"来源", U"http"};
        return std::none_of(no_headline.begin(), no_headline.end(), [&](std::u32string_view word) { return contains(text, word); });
    }

    // No publisher in the title: 由某某编制, the source line, the site.
    void read_publisher_elsewhere() {
        for (const char* name : {"ContentSource", "SiteName"}) {
            const std::string* content = meta(name);
            if (content == nullptr || !identity_.publisher.empty()) continue;
            std::u32string text = normalize::folded_text(*content);
            for (const std::u32string_view ending : {U"门户网站", U"网站", U"政府网"}) strip(text, U"", ending);
            identity_.publisher = to_utf8(clean_publisher(text));
        }
        if (identity_.publisher.empty()) identity_.publisher = to_utf8(clean_publisher(normalize::folded_text(identity_.issuer)));
    }

    // 郊区人民政府 -> 佳木斯市郊区人民政府, where the page itself writes the longer name.
    void lengthen_publisher() {
        const std::u32string name = to_utf32(identity_.publisher);
        if (name.size() < 3) return;
        std::map<std::u32string, int> prefixes;
        const auto& glyphs = document_.glyphs;
        for (std::size_t at = 1; at + name.size() <= glyphs.size(); ++at) {
            if (glyphs[at].c != name[0]) continue;
            bool same = true;
            for (std::size_t i = 1; i < name.size() && same; ++i) same = glyphs[at + i].c == name[i];
            if (!same || std::u32string_view(U"省市州盟县区旗").find(glyphs[at - 1].c) == std::u32string_view::npos) continue;
            std::u32string prefix;
            std::size_t back = at;
            while (back > 0 && is_han(glyphs[back - 1].c) && prefix.size() < 12) prefix.insert(prefix.begin(), glyphs[--back].c);
            if (prefix.size() >= 2 && prefix.size() <= 9) ++prefixes[prefix];
        }
        const auto best = std::max_element(prefixes.begin(), prefixes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        // A prefix that is only running text before the name does not repeat: it must be a plain place name.
        static constexpr std::u32string_view not_in_names = U"由在为与和对向经按是全我本了的将各";
        if (best == prefixes.end() || best->first.find_first_of(not_in_names) != std::u32string::npos) return;
        identity_.publisher = to_utf8(best->first) + identity_.publisher;
    }

    // The place that the publisher's name begins with; what else names a place on the page decides between namesakes.
    void read_division() {
        std::vector<std::string> texts = {identity_.title, identity_.issuer};
        if (const std::string* site = meta("SiteName")) texts.push_back(*site);
        for (const Block& block : document_.blocks) {
            if (block.begin >= content_begin_) break;
            if (block.empty() || block.end - block.begin > longest_title) continue;
            const std::string text = document_.text(block);
            if (text.find("位置") != std::string::npos) texts.push_back(text);
        }
        const std::vector<std::string_view> contexts(texts.begin(), texts.end());
        if (const auto place = normalize::resolve_place(identity_.publisher, contexts, identity_.year.value_or(0))) identity_.division_code = place->code;
    }

    // --- dates and the rest ---------------------------------------------------------------------------------------

    // The period that the data cover: 2019年1月1日…12月31日.
    void read_period() {
        std::u32string text;
        for (const Glyph& glyph : document_.glyphs)
            for (const char32_t c : normalize::fold_code_point(glyph.c)) text.push_back(c);
        const std::size_t first_day = text.find(U"年1月1日");
        if (first_day == std::u32string::npos || first_day < 4) return;
        if (const auto year = find_year(text.substr(first_day - 4, 5))) identity_.year = year->year;
    }

    void offer_date(std::string_view text) {
        if (!identity_.published.empty()) return;
        for (const normalize::FoundDate& found : normalize::find_dates(text)) {
            if (found.date.precision == normalize::Precision::month || found.date.precision == normalize::Precision::year) continue;
            identity_.published = found.date.iso();
            return;
        }
    }

    void read_dates() {
        if (const std::string* date = meta("PubDate")) offer_date(*date);
        static constexpr std::array<std::u32string_view, 8> names = {U"发布日期", U"发布时间", U"公开日期", U"发文日期", U"生成日期", U"成文日期", U"日期", U"时间"};
        for (const std::u32string_view name : names) {
            std::size_t seen = 0;
            for (std::size_t b = 0; b < document_.blocks.size() && seen < 200 && identity_.published.empty(); ++b) {
                const Block& block = document_.blocks[b];
                if (block.empty() || block.end - block.begin > 400) continue;
                ++seen;
                const std::u32string text = normalize::folded_text(document_.text(block));
                const std::size_t at = text.find(name);
                if (at == std::u32string::npos) continue;
                std::string after = document_.text(block);
                after = after.substr(std::min(after.size(), after.find(to_utf8(name)) == std::string::npos ? 0 : after.find(to_utf8(name))));
                // The date may stand in the next block: <td>发布日期</td><td>2020-02-19</td>.
                if (b + 1 < document_.blocks.size()) after += " " + document_.text(document_.blocks[b + 1]);
                offer_date(after.substr(0, 120));
            }
        }
        offer_date_of_headline();
        offer_date_of_url();
    }

    // The line under the headline: 2020-03-19 15:26　来源：…. Not the clock of the site: 今天是2026年11月23日 星期一.
    void offer_date_of_headline() {
        for (const Block& block : document_.blocks) {
            if (!identity_.published.empty() || block.begin >= content_begin_) return;
            if (block.empty() || block.end - block.begin > longest_title) continue;
            const std::string text = document_.text(block);
            const std::u32string folded = normalize::folded_text(text);
            static constexpr std::array<std::u32string_view, 8> other_dates = {U"。", U"今天", U"星期", U"1月1日", U"12月31日", U"起至", U"截至", U"期限"};
            if (std::any_of(other_dates.begin(), other_dates.end(), [&](std::u32string_view word) { return contains(folded, word); })) continue;
            offer_date(text);
        }
    }

    // …/202002/t20200219_123456.html and …/art/2021/1/25/art_16516_1541057.html
    void offer_date_of_url() {
        if (!identity_.published.empty()) return;
        const std::size_t trs = url_.rfind("/t20");
        if (trs != std::string_view::npos && url_.size() >= trs + 11 && url_.substr(trs + 10, 1) == "_") {
            if (const auto date = normalize::read_date(url_.substr(trs + 2, 8))) identity_.published = date->iso();
            return;
        }
        const std::size_t art = url_.find("/art/");
        if (art == std::string_view::npos) return;
        const std::string_view path = url_.substr(art + 5);
        std::size_t end = 0;
        for (int slashes = 0; end < path.size() && slashes < 3; ++end) slashes += path[end] == '/';
        if (end > 0)
            if (const auto date = normalize::read_date(path.substr(0, end - 1))) identity_.published = date->iso();
    }

    void read_issuer() {
        if (const std::string* source = meta("ContentSource")) {
            identity_.issuer = normalize::tidy_text(*source);
            return;
        }
        for (const std::u32string_view name : {U"信息来源", U"发布机构", U"来源"}) {
            std::size_t seen = 0;
            for (const Block& block : document_.blocks) {
                if (block.empty() || block.end - block.begin > 400) continue;
                if (++seen > 200) break;
                const std::u32string text = to_utf32(document_.text(block));
                std::size_t at = text.find(name);
                if (at == std::u32string::npos) continue;
                at += name.size();
                if (at >= text.size() || (text[at] != U':' && text[at] != U'：')) continue;
                ++at;
                while (at < text.size() && normalize::is_space(text[at])) ++at;
                std::size_t end = at;
                while (end < text.size() && !normalize::is_space(text[end])) ++end;
                if (end == at || end - at > 40) continue;
                identity_.issuer = to_utf8(std::u32string_view(text).substr(at, end - at));
                return;
            }
        }
    }

    const Document& document_;
    std::string_view url_;
    std::uint32_t content_begin_;
    model::ReportIdentity identity_;
};

}  // namespace

TitleReading read_title(std::string_view utf8) {
    TitleReading reading;
    const std::u32string text = normalize::folded_text(utf8);
    if (text.size() > longest_title) return reading;
    reading.is_report = says_report(text);
    const auto year = find_year(text);
    if (year) reading.year = year->year;
    std::u32string publisher;
    if (year && year->begin > 0) publisher = clean_publisher(text.substr(0, year->begin));
    if (year && publisher.empty()) publisher = publisher_after_year(std::u32string_view(text).substr(year->end));
    if (!year) publisher = publisher_after_year(text);
    reading.publisher = to_utf8(publisher);
    return reading;
}

model::ReportIdentity read_identity(const Document& document, std::string_view url, std::uint32_t content_begin) {
    return IdentityReader(document, url, content_begin).read();
}

}  // namespace nianbao::parser
