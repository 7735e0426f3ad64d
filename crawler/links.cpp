#include "crawler/links.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "crawler/collapsed_text.h"
#include "crawler/page_script.h"
#include "crawler/references.h"
#include "crawler/response_head.h"
#include "crawler/tag.h"

namespace nianbao::crawler {
namespace {

constexpr std::size_t longest_href = 8192;

constexpr std::size_t most_text_counted = 8 << 10;  // what is asked of it is whether a page says anything: 3000 bytes at most

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

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
        if (links_.text_size < most_text_counted)
            links_.text_size += static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_markup_space(c); }));
        if (anchor_) append_text(anchor_->text, text);
    }

    void take_markup() {
        const char next = at_ + 1 < page_.size() ? page_[at_ + 1] : '\0';
        if (is_letter(next)) {
            ++at_;
            take_element();
        } else if (next == '/' && at_ + 2 < page_.size() && is_letter(page_[at_ + 2])) {
            at_ += 2;
            take_end_tag(element_named(take_name(page_, at_)));
            skip_past('>');
        } else if (next == '!' || next == '?') {
            take_declaration();
        } else {
            take_text("<");
            ++at_;
        }
    }

    void take_declaration() {
        if (here("<!--")) {
            // "<!-->" and "<!--->" are whole comments; one that never ends takes the rest of the page.
            const auto end = page_.find("-->", at_ + 2);
            at_ = end == std::string_view::npos ? page_.size() : end + 3;
        } else if (here("<![CDATA[")) {
            at_ += 9;  // what it holds is markup, in the lists of JCMS
        } else {
            skip_past('>');
        }
    }

    void skip_past(char c) {
        if (at_ < page_.size() && page_[at_] == c) {
            ++at_;
            return;
        }
        const auto found = page_.find(c, at_);
        at_ = found == std::string_view::npos ? page_.size() : found + 1;
    }

    void take_end_tag(Element element) {
        if (element == Element::a || element == Element::select || element == Element::option) close_anchor();
        if (element == Element::record) in_record_ = false;
        if (element == Element::li) in_line_ = false;
    }

    void take_element() {
        const Element element = element_named(take_name(page_, at_));
        if (element == Element::other) {
            skip_attributes(page_, at_);
        } else if (const auto attributes = take_attributes(page_, at_)) {
            take_element(element, *attributes);
        }
    }

    void take_element(Element element, const Attributes& attributes) {
        switch (element) {
            case Element::a:
            case Element::area: return open_anchor(attributes);
            case Element::option: return open_option(attributes);
            case Element::img:
                ++links_.images;
                if (anchor_) append_text(anchor_->text, attributes.alt);
                return;
            case Element::base:
                if (links_.base.empty()) links_.base = address_of(attributes.href);
                return;
            case Element::body:
                if (!attributes.onload.empty()) read_script(decode_references(attributes.onload.substr(0, longest_href)), links_);
                return;
            case Element::meta:
                if (same_word(attributes.http_equiv, "refresh")) take_refresh(attributes.content);
                return take_tag(attributes);
            case Element::iframe:
            case Element::frame:
                if (!attributes.src.empty() && links_.frames.size() < 64) links_.frames.push_back(address_of(attributes.src));
                return;
            case Element::script:
                if (!same_word(trimmed(attributes.type), "text/xml")) read_script(take_raw("</script"), links_);
                return;
            case Element::style: take_raw("</style"); return;
            case Element::li: in_line_ = attributes.id.starts_with("line_u"); return;  // VSB numbers the entries of its lists
            case Element::record:
                // JCMS: <datastore><totalrecord>41</totalrecord><recordset><record><![CDATA[<a href=…
                in_record_ = true;
                ++links_.records;
                return;
            case Element::total_record: links_.total_records = take_number(); return;
            case Element::total_page: links_.total_pages = take_number(); return;
            case Element::title: append_text(links_.title, take_raw("</title")); return;
            case Element::select:
            case Element::other: return;
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

    // The 网页标签 that 国办发〔2017〕47号 asks for, and UCAP's id of a channel.
    void take_tag(const Attributes& attributes) {
        static constexpr std::array<std::pair<std::string_view, std::string PageTags::*>, 8> known = {{
            {"SiteName", &PageTags::site_name},
            {"SiteDomain", &PageTags::site_domain},
            {"SiteIDCode", &PageTags::site_id_code},
            {"ColumnName", &PageTags::column_name},
            {"ColumnType", &PageTags::column_type},
            {"ArticleTitle", &PageTags::article_title},
            {"PubDate", &PageTags::publication_date},
            {"channelid", &PageTags::channel_id},
        }};
        for (const auto& [tag, member] : known)
            if (same_word(trimmed(attributes.name), tag) && (links_.tags.*member).empty()) append_text(links_.tags.*member, attributes.content);
    }

    // A small number of elements up to the next tag.
    int take_number() {
        const std::string_view digits = trimmed(page_.substr(at_, std::min<std::size_t>(page_.find('<', at_) - at_, 12)));
        int number = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return std::clamp(number, 0, 1'000'000);
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

    // An anchor whose address is a script leads to the address that stands in it: javascript:go('list_2.html').
    void open_anchor(const Attributes& attributes) {
        close_anchor();
        std::string href = address_of(attributes.href);
        const bool is_script = lower_case(std::string_view(href).substr(0, 11)) == "javascript:" || href == "#";
        if (is_script || href.empty()) {
            std::string target = address_in_call(attributes.onclick);
            if (target.empty() && is_script) target = address_in_call(attributes.href);
            if (!target.empty()) href = address_of(target);
        }
        if (href.empty() || links_.links.size() >= PageLinks::max_links) return;
        anchor_.emplace();
        anchor_->href = std::move(href);
        anchor_->is_record = in_record_ || in_line_;
        append_text(anchor_->title, attributes.title);
    }

    // <option value="/bm/czj/zfxxgknb/">市财政局</option>: a menu that jumps.
    void open_option(const Attributes& attributes) {
        close_anchor();
        const std::string_view value = trimmed(attributes.value);
        const bool is_address = value.find('/') != std::string_view::npos || value.ends_with(".html") || value.ends_with(".htm") || value.ends_with(".shtml");
        if (!is_address || value.find(' ') != std::string_view::npos || links_.links.size() >= PageLinks::max_links) return;
        anchor_.emplace();
        anchor_->href = address_of(value);
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
    bool in_record_ = false;
    bool in_line_ = false;
};

}  // namespace

PageLinks scan_links(std::string_view page) { return Scanner(page).run(); }

}  // namespace nianbao::crawler
