#include "parser/markup.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parser/form_controls.h"
#include "parser/markup_asides.h"
#include "parser/markup_scan.h"
#include "parser/markup_tags.h"
#include "parser/open_elements.h"

namespace nianbao::parser {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::size_t longest_reference = 34;  // &CounterClockwiseContourIntegral;
constexpr std::size_t most_attributes = 4;     // that are kept of a tag

}  // namespace

// Walks the page once. Follows the tokenizer of the HTML standard (13.2.5) as far as telling tags, attributes, comments
// and text apart needs it.
class Reducer {
public:
    explicit Reducer(std::string_view html) : html_(html), asides_(html) {
        markup_.text_.reserve(html.size() / 4);
        markup_.pieces_.reserve(html.size() / 64);
    }

    Markup run() {
        while (position_ < html_.size() && !markup_.cut_) {
            const std::size_t tag = html_.find('<', position_);
            if (tag == std::string_view::npos || tag + 1 >= html_.size()) break;
            const char next = html_[tag + 1];
            if (is_letter(next) || (next == '/' && tag + 2 < html_.size() && is_letter(html_[tag + 2]))) {
                read_tag(tag);
            } else if (next == '!' || next == '?' || next == '/') {
                keep_text(tag, false);
                position_ = tag;
                skip_comment();
                text_begin_ = position_;
            } else {
                position_ = tag + 1;  // a lone '<' is text
            }
        }
        if (!markup_.cut_) keep_text(html_.size(), false);
        return std::move(markup_);
    }

private:
    // --- text ----------------------------------------------------------------------------------------------------------

    // The text that stands between the last tag and `end`.
    void keep_text(std::size_t end, bool before_line) {
        const std::size_t begin = text_begin_;
        if (in_choice_) choice_.end_option(begin, end);
        if (begin >= end || in_choice_ || open_.hidden() > 0) return;
        const bool collapses = (after_line_ || before_line) && !open_.in_preformatted();
        if (collapses && std::all_of(html_.begin() + static_cast<std::ptrdiff_t>(begin), html_.begin() + static_cast<std::ptrdiff_t>(end), is_html_space)) return;
        append(begin, end);
        markup_.open_end_ = static_cast<std::uint32_t>(end);
    }

    void append(std::size_t begin, std::size_t end) {
        // The value of a control and a number beside it are two.
        if (std::exchange(after_control_, false) && is_digit(html_[begin])) markup_.text_ += ' ';
        if (joins(html_[begin])) markup_.text_ += "<!---->";
        markup_.keep(html_, begin, end);
        after_line_ = false;
    }

    // What a form control in a cell shows: html_[begin, end), where it is not hidden. In a value `<` is a mere character, which
    // no figure has.
    void keep_shown(Range shown) {
        if (shown.begin >= shown.end || hidden_ || open_.hidden() > 0 || !open_.in_cell()) return;
        if (html_.substr(shown.begin, shown.end - shown.begin).find('<') != std::string_view::npos) return;
        if (!markup_.text_.empty() && is_digit(markup_.text_.back())) markup_.text_ += ' ';
        append(shown.begin, shown.end);
        after_control_ = true;
    }

    void leave_choice() {
        in_choice_ = false;
        hidden_ = choice_hidden_;
        keep_shown(choice_.shown());
    }

    // Where a tag between two texts was dropped, `<` or `&` before it must not become a tag or a reference with what is
    // behind it: 1<<b>td>2, 3&<i>lt;</i>4.
    [[nodiscard]] bool joins(char next) const {
        const std::string& text = markup_.text_;
        if (text.empty()) return false;
        const char last = text.back();
        if (last == '<') return is_letter(next) || next == '/' || next == '!' || next == '?';
        if (!is_letter(next) && !is_digit(next) && next != '#' && next != ';') return false;
        if (!is_letter(last) && !is_digit(last) && last != '#' && last != '&') return false;
        return std::string_view(text).substr(text.size() - std::min(text.size(), longest_reference)).find('&') != std::string_view::npos;
    }

