#include "parser/dom.h"

#include <gumbo.h>

#include <algorithm>
#include <memory>

#include "normalize/fold.h"
#include "parser/markup.h"

namespace nianbao::parser {
namespace {

Tag tag_of(GumboTag tag) {
    switch (tag) {
        case GUMBO_TAG_HTML: return Tag::html;
        case GUMBO_TAG_HEAD: return Tag::head;
        case GUMBO_TAG_BODY: return Tag::body;
        case GUMBO_TAG_TITLE: return Tag::title;
        case GUMBO_TAG_META: return Tag::meta;
        case GUMBO_TAG_BASE: return Tag::base;
        case GUMBO_TAG_P: return Tag::p;
        case GUMBO_TAG_BR: return Tag::br;
        case GUMBO_TAG_HR: return Tag::hr;
        case GUMBO_TAG_DIV: return Tag::div;
        case GUMBO_TAG_TABLE: return Tag::table;
        case GUMBO_TAG_CAPTION: return Tag::caption;
        case GUMBO_TAG_COLGROUP: return Tag::colgroup;
        case GUMBO_TAG_COL: return Tag::col;
        case GUMBO_TAG_THEAD: return Tag::thead;
        case GUMBO_TAG_TBODY: return Tag::tbody;
        case GUMBO_TAG_TFOOT: return Tag::tfoot;
        case GUMBO_TAG_TR: return Tag::tr;
        case GUMBO_TAG_TD: return Tag::td;
        case GUMBO_TAG_TH: return Tag::th;
        case GUMBO_TAG_UL: return Tag::ul;
        case GUMBO_TAG_OL: return Tag::ol;
        case GUMBO_TAG_LI: return Tag::li;
        case GUMBO_TAG_DL: return Tag::dl;
        case GUMBO_TAG_DT: return Tag::dt;
        case GUMBO_TAG_DD: return Tag::dd;
        case GUMBO_TAG_H1: return Tag::h1;
        case GUMBO_TAG_H2: return Tag::h2;
        case GUMBO_TAG_H3: return Tag::h3;
        case GUMBO_TAG_H4: return Tag::h4;
        case GUMBO_TAG_H5: return Tag::h5;
        case GUMBO_TAG_H6: return Tag::h6;
        case GUMBO_TAG_PRE: return Tag::pre;
        case GUMBO_TAG_IMG: return Tag::img;
        case GUMBO_TAG_TEXTAREA: return Tag::textarea;
        case GUMBO_TAG_SELECT: return Tag::select;
        case GUMBO_TAG_OPTION: return Tag::option;
        case GUMBO_TAG_NAV: return Tag::nav;
        case GUMBO_TAG_HEADER: return Tag::header;
        case GUMBO_TAG_FOOTER: return Tag::footer;
        case GUMBO_TAG_FORM: return Tag::form;
        case GUMBO_TAG_TEMPLATE: return Tag::templ;
        default: return Tag::other;
    }
}

class Builder {
public:
    Builder(const Markup& markup, std::size_t source_size) : markup_(markup), source_size_(source_size) {}

    // Pre-order over Gumbo's tree without recursion; the tree may be as deep as Markup::max_depth and the elements that
    // the standard implies.
    Dom build(const GumboNode* root) {
        struct Pending {
            const GumboNode* node;
            int parent;
        };
        std::vector<Pending> stack = {{root, -1}};
        std::vector<int> last_child;
        while (!stack.empty()) {
            const Pending next = stack.back();
            stack.pop_back();
            const int index = add(*next.node, next.parent);
            if (index < 0) continue;
            last_child.resize(dom_.nodes.size(), -1);
            if (next.parent >= 0) {
                int& last = last_child[static_cast<std::size_t>(next.parent)];
                (last < 0 ? at(next.parent).first_child : at(last).next_sibling) = index;
                last = index;
            }
            if (next.node->type != GUMBO_NODE_ELEMENT && next.node->type != GUMBO_NODE_TEMPLATE) continue;
            const GumboVector& children = next.node->v.element.children;
            for (unsigned i = children.length; i-- > 0;) stack.push_back({static_cast<const GumboNode*>(children.data[i]), index});
        }
        return std::move(dom_);
    }

private:
    DomNode& at(int index) { return dom_.nodes[static_cast<std::size_t>(index)]; }

