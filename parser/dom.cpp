#include "parser/dom.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <utility>

#include "normalize/fold.h"
#include "parser/arena.h"
#include "parser/markup.h"

namespace nianbao::parser {
namespace {

// Elements that the reducer drops cannot come here.
constexpr auto tags = [] {
    std::array<Tag, GUMBO_TAG_LAST + 1> table{};
    constexpr std::array<std::pair<GumboTag, Tag>, 54> pairs = {{
        {GUMBO_TAG_HTML, Tag::html},         {GUMBO_TAG_HEAD, Tag::head},         {GUMBO_TAG_BODY, Tag::body},         {GUMBO_TAG_TITLE, Tag::title},
        {GUMBO_TAG_META, Tag::meta},         {GUMBO_TAG_BASE, Tag::base},         {GUMBO_TAG_P, Tag::p},               {GUMBO_TAG_BR, Tag::br},
        {GUMBO_TAG_HR, Tag::hr},             {GUMBO_TAG_DIV, Tag::div},           {GUMBO_TAG_TABLE, Tag::table},       {GUMBO_TAG_CAPTION, Tag::caption},
        {GUMBO_TAG_COLGROUP, Tag::colgroup}, {GUMBO_TAG_COL, Tag::col},           {GUMBO_TAG_THEAD, Tag::thead},       {GUMBO_TAG_TBODY, Tag::tbody},
        {GUMBO_TAG_TFOOT, Tag::tfoot},       {GUMBO_TAG_TR, Tag::tr},             {GUMBO_TAG_TD, Tag::td},             {GUMBO_TAG_TH, Tag::th},
        {GUMBO_TAG_UL, Tag::ul},             {GUMBO_TAG_OL, Tag::ol},             {GUMBO_TAG_LI, Tag::li},             {GUMBO_TAG_DL, Tag::dl},
        {GUMBO_TAG_DT, Tag::dt},             {GUMBO_TAG_DD, Tag::dd},             {GUMBO_TAG_H1, Tag::h1},             {GUMBO_TAG_H2, Tag::h2},
        {GUMBO_TAG_H3, Tag::h3},             {GUMBO_TAG_H4, Tag::h4},             {GUMBO_TAG_H5, Tag::h5},             {GUMBO_TAG_H6, Tag::h6},
        {GUMBO_TAG_PRE, Tag::pre},           {GUMBO_TAG_LISTING, Tag::pre},       {GUMBO_TAG_IMG, Tag::img},           {GUMBO_TAG_NAV, Tag::nav},
        {GUMBO_TAG_HEADER, Tag::header},     {GUMBO_TAG_FOOTER, Tag::footer},     {GUMBO_TAG_XMP, Tag::pre},           {GUMBO_TAG_ADDRESS, Tag::block},
        {GUMBO_TAG_ARTICLE, Tag::block},     {GUMBO_TAG_ASIDE, Tag::block},       {GUMBO_TAG_BLOCKQUOTE, Tag::block},  {GUMBO_TAG_CENTER, Tag::block},
        {GUMBO_TAG_DETAILS, Tag::block},     {GUMBO_TAG_DIR, Tag::block},         {GUMBO_TAG_FIELDSET, Tag::block},    {GUMBO_TAG_FIGCAPTION, Tag::block},
        {GUMBO_TAG_FIGURE, Tag::block},      {GUMBO_TAG_HGROUP, Tag::block},      {GUMBO_TAG_MAIN, Tag::block},        {GUMBO_TAG_MENU, Tag::block},
        {GUMBO_TAG_SECTION, Tag::block},     {GUMBO_TAG_SUMMARY, Tag::block},
    }};
    for (const auto& [gumbo, ours] : pairs) table[static_cast<std::size_t>(gumbo)] = ours;
    return table;
}();

Tag tag_of(GumboTag tag) { return tags[static_cast<std::size_t>(tag)]; }

class Builder {
public:
    Builder(const Markup& markup, std::size_t source_size) : markup_(markup), source_size_(source_size) {}

