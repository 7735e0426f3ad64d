#include "parser/markup.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace nianbao::parser {
namespace {

// How a tag is treated. What is not listed is dropped and its content kept: inline formatting and unknown elements carry
// no structure.
enum class Treatment {
    drop,      // tag goes, content stays
    flat,      // tag stays; it closes itself or is closed by its like, so it does not pile up
    nesting,   // tag stays and counts as depth
    raw_drop,  // tag and content go: script, style
    raw_keep,  // tag and content stay untouched, content is not markup: title, textarea
};

struct TagRule {
    std::string_view name;
    Treatment treatment;
};

constexpr std::array tag_rules = {
    TagRule{"html", Treatment::flat},       TagRule{"head", Treatment::flat},       TagRule{"body", Treatment::flat},
    TagRule{"meta", Treatment::flat},       TagRule{"base", Treatment::flat},       TagRule{"p", Treatment::flat},
    TagRule{"br", Treatment::flat},         TagRule{"hr", Treatment::flat},         TagRule{"li", Treatment::flat},
    TagRule{"dt", Treatment::flat},         TagRule{"dd", Treatment::flat},         TagRule{"h1", Treatment::nesting},
    TagRule{"h2", Treatment::nesting},         TagRule{"h3", Treatment::nesting},         TagRule{"h4", Treatment::nesting},
    TagRule{"h5", Treatment::nesting},         TagRule{"h6", Treatment::nesting},         TagRule{"tr", Treatment::flat},
    TagRule{"td", Treatment::flat},         TagRule{"th", Treatment::flat},         TagRule{"tbody", Treatment::flat},
    TagRule{"thead", Treatment::flat},      TagRule{"tfoot", Treatment::flat},      TagRule{"caption", Treatment::flat},
    TagRule{"colgroup", Treatment::flat},   TagRule{"col", Treatment::flat},        TagRule{"img", Treatment::flat},
    TagRule{"embed", Treatment::flat},      TagRule{"option", Treatment::flat},     TagRule{"optgroup", Treatment::flat},
    TagRule{"table", Treatment::nesting},   TagRule{"div", Treatment::nesting},     TagRule{"ul", Treatment::nesting},
    TagRule{"ol", Treatment::nesting},      TagRule{"dl", Treatment::nesting},      TagRule{"blockquote", Treatment::nesting},
    TagRule{"center", Treatment::nesting},  TagRule{"section", Treatment::nesting}, TagRule{"article", Treatment::nesting},
    TagRule{"main", Treatment::nesting},    TagRule{"header", Treatment::nesting},  TagRule{"footer", Treatment::nesting},
    TagRule{"nav", Treatment::nesting},     TagRule{"aside", Treatment::nesting},   TagRule{"fieldset", Treatment::nesting},
    TagRule{"form", Treatment::nesting},    TagRule{"pre", Treatment::nesting},     TagRule{"select", Treatment::nesting},
    TagRule{"address", Treatment::nesting}, TagRule{"figure", Treatment::nesting},  TagRule{"template", Treatment::nesting},
    TagRule{"script", Treatment::raw_drop}, TagRule{"style", Treatment::raw_drop},  TagRule{"svg", Treatment::raw_drop},
    TagRule{"math", Treatment::raw_drop},   TagRule{"iframe", Treatment::raw_drop}, TagRule{"object", Treatment::drop},
    TagRule{"noembed", Treatment::raw_drop}, TagRule{"noframes", Treatment::raw_drop},
    TagRule{"title", Treatment::raw_keep},  TagRule{"textarea", Treatment::raw_keep}, TagRule{"xmp", Treatment::raw_keep},
};

// Attributes that anything downstream reads; all others go.
constexpr std::array<std::string_view, 11> kept_attributes = {"colspan", "rowspan", "id",   "class",   "name",      "property",
                                                              "content", "href",    "hidden", "charset", "http-equiv"};

constexpr std::size_t longest_name = 12;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

// The name in lower case, cut to what can be in a table of names.
std::string lowered(std::string_view name) {
    std::string result(name.substr(0, longest_name + 1));
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

Treatment treatment_of(std::string_view name) {
    for (const TagRule& rule : tag_rules)
        if (rule.name == name) return rule.treatment;
    return Treatment::drop;
}

bool hides(std::string_view style) {
    std::string packed;
    for (char c : style.substr(0, 4096))
        if (!is_html_space(c)) packed += lower(c);
    return packed.find("display:none") != std::string::npos;
}

}  // namespace

// Walks the page once. Follows the tokenizer of the HTML standard (13.2.5) as far as telling tags, attributes, comments
// and text apart needs it.
class Reducer {
public:
    explicit Reducer(std::string_view html) : html_(html) { markup_.text_.reserve(html.size() / 2); }

