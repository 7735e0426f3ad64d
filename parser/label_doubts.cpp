#include "parser/label_doubts.h"

#include <algorithm>
#include <string_view>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

bool is_digit_at(const LabelView& view, std::uint32_t i) { return view.text[i] >= U'0' && view.text[i] <= U'9'; }

// Nothing stands between text[i - 1] and text[i].
bool touches(const LabelView& view, std::uint32_t i) { return !view.apart[i] && view.glyph[i] == view.glyph[i - 1] + 1; }

// The label begins with a digit that stands behind another one in the same line: 1 2 申请人逾期.
bool follows_number(const LabelView& view, const Occurrence& label) {
    const std::uint32_t at = label.begin;
    return at > 0 && label.end >= at + 2 && is_digit_at(view, at) && is_digit_at(view, at - 1) && !view.apart[at];
}

// The label begins with a digit that stands right behind another one.
bool begins_in_number(const LabelView& view, const Occurrence& label) {
    return follows_number(view, label) && touches(view, label.begin);
}

bool is_space_at(const Document& document, std::uint32_t glyph) { return normalize::is_space(document.glyphs[glyph].c); }

bool is_letter_at(const Document& document, std::uint32_t glyph) {
    const char32_t c = document.glyphs[glyph].c;
    return is_label_character(c) && !(c >= U'0' && c <= U'9');
}

// Only spaces, if anything, stand between the ordinal and the rest of the label: no 、 or . or ）.
bool is_unmarked(const Document& document, const LabelView& view, std::uint32_t ordinal) {
    for (std::uint32_t glyph = view.glyph[ordinal] + 1; glyph < view.glyph[ordinal + 1]; ++glyph)
        if (!is_space_at(document, glyph)) return false;
    return true;
}

}  // namespace

void give_back_digits(const Document& document, const LabelView& view, Chain& chain) {
    for (Occurrence& link : chain.links) {
        const std::uint32_t at = link.begin;
        if (!begins_in_number(view, link) || touches(view, at + 1) || !is_unmarked(document, view, at)) continue;
        std::uint32_t first = view.glyph[at];
        const std::uint32_t block_begin = document.blocks[document.block_of(first)].begin;
        while (first > block_begin && !is_space_at(document, first - 1) && !is_letter_at(document, first - 1)) --first;
        if (first == block_begin || is_space_at(document, first - 1)) ++link.begin;
    }
}

void give_back_ordinals(const std::vector<Label>& sequence, const Document& document, const LabelView& view, Chain& chain) {
    int printed = 0, left_out = 0;
    for (const Occurrence& link : chain.links) {
        const std::u32string& wording = sequence[static_cast<std::size_t>(link.label)].wordings.front();
        if (wording.front() < U'0' || wording.front() > U'9') continue;
        if (!is_digit_at(view, link.begin))
            ++left_out;
        else if (!begins_in_number(view, link))
            ++printed;
    }
    if (printed >= left_out) return;
    for (Occurrence& link : chain.links)
        if (follows_number(view, link) && is_unmarked(document, view, link.begin)) ++link.begin;
}

void drop_short_cores(const std::vector<Label>& sequence, Chain& chain) {
    const Label* before = nullptr;
    std::erase_if(chain.links, [&](const Occurrence& link) {
        const Label& label = sequence[static_cast<std::size_t>(link.label)];
        if (label.role != LabelRole::row) return false;
        const bool follows = before != nullptr && before->block == label.block && before->index + 1 == label.index;
        if (link.short_core && !follows) return true;
        before = &label;
        return false;
    });
}

bool may_have_taken_digit(const Document& document, const LabelView& view, const Occurrence& next) {
    return begins_in_number(view, next) && is_unmarked(document, view, next.begin);
}

std::vector<bool> may_be_another(const std::vector<Label>& sequence, const LabelView& view, const Chain& chain) {
    const std::size_t count = chain.links.size();
    std::vector<std::vector<int>> labels(count);  // that each link could be
    for (std::size_t i = 0; i < count; ++i) {
        const Occurrence& link = chain.links[i];
        const std::u32string_view text = std::u32string_view(view.text).substr(link.begin, link.end - link.begin);
        for (int l = 0; l < static_cast<int>(sequence.size()); ++l) {
            const auto& wordings = sequence[static_cast<std::size_t>(l)].wordings;
            if (l == link.label || std::find(wordings.begin(), wordings.end(), text) != wordings.end()) labels[i].push_back(l);
        }
    }
    // In the order of the form, the earliest row that each link can be, and the latest.
    std::vector<int> earliest(count), latest(count);
    for (std::size_t i = 0; i < count; ++i) {
        const int after = i > 0 ? earliest[i - 1] : -1;
        earliest[i] = *std::find_if(labels[i].begin(), labels[i].end(), [&](int l) { return l > after; });
    }
    for (std::size_t i = count; i-- > 0;) {
        const int before = i + 1 < count ? latest[i + 1] : static_cast<int>(sequence.size());
        latest[i] = *std::find_if(labels[i].rbegin(), labels[i].rend(), [&](int l) { return l < before; });
    }
    std::vector<bool> doubtful(count);
    for (std::size_t i = 0; i < count; ++i)
        doubtful[i] = std::any_of(labels[i].begin(), labels[i].end(), [&](int l) { return l != chain.links[i].label && l >= earliest[i] && l <= latest[i]; });
    return doubtful;
}

}  // namespace nianbao::parser
