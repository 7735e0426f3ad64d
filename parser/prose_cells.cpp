#include "parser/prose_cells.h"

#include <algorithm>
#include <string_view>

#include "parser/mention_bars.h"
#include "parser/prose_values.h"

namespace nianbao::parser {
namespace {

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_numeral(char32_t c) { return is_digit(c) || std::u32string_view(U"一二三四五六七八九十").find(c) != std::u32string_view::npos; }
// What a word is made of; all else is marks and bullets.
bool is_letter(char32_t c) { return c >= 0x3400 || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_han(char32_t c) { return is_letter(c) && std::u32string_view(U"，；、。：（）“”").find(c) == std::u32string_view::npos; }

const model::FormRow* row_called(const model::FormTable& table, const std::string& id, const model::FormBlock*& block) {
    for (const model::FormBlock& candidate : table.blocks)
        for (const model::FormRow& row : candidate.rows)
            if (row.id == id) {
                block = &candidate;
                return &row;
            }
    return nullptr;
}

class CellReader {
public:
    CellReader(const model::Form& form, const model::FormTable& table, const ProseText& text, const MentionLexicon& lexicon, const MentionSlots& slots)
        : form_(form), table_(table), prose_(text), narrative_(text.narrative), text_(text.tokens), tokens_(text.tokens.tokens), lexicon_(lexicon), slots_(slots) {}

    std::vector<ProseCell> read() {
        for (std::size_t p = 0; p < narrative_.parts.size(); ++p) {
            if (narrative_.parts[p].section != table_.section) continue;
            const std::uint32_t begin = narrative_.parts[p].begin;
            const std::uint32_t end = p + 1 < narrative_.parts.size() ? narrative_.parts[p + 1].begin : static_cast<std::uint32_t>(narrative_.text.size());
            const auto first = std::partition_point(tokens_.begin(), tokens_.end(), [&](const MentionToken& t) { return t.begin < begin; });
            const auto last = std::partition_point(first, tokens_.end(), [&](const MentionToken& t) { return t.begin < end; });
            read(static_cast<std::size_t>(first - tokens_.begin()), static_cast<std::size_t>(last - tokens_.begin()));
        }
        return std::move(cells_);
    }

private:
    // --- sentences ----------------------------------------------------------------------------------------------------

    void read(std::size_t first, std::size_t last) {
        forget();
        last_row_.clear();
        for (std::size_t t = first; t < last;) {
            const std::size_t end = end_of_sentence(prose_, t, last);
            barred_ = is_barred_sentence(prose_, t, end, lexicon_);
            other_time_ = clause_barred_ = false;
            for (; t < end; ++t) step(t);
        }
    }

    void forget() {
        row_.clear();
        column_.clear();
        columns_told_ = false;
        drop_label();
    }

    // 结果维持结果纠正总计: labels one after another are the head of a table, and no sentence.
    void leave() {
        known_ = false;
        forget();
    }

    void drop_label() {
        fresh_ = Fresh::nothing;
        joined_.clear();
    }

    void step(std::size_t t) {
        const MentionToken& token = tokens_[t];
        if (has_unknown_words(t)) {
            known_ = false;
            forget();
        }
        const WordClass c = token.word_class;
        if (is_clause_mark(c) || c == class_colon) return mark(t);
        if (c == class_number || c == class_digits) return number(t);
        if (c == class_zero) {
            zero_at_ = t;
            return drop_label();
        }
        if (c == lexicon_.join) return;
        if (c == lexicon_.each) {
            each_ = true;
            return;
        }
        if (c >= class_this_year && c <= class_part_of_year) return year(t);
        if (lexicon_.bars_clause[c] || lexicon_.publishes[c]) {
            clause_barred_ = true;
            return drop_label();
        }
        if (c == lexicon_.grand && !begins_part(t)) return;  // 行政复议共计3件
        if (label(t)) return;
        if (lexicon_.transparent[c] || slots_.neutral[c]) return;
        if (slots_.asides[c]) return drop_label();
        leave();  // 减免行政事业性收费
    }

    [[nodiscard]] bool has_unknown_words(std::size_t t) const {
        const std::uint32_t from = std::max(read_to_, t > 0 ? tokens_[t - 1].end : 0);
        for (std::uint32_t at = from; at < tokens_[t].begin; ++at)
            if (is_han(narrative_.text[at]) && !is_ordinal(at)) return true;
        return false;
    }

    // The 一 of （一） and of 一、
    [[nodiscard]] bool is_ordinal(std::uint32_t at) const {
        std::uint32_t end = at;
        while (end < narrative_.text.size() && is_numeral(narrative_.text[end])) ++end;
        return end > at && end < narrative_.text.size() && (narrative_.text[end] == U')' || narrative_.text[end] == U'、');
    }

    void mark(std::size_t t) {
        const WordClass c = tokens_[t].word_class;
        known_ = true;
        if (c == class_colon) return;
        if (zero_at_ != none && fresh_ != Fresh::nothing && c != class_open) tell_none(t);
        if (each_ && fresh_ == Fresh::column && tokens_told_ > 0) all_of_row(t);
        zero_at_ = none;
        each_ = false;
        column_.clear();
        clause_barred_ = clause_barred_ && c == class_open;
        drop_label();
        if (c == class_open) opened_with_ = cells_.size();
        if (c == class_close && cells_.size() > opened_with_) row_.clear();
        if (c == class_break && tokens_[t].begin < tokens_[t].end && narrative_.text[tokens_[t].begin] == U'。') {
            if (told_in_row_) row_.clear();
            columns_told_ = false;
        }
    }

    // 较2022年增加 is of this year.
    void year(std::size_t t) {
        if (t > 0 && lexicon_.compares[tokens_[t - 1].word_class]) return;
        other_time_ = tokens_[t].word_class != class_this_year;
    }

    // --- labels -------------------------------------------------------------------------------------------------------

    // True behind a mark: what follows is a part of its own.
    [[nodiscard]] bool begins_part(std::size_t t) const {
        return t > 0 && (is_clause_mark(tokens_[t - 1].word_class) || tokens_[t - 1].word_class == class_colon || tokens_[t - 1].word_class == lexicon_.join);
    }

    // （七）总计, 3.其他: an ordinal makes a row of a word that also names a column.
    [[nodiscard]] bool has_ordinal(std::size_t t) const {
        std::uint32_t at = tokens_[t].begin;
        if (at == 0 || std::u32string_view(U").、").find(narrative_.text[at - 1]) == std::u32string_view::npos) return false;
        const std::uint32_t end = --at;
        while (at > 0 && is_numeral(narrative_.text[at - 1])) --at;
        if (at == end) return false;
        return at == 0 || narrative_.text[end] == U')' ? at > 0 && narrative_.text[at - 1] == U'(' : narrative_.text[at - 1] == U'\n' || !is_han(narrative_.text[at - 1]);
    }

    bool label(std::size_t t) {
        const WordClass c = tokens_[t].word_class;
        const auto row = slots_.rows.find(c);
        const auto column = slots_.columns.find(c);
        const bool is_row = row != slots_.rows.end(), is_column = column != slots_.columns.end();
        if (!is_row && !is_column) return false;
        if (!known_) {
            forget();
            return true;
        }
        if (is_row && (!is_column || has_ordinal(t) || stands_before_column(t) || row_.empty() || !columns_told_)) {
            if (is_column && !follows_last_row(row->second)) {
                forget();
                return true;
            }
            set_row(t, row->second);
        } else if (is_column) {
            set_column(t, column->second);
        }
        return true;
    }

    // 其他：自然人1件
    [[nodiscard]] bool stands_before_column(std::size_t t) const {
        std::size_t next = t + 1;
        while (next < tokens_.size() && (tokens_[next].word_class == class_colon || tokens_[next].word_class == class_comma)) ++next;
        return next < tokens_.size() && slots_.columns.contains(tokens_[next].word_class) && !slots_.rows.contains(tokens_[next].word_class);
    }

    // Of a word that names a row and a column the row is meant only in its place among the rows.
    [[nodiscard]] bool follows_last_row(const std::string& id) const {
        const model::FormBlock* block = nullptr;
        const model::FormBlock* last_block = nullptr;
        const model::FormRow* row = row_called(table_, id, block);
        const model::FormRow* last = row_called(table_, last_row_, last_block);
        if (row == nullptr || last == nullptr || block != last_block) return false;
        if (!row->group.empty()) return row->group == last->group && row > last;
        return row->parents == last->parents || (!row->parents.empty() && !last->parents.empty() && row->parents.front() == last->parents.front());
    }

    [[nodiscard]] std::string group_of(const std::string& row) const {
        const model::FormBlock* block = nullptr;
        const model::FormRow* found = row_called(table_, row, block);
        return found == nullptr ? "" : found->group;
    }

    void set_row(std::size_t t, const std::string& id) {
        if (fresh_ == Fresh::row && is_joined(t)) {
            joined_.push_back(row_);
        } else {
            // 属于行政执法案卷不予公开2件 is of the reason.
            if (fresh_ == Fresh::row && group_of(row_) == id) return;
            if (fresh_ == Fresh::row && group_of(id) != row_) return leave();
            joined_.clear();
        }
        row_ = id;
        columns_told_ = told_in_row_ = false;
        tokens_told_ = 0;
        fresh_ = Fresh::row;
    }

    void set_column(std::size_t t, const std::string& id) {
        if (fresh_ == Fresh::column && is_joined(t)) joined_.push_back(column_);
        else if (fresh_ == Fresh::column && column_ != id) return leave();
        else joined_.clear();
        column_ = id;
        fresh_ = Fresh::column;
    }

    [[nodiscard]] bool is_joined(std::size_t t) const { return t > 0 && tokens_[t - 1].word_class == lexicon_.join; }

    // --- numbers ------------------------------------------------------------------------------------------------------

    void number(std::size_t t) {
        if (fresh_ != Fresh::nothing && !barred_ && !clause_barred_ && !other_time_ && !is_former_value(narrative_, lexicon_, tokens_, t)) tell(t);
        each_ = false;
        column_.clear();
        drop_label();
    }

    void tell(std::size_t t) {
        const model::FormFigure* figure = form_.find_figure(figure_id(row_, column_));
        if (figure == nullptr || row_.empty()) return;
        // 予以公开4000004: without a count word only behind the name of a column.
        if (tokens_[t].number < 0 && column_.empty() && form_.block_of(*figure).columns.size() > 1) return;
        ProseCell cell{figure->id, {}, tokens_[t].begin, tokens_[t].end};
        if (!value_of(t, *figure, cell)) return;
        if (joined_.empty()) {
            keep(cell, t);
        } else if (each_) {  // 结果纠正、其他结果均为0件
            keep(cell, t);
            const std::string row = row_, column = column_;
            for (const std::string& other : joined_) {
                cell.figure = fresh_ == Fresh::row ? figure_id(other, column) : figure_id(row, other);
                if (form_.find_figure(cell.figure) != nullptr) keep(cell, t);
            }
        }
    }

    void keep(const ProseCell& cell, std::size_t t) {
        cells_.push_back(cell);
        last_row_ = row_;
        told_in_row_ = true;
        columns_told_ = columns_told_ || fresh_ == Fresh::column;
        if (fresh_ == Fresh::row) total_at_ = t;
        ++tokens_told_;
    }

    // 无行政强制; 未制发规章.
    void tell_none(std::size_t t) {
        if (barred_ || clause_barred_ || other_time_) return;
        const model::FormFigure* figure = form_.find_figure(figure_id(row_, column_));
        if (figure == nullptr || row_.empty() || !joined_.empty()) return;
        keep({figure->id, {}, tokens_[zero_at_].begin, tokens_[t - 1].end}, t);
    }

    // 新收12件，全部为自然人申请.
    void all_of_row(std::size_t t) {
        const model::FormFigure* figure = form_.find_figure(figure_id(row_, column_));
        if (figure == nullptr || barred_ || clause_barred_ || tokens_told_ != 1 || columns_told_ || t - total_at_ > 6) return;
        ProseCell cell = cells_.back();
        cell.figure = figure->id;
        cells_.push_back(cell);
    }

    // The column that is named; else the only one of the row's block, else that of the totals.
    [[nodiscard]] std::string figure_id(const std::string& row, const std::string& column) const {
        std::string id = column;
        if (id.empty()) {
            const model::FormBlock* block = nullptr;
            if (row_called(table_, row, block) != nullptr && block->columns.size() == 1) id = block->columns.front().id;
            else if (slots_.columns.contains(lexicon_.grand)) id = slots_.columns.at(lexicon_.grand);
        }
        return table_.id + "." + row + "." + id;
    }

    [[nodiscard]] bool value_of(std::size_t t, const model::FormFigure& figure, ProseCell& cell) {
        const auto number = prose_value(prose_, t, form_.unit_of(figure), form_.column_of(figure).may_be_negative ? MayFall::yes : MayFall::no);
        if (!number) return false;
        cell.value = number->value;
        if (number->begin == number->end) return true;
        cell.begin = number->begin;
        cell.end = read_to_ = number->end;
        return true;
    }

    enum class Fresh { nothing, row, column };  // the label that stands right before

    const model::Form& form_;
    const model::FormTable& table_;
    const ProseText& prose_;
    const Narrative& narrative_;
    const MentionText& text_;
    const std::vector<MentionToken>& tokens_;
    const MentionLexicon& lexicon_;
    const MentionSlots& slots_;
    std::vector<ProseCell> cells_;
    std::string row_, column_;           // named last; "" when none is
    std::string last_row_;               // whose number was told last
    std::vector<std::string> joined_;    // labels that 、 and 和 join to the last one
    Fresh fresh_ = Fresh::nothing;
    bool known_ = true;                  // every word since the last mark is understood
    bool each_ = false;                  // 均为, 各
    bool told_in_row_ = false, columns_told_ = false;
    bool barred_ = false, clause_barred_ = false, other_time_ = false;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t zero_at_ = none;         // the last word that denies in this clause
    std::uint32_t read_to_ = 0;          // behind the count word of the last number, which may be no token
    std::size_t opened_with_ = 0;        // cells that were told when the last bracket opened
    std::size_t tokens_told_ = 0;        // numbers told of the row
    std::size_t total_at_ = 0;           // the token of the last number that stands behind its row's name alone
};

}  // namespace

std::vector<ProseCell> read_prose_cells(const model::Form& form, const model::FormTable& table, const ProseText& text, const MentionLexicon& lexicon) {
    const auto slots = lexicon.slots.find(table.id);
    if (slots == lexicon.slots.end()) return {};
    return CellReader(form, table, text, lexicon, slots->second).read();
}

}  // namespace nianbao::parser