    // 13.2.5.42-52: <!-- … -->, abruptly closed <!-->, and bogus comments <!…> <?…> </…> that end at the next '>'.
    void skip_comment() {
        if (html_.compare(position_, 4, "<!--") == 0) {
            if (html_.compare(position_ + 4, 1, ">") == 0 || html_.compare(position_ + 4, 2, "->") == 0) {
                position_ = html_.find('>', position_) + 1;
                return;
            }
            std::size_t dashes = html_.find("--", position_ + 4);
            while (dashes != std::string_view::npos && html_.compare(dashes + 2, 1, ">") != 0 && html_.compare(dashes + 2, 2, "!>") != 0)
                dashes = html_.find("--", dashes + 1);
            const std::size_t close = dashes == std::string_view::npos ? dashes : html_.find('>', dashes);
            position_ = close == std::string_view::npos ? html_.size() : close + 1;
            return;
        }
        const std::size_t end = html_.find('>', position_);
        // <!DOCTYPE …> decides between quirks and no-quirks mode, so it stays.
        if (end != std::string_view::npos && !has_doctype_ && same_name(html_.substr(position_ + 2, 7), "doctype")) {
            markup_.keep(html_, position_, end + 1);
            has_doctype_ = true;
        }
        position_ = end == std::string_view::npos ? html_.size() : end + 1;
    }

    // --- tags ----------------------------------------------------------------------------------------------------------

    struct Tag {
        std::size_t begin = 0, name_begin = 0, name_end = 0, end = 0;
        std::string_view name;
        int rule = -1;
        bool is_end = false;
    };

    void read_tag(std::size_t begin) {
        Tag tag;
        tag.begin = begin;
        tag.is_end = html_[begin + 1] == '/';
        tag.name_begin = tag.name_end = begin + (tag.is_end ? 2U : 1U);
        while (tag.name_end < html_.size() && !is_html_space(html_[tag.name_end]) && html_[tag.name_end] != '/' && html_[tag.name_end] != '>') ++tag.name_end;
        tag.name = html_.substr(tag.name_begin, tag.name_end - tag.name_begin);
        tag.rule = find_tag_rule(tag.name);
        keep_text(begin, tag.rule >= 0 && tag_rule(tag.rule).begins_line);
        tag.end = read_attributes(tag);
        position_ = tag.end;
        const bool unfinished = tag.end == html_.size() && html_.back() != '>';  // at the end: dropped, as the standard has it
        if (!unfinished && !(in_choice_ && stays_in_choice(tag))) treat(tag);
        text_begin_ = position_;
    }

    void treat(const Tag& tag) {
        if (tag.rule < 0) {
            treat_inline(tag);
            return;
        }
        switch (tag_rule(tag.rule).treatment) {
            case Treatment::drop: return;
            case Treatment::flat: end_hidden_line(tag); break;
            case Treatment::row:
                line_ = Line::none;
                tag.is_end ? end_row(tag) : open_.open_cell(-1);
                break;
            case Treatment::cell:
                line_ = Line::none;
                tag.is_end ? open_.close_cell(tag.rule) : open_.open_cell(tag.rule);
                break;
            case Treatment::block:
            case Treatment::heading:
            case Treatment::table:
                end_hidden_line(tag);
                if (!(tag.is_end ? open_.close(tag.rule) : open_.open(tag.rule))) return;
                break;
            case Treatment::skip:
                if (!tag.is_end) same_name(tag.name, "textarea") ? keep_textarea(tag.name) : skip_raw(tag.name);
                return;
            case Treatment::keep_raw:
                if (tag.is_end) return;
                emit(tag);
                keep_raw(tag.name);
                return;
            case Treatment::choice:
                if (in_choice_) leave_choice();
                in_choice_ = !tag.is_end;
                choice_ = {};
                choice_hidden_ = hidden_;
                return;
            case Treatment::inert:
                if (!tag.is_end) position_ = asides_.behind_inert(position_);
                return;
        }
        emit(tag);
    }

    // </tbody> closes a cell only if its row stands in a <tbody>; whether it does is not known here.
    void end_row(const Tag& tag) {
        if (tag_rule(tag.rule).name == "tr") open_.close_row();
    }

    // 13.2.6.4.16: in a <select> everything is ignored but what ends it: its end tag, another <select>, <input>, <textarea>,
    // and in a table the tags of the table. True when the tag is to be ignored.
    bool stays_in_choice(const Tag& tag) {
        const Treatment treatment = tag.rule < 0 ? Treatment::drop : tag_rule(tag.rule).treatment;
        const bool of_table = treatment == Treatment::row || treatment == Treatment::cell || treatment == Treatment::table;
        if (treatment == Treatment::choice || of_table || same_name(tag.name, "input") || same_name(tag.name, "textarea")) {
            const bool hidden = hidden_;
            leave_choice();
            hidden_ = hidden;
            return treatment == Treatment::choice;
        }
        if (!tag.is_end && same_name(tag.name, "option")) choice_.begin_option(tag.end, control_);
        if (treatment == Treatment::skip && !tag.is_end) skip_raw(tag.name);
        return true;
    }

