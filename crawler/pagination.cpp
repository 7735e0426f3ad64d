#include "crawler/pagination.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "crawler/report_words.h"
#include "crawler/response_head.h"

namespace nianbao::crawler {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One parameter of a query: where its value stands in the address.
struct Parameter {
    std::size_t begin = 0, end = 0;
    int number = 0;
};

// The first parameter with one of these names (without case) whose value is a number.
std::optional<Parameter> numeric_parameter(const std::string& address, std::initializer_list<std::string_view> names) {
    std::size_t at = address.find('?');
    while (at != std::string::npos) {
        const std::size_t begin = at + 1;
        at = address.find('&', begin);
        const std::string_view pair = std::string_view(address).substr(begin, std::min(at, address.size()) - begin);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        const bool is_named = std::any_of(names.begin(), names.end(), [&](std::string_view name) { return same_word(pair.substr(0, equals), name); });
        Parameter parameter{begin + equals + 1, begin + pair.size(), 0};
        const auto [end, error] = std::from_chars(pair.data() + equals + 1, pair.data() + pair.size(), parameter.number);
        if (is_named && error == std::errc() && end == pair.data() + pair.size()) return parameter;
    }
    return std::nullopt;
}

std::string with_number(const std::string& address, const Parameter& parameter, int number) {
    return address.substr(0, parameter.begin) + std::to_string(number) + address.substr(parameter.end);
}

std::string_view last_segment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// "index_3.html" of a page that is "index.html" or "index_2.html"; the directory itself stands for index.html.
std::string stem_of(std::string_view name) {
    std::string_view stem = name.substr(0, name.rfind('.'));
    const auto bar = stem.rfind('_');
    if (bar != std::string_view::npos && bar + 1 < stem.size() && std::all_of(stem.begin() + static_cast<std::ptrdiff_t>(bar) + 1, stem.end(), is_digit)) stem = stem.substr(0, bar);
    return stem.empty() ? "index" : std::string(stem);
}

class Gathering {
public:
    Gathering(const Portal& portal, const PageLinks& links, std::string_view text, const model::Url& page, const model::Url& base, std::size_t most)
        : portal_(portal), links_(links), text_(text), page_(page), base_(base), address_(page.to_string()), most_(most) {}

    std::vector<FurtherPage> run() {
        if (portal_.pagination.script) {
            by_script();
            by_data_proxy();
            by_search();
            by_platform();
            by_count_of_pages();
        }
        by_numbered_list();
        by_template();
        return std::move(pages_);
    }

private:
    void add(model::Result<model::Url> url, std::string_view rule, const std::string& words = {}) {
        if (!url || pages_.size() >= most_ || url->to_string() == address_) return;
        const auto same = [&](const FurtherPage& known) { return known.url == *url; };
        if (std::none_of(pages_.begin(), pages_.end(), same)) pages_.push_back({std::move(*url), rule, words});
    }

    int last_page(int of_a_page) const {
        if (links_.total_pages > 0) return links_.total_pages;
        if (links_.total_records == 0 || of_a_page == 0) return 0;
        return (links_.total_records + of_a_page - 1) / of_a_page;
    }

    // TRS: index_1.html … of createPageHTML(5, 0, "index", "html") and countPage = 5.
    void by_script() {
        if (!links_.pager) return;
        const Pager& pager = *links_.pager;
        const std::string_view name = last_segment(page_.path());
        const std::string stem = pager.stem.empty() ? stem_of(name) : pager.stem;
        const auto dot = name.rfind('.');
        const std::string extension = !pager.extension.empty() ? pager.extension : dot == std::string_view::npos ? "html" : std::string(name.substr(dot + 1));
        for (int i = 0; i < pager.total - 1 && pages_.size() < most_; ++i) add(page_.resolve(stem + "_" + std::to_string(pager.first + i) + "." + extension), "script");
    }

    // JCMS: the <nextgroup> of a <datastore> is an ordinary link; further ones by its number of pages, or by that of records.
    void by_data_proxy() {
        if (links_.data_proxy.empty() || links_.records >= links_.total_records) return;
        const int of_a_page = links_.records_a_page > 0 ? links_.records_a_page : 15;
        // The portal's own script asks for three pages at once.
        const int step = 3 * of_a_page;
        for (int first = links_.records + 1; first <= links_.total_records && pages_.size() < most_; first += step) {
            const std::string range = "startrecord=" + std::to_string(first) + "&endrecord=" + std::to_string(std::min(first + step - 1, links_.total_records)) +
                                      "&perpage=" + std::to_string(of_a_page);
            const auto mark = links_.data_proxy.find('?');
            add(base_.resolve(links_.data_proxy.substr(0, mark) + "?" + range + "&" + links_.data_proxy.substr(mark + 1)), "jcms");
        }
    }

    // UCAP: the list as JSON, where the page shows how it is asked for.
    void by_search() {
        std::vector<std::string> searches = links_.searches;
        if (searches.empty() && links_.tags.channel_id.size() == 32 && !links_.pager) searches.push_back("/common/search/" + links_.tags.channel_id);
        for (const std::string& search : searches) add(base_.resolve(search + "?_isAgg=true&_isJson=true&_pageSize=20&_template=index&page=1"), "ucap");
    }

