#include "parser/sections.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <unordered_map>

#include "normalize/fold.h"
#include "parser/labels.h"

namespace nianbao::parser {
namespace {

constexpr int weight_of_ordinal = 27;
constexpr int weight_of_block_start = 30;
constexpr int weight_of_whole_block = 20;
constexpr int weight_of_heading_tag = 10;
constexpr int least_weight = 30;
constexpr int alike = 65;  // of 100
constexpr std::uint32_t longest_heading = 45;  // glyphs
constexpr std::size_t most_candidates = 2000;  // short blocks with an ordinal; bounds the work on hostile pages

struct Heading {
    int section = -1;
    int weight = 0;
    std::uint32_t begin = 0, end = 0;  // glyphs
};

bool is_chinese_ordinal(char32_t c) { return std::u32string_view(U"一二三四五六七八九十").find(c) != std::u32string_view::npos; }

class HeadingFinder {
public:
    HeadingFinder(const model::Form& form, const Document& document, const LabelView& view, const std::vector<TableRange>& tables)
        : form_(form), document_(document), view_(view), tables_(tables) {}

    std::vector<Heading> find() {
        for (const model::FormSection& section : form_.sections) wordings_.push_back(wordings(section));
        find_places();
        std::vector<Heading> headings;
        for (std::size_t s = 0; s < form_.sections.size(); ++s) {
            Heading best;
            for (const std::u32string& wording : wordings_[s]) consider(static_cast<int>(s), wording, best);
            if (best.weight < least_weight) consider_like(s, best);
            if (best.weight >= least_weight) headings.push_back(best);
        }
        std::sort(headings.begin(), headings.end(), [](const Heading& a, const Heading& b) { return a.begin < b.begin; });
        // Two sections cannot share one heading: the better claim stays.
        for (std::size_t i = 1; i < headings.size();) {
            if (headings[i].begin >= headings[i - 1].end) {
                ++i;
                continue;
            }
            headings.erase(headings.begin() + static_cast<std::ptrdiff_t>(headings[i].weight > headings[i - 1].weight ? i - 1 : i));
        }
        return headings;
    }

private:
    // Without the ordinal: it is looked for in front of each place.
    static std::vector<std::u32string> wordings(const model::FormSection& section) {
        std::vector<std::u32string> result;
        std::vector<std::string> texts = section.aliases;
        texts.insert(texts.begin(), section.heading);
        for (const std::string& text : texts) {
            std::u32string wording = remembered_view(text);
            if (!wording.empty() && is_chinese_ordinal(wording.front()) && text == section.heading) wording.erase(0, 1);
            result.push_back(std::move(wording));
        }
        return result;
    }

    // Where each wording stands, found in one pass.
    void find_places() {
        std::bitset<0x10000> begins;
        std::unordered_map<char32_t, std::vector<std::u32string_view>> by_first;
        for (const auto& section : wordings_)
            for (const std::u32string& wording : section) {
                if (wording.empty() || !places_.try_emplace(wording).second) continue;
                begins.set(wording.front() & 0xFFFFU);
                by_first[wording.front()].push_back(wording);
            }
        const std::u32string_view text = view_.text;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (!begins.test(text[at] & 0xFFFFU)) continue;
            const auto wordings = by_first.find(text[at]);
            if (wordings == by_first.end()) continue;
            for (const std::u32string_view wording : wordings->second)
                if (text.substr(at, wording.size()) == wording) places_[std::u32string(wording)].push_back(at);
        }
    }

    void consider(int section, const std::u32string& wording, Heading& best) const {
        const auto places = places_.find(wording);
        if (places == places_.end()) return;
        for (const std::size_t at : places->second) {
            const Heading heading = weigh(section, at, wording.size());
            if (is_better(heading, best)) best = heading;
        }
    }