    // From after the tag's name to after its '>'; notes the attributes to keep, each name once.
    std::size_t read_attributes(const Tag& tag) {
        kept_count_ = 0;
        hidden_ = false;
        control_ = {};
        const KeptAttributes keeps = tag.rule < 0 ? KeptAttributes::none : tag_rule(tag.rule).attributes;
        std::size_t at = tag.name_end;
        while (at < html_.size() && html_[at] != '>') {
            if (is_html_space(html_[at]) || html_[at] == '/') {
                ++at;
                continue;
            }
            const std::size_t begin = at;
            ++at;  // a leading '=' belongs to the name
            while (at < html_.size() && !is_html_space(html_[at]) && html_[at] != '/' && html_[at] != '>' && html_[at] != '=') ++at;
            const std::size_t name_end = at;
            while (at < html_.size() && is_html_space(html_[at])) ++at;
            std::string_view value;
            std::size_t end = name_end;
            if (at < html_.size() && html_[at] == '=') {
                at = read_attribute_value(html_, at + 1, value);
                end = at;
            }
            if (!tag.is_end) note_attribute(html_.substr(begin, name_end - begin), {begin, end}, value, keeps);
        }
        return std::min(at + 1, html_.size());
    }

    struct Attribute {
        std::size_t begin = 0, end = 0;  // from the name to after the value
        std::string_view name;
    };

    void note_attribute(std::string_view name, std::pair<std::size_t, std::size_t> place, std::string_view value, KeptAttributes keeps) {
        if (same_name(name, "style")) {
            hidden_ = hidden_ || style_hides(value.substr(0, 4096));
        } else if (same_name(name, "hidden")) {
            hidden_ = true;
        } else if (keeps == KeptAttributes::none) {
            control_.note(name, value, html_);
        } else if (keeps_attribute(keeps, name)) {
            const auto same = [name](const Attribute& other) {
                return std::equal(name.begin(), name.end(), other.name.begin(), other.name.end(), [](char a, char b) { return (a | 0x20) == (b | 0x20); });
            };
            const auto end = kept_.begin() + static_cast<std::ptrdiff_t>(kept_count_);
            if (kept_count_ < kept_.size() && std::none_of(kept_.begin(), end, same)) kept_[kept_count_++] = {place.first, place.second, name};
        }
    }

    void emit(const Tag& tag) {
        // End tags make no elements, but for </p> and </br>.
        const std::string_view name = tag_rule(tag.rule).name;
        if ((!tag.is_end || name == "p" || name == "br") && tags_++ == Markup::max_tags) {
            markup_.cut_ = static_cast<std::uint32_t>(tag.begin);
            return;
        }
        after_line_ = tag_rule(tag.rule).begins_line;
        after_control_ = false;
        markup_.open_end_.reset();
        if (tag.name_end + 1 == tag.end) {
            markup_.keep(html_, tag.begin, tag.end);
            return;
        }
        markup_.keep(html_, tag.begin, tag.name_end);
        for (std::size_t i = 0; i < kept_count_; ++i) {
            markup_.text_ += ' ';
            markup_.keep(html_, kept_[i].begin, kept_[i].end);
        }
        if (hidden_) markup_.text_ += " hidden";
        markup_.keep(html_, tag.end - 1, tag.end);
    }

    // --- inline elements that hide their content -----------------------------------------------------------------------

    enum class Line { none, paragraph, item };  // what was opened last: a block, a <p>, or a <li>, <dd> or <dt>

    struct HiddenInline {
        std::string_view name;
        int inner = 0;  // elements of the same name that are open inside it
        Line line = Line::none;
    };

    [[nodiscard]] bool ends_in_digit() const { return !markup_.text_.empty() && is_digit(markup_.text_.back()); }

