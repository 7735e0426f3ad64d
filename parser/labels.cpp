#include "parser/labels.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <set>
#include <unordered_map>

namespace nianbao::parser {
namespace {

constexpr int weight_of_character = 10;
constexpr int weight_of_loose_character = 2;  // in running text: 行政许可类信息40条
constexpr std::size_t long_label = 7;         // so long that it is no accident wherever it stands
constexpr std::size_t longest_label = 64;     // nearly all: their edits are counted without asking for memory
constexpr std::size_t core_of_broken = 4;     // characters of a label that its values break off
constexpr std::size_t core_with_ordinal = 2;  // behind its ordinal
constexpr std::size_t reach_of_rest = 100;    // characters behind the break within which the rest follows

bool is_ordinal(char32_t c) {
    static constexpr std::u32string_view ordinals = U"0123456789一二三四五六七八九十";
    return ordinals.find(c) != std::u32string_view::npos;
}

void add_wording(Label& label, const std::u32string& text) {
    if (text.empty() || std::find(label.wordings.begin(), label.wordings.end(), text) != label.wordings.end()) return;
    label.wordings.push_back(text);
}

Label make_label(LabelRole role, std::size_t block, std::size_t index, const std::string& text, const std::vector<std::string>& aliases) {
    Label label{role, static_cast<int>(block), static_cast<int>(index), {}, text};
    add_wording(label, remembered_view(text));
    for (const std::string& alias : aliases) add_wording(label, remembered_view(alias));
    // 其中 says that the row is a part of the one above; where it stands in a cell of its own it is not in front of the label.
    for (std::size_t w = 0, count = label.wordings.size(); w < count; ++w)
        if (label.wordings[w].starts_with(U"其中")) add_wording(label, label.wordings[w].substr(2));
    // Publishers leave ordinals out; a core of four characters and more still says which label it is.
    const std::vector<std::u32string> full = label.wordings;
    for (const std::u32string& wording : full) {
        const std::size_t ordinal = ordinal_length(wording);
        if (role == LabelRole::row && ordinal > 0 && wording.size() - ordinal >= 4) add_wording(label, wording.substr(ordinal));
    }
    return label;
}

void add_parents(const std::vector<std::string>& parents, std::size_t block, std::set<std::string>& seen, std::vector<Label>& into) {
    for (std::size_t i = 0; i < parents.size(); ++i)
        if (seen.insert(parents[i]).second) into.push_back(make_label(LabelRole::parent, block, i, parents[i], {}));
}

// A wording that is the same as, or the core of, another label's of the table would point at two labels. A label that the
// form itself prints twice (（三）其他情形数 of 复议 and of 诉讼) is told by its place alone and keeps all its wordings.
void drop_shared_cores(std::vector<Label>& sequence) {
    std::unordered_map<std::string, std::set<std::string>> owners;
    const auto key = [](const std::u32string& text) { return std::string(reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char32_t)); };
    for (const Label& label : sequence)
        if (label.role == LabelRole::row)
            for (const std::u32string& wording : label.wordings) owners[key(wording)].insert(key(label.wordings.front()));
    for (Label& label : sequence)
        if (label.role == LabelRole::row)
            label.wordings.erase(std::remove_if(label.wordings.begin() + 1, label.wordings.end(), [&](const auto& wording) { return owners[key(wording)].size() > 1; }),
                                 label.wordings.end());
}

// Words that tell labels of one table apart that are otherwise alike.
constexpr std::array<std::u32string_view, 17> distinguishing_words = {U"新收", U"结转", U"上年", U"下年", U"制作", U"公开数", U"制发", U"废止",
                                                                     U"历年", U"维持", U"纠正", U"直接", U"复议后", U"处罚", U"强制", U"部分", U"不予"};

// The 2 of 0000002重复申请, glued to the values before it: the label takes its ordinal along.
bool begins_with_ordinal(const LabelView& view, const Occurrence& occurrence) {
    const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    return is_digit(view.text[occurrence.begin]) && occurrence.begin + 1 < occurrence.end && !is_digit(view.text[occurrence.begin + 1]);
}

// A label that stands alone, between edges or other labels, weighs its length; one inside running text next to nothing.
void weigh(std::vector<Occurrence>& found, const LabelView& view, std::uint32_t begin, std::uint32_t end) {
    std::vector<bool> begins(end - begin + 1), ends(end - begin + 1);
    for (const Occurrence& occurrence : found) {
        begins[occurrence.begin - begin] = true;
        ends[occurrence.end - begin] = true;
    }
    for (Occurrence& occurrence : found) {
        const std::size_t length = occurrence.end - occurrence.begin;
        const bool begins_alone = view.edge_at(occurrence.begin) || ends[occurrence.begin - begin] || begins_with_ordinal(view, occurrence);
        const bool ends_alone = view.edge_at(occurrence.end) || begins[occurrence.end - begin];
        const bool stands_alone = length >= long_label || (begins_alone && ends_alone);
        occurrence.weight = static_cast<int>(length) * (stands_alone ? weight_of_character : weight_of_loose_character);
    }
}

int edit_distance(std::u32string_view a, std::u32string_view b) {
    std::array<int, longest_label + 1> few;
    std::vector<int> many(b.size() > longest_label ? b.size() + 1 : 0);
    int* const row = many.empty() ? few.data() : many.data();
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

}  // namespace

std::size_t ordinal_length(std::u32string_view text) {
    std::size_t length = 0;
    while (length < text.size() && length < 2 && is_ordinal(text[length])) ++length;
    return length;
}

std::vector<TableLabels> labels_of(const model::Form& form) {
    std::vector<TableLabels> tables;
    for (std::size_t t = 0; t < form.tables.size(); ++t) {
        TableLabels labels;
        labels.table = static_cast<int>(t);
        std::vector<Label> sequence, header_alone;  // the latter of blocks without a label of their own
        std::set<std::string> seen;
        for (std::size_t b = 0; b < form.tables[t].blocks.size(); ++b) {
            const model::FormBlock& block = form.tables[t].blocks[b];
            std::vector<Label>& header = block.label.empty() ? header_alone : sequence;
            if (!block.label.empty()) sequence.push_back(make_label(LabelRole::block, b, 0, block.label, block.aliases));
            for (std::size_t f = 0; f < block.furniture.size(); ++f) header.push_back(make_label(LabelRole::furniture, b, f, block.furniture[f], {}));
            for (std::size_t c = 0; c < block.columns.size(); ++c) {
                add_parents(block.columns[c].parents, b, seen, header);
                header.push_back(make_label(LabelRole::column, b, c, block.columns[c].label, block.columns[c].aliases));
            }
            for (const model::FormRow& row : block.rows) seen.insert(row.label);  // a row with figures is looked for as itself
            for (std::size_t r = 0; r < block.rows.size(); ++r) {
                const model::FormRow& row = block.rows[r];
                if (row.id.empty()) continue;
                labels.has_rows = true;
                if (row.group.empty()) add_parents(row.parents, b, seen, sequence);
                sequence.push_back(make_label(LabelRole::row, b, r, row.label, row.aliases));
            }
        }
        drop_shared_cores(sequence);
        labels.sequence = std::move(sequence);
        labels.header = std::move(header_alone);
        tables.push_back(std::move(labels));
    }
    return tables;
}

namespace {

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

struct Wording {
    int label;
    LabelRole role;
    std::u32string_view text;
    bool alone = false;  // so short that only a line with nothing but values tells it: 其他 of 3.其他
};

std::size_t common_prefix(std::u32string_view a, std::u32string_view b) {
    const auto most = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.begin() + most, b.begin()).first - a.begin());
}

