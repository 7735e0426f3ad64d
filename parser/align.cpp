#include "parser/align.h"

#include <algorithm>

namespace nianbao::parser {
namespace {

constexpr int passed_over_at_most = 120;  // what a stretch of foreign text costs at most: a page break with its header
constexpr int cost_of_skipped_label = 2;
constexpr std::size_t look_back = 400;  // occurrences; bounds the work on hostile pages
constexpr int alike = 70;               // of 100
constexpr int clear_of_second = 15;

int cost_between(const Occurrence& a, const Occurrence& b, const LabelView& view) {
    const int letters = static_cast<int>(view.letters[b.begin] - view.letters[a.end]);
    return std::min(letters, passed_over_at_most) + cost_of_skipped_label * (b.label - a.label - 1);
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

struct Piece {
    std::uint32_t begin, end;
};

// The stretches of view[begin, end) without a number between.
std::vector<Piece> text_pieces(const LabelView& view, std::uint32_t begin, std::uint32_t end) {
    std::vector<Piece> pieces;
    for (std::uint32_t at = begin; at < end;) {
        std::uint32_t stop = at;
        while (stop < end && !is_digit(view.text[stop])) ++stop;
        if (stop > at) {
            pieces.push_back({at, stop});
        }
        at = std::max(stop, at + 1);
        while (at < end && is_digit(view.text[at])) ++at;
    }
    return pieces;
}

// The digit before a piece is the label's ordinal when it is the one that the label has: 2 of 2.其他法律行政止公开.
std::uint32_t with_ordinal(std::uint32_t begin, const Label& label, const LabelView& view) {
    const bool same = begin > 0 && !view.apart[begin] && is_digit(view.text[begin - 1]) && label.wordings.front().front() == view.text[begin - 1];
    return same ? begin - 1 : begin;
}

struct Match {
    int label = -1;
    int best = 0;
    int second = 0;
};

// Which of the labels first..last (exclusive both) the text is like.
Match best_match(std::u32string_view text, const std::vector<Label>& sequence, int first, int last) {
    Match match;
    for (int l = 0; l < static_cast<int>(sequence.size()); ++l) {
        const bool missing = l > first && l < last;
        int score = 0;
        for (const std::u32string& wording : sequence[static_cast<std::size_t>(l)].wordings) score = std::max(score, likeness(text, wording));
        if (missing && score > match.best) {
            match.second = match.best;
            match.best = score;
            match.label = l;
        } else {
            match.second = std::max(match.second, score);
        }
    }
    return match;
}

// 行政规 is like 行政规章, and is the beginning of 行政规范性文件, which is missing too.
bool may_be_cut_short(Piece piece, int label, const std::vector<Label>& sequence, int first, int last, const LabelView& view) {
    const std::u32string_view text = std::u32string_view(view.text).substr(piece.begin, piece.end - piece.begin);
    for (int l = first + 1; l < last; ++l) {
        if (l == label) continue;
        for (const std::u32string& wording : sequence[static_cast<std::size_t>(l)].wordings)
            if (wording.size() > text.size() && std::u32string_view(wording).starts_with(text)) return true;
    }
    return false;
}

}  // namespace

Chain align(const LabelList& sequence, const LabelView& view, std::uint32_t begin, std::uint32_t end) {
    const std::vector<Occurrence> found = find_labels(sequence, view, begin, end);
    std::vector<int> score(found.size());
    std::vector<int> previous(found.size(), -1);
    int best = -1;
    for (std::size_t i = 0; i < found.size(); ++i) {
        score[i] = found[i].weight;
        for (std::size_t j = i > look_back ? i - look_back : 0; j < i; ++j) {
            if (found[j].end > found[i].begin || found[j].label >= found[i].label) continue;
            const int chained = score[j] + found[i].weight - cost_between(found[j], found[i], view);
            if (chained > score[i]) {
                score[i] = chained;
                previous[i] = static_cast<int>(j);
            }
        }
        if (best < 0 || score[i] > score[static_cast<std::size_t>(best)]) best = static_cast<int>(i);
    }
    Chain chain;
    if (best < 0) return chain;
    chain.score = score[static_cast<std::size_t>(best)];
    for (int i = best; i >= 0; i = previous[static_cast<std::size_t>(i)]) chain.links.push_back(found[static_cast<std::size_t>(i)]);
    std::reverse(chain.links.begin(), chain.links.end());
    return chain;
}

void add_misspelt(Chain& chain, const std::vector<Label>& sequence, const LabelView& view) {
    std::vector<Occurrence> links;
    for (std::size_t i = 0; i + 1 < chain.links.size(); ++i) {
        links.push_back(chain.links[i]);
        const Occurrence& before = chain.links[i];
        const Occurrence& after = chain.links[i + 1];
        if (after.label - before.label < 2 || after.begin - before.end > 2000) continue;
        int first = before.label;
        for (const Piece& piece : text_pieces(view, before.end, after.begin)) {
            const Match match = best_match(std::u32string_view(view.text).substr(piece.begin, piece.end - piece.begin), sequence, first, after.label);
            if (match.label < 0 || match.best < alike || match.best - match.second < clear_of_second) continue;
            if (may_be_cut_short(piece, match.label, sequence, first, after.label, view)) continue;
            links.push_back({match.label, with_ordinal(piece.begin, sequence[static_cast<std::size_t>(match.label)], view), piece.end, 0, {}});
            first = match.label;
        }
    }
    if (!chain.links.empty()) links.push_back(chain.links.back());
    chain.links = std::move(links);
}

}  // namespace nianbao::parser
