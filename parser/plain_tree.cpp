#include "parser/plain_tree.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/markup_scan.h"
#include "parser/open_tree.h"
#include "parser/plain_tags.h"

namespace nianbao::parser {
namespace {

// The insertion modes of 13.2.6.4 that plain markup comes to.
enum class Mode : std::uint8_t {
    before_html,
    before_head,
    in_head,
    after_head,
    in_body,
    in_caption,
    in_columns,
    in_table,
    in_group,
    in_row,
    in_cell
};

// What Markup puts between two texts that would read as one reference or tag. A comment, which is no node of ours.
constexpr std::string_view between_texts = "<!---->";

// The rules: what each tag does where it stands.
class PlainTree : private OpenTree {
public:
    PlainTree(const Markup& markup, std::size_t source_size) : OpenTree(markup, source_size), text_(markup.text()) {}

    std::optional<Dom> build() {
        const DocumentType type = read_document_type(text_);
        quirks_ = type.quirks;
        for (std::size_t at = type.end; at < text_.size();) {
            std::size_t end = text_.find('<', at);
            if (const std::size_t late = mode_ < Mode::in_body ? 0 : read_document_type(text_.substr(at)).end; late > 0) {
                ignore();  // 13.2.6.4.7: behind the beginning of the page it means nothing
                at += late;
                continue;
            }
            if (mode_ >= Mode::in_body && text_.substr(at, between_texts.size()) == between_texts) {
                end_text();
                at += between_texts.size();
                continue;
            }
            if (end == at) {
                const auto tag = read_plain_tag(text_, at);
                if (!tag || !(tag->is_end ? end_tag(*tag) : start_tag(*tag))) return std::nullopt;
                at = std::max(tag->end, behind_);
                continue;
            }
            end = std::min(end, text_.size());
            if (!add_text(at, end)) return std::nullopt;
            at = end;
        }
        begin_body();
        return take();
    }

private:
    // Where anything but cells and their like goes out of the table.
    [[nodiscard]] bool is_between_cells() const { return mode_ >= Mode::in_columns && mode_ <= Mode::in_row; }

    // --- text ----------------------------------------------------------------------------------------------------------

    bool add_text(std::size_t begin, std::size_t end) {
        if (text_is_open() && text_goes_on_) return false;
        if (mode_ < Mode::in_body) {
            if (is_html_space(text_[begin])) return false;
            begin_body();
        }
        if (is_between_cells()) return false;
        if (ignores_line_end_ && (text_[begin] == '\n' || text_[begin] == '\r')) return false;
        ignores_line_end_ = false;
        if (!insert_text(begin, end)) return false;
        text_goes_on_ = false;
        return true;
    }

    // --- the mode ----------------------------------------------------------------------------------------------------------

    // A tag that means nothing. Where text goes on behind it the parser joins the two, which is its affair.
    bool ignore() {
        text_goes_on_ = text_is_open();
        return true;
    }

    void close_paragraph() {
        if (has_in_scope(Scope::any, of_kind(Kind::paragraph))) pop_through(of_kind(Kind::paragraph));
    }

    // 13.2.4.1: what a table that ends, ends in.
    void reset_mode() {
        for (auto open = this->open().rbegin(); open != this->open().rend(); ++open) {
            switch (open->kind) {
                case Kind::cell: mode_ = Mode::in_cell; return;
                case Kind::row: mode_ = Mode::in_row; return;
                case Kind::group: mode_ = Mode::in_group; return;
                case Kind::caption: mode_ = Mode::in_caption; return;
                case Kind::columns: mode_ = Mode::in_columns; return;
                case Kind::table: mode_ = Mode::in_table; return;
                default: break;
            }
        }
        mode_ = Mode::in_body;
    }

    void close_cell() {
        imply_end_tags();
        pop_through(of_kind(Kind::cell));
        mode_ = Mode::in_row;
    }

    void close_caption() {
        imply_end_tags();
        pop_through(of_kind(Kind::caption));
        mode_ = Mode::in_table;
    }

    // --- start tags ------------------------------------------------------------------------------------------------------

    // Everything that the page does not say itself, up to <body>.
    void begin_body() {
        if (mode_ == Mode::before_html) imply("html");
        if (mode_ <= Mode::before_head) imply("head");
        if (mode_ <= Mode::in_head) pop();
        if (mode_ <= Mode::after_head) {
            imply("body");
            mode_ = Mode::in_body;
        }
    }