    // Pre-order over Gumbo's tree without recursion.
    Dom build(const GumboNode* root) {
        struct Pending {
            const GumboNode* node;
            int parent;
        };
        dom_.characters.reserve(markup_.text().size());
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
    [[nodiscard]] model::Span source_span(const GumboStringPiece& piece) {
        const char* begin = markup_.text().data();
        if (piece.data == nullptr || piece.length == 0 || piece.data < begin || piece.data + piece.length > begin + markup_.text().size()) return {};
        return span_of(static_cast<std::size_t>(piece.data - begin), static_cast<std::size_t>(piece.data - begin) + piece.length);
    }

    [[nodiscard]] model::Span span_of(std::size_t begin, std::size_t end) {
        piece_ = markup_.piece_at(begin, piece_);
        return {markup_.origin(begin, piece_), markup_.origin(end - 1, piece_) + 1};
    }

    // Walks the decoded text and its markup side by side. They differ only by character references, CR LF and characters
    // that the standard drops; where the two cannot be brought together again the rest keeps the span of the whole rest.
    void add_characters(std::string_view text, const GumboStringPiece& original) {
        const std::string& source = markup_.text();
        std::size_t from = original.data >= source.data() && original.data <= source.data() + source.size()
                               ? static_cast<std::size_t>(original.data - source.data())
                               : source.size();
        for (std::size_t position = 0; position < text.size();) {
            copy_run(text, position, from);
            if (position >= text.size()) return;
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

    // The characters from `position` on that stand at `from` in the markup just as they are, within one piece of it.
    void copy_run(std::string_view text, std::size_t& position, std::size_t& from) {
        const std::string& source = markup_.text();
        if (from >= source.size()) return;
        piece_ = markup_.piece_at(from, piece_);
        const std::size_t run_end = std::min(from + (text.size() - position), markup_.end_of_piece(piece_));
        const std::uint32_t shift = markup_.origin(from, piece_) - static_cast<std::uint32_t>(from);
        while (from < run_end && source[from] == text[position] && text[position] != '&') {
            std::size_t next = position;
            const auto lead = static_cast<unsigned char>(text[position]);
            const char32_t c = lead < 0x80 ? (++next, static_cast<char32_t>(lead)) : normalize::next_code_point(text, next);
            const std::size_t size = next - position;
            if (from + size > run_end || (size > 1 && text.compare(position, size, source, from, size) != 0)) return;
            const auto begin = static_cast<std::uint32_t>(from) + shift;
            dom_.characters.push_back({c, {begin, begin + static_cast<std::uint32_t>(size)}});
            position = next;
            from += size;
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
    std::size_t piece_ = 0;  // of the markup, where the last character stood
    Dom dom_;
};

// --- Gumbo, on memory of ours ---------------------------------------------------------------------------------------------

struct Allocation {
    explicit Allocation(std::size_t most) : arena(most) {}
    Arena arena;
    std::jmp_buf exhausted;
};

// Gumbo cannot be told that there is no memory: it must not be given NULL. It holds nothing but this memory and calls nothing
// but this function, so leaving it by a jump over its (C) frames is safe, and the arena takes everything back.
extern "C" void* nianbao_allocate(void* allocation, std::size_t size) {
    auto* from = static_cast<Allocation*>(allocation);
    void* memory = from->arena.allocate(size);
    if (memory == nullptr) std::longjmp(from->exhausted, 1);
    return memory;
}

extern "C" void nianbao_release(void*, void*) {}

// nullptr when the tree does not fit.
const GumboNode* parse_within(Allocation& allocation, const std::string& text) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.allocator = nianbao_allocate;
    options.deallocator = nianbao_release;
    options.userdata = &allocation;
    if (setjmp(allocation.exhausted) != 0) return nullptr;
    return gumbo_parse_with_options(&options, text.data(), text.size())->root;
}

}  // namespace

const std::string* Dom::attribute(const DomNode& node, std::string_view name) const {
    for (int i = 0; i < node.attribute_count; ++i) {
        const DomAttribute& attribute = attributes[static_cast<std::size_t>(node.first_attribute + i)];
        if (attribute.name == name) return &attribute.value;
    }
    return nullptr;
}

Dom parse_html(std::string_view html, std::size_t tree_bytes) {
    const Markup markup = Markup::reduce(html);
    Allocation allocation(tree_bytes);
    Dom dom;
    if (const GumboNode* root = parse_within(allocation, markup.text())) {
        dom = Builder(markup, html.size()).build(root);
        dom.cut = markup.cut();
        dom.open_end = markup.open_end();
    } else {
        dom.nodes.emplace_back().tag = Tag::html;
        dom.cut = 0;
    }
    return dom;
}

}  // namespace nianbao::parser