    void treat_inline(const Tag& tag) {
        if (!tag.is_end && same_name(tag.name, "input")) keep_shown(control_.shown());
        if (const std::size_t behind = tag.is_end ? std::string_view::npos : asides_.behind_no_part_of_value(tag.name, tag.end, ends_in_digit()); behind != std::string_view::npos) {
            position_ = behind;
            return;
        }
        hidden_names_.resize(open_.hidden());
        if (!hidden_names_.empty() && same_letters(tag.name, hidden_names_.back().name)) {
            HiddenInline& element = hidden_names_.back();
            element.inner += tag.is_end ? -1 : 1;
            if (element.inner < 0) open_.close_hidden();
        } else if (hidden_ && !is_void_without_rule(tag.name)) {
            open_.open_hidden();
            hidden_names_.push_back({tag.name, 0, line_});
        }
    }

    // A <p> or a block closes the paragraph before it with everything that is open in it, a <li> also the item.
    void end_hidden_line(const Tag& tag) {
        const std::string_view name = tag_rule(tag.rule).name;
        const bool is_item = name == "li" || name == "dd" || name == "dt";
        const bool is_paragraph = name == "p";
        if (!is_item && !is_paragraph && tag_rule(tag.rule).treatment == Treatment::flat) return;
        hidden_names_.resize(open_.hidden());
        while (!hidden_names_.empty() && (hidden_names_.back().line == Line::paragraph || (is_item && hidden_names_.back().line == Line::item))) {
            open_.close_hidden();
            hidden_names_.pop_back();
        }
        line_ = tag.is_end ? Line::none : is_paragraph ? Line::paragraph : is_item ? Line::item : Line::none;
    }

    // --- content that is not markup, or not of the page ----------------------------------------------------------------

    // What stands in a <textarea>; passes over its end tag.
    void keep_textarea(std::string_view name) {
        const std::size_t begin = position_;
        skip_raw(name);
        if (position_ > begin) keep_shown({begin, html_.rfind("</", position_ - 1)});
    }

    void skip_raw(std::string_view name) { position_ = asides_.behind_raw(name, position_); }

    void keep_raw(std::string_view name) {
        std::size_t end_tag = find_end_tag(html_, name, position_);
        if (end_tag == std::string_view::npos) end_tag = html_.size();
        markup_.keep(html_, position_, end_tag);
        const std::size_t end = behind_tag(html_, end_tag);
        markup_.keep(html_, end_tag, end);
        position_ = end;
    }

    std::string_view html_;
    std::size_t position_ = 0;
    std::size_t text_begin_ = 0;
    std::size_t tags_ = 0;
    OpenElements open_{Markup::max_depth};
    std::array<Attribute, most_attributes> kept_;
    std::size_t kept_count_ = 0;
    std::vector<HiddenInline> hidden_names_;  // of the hidden elements in open_
    Asides asides_;
    Line line_ = Line::none;
    bool hidden_ = false;       // the tag hides its content
    bool has_doctype_ = false;
    bool in_choice_ = false;    // in a <select>
    bool choice_hidden_ = false;
    Choice choice_;             // of the <select>
    Control control_;           // what the tag is, if it is a control
    bool after_control_ = false;  // the last that was kept is the value of a control
    bool after_line_ = true;    // the last that was kept is a tag that begins a line
    Markup markup_;
};

Markup Markup::reduce(std::string_view html) { return Reducer(html).run(); }

void Markup::keep(std::string_view html, std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    const auto source = static_cast<std::uint32_t>(begin);
    const auto at = static_cast<std::uint32_t>(text_.size());
    if (pieces_.empty() || source - pieces_.back().source != at - pieces_.back().begin) pieces_.push_back({at, source});
    text_.append(html.substr(begin, end - begin));
}

std::size_t Markup::piece_at(std::size_t position, std::size_t piece) const {
    // Mostly the same piece as before, or one of the next.
    for (std::size_t near = piece; near < pieces_.size() && near < piece + 4; ++near)
        if (pieces_[near].begin <= position && position < end_of_piece(near)) return near;
    const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), position, [](std::size_t at, const Piece& p) { return at < p.begin; });
    return after == pieces_.begin() ? 0 : static_cast<std::size_t>(after - pieces_.begin()) - 1;
}

std::size_t Markup::end_of_piece(std::size_t piece) const { return piece + 1 < pieces_.size() ? pieces_[piece + 1].begin : text_.size(); }

std::uint32_t Markup::origin(std::size_t position, std::size_t piece) const {
    if (pieces_.empty()) return static_cast<std::uint32_t>(position);
    const Piece& at = pieces_[piece_at(position, piece)];
    return at.source + static_cast<std::uint32_t>(position - at.begin);
}

}  // namespace nianbao::parser