    bool start_tag(const PlainTag& tag) {
        ignores_line_end_ = false;
        if (tag.kind == Kind::html) return start_html(tag);
        if (mode_ < Mode::in_body) {
            if (mode_ == Mode::before_html) imply("html");
            if (mode_ <= Mode::before_head) {
                mode_ = Mode::in_head;
                if (tag.kind == Kind::head) {
                    insert(tag);
                    return true;
                }
                imply("head");
            }
            if (tag.kind == Kind::head) return ignore();
            if (tag.kind == Kind::fact || tag.kind == Kind::title) return mode_ == Mode::in_head && start_fact(tag);
            if (mode_ == Mode::in_head) pop();
            mode_ = Mode::in_body;
            if (tag.kind == Kind::body) {
                insert(tag);
                return true;
            }
            imply("body");
        }
        return tag.kind >= Kind::caption ? start_in_table(tag) : start_in_body(tag);
    }

    bool start_html(const PlainTag& tag) {
        if (mode_ == Mode::before_html) {
            insert(tag);
            mode_ = Mode::before_head;
            return true;
        }
        return tag.attributes.empty() && ignore();
    }

    // <meta>, <base> and <title>, in the head or wherever they stand.
    bool start_fact(const PlainTag& tag) {
        insert(tag);
        if (tag.kind == Kind::fact) return true;
        const std::size_t end = find_end_tag(text_, "title", tag.end);
        if (end == std::string_view::npos || text_.substr(end + 7, 1) != ">") return false;
        if (end > tag.end && !insert_text(tag.end, end)) return false;
        pop();
        behind_ = end + 8;
        return true;
    }

    bool start_in_body(const PlainTag& tag) {
        if (is_between_cells()) return false;
        switch (tag.kind) {
            case Kind::head: return ignore();
            case Kind::body: return tag.attributes.empty() && ignore();
            case Kind::fact:
            case Kind::title: return start_fact(tag);
            case Kind::blank: break;
            case Kind::item:
            case Kind::term:
                close_items(tag.kind);
                close_paragraph();
                break;
            case Kind::table:
                if (quirks_ == Quirks::unknown && has_in_scope(Scope::any, of_kind(Kind::paragraph))) return false;
                if (quirks_ == Quirks::none) close_paragraph();
                mode_ = Mode::in_table;
                break;
            case Kind::heading:
                close_paragraph();
                if (current() == Kind::heading) pop();
                break;
            default: close_paragraph(); break;
        }
        insert(tag);
        ignores_line_end_ = tag.kind == Kind::preformatted;
        return true;
    }

    // A <li> ends the item that it stands in, a <dt> or <dd> the term, unless another element that is not transparent is between.
    void close_items(Kind kind) {
        static const int address = plain_tag_named("address").rule;
        for (std::size_t i = open().size(); i-- > 0;) {
            const Open one = open()[i];
            if (one.kind == kind) {
                imply_end_tags(one.rule);
                pop_through(of_kind(kind));
                return;
            }
            // "special, but not an address, div, or p element"
            if (one.kind != Kind::paragraph && one.tag != Tag::div && one.rule != address) return;
        }
    }

    bool start_in_table(const PlainTag& tag) {
        switch (mode_) {
            case Mode::in_body: return ignore();
            case Mode::in_caption: close_caption(); return start_in_table(tag);
            case Mode::in_cell: close_cell(); return start_in_table(tag);
            case Mode::in_columns:
                if (tag.kind == Kind::column) break;
                if (current() != Kind::columns) return false;
                pop();
                mode_ = Mode::in_table;
                return start_in_table(tag);
            case Mode::in_row:
                if (tag.kind != Kind::cell) {
                    pop();
                    mode_ = Mode::in_group;
                    return start_in_table(tag);
                }
                mode_ = Mode::in_cell;
                break;
            case Mode::in_group:
                if (tag.kind == Kind::cell) {
                    imply("tr");
                    mode_ = Mode::in_row;
                    return start_in_table(tag);
                }
                if (tag.kind != Kind::row) {
                    pop();
                    mode_ = Mode::in_table;
                    return start_in_table(tag);
                }
                mode_ = Mode::in_row;
                break;
            default:
                if (tag.kind == Kind::cell || tag.kind == Kind::row) {
                    imply("tbody");
                    mode_ = Mode::in_group;
                    return start_in_table(tag);
                }
                if (tag.kind == Kind::column) imply("colgroup");
                mode_ = tag.kind == Kind::group     ? Mode::in_group
                        : tag.kind == Kind::caption ? Mode::in_caption
                                                    : Mode::in_columns;
                break;
        }
        insert(tag);
        return true;
    }

    // --- end tags --------------------------------------------------------------------------------------------------------