// The rest of a broken label stands, in order and perhaps with pieces of other labels between, close behind the values.
bool follows(std::u32string_view rest, std::u32string_view text) {
    std::size_t matched = 0;
    for (const char32_t c : text.substr(0, reach_of_rest)) {
        if (matched < rest.size() && c == rest[matched]) ++matched;
        if (matched == rest.size()) return true;
    }
    return false;
}

}  // namespace

struct LabelList::Index {
    std::unordered_map<char32_t, std::vector<Wording>> by_first;
    // What wordings begin with: most characters of a page are turned away by the first, and nearly all of the rest by the second, where
    // no wording is a single character. Of a wording only its first character says nothing.
    std::bitset<0x10000> begins;
    std::bitset<0x4000> pairs;
    bool has_single = false;

    static std::size_t pair_of(char32_t first, char32_t second) { return (first * 31 + second) & 0x3FFFU; }

    void add(int label, const Label& of) {
        for (const std::u32string& wording : of.wordings) put({label, of.role, wording});
        const std::u32string_view core = std::u32string_view(of.wordings.front()).substr(ordinal_length(of.wordings.front()));
        if (of.role == LabelRole::row && core.size() >= core_with_ordinal && core.size() < core_of_broken && core.size() < of.wordings.front().size())
            put({label, of.role, core, true});
    }

    void put(const Wording& wording) {
        by_first[wording.text.front()].push_back(wording);
        begins.set(wording.text.front() & 0xFFFFU);
        if (wording.text.size() < 2) has_single = true;
        else pairs.set(pair_of(wording.text[0], wording.text[1]));
    }
};

LabelList::LabelList(std::vector<Label> labels) : labels_(std::move(labels)) {
    auto index = std::make_unique<Index>();
    for (std::size_t l = 0; l < labels_.size(); ++l) index->add(static_cast<int>(l), labels_[l]);
    index_ = std::move(index);
}
LabelList::~LabelList() = default;
LabelList::LabelList(LabelList&&) noexcept = default;
LabelList& LabelList::operator=(LabelList&&) noexcept = default;