    // A heading in words of its own: a short block with an ordinal that is like this section's heading and like no other's.
    void consider_like(std::size_t section, Heading& best) const {
        std::size_t candidates = 0;
        for (const Block& block : document_.blocks) {
            if (block.empty() || block.end - block.begin > longest_heading) continue;
            const std::uint32_t begin = view_.position_of(block.begin);
            const std::uint32_t end = view_.position_of(block.end);
            if (end < begin + 5 || !is_chinese_ordinal(view_.text[begin]) || view_.glyph[begin + 1] == view_.glyph[begin] + 1) continue;
            if (++candidates > most_candidates) return;
            const std::u32string_view text = std::u32string_view(view_.text).substr(begin + 1, end - begin - 1);
            int own = 0;
            int other = 0;
            for (std::size_t s = 0; s < form_.sections.size(); ++s)
                for (const std::u32string& wording : wordings_[s]) (s == section ? own : other) = std::max(s == section ? own : other, likeness(text, wording));
            if (own < alike || own <= other) continue;
            const Heading heading{static_cast<int>(section), weight_of_block_start + own / 10, block.begin, block.end};
            if (is_better(heading, best)) best = heading;
        }
    }

    [[nodiscard]] Heading weigh(int section, std::size_t at, std::size_t length) const {
        Heading heading;
        heading.section = section;
        const std::size_t heading_end = at + length;
        at = without_year(at);
        std::size_t begin = at;
        // 一、总体情况 — the ordinal, but not the end of a word: a mark stands between.
        if (at > 0 && is_chinese_ordinal(view_.text[at - 1]) && view_.glyph[at] > view_.glyph[at - 1] + 1) {
            begin = at - 1;
            heading.weight += weight_of_ordinal;
        }
        heading.begin = view_.glyph[begin];
        heading.end = view_.glyph[heading_end - 1] + 1;
        const Block& block = document_.blocks[document_.block_of(heading.begin)];
        if (view_.position_of(block.begin) == begin) {
            heading.weight += weight_of_block_start;
            const bool whole = view_.position_of(block.end) <= heading_end;
            if (whole) heading.weight += weight_of_whole_block;
            // A paragraph that merely begins with the words is no heading without its ordinal.
            if (!whole && begin == at) heading.weight = 0;
        }
        if (block.kind == BlockKind::heading) heading.weight += weight_of_heading_tag;
        heading.weight += static_cast<int>(std::min<std::size_t>(length, 9));
        if (heading.weight < least_weight && begin == at) heading.weight = 0;
        return heading;
    }

    // 一、2022年总体情况: the year between ordinal and name belongs to the heading.
    [[nodiscard]] std::size_t without_year(std::size_t at) const {
        std::size_t begin = at;
        if (begin > 0 && view_.text[begin - 1] == U'度') --begin;
        if (begin == 0 || view_.text[begin - 1] != U'年') return at;
        --begin;
        std::size_t digits = 0;
        while (begin > 0 && view_.text[begin - 1] >= U'0' && view_.text[begin - 1] <= U'9') {
            --begin;
            ++digits;
        }
        return digits == 4 ? begin : at;
    }

    // Of equal claims the one in front of the section's own table, else the later: names listed in the preamble come first.
    [[nodiscard]] bool is_better(const Heading& a, const Heading& b) const {
        if (a.weight < least_weight || stands_in_other_table(a)) return false;
        const bool a_fits = stands_before_table(a);
        const bool b_fits = b.weight > 0 && stands_before_table(b);
        if (a_fits != b_fits) return a_fits;
        if (a.weight != b.weight) return a.weight > b.weight;
        return a.begin > b.begin;
    }

    // 三、依申请公开情况 among the rows of a table is one of its labels.
    [[nodiscard]] bool stands_in_other_table(const Heading& heading) const {
        const std::uint32_t at = view_.position_of(heading.begin);
        const std::string& id = form_.sections[static_cast<std::size_t>(heading.section)].id;
        return std::any_of(tables_.begin(), tables_.end(), [&](const TableRange& table) { return table.section != id && at >= table.begin && at < table.end; });
    }

    [[nodiscard]] bool stands_before_table(const Heading& heading) const {
        const std::string& id = form_.sections[static_cast<std::size_t>(heading.section)].id;
        for (const TableRange& table : tables_)
            if (table.section == id) return heading.begin <= view_.glyph[std::min<std::size_t>(table.begin, view_.glyph.size() - 1)];
        return true;
    }