    Markup run() {
        std::size_t text_begin = 0;
        while (position_ < html_.size()) {
            const std::size_t tag = html_.find('<', position_);
            if (tag == std::string_view::npos || tag + 1 >= html_.size()) break;
            const char next = html_[tag + 1];
            const bool is_tag = is_letter(next) || (next == '/' && tag + 2 < html_.size() && is_letter(html_[tag + 2]));
            if (!is_tag && next != '!' && next != '?' && next != '/') {
                position_ = tag + 1;  // a lone '<' is text
                continue;
            }
            markup_.keep(html_, text_begin, tag);
            position_ = tag;
            if (is_tag)
                read_tag();
            else
                skip_comment();
            text_begin = position_;
        }
        markup_.keep(html_, text_begin, html_.size());
        return std::move(markup_);
    }

private:
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
        if (end != std::string_view::npos && lowered(html_.substr(position_ + 2, 7)) == "doctype")
            markup_.keep(html_, position_, end + 1);
        position_ = end == std::string_view::npos ? html_.size() : end + 1;
    }

    struct Attribute {
        std::size_t begin, end;  // from the name to after the value
    };

    void read_tag() {
        const std::size_t begin = position_;
        const bool is_end_tag = html_[begin + 1] == '/';
        std::size_t name_end = begin + (is_end_tag ? 2U : 1U);
        const std::size_t name_begin = name_end;
        while (name_end < html_.size() && !is_html_space(html_[name_end]) && html_[name_end] != '/' && html_[name_end] != '>') ++name_end;
        const std::string name = lowered(html_.substr(name_begin, name_end - name_begin));
        const Treatment treatment = treatment_of(name);
        const std::size_t end = read_attributes(name_end, treatment != Treatment::drop && !is_end_tag);
        position_ = end;
        if (end == html_.size() && html_.back() != '>') return;  // an unfinished tag at the end is dropped, as the standard has it
        switch (treatment) {
            case Treatment::drop: return;
            case Treatment::raw_drop:
                if (!is_end_tag) skip_raw(name);
                return;
            case Treatment::raw_keep:
                if (is_end_tag) return;
                emit_tag(begin, name_end, end);
                keep_raw(name);
                return;
            case Treatment::nesting:
                if (!fits(name, is_end_tag)) return;
                [[fallthrough]];
            case Treatment::flat: emit_tag(begin, name_end, end); return;
        }
    }

    // Keeps at most max_depth elements open: what is nested deeper loses its tags, and the end tags that belong to them. An
    // end tag that closes nothing goes too: it would let the count fall without an element being closed.
    bool fits(const std::string& name, bool is_end_tag) {
        Nesting& nesting = nesting_[name];
        if (!is_end_tag) {
            const bool room = depth_ < Markup::max_depth;
            ++(room ? nesting.open : nesting.dropped);
            depth_ += room ? 1 : 0;
            return room;
        }
        if (nesting.dropped > 0) {
            --nesting.dropped;
            return false;
        }
        if (nesting.open == 0) return false;
        --nesting.open;
        --depth_;
        return true;
    }