    int add(const GumboNode& node, int parent) {
        DomNode result;
        result.parent = parent;
        if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) {
            const GumboElement& element = node.v.element;
            result.tag = tag_of(element.tag);
            result.span = source_span(element.original_tag);
            result.first_attribute = static_cast<int>(dom_.attributes.size());
            result.attribute_count = static_cast<int>(element.attributes.length);
            for (unsigned i = 0; i < element.attributes.length; ++i) {
                const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
                dom_.attributes.push_back({attribute->name, attribute->value});
            }
        } else if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
            result.is_text = true;
            result.begin = static_cast<std::uint32_t>(dom_.characters.size());
            add_characters(node.v.text.text, node.v.text.original_text);
            result.end = static_cast<std::uint32_t>(dom_.characters.size());
        } else {
            return -1;
        }
        dom_.nodes.push_back(result);
        return static_cast<int>(dom_.nodes.size()) - 1;
    }

    // Where a piece of the reduced markup stood in the source; empty for what is not a piece of it.
    [[nodiscard]] model::Span source_span(const GumboStringPiece& piece) const {
        const char* begin = markup_.text().data();
        if (piece.data == nullptr || piece.length == 0 || piece.data < begin || piece.data + piece.length > begin + markup_.text().size()) return {};
        return span_of(static_cast<std::size_t>(piece.data - begin), static_cast<std::size_t>(piece.data - begin) + piece.length);
    }

    [[nodiscard]] model::Span span_of(std::size_t begin, std::size_t end) const {
        return {markup_.origin(begin), markup_.origin(end - 1) + 1};
    }

    // Walks the decoded text and its markup side by side. They differ only by character references, CR LF and characters
    // that the standard drops; where the two cannot be brought together again the rest keeps the span of the whole rest.
    void add_characters(std::string_view text, const GumboStringPiece& original) {
        const std::string& source = markup_.text();
        std::size_t from = original.data >= source.data() && original.data <= source.data() + source.size()
                               ? static_cast<std::size_t>(original.data - source.data())
                               : source.size();
        for (std::size_t position = 0; position < text.size();) {
            const std::size_t begin = position;
            const char32_t c = normalize::next_code_point(text, position);
            const std::size_t at = find_origin(source, from, text.substr(begin, position - begin));
            std::size_t end = at;
            if (at < source.size()) end = source[at] == '&' && c != U'&' ? reference_end(source, at) : at + (position - begin);
            if (at < source.size() && c == U'&' && source[at] == '&') end = std::max(reference_end(source, at, true), at + 1);
            end = std::min(end, source.size());
            dom_.characters.push_back({c, at < end ? span_of(at, end) : model::Span{static_cast<std::uint32_t>(source_size_), static_cast<std::uint32_t>(source_size_)}});
            from = end;
        }
    }

    // The next place, within a short reach, that can have given `bytes`: the bytes themselves or a reference.
    [[nodiscard]] static std::size_t find_origin(const std::string& source, std::size_t from, std::string_view bytes) {
        if (source.compare(from, bytes.size(), bytes) == 0) return from;
        const std::size_t reach = std::min(source.size(), from + 16);
        for (std::size_t at = from; at < reach; ++at) {
            if (source[at] == '&') return at;
            if (source.compare(at, bytes.size(), bytes) == 0) return at;
            if (bytes == "\n" && source[at] == '\r') return at;
        }
        return from;
    }

    // One past `&name;`, `&#39;` or `&nbsp` that begins at `at`. With only_ampersand, `at` + 1 unless it spells &amp; or &#38;.
    [[nodiscard]] static std::size_t reference_end(const std::string& source, std::size_t at, bool only_ampersand = false) {
        std::size_t end = at + 1;
        if (end < source.size() && source[end] == '#') ++end;
        while (end < source.size() && end - at < 34 &&
               ((source[end] >= '0' && source[end] <= '9') || (source[end] >= 'a' && source[end] <= 'z') || (source[end] >= 'A' && source[end] <= 'Z')))
            ++end;
        const std::string_view name = std::string_view(source).substr(at + 1, end - at - 1);
        if (only_ampersand && name != "amp" && name != "AMP" && name != "#38" && name != "#x26" && name != "#X26") return at + 1;
        return end < source.size() && source[end] == ';' ? end + 1 : end;
    }

    const Markup& markup_;
    std::size_t source_size_;
    Dom dom_;
};

}  // namespace

const std::string* Dom::attribute(const DomNode& node, std::string_view name) const {
    for (int i = 0; i < node.attribute_count; ++i) {
        const DomAttribute& attribute = attributes[static_cast<std::size_t>(node.first_attribute + i)];
        if (attribute.name == name) return &attribute.value;
    }
    return nullptr;
}

Dom parse_html(std::string_view html) {
    const Markup markup = Markup::reduce(html);
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    const auto destroy = [&options](GumboOutput* output) { gumbo_destroy_output(&options, output); };
    const std::unique_ptr<GumboOutput, decltype(destroy)> output(gumbo_parse_with_options(&options, markup.text().data(), markup.text().size()), destroy);
    return Builder(markup, html.size()).build(output->root);
}

}  // namespace nianbao::parser