    const model::Form& form_;
    const Document& document_;
    const LabelView& view_;
    const std::vector<TableRange>& tables_;
    std::vector<std::vector<std::u32string>> wordings_;  // by section
    std::unordered_map<std::u32string, std::vector<std::size_t>> places_;  // of each wording, in order
};

// What portals print below an article.
bool is_page_foot(std::string_view text) {
    static constexpr std::array<std::string_view, 22> beginnings = {
        "相关附件", "附件下载", "附件:", "附件：", "监审", "扫一扫", "相关信息", "相关链接", "相关文章", "上一篇", "下一篇", "打印本页", "关闭窗口",
        "分享到", "智能问答", "版权所有", "主办单位", "主办：", "网站地图", "网站标识码", "责任编辑", "【打印"};
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view beginning) { return text.starts_with(beginning); });
}

// 栎川县民政局2018年政府信息公开工作年度报告 2019-01-12: an article of the list that a portal prints below.
bool is_listed_article(std::string_view text) {
    constexpr std::string_view like = "0000-00-00";
    if (!text.empty() && (text.back() == ']' || text.back() == ')')) text.remove_suffix(1);
    if (text.size() <= like.size() || text.find("。") != std::string_view::npos) return false;
    const std::string_view date = text.substr(text.size() - like.size());
    const bool dated = std::equal(date.begin(), date.end(), like.begin(), [](char c, char pattern) { return pattern == '0' ? c >= '0' && c <= '9' : c == pattern; });
    const std::string_view title = text.substr(0, text.size() - like.size());
    // 填报日期：2019-01-12 is the report's own.
    return dated && title.size() > 3 * like.size() && title.find("：") == std::string_view::npos && title.find(':') == std::string_view::npos;
}

// The narrative of blocks in glyphs [begin, end), tables left out.
std::string narrative(const Document& document, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& tables, std::uint32_t begin, std::uint32_t end,
                      bool last) {
    std::string text;
    for (std::size_t b = document.block_of(begin); b < document.blocks.size() && document.blocks[b].begin < end; ++b) {
        const Block& block = document.blocks[b];
        if (block.empty()) continue;
        std::uint32_t from = std::max(block.begin, begin);
        const std::uint32_t to = std::min(block.end, end);
        while (from < to) {
            std::uint32_t stop = to;
            for (const auto& [table_begin, table_end] : tables) {
                if (from >= table_begin && from < table_end) from = std::min(to, table_end);
                if (from < table_begin && table_begin < stop) stop = table_begin;
            }
            if (from >= stop) continue;
            const std::string line = document.text(from, stop);
            if (last && (is_page_foot(line) || is_listed_article(line))) return text;
            if (!text.empty()) text += '\n';
            text += line;
            from = stop;
        }
    }
    return normalize::tidy_text(text);
}

}  // namespace

std::vector<model::RecordSection> find_sections(const model::Form& form, const Document& document, const LabelView& view, const std::vector<TableRange>& tables) {
    std::vector<model::RecordSection> sections;
    if (view.text.empty()) return sections;
    const std::vector<Heading> headings = HeadingFinder(form, document, view, tables).find();
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
    for (const TableRange& table : tables)
        if (table.begin < table.end) ranges.emplace_back(view.glyph[table.begin], view.glyph[table.end - 1] + 1);
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const bool last = i + 1 == headings.size();
        const auto end = last ? static_cast<std::uint32_t>(document.glyphs.size()) : headings[i + 1].begin;
        model::RecordSection section;
        section.id = form.sections[static_cast<std::size_t>(headings[i].section)].id;
        section.heading = normalize::tidy_text(document.text(headings[i].begin, headings[i].end));
        section.text = narrative(document, ranges, headings[i].end, end, last);
        section.span = document.span(headings[i].begin, end);
        sections.push_back(std::move(section));
    }
    return sections;
}

}  // namespace nianbao::parser