namespace {

class Finder {
public:
    Finder(const LabelList::Index& index, const LabelView& view, std::uint32_t end) : index_(index), view_(view), text_(view.text), end_(end) {}

    void find_at(std::uint32_t at, std::vector<Occurrence>& found) const {
        if (!index_.begins.test(text_[at] & 0xFFFFU)) return;
        if (!index_.has_single && (at + 1 >= end_ || !index_.pairs.test(LabelList::Index::pair_of(text_[at], text_[at + 1])))) return;
        const auto wordings = index_.by_first.find(text_[at]);
        if (wordings == index_.by_first.end()) return;
        const std::u32string_view here = text_.substr(at, end_ - at);
        const Wording* broken = nullptr;
        std::size_t longest = 0;  // of the common prefixes
        std::size_t others = 0;   // the longest that another label has
        for (const Wording& wording : wordings->second) {
            const std::size_t length = common_prefix(here, wording.text);
            const bool whole = length == wording.text.size();
            if (wording.alone) {
                if (whole && is_alone(at, static_cast<std::uint32_t>(at + length))) found.push_back({wording.label, at, static_cast<std::uint32_t>(at + length), 0, {}, true});
                continue;
            }
            // The 3 of a value in the cell before is no ordinal: 13 | 要求提供公开出版物.
            if (is_digit(text_[at]) && length > 1 && view_.apart[at + 1]) continue;
            if (whole) found.push_back({wording.label, at, static_cast<std::uint32_t>(at + length), 0});
            if (length > longest) {
                if (broken != nullptr && broken->label != wording.label) others = longest;
                longest = length;
                broken = whole || wording.role != LabelRole::row ? nullptr : &wording;
            } else if (broken == nullptr || broken->label != wording.label) {
                others = std::max(others, length);
            }
        }
        if (broken != nullptr && longest > others && breaks_off(*broken, at, longest))
            found.push_back({broken->label, at, static_cast<std::uint32_t>(at + longest), 0, broken->text.substr(longest)});
    }

private:
    [[nodiscard]] bool is_alone(std::uint32_t begin, std::uint32_t end) const {
        return (begin == 0 || view_.apart[begin]) && (end >= text_.size() || view_.apart[end] || (view_.edge_at(end) && is_digit(text_[end])));
    }

    // So much of the label that it can be no other, ending where a reader sees an edge, with the rest further on.
    [[nodiscard]] bool breaks_off(const Wording& wording, std::uint32_t at, std::size_t length) const {
        const auto end = static_cast<std::uint32_t>(at + length);
        if (end >= text_.size() || !view_.edge_at(end) || !view_.edge_at(at)) return false;
        const std::size_t ordinal = ordinal_length(wording.text);
        const std::size_t core = length - std::min(length, ordinal);
        const bool half = core >= core_with_ordinal || 2 * core >= wording.text.size() - ordinal;
        const bool enough = core >= core_of_broken || (ordinal > 0 && core > 0 && half && is_digit(text_[end]));
        return enough && follows(wording.text.substr(length), text_.substr(end));
    }

    const LabelList::Index& index_;
    const LabelView& view_;
    std::u32string_view text_;
    std::uint32_t end_;
};

}  // namespace

std::vector<Occurrence> find_labels(const LabelList& labels, const LabelView& view, std::uint32_t begin, std::uint32_t end) {
    const Finder finder(labels.index(), view, end);
    std::vector<Occurrence> found;
    for (std::uint32_t at = begin; at < end && found.size() < max_occurrences; ++at) finder.find_at(at, found);
    weigh(found, view, begin, end);
    return found;
}

int likeness(std::u32string_view a, std::u32string_view b) {
    if (a.empty() || b.empty()) return 0;
    const std::size_t ordinal_a = ordinal_length(a);
    const std::size_t ordinal_b = ordinal_length(b);
    if (ordinal_a > 0 && ordinal_b > 0 && a.substr(0, ordinal_a) != b.substr(0, ordinal_b)) return 0;
    const std::u32string_view core_a = a.substr(ordinal_a);
    const std::u32string_view core_b = b.substr(ordinal_b);
    if (core_a.empty() || core_b.empty() || core_a.size() > 2 * core_b.size() + 2 || core_b.size() > 2 * core_a.size() + 2) return 0;
    for (const std::u32string_view word : distinguishing_words)
        if ((core_a.find(word) != std::u32string_view::npos) != (core_b.find(word) != std::u32string_view::npos)) return 0;
    const int longest = static_cast<int>(std::max(core_a.size(), core_b.size()));
    return 100 * (longest - edit_distance(core_a, core_b)) / longest;
}

}  // namespace nianbao::parser