    void by_platform() {
        for (const Category& category : links_.categories)
            if (is_column_name(without_spaces(category.name))) add_category(std::to_string(category.id), category.name);
        // A start page /gkmlpt/index#2531 names its category behind the '#', which is not part of the request.
        for (const model::Url& start : portal_.start)
            if (start.to_string() == address_ && !start.fragment().empty()) add_category(start.fragment(), "政府信息公开年报");
    }

    void add_category(std::string_view category, const std::string& words) {
        if (auto list = platform_list(links_, page_, category)) add(std::move(*list), "gkmlpt", words);
    }

    // VSB: "共62条 1/6" on nb.htm; the pages count down, nb/5.htm is the second and nb/1.htm the last.
    void by_count_of_pages() {
        const std::string_view name = last_segment(page_.path());
        if (!name.ends_with(".htm") || std::all_of(name.begin(), name.end() - 4, is_digit)) return;
        const int pages = pages_of_text();
        const std::string folder = std::string(page_.path().substr(0, page_.path().size() - 4)) + "/";
        for (int number = pages - 1; number >= 1 && pages_.size() < most_; --number) add(page_.resolve(folder + std::to_string(number) + ".htm"), "vsb");
    }

    // 6 of "共62条 … 1/6", tags and spaces between.
    int pages_of_text() const {
        for (std::size_t at = text_.find("1/"); at != std::string_view::npos; at = text_.find("1/", at + 2)) {
            if (at > 0 && (is_digit(text_[at - 1]) || text_[at - 1] == '/')) continue;
            int pages = 0;
            const auto [end, error] = std::from_chars(text_.data() + at + 2, text_.data() + text_.size(), pages);
            const bool is_number = error == std::errc() && pages > 1 && pages <= 1000 && (end == text_.data() + text_.size() || (*end != '/' && *end != '.'));
            const std::string_view before = text_.substr(at > 300 ? at - 300 : 0, std::min<std::size_t>(at, 300));
            if (is_number && before.find("共") != std::string_view::npos && before.find("条") != std::string_view::npos) return pages;
        }
        return 0;
    }

    // A list that came as JSON or XML and whose address has the number of the page in it.
    void by_numbered_list() {
        if (links_.records == 0 || links_.links.empty()) return;
        if (const auto range = numeric_parameter(address_, {"startrecord"}); range && links_.total_records > 0) return;
        const auto parameter = numeric_parameter(address_, {"page", "pageno", "pagenum", "pageindex", "currentpage", "curpage", "pn", "p"});
        if (!parameter) return;
        const int of_a_page = std::max(links_.records_a_page, links_.records);
        const int first = parameter->number == 0 ? 0 : 1;
        // Without any total the next page is asked for as long as there is something on this one.
        const int pages = last_page(of_a_page);
        const int last = pages > 0 ? first + pages - 1 : parameter->number + (links_.total_records > 0 ? 0 : 1);
        for (int number = parameter->number + 1; number <= last && pages_.size() < most_; ++number) add(model::Url::parse(with_number(address_, *parameter, number)), "json");
    }

    // `pages` of the portal file: https://…/list_{page}.html, from the number that this page has.
    void by_template() {
        for (const PageTemplate& one : portal_.templates) {
            const auto number = one.number_of(address_);
            const bool goes_on = number && *number < one.last && !links_.links.empty();
            if (goes_on) add(model::Url::parse(one.address(*number + 1)), "template");
        }
    }

    const Portal& portal_;
    const PageLinks& links_;
    std::string_view text_;
    const model::Url& page_;
    const model::Url& base_;
    std::string address_;
    std::size_t most_;
    std::vector<FurtherPage> pages_;
};

}  // namespace

std::vector<FurtherPage> further_pages(const Portal& portal, const PageLinks& links, std::string_view text, const model::Url& page, const model::Url& base,
                                       std::size_t most) {
    return Gathering(portal, links, text, page, base, most).run();
}

bool is_page_link(const Link& link) {
    static constexpr std::array<std::string_view, 16> names = {"下一页", "下页", "后一页", "尾页", "末页", "下一页>", "下一页>>", "下一页»",
                                                               ">",      ">>",   "›",      "»",    "next", "Next",    "NEXT",     "后页"};
    const std::string words = without_spaces(link.text.empty() ? link.title : link.text);
    if (std::find(names.begin(), names.end(), words) != names.end()) return true;
    return !words.empty() && words.size() <= 4 && std::all_of(words.begin(), words.end(), is_digit);
}

std::optional<model::Url> platform_list(const PageLinks& links, const model::Url& page, std::string_view category) {
    static constexpr std::string_view mark = "/gkmlpt/";
    const auto at = page.path().find(mark);
    const bool is_number = !category.empty() && category.size() <= 12 && std::all_of(category.begin(), category.end(), is_digit);
    if (links.platform_id.empty() || at == std::string::npos || !is_number) return std::nullopt;
    auto url = page.resolve(page.path().substr(0, at) + std::string(mark) + "api/all/" + std::string(category) + "?page=1&sid=" + links.platform_id);
    if (!url) return std::nullopt;
    return std::move(*url);
}

}  // namespace nianbao::crawler
