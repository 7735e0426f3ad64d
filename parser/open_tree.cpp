#include "parser/open_tree.h"

namespace nianbao::parser {

OpenTree::OpenTree(const Markup& markup, std::size_t source_size) : text_(markup.text()), places_(markup, source_size) {
    dom_.characters.reserve(text_.size() / 2);
    dom_.nodes.reserve(text_.size() / 16);
    last_child_.reserve(text_.size() / 16);
}

int OpenTree::append(DomNode node) {
    node.parent = open_.empty() ? -1 : open_.back().node;
    const auto index = static_cast<int>(dom_.nodes.size());
    if (node.parent >= 0) {
        int& last = last_child_[static_cast<std::size_t>(node.parent)];
        DomNode& before = dom_.nodes[static_cast<std::size_t>(last < 0 ? node.parent : last)];
        (last < 0 ? before.first_child : before.next_sibling) = index;
        last = index;
    }
    dom_.nodes.push_back(node);
    last_child_.push_back(-1);
    text_is_open_ = false;
    return index;
}

void OpenTree::insert(const PlainTag& tag) {
    DomNode node;
    node.tag = tag.tag;
    node.span = places_.span_of(tag.begin, tag.end);
    node.first_attribute = static_cast<int>(dom_.attributes.size());
    node.attribute_count = static_cast<int>(tag.attributes.size());
    dom_.attributes.insert(dom_.attributes.end(), tag.attributes.begin(), tag.attributes.end());
    const int index = append(node);
    const bool is_empty =
        tag.kind == Kind::blank || tag.kind == Kind::rule || tag.kind == Kind::fact || tag.kind == Kind::column;
    if (!is_empty) open_.push_back({tag.rule, tag.kind, tag.tag, index});
}

void OpenTree::imply(std::string_view name) {
    const PlainTag tag = plain_tag_named(name);
    DomNode node;
    node.tag = tag.tag;
    node.first_attribute = static_cast<int>(dom_.attributes.size());
    open_.push_back({tag.rule, tag.kind, tag.tag, append(node)});
}

bool OpenTree::insert_text(std::size_t begin, std::size_t end) {
    const auto text = decode_plain_text(text_.substr(begin, end - begin), buffer_);
    if (!text) return false;
    DomNode node;
    node.is_text = true;
    node.begin = static_cast<std::uint32_t>(dom_.characters.size());
    // Of CR LF, which are one character, Gumbo begins a text with the second.
    places_.add(*text, text_.substr(begin, 2) == "\r\n" ? begin + 1 : begin, dom_.characters);
    node.end = static_cast<std::uint32_t>(dom_.characters.size());
    append(node);
    text_is_open_ = true;
    return true;
}

void OpenTree::pop() {
    open_.pop_back();
    text_is_open_ = false;
}

void OpenTree::imply_end_tags(int except) {
    while ((current() == Kind::item || current() == Kind::term || current() == Kind::paragraph) && open_.back().rule != except)
        pop();
}

bool OpenTree::is_barrier(const Open& open, Scope scope) {
    if (open.kind == Kind::html || open.kind == Kind::table) return true;
    if (scope == Scope::table) return false;
    return open.kind == Kind::caption || open.kind == Kind::cell || (scope == Scope::list && open.kind == Kind::list);
}

}  // namespace nianbao::parser
