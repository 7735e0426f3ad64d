#include "crawler/links.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "crawler/page_script.h"
#include "crawler/response_head.h"

namespace nianbao::crawler {
namespace {

constexpr std::size_t longest_text = 512;
constexpr std::size_t longest_href = 8192;

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void append_utf8(std::string& out, std::uint32_t c) {
    if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

// &#65; &#x41; at the start of `text`: the character and how many bytes it took; 0 bytes when it is none.
std::pair<std::uint32_t, std::size_t> numeric_reference(std::string_view text) {
    std::size_t at = 2;
    const bool is_hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
    if (is_hex) ++at;
    const std::size_t digits = at;
    std::uint32_t value = 0;
    for (; at < text.size() && at < digits + 10; ++at) {
        const char c = text[at];
        int digit = -1;
        if (c >= '0' && c <= '9') digit = c - '0';
        if (is_hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f') digit = (c | 0x20) - 'a' + 10;
        if (digit < 0) break;
        value = std::min<std::uint32_t>(value * (is_hex ? 16 : 10) + static_cast<std::uint32_t>(digit), 0x110000);
    }
    if (at == digits) return {0, 0};
    if (at < text.size() && text[at] == ';') ++at;
    return {value, at};
}

// Text of an anchor or title: appended piece by piece, white space collapsed, cut between characters.
void append_text(std::string& out, std::string_view piece) {
    if (out.size() >= longest_text) return;
    const std::string decoded = decode_references(piece.substr(0, 4 * longest_text));
    for (std::size_t i = 0; i < decoded.size() && out.size() < longest_text; ++i) {
        const bool is_nbsp = decoded.compare(i, 2, "\xC2\xA0") == 0;
        if (is_nbsp) ++i;
        if (!is_nbsp && !is_space(decoded[i])) {
            out += decoded[i];
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (out.size() < longest_text) return;
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
}

std::string without_edge_spaces(std::string text) { return std::string(trimmed(text)); }

struct Attributes {
    std::string_view href, title, http_equiv, content, type, src, alt;

    void set(std::string_view name, std::string_view value) {
        static constexpr std::array<std::pair<std::string_view, std::string_view Attributes::*>, 7> known = {{
            {"href", &Attributes::href},
            {"title", &Attributes::title},
            {"http-equiv", &Attributes::http_equiv},
            {"content", &Attributes::content},
            {"type", &Attributes::type},
            {"src", &Attributes::src},
            {"alt", &Attributes::alt},
        }};
        for (const auto& [known_name, member] : known) {
            // Of two attributes of one name the first counts.
            if (same_word(name, known_name) && (this->*member).data() == nullptr) this->*member = value;
        }
    }
};

class Scanner {
public:
    explicit Scanner(std::string_view page) : page_(page) {}

    PageLinks run() {
        while (at_ < page_.size()) {
            const std::size_t open = std::min(page_.find('<', at_), page_.size());
            take_text(page_.substr(at_, open - at_));
            at_ = open;
            if (at_ < page_.size()) take_markup();
        }
        close_anchor();
        links_.title = without_edge_spaces(std::move(links_.title));
        return std::move(links_);
    }

private:
    bool here(std::string_view word) const { return page_.substr(at_).starts_with(word); }

    void take_text(std::string_view text) {
        links_.text_size += static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_space(c); }));
        if (anchor_) append_text(anchor_->text, text);
    }

    void take_markup() {
        if (here("<!--")) {
            // "<!-->" and "<!--->" are whole comments; one that never ends takes the rest of the page.
            const auto end = page_.find("-->", at_ + 2);
            at_ = end == std::string_view::npos ? page_.size() : end + 3;
        } else if (here("<![CDATA[")) {
            at_ += 9;  // what it holds is markup, in the lists of JCMS
        } else if (here("<!") || here("<?")) {
            skip_past('>');
        } else if (here("</") && at_ + 2 < page_.size() && is_letter(page_[at_ + 2])) {
            at_ += 2;
            if (same_word(take_name(), "a")) close_anchor();
            skip_past('>');
        } else if (at_ + 1 < page_.size() && is_letter(page_[at_ + 1])) {
            ++at_;
            take_element();
        } else {
            take_text("<");
            ++at_;
        }
    }

    void skip_past(char c) {
        const auto found = page_.find(c, at_);
        at_ = found == std::string_view::npos ? page_.size() : found + 1;
    }

    std::string_view take_name() {
        const std::size_t begin = at_;
        while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '>' && page_[at_] != '/') ++at_;
        return page_.substr(begin, at_ - begin);
    }

    // The attributes of a start tag, to behind its '>'. A tag that never ends takes the rest of the page and is none.
    std::optional<Attributes> take_attributes() {
        Attributes attributes;
        for (;;) {
            while (at_ < page_.size() && (is_space(page_[at_]) || page_[at_] == '/')) ++at_;
            if (at_ >= page_.size()) return std::nullopt;
            if (page_[at_] == '>') {
                ++at_;
                return attributes;
            }
            const std::size_t begin = at_++;
            while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '>' && page_[at_] != '/' && page_[at_] != '=') ++at_;
            const std::string_view name = page_.substr(begin, at_ - begin);
            while (at_ < page_.size() && is_space(page_[at_])) ++at_;
            std::string_view value = page_.substr(at_, 0);
            if (at_ < page_.size() && page_[at_] == '=') {
                ++at_;
                value = take_value();
            }
            attributes.set(name, value);
        }
    }