    bool end_tag(const PlainTag& tag) {
        ignores_line_end_ = false;
        if (mode_ < Mode::in_body) {
            if (tag.kind != Kind::head || mode_ != Mode::in_head) return false;
            pop();
            mode_ = Mode::after_head;
            return true;
        }
        switch (mode_) {
            case Mode::in_body: return end_in_body(tag);
            case Mode::in_caption: return end_in_caption(tag);
            case Mode::in_cell: return end_in_cell(tag);
            default: return end_in_table(tag);
        }
    }

    bool end_in_body(const PlainTag& tag) {
        switch (tag.kind) {
            // What stands behind them is of the body all the same.
            case Kind::html:
            case Kind::body:
            case Kind::head: return ignore();
            case Kind::paragraph:
                if (!has_in_scope(Scope::any, of_kind(Kind::paragraph))) imply("p");
                imply_end_tags(tag.rule);
                pop_through(of_kind(Kind::paragraph));
                return true;
            case Kind::heading:
                if (!has_in_scope(Scope::any, of_kind(Kind::heading))) return ignore();
                imply_end_tags();
                pop_through(of_kind(Kind::heading));
                return true;
            case Kind::block:
            case Kind::list:
            case Kind::preformatted:
            case Kind::item:
            case Kind::term:
                if (!has_in_scope(tag.kind == Kind::item ? Scope::list : Scope::any, of_rule(tag.rule))) return ignore();
                imply_end_tags(tag.kind == Kind::item || tag.kind == Kind::term ? tag.rule : -1);
                pop_through(of_rule(tag.rule));
                return true;
            case Kind::blank:
            case Kind::rule:
            case Kind::fact:
            case Kind::title: return false;
            default: return ignore();  // of a table that is not there
        }
    }

    bool end_in_caption(const PlainTag& tag) {
        if (tag.kind == Kind::caption || tag.kind == Kind::table) {
            close_caption();
            return tag.kind == Kind::caption || end_in_table(tag);
        }
        if (tag.kind > Kind::caption || tag.kind == Kind::body || tag.kind == Kind::html) return ignore();
        return end_in_body(tag);
    }

    bool end_in_cell(const PlainTag& tag) {
        switch (tag.kind) {
            case Kind::cell:
                if (!has_in_scope(Scope::table, of_rule(tag.rule))) return ignore();
                imply_end_tags();
                pop_through(of_rule(tag.rule));
                mode_ = Mode::in_row;
                return true;
            case Kind::body:
            case Kind::caption:
            case Kind::column:
            case Kind::columns:
            case Kind::html: return ignore();
            case Kind::table:
            case Kind::group:
            case Kind::row:
                if (tag.kind == Kind::group && !has_in_scope(Scope::table, of_rule(tag.rule))) return ignore();
                close_cell();
                return end_in_table(tag);
            default: return end_in_body(tag);
        }
    }

    bool end_in_table(const PlainTag& tag) {
        if (tag.kind < Kind::table) {
            // Anything else goes out of the table, but for the end of what is not open here.
            return (tag.kind == Kind::body || tag.kind == Kind::html) && mode_ != Mode::in_columns && ignore();
        }
        if (mode_ == Mode::in_columns) {
            if (tag.kind == Kind::column) return ignore();
            if (current() != Kind::columns) return false;
            pop();
            mode_ = Mode::in_table;
            return tag.kind == Kind::columns || end_in_table(tag);
        }
        if (mode_ == Mode::in_row) {
            const bool ends_row = tag.kind == Kind::row || tag.kind == Kind::table ||
                                  (tag.kind == Kind::group && has_in_scope(Scope::table, of_rule(tag.rule)));
            if (!ends_row) return ignore();
            pop();
            mode_ = Mode::in_group;
            return tag.kind == Kind::row || end_in_table(tag);
        }
        if (mode_ == Mode::in_group) {
            const bool ends_group =
                tag.kind == Kind::table || (tag.kind == Kind::group && has_in_scope(Scope::table, of_rule(tag.rule)));
            if (!ends_group) return ignore();
            pop();
            mode_ = Mode::in_table;
            return tag.kind == Kind::group || end_in_table(tag);
        }
        if (tag.kind != Kind::table) return ignore();
        pop_through(of_kind(Kind::table));
        reset_mode();
        return true;
    }

    std::string_view text_;
    Quirks quirks_ = Quirks::all;
    Mode mode_ = Mode::before_html;
    std::size_t behind_ = 0;         // what a <title> took along
    bool text_goes_on_ = false;      // and a tag behind it was ignored
    bool ignores_line_end_ = false;  // a <pre> begins
};

}  // namespace

std::optional<Dom> build_plain_tree(const Markup& markup, std::size_t source_size) {
    return PlainTree(markup, source_size).build();
}

}  // namespace nianbao::parser
