#include "parser/headline.h"

#include <algorithm>
#include <array>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr int most_parts = 4;                     // blocks that a title is broken over
constexpr std::uint32_t least_report = 300;       // glyphs: what follows the title of a report at least
constexpr std::uint32_t longest_preamble = 1500;  // glyphs from a title to the marks of a report's beginning

bool may_be_headline(std::u32string_view text) {
    if (text.empty() || text.size() > longest_title) return false;
    static constexpr std::array<std::u32string_view, 12> no_headline = {U">", U"位置", U"首页", U"。", U"本报告", U"发布时间", U"发布日期", U"来源", U"http", U"上一篇", U"下一篇", U"字号"};
    return std::none_of(no_headline.begin(), no_headline.end(), [&](std::u32string_view word) { return text.find(word) != std::u32string_view::npos; }) && text.back() != U'.';
}

struct Joined {
    std::string text;
    std::uint32_t begin = 0, end = 0;
    int parts = 0;
    bool heading = false;
};

// True when one of the next few blocks holds the word that every title ends with (报告, 年报): a glance before the reading.
bool may_hold_title(const Document& document, std::size_t first, std::uint32_t content_begin) {
    int parts = 0;
    for (std::size_t b = first; b < document.blocks.size() && document.blocks[b].begin < content_begin && parts < most_parts; ++b) {
        const Block& block = document.blocks[b];
        if (block.empty() || block.hidden) continue;
        if (block.end - block.begin > longest_title) return false;
        if (std::any_of(document.glyphs.begin() + block.begin, document.glyphs.begin() + block.end, [](const Glyph& glyph) { return glyph.c == U'报'; })) return true;
        ++parts;
    }
    return false;
}

// Calls `offer` with the block, and with it and the one, two and three next ones, as long as they may be parts of a headline.
template <typename Offer>
void join_blocks(const Document& document, std::size_t first, std::uint32_t content_begin, Offer offer) {
    if (!may_hold_title(document, first, content_begin)) return;
    Joined joined;
    joined.begin = document.blocks[first].begin;
    for (std::size_t b = first; b < document.blocks.size() && document.blocks[b].begin < content_begin && joined.parts < most_parts; ++b) {
        const Block& block = document.blocks[b];
        if (block.empty() || block.hidden) continue;
        if (block.end - block.begin > longest_title) return;
        const std::string text = document.text(block);
        if (!may_be_headline(normalize::folded_text(text))) return;
        joined.text += text;
        joined.end = block.end;
        joined.heading = joined.heading || block.kind == BlockKind::heading;
        ++joined.parts;
        offer(joined);
    }
}

int rank_of(const Joined& joined, const TitleReading& reading, const std::vector<std::u32string>& known) {
    int rank = 8 + (reading.publisher.empty() ? 0 : 4) + (reading.year == 0 ? 0 : 4) + (joined.heading ? 1 : 0) - joined.parts;
    const std::u32string text = normalize::folded_text(joined.text);
    for (const std::u32string& title : known)
        if (title == text) rank += 6;
    return rank;
}

// The beginning of a report: what its first section is called, or the period that it covers.
bool begins_report(const Document& document, std::uint32_t from) {
    const auto size = static_cast<std::uint32_t>(document.glyphs.size());
    if (size - from < least_report) return false;
    std::u32string text;
    for (std::uint32_t g = from; g < std::min(size, from + longest_preamble); ++g) text += normalize::fold_code_point(document.glyphs[g].c);
    int marks = 0;
    for (const std::u32string_view mark : {U"总体情况", U"1月1日", U"信息公开条例", U"编制", U"主动公开政府信息"})
        marks += text.find(mark) != std::u32string::npos ? 1 : 0;
    return marks >= 2;
}

Headline headline_of(const Document& document, const Joined& joined, TitleReading reading) {
    return {shown_title(joined.text), document.span(joined.begin, joined.end), std::move(reading), joined.end};
}

}  // namespace

std::string shown_title(std::string_view text) {
    std::string title = normalize::tidy_text(text);
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view mark : {"#", " ", "*", "标题", ":", "：", "\n"})
            while (title.starts_with(mark)) {
                title.erase(0, mark.size());
                again = true;
            }
        for (const std::string_view mark : {"*", " "})
            while (title.ends_with(mark)) title.resize(title.size() - mark.size());
    }
    return title;
}

Headline find_headline(const Document& document, std::uint32_t content_begin, const std::vector<std::string>& known) {
    std::vector<std::u32string> titles;
    for (const std::string& title : known) titles.push_back(normalize::folded_text(title));
    Headline best;
    int best_rank = 0;
    for (std::size_t b = 0; b < document.blocks.size() && document.blocks[b].begin < content_begin; ++b) {
        if (document.blocks[b].empty()) continue;
        join_blocks(document, b, content_begin, [&](const Joined& joined) {
            TitleReading reading = read_title(joined.text);
            if (!reading.is_report) return;
            const int rank = rank_of(joined, reading, titles);
            // Of equals the last one: lists of reports stand before the article.
            if (rank < best_rank) return;
            best_rank = rank;
            best = headline_of(document, joined, std::move(reading));
        });
    }
    return best;
}

std::vector<Headline> further_reports(const Document& document, std::uint32_t begin, const TitleReading& own) {
    std::vector<Headline> found;
    const auto size = static_cast<std::uint32_t>(document.glyphs.size());
    for (std::size_t b = document.block_of(begin); b < document.blocks.size(); ++b) {
        const Block& block = document.blocks[b];
        if (block.empty() || block.begin < begin || block.kind == BlockKind::cell || block.end - block.begin > longest_title) continue;
        Headline headline;
        join_blocks(document, b, size, [&](const Joined& joined) {
            TitleReading reading = read_title(joined.text);
            const bool names_all = reading.is_report && reading.year != 0 && !reading.publisher.empty();
            if (names_all && !headline.found()) headline = headline_of(document, joined, std::move(reading));
        });
        if (!headline.found()) continue;
        const bool other = headline.reading.year != own.year || headline.reading.publisher != own.publisher;
        if (other && begins_report(document, headline.end)) found.push_back(std::move(headline));
    }
    return found;
}

}  // namespace nianbao::parser