    std::string_view take_value() {
        while (at_ < page_.size() && is_space(page_[at_])) ++at_;
        if (at_ >= page_.size()) return {};
        const char quote = page_[at_];
        if (quote == '"' || quote == '\'') {
            const std::size_t begin = at_ + 1;
            const std::size_t end = std::min(page_.find(quote, begin), page_.size());
            at_ = std::min(end + 1, page_.size());
            return page_.substr(begin, end - begin);
        }
        const std::size_t begin = at_;
        while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '>') ++at_;
        return page_.substr(begin, at_ - begin);
    }

    void take_element() {
        const std::string_view name = take_name();
        const auto taken = take_attributes();
        if (!taken) return;
        const Attributes& attributes = *taken;
        if (same_word(name, "a") || same_word(name, "area")) {
            open_anchor(attributes);
        } else if (same_word(name, "img")) {
            if (anchor_) append_text(anchor_->text, attributes.alt);
        } else if (same_word(name, "base")) {
            if (links_.base.empty()) links_.base = address_of(attributes.href);
        } else if (same_word(name, "meta")) {
            if (same_word(attributes.http_equiv, "refresh")) take_refresh(attributes.content);
        } else if (same_word(name, "iframe") || same_word(name, "frame")) {
            if (!attributes.src.empty() && links_.frames.size() < 64) links_.frames.push_back(address_of(attributes.src));
        } else if (same_word(name, "script")) {
            if (!same_word(trimmed(attributes.type), "text/xml")) take_script(take_raw("</script"));
        } else if (same_word(name, "style")) {
            take_raw("</style");
        } else if (same_word(name, "title")) {
            append_text(links_.title, take_raw("</title"));
        }
    }

    // The text up to an end tag, or to the end of the page.
    std::string_view take_raw(std::string_view end_tag) {
        const std::size_t begin = at_;
        for (at_ = page_.find('<', at_); at_ != std::string_view::npos; at_ = page_.find('<', at_ + 1))
            if (same_word(page_.substr(at_, end_tag.size()), end_tag)) return page_.substr(begin, at_ - begin);
        at_ = page_.size();
        return page_.substr(begin);
    }

    void take_script(std::string_view script) {
        find_jumps(script, links_.jumps, 16);
        if (!links_.pager) links_.pager = find_pager(script);
    }

    // <meta http-equiv="refresh" content="0; url='index.html'">
    void take_refresh(std::string_view content) {
        const std::string lower = lower_case(content.substr(0, longest_href));
        const auto word = lower.find("url");
        if (word == std::string::npos || !links_.refresh.empty()) return;
        std::string_view target = trimmed(content.substr(word + 3));
        if (!target.starts_with('=')) return;
        target = trimmed(target.substr(1));
        if (!target.empty() && (target.front() == '"' || target.front() == '\'')) {
            const char quote = target.front();
            target.remove_prefix(1);
            target = target.substr(0, target.find(quote));
        }
        links_.refresh = address_of(target);
    }

    static std::string address_of(std::string_view text) {
        return without_edge_spaces(decode_references(text.substr(0, longest_href)));
    }

    void open_anchor(const Attributes& attributes) {
        close_anchor();
        if (attributes.href.empty() || links_.links.size() >= PageLinks::max_links) return;
        anchor_.emplace();
        anchor_->href = address_of(attributes.href);
        append_text(anchor_->title, attributes.title);
    }

    void close_anchor() {
        if (!anchor_) return;
        anchor_->text = without_edge_spaces(std::move(anchor_->text));
        anchor_->title = without_edge_spaces(std::move(anchor_->title));
        links_.links.push_back(std::move(*anchor_));
        anchor_.reset();
    }

    std::string_view page_;
    std::size_t at_ = 0;
    PageLinks links_;
    std::optional<Link> anchor_;
};

}  // namespace

std::string decode_references(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> named = {{{"&amp;", "&"},
                                                                                            {"&lt;", "<"},
                                                                                            {"&gt;", ">"},
                                                                                            {"&quot;", "\""},
                                                                                            {"&apos;", "'"},
                                                                                            {"&nbsp;", " "},
                                                                                            {"&ensp;", " "},
                                                                                            {"&emsp;", " "},
                                                                                            {"&middot;", "·"},
                                                                                            {"&ldquo;", "“"},
                                                                                            {"&rdquo;", "”"}}};
    std::string out;
    while (!text.empty()) {
        const std::size_t mark = std::min(text.find('&'), text.size());
        out.append(text.substr(0, mark));
        text.remove_prefix(mark);
        if (text.empty()) break;
        if (text.starts_with("&#")) {
            if (const auto [character, size] = numeric_reference(text); size > 0) {
                append_utf8(out, character);
                text.remove_prefix(size);
                continue;
            }
        }
        const auto* const found = std::find_if(named.begin(), named.end(), [&](const auto& one) { return text.starts_with(one.first); });
        out.append(found == named.end() ? "&" : found->second);
        text.remove_prefix(found == named.end() ? 1 : found->first.size());
    }
    return out;
}

PageLinks scan_links(std::string_view page) { return Scanner(page).run(); }

}  // namespace nianbao::crawler