    // From after the tag's name to after its '>'; notes the attributes to keep, each name once.
    std::size_t read_attributes(std::size_t at, bool note) {
        kept_.clear();
        hidden_ = false;
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
                at = read_value(at + 1, value);
                end = at;
            }
            if (note) note_attribute(begin, name_end, end, value);
        }
        return std::min(at + 1, html_.size());
    }

    std::size_t read_value(std::size_t at, std::string_view& value) const {
        while (at < html_.size() && is_html_space(html_[at])) ++at;
        if (at < html_.size() && (html_[at] == '"' || html_[at] == '\'')) {
            const std::size_t close = html_.find(html_[at], at + 1);
            const std::size_t end = close == std::string_view::npos ? html_.size() : close;
            value = html_.substr(at + 1, end - at - 1);
            return std::min(end + 1, html_.size());
        }
        const std::size_t begin = at;
        while (at < html_.size() && !is_html_space(html_[at]) && html_[at] != '>') ++at;
        value = html_.substr(begin, at - begin);
        return at;
    }

    void note_attribute(std::size_t begin, std::size_t name_end, std::size_t end, std::string_view value) {
        const std::string name = lowered(html_.substr(begin, name_end - begin));
        if (name == "style" && hides(value)) hidden_ = true;
        if (std::find(kept_attributes.begin(), kept_attributes.end(), name) == kept_attributes.end()) return;
        for (const Attribute& other : kept_)
            if (lowered(html_.substr(other.begin, name.size())) == name) return;
        if (kept_.size() < kept_attributes.size()) kept_.push_back({begin, end});
    }

    void emit_tag(std::size_t begin, std::size_t name_end, std::size_t end) {
        markup_.keep(html_, begin, name_end);
        for (const Attribute& attribute : kept_) {
            markup_.text_ += ' ';
            markup_.keep(html_, attribute.begin, attribute.end);
        }
        if (hidden_) markup_.text_ += " hidden";
        markup_.keep(html_, end - 1, end);
    }

    // The position of `</name`, in any case, at or after `from`.
    [[nodiscard]] std::size_t find_end_tag(std::string_view name, std::size_t from) const {
        for (std::size_t at = html_.find("</", from); at != std::string_view::npos; at = html_.find("</", at + 2)) {
            if (lowered(html_.substr(at + 2, name.size())) != name) continue;
            const std::size_t after = at + 2 + name.size();
            if (after >= html_.size() || is_html_space(html_[after]) || html_[after] == '>' || html_[after] == '/') return at;
        }
        return std::string_view::npos;
    }

    void skip_raw(const std::string& name) {
        if (std::find(unclosed_.begin(), unclosed_.end(), name) != unclosed_.end()) return;
        const std::size_t end_tag = find_end_tag(name, position_);
        // Without an end tag the rest of the page would be lost; a page cut off inside a script has nothing after it, and
        // a stray <svg> or <iframe/> must not swallow the tables behind it.
        if (end_tag == std::string_view::npos) {
            if (name == "script" || name == "style") position_ = html_.size();
            unclosed_.push_back(name);  // there is none further on either: do not search again
            return;
        }
        const std::size_t close = html_.find('>', end_tag);
        position_ = close == std::string_view::npos ? html_.size() : close + 1;
    }

    void keep_raw(std::string_view name) {
        std::size_t end_tag = find_end_tag(name, position_);
        if (end_tag == std::string_view::npos) end_tag = html_.size();
        markup_.keep(html_, position_, end_tag);
        const std::size_t close = html_.find('>', end_tag);
        const std::size_t end = close == std::string_view::npos ? html_.size() : close + 1;
        markup_.keep(html_, end_tag, end);
        position_ = end;
    }

    std::string_view html_;
    std::size_t position_ = 0;
    struct Nesting {
        int open = 0;
        int dropped = 0;  // opened beyond the depth
    };
    std::unordered_map<std::string, Nesting> nesting_;  // by tag; only names of tag_rules come here
    int depth_ = 0;
    std::vector<Attribute> kept_;
    bool hidden_ = false;
    std::vector<std::string> unclosed_;
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

std::uint32_t Markup::origin(std::size_t position) const {
    const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), position, [](std::size_t at, const Piece& piece) { return at < piece.begin; });
    if (after == pieces_.begin()) return static_cast<std::uint32_t>(position);
    const Piece& piece = *(after - 1);
    return piece.source + static_cast<std::uint32_t>(position - piece.begin);
}

}  // namespace nianbao::parser
