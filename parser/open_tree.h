#pragma once
// A document tree while it is built, with the elements that are open (HTML standard, 13.2.4.2). Nodes are only ever added at the end.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/dom.h"
#include "parser/dom_text.h"
#include "parser/markup.h"
#include "parser/plain_tags.h"

namespace nianbao::parser {

// How far an element is looked for among those that are open.
enum class Scope : std::uint8_t { any, list, table };

class OpenTree {
public:
    struct Open {
        int rule = -1;  // of markup_tags.h
        Kind kind = Kind::other;
        Tag tag = Tag::other;
        int node = 0;
    };

    OpenTree(const Markup& markup, std::size_t source_size);

    // The element of a start tag; it is open if it has content.
    void insert(const PlainTag& tag);
    // An element that no tag begins.
    void imply(std::string_view name);
    // A text, bytes [begin, end) of the markup. False when it is not plain.
    [[nodiscard]] bool insert_text(std::size_t begin, std::size_t end);
    // What follows is another text.
    void end_text() { text_is_open_ = false; }
    void pop();
    [[nodiscard]] Dom take() { return std::move(dom_); }

    [[nodiscard]] const std::vector<Open>& open() const { return open_; }
    [[nodiscard]] Kind current() const { return open_.back().kind; }
    // The last that was done is a text.
    [[nodiscard]] bool text_is_open() const { return text_is_open_; }

    template <typename Wanted>
    [[nodiscard]] bool has_in_scope(Scope scope, Wanted wanted) const {
        for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
            if (wanted(*open)) return true;
            if (is_barrier(*open, scope)) return false;
        }
        return false;
    }
    // Up to the nearest that is wanted, which is open.
    template <typename Wanted>
    void pop_through(Wanted wanted) {
        while (open_.size() > 1 && !wanted(open_.back())) pop();
        if (open_.size() > 1) pop();
    }
    // 13.2.6.3: generate implied end tags, but for those of this rule.
    void imply_end_tags(int except = -1);

    static auto of_kind(Kind kind) {
        return [kind](const Open& open) { return open.kind == kind; };
    }
    static auto of_rule(int rule) {
        return [rule](const Open& open) { return open.rule == rule; };
    }

private:
    static bool is_barrier(const Open& open, Scope scope);
    int append(DomNode node);

    std::string_view text_;
    TextPlaces places_;
    std::vector<Open> open_;       // the outermost first
    std::vector<int> last_child_;  // by node
    std::string buffer_;           // of decoded text
    bool text_is_open_ = false;
    Dom dom_;
};

}  // namespace nianbao::parser
