#include "crawler/json_list.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <initializer_list>
#include <string>

#include "crawler/response_head.h"

namespace nianbao::crawler {
namespace {

using rapidjson::Value;

// Parsing takes some thirty times the memory of a hostile text.
constexpr std::size_t most_bytes = std::size_t{4} << 20;
constexpr int deepest = 24;
constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag;

std::string_view text_of(const Value& value) { return value.IsString() ? std::string_view(value.GetString(), value.GetStringLength()) : std::string_view(); }

// The first member with one of these names (without case) that is a text; the order is that of the names.
std::string_view text_member(const Value& object, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        for (const auto& member : object.GetObject())
            if (same_word(text_of(member.name), name) && !text_of(member.value).empty()) return text_of(member.value);
    return {};
}

int number_member(const Value& object, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        for (const auto& member : object.GetObject())
            if (same_word(text_of(member.name), name) && member.value.IsInt() && member.value.GetInt() > 0) return std::min(member.value.GetInt(), 1'000'000);
    return 0;
}

class Walk {
public:
    explicit Walk(PageLinks& links) : links_(links) {}

    void visit(const Value& value, int depth) {
        if (depth > deepest || links_.links.size() >= PageLinks::max_links) return;
        if (value.IsArray()) {
            for (const Value& item : value.GetArray()) visit(item, depth + 1);
        } else if (value.IsObject()) {
            visit_object(value, depth);
        } else if (value.IsString()) {
            visit_text(text_of(value));
        }
    }

private:
    void visit_object(const Value& object, int depth) {
        const std::string_view address = text_member(object, {"url", "link", "href", "post_url", "docpuburl", "puburl", "htmlurl", "linkurl", "detailurl", "infourl", "weburl", "arturl"});
        const std::string_view title = text_member(object, {"title", "doctitle", "showtitle", "infotitle", "arttitle", "subject", "name"});
        if (!address.empty() && !title.empty() && address.size() <= 2048) {
            const PageLinks words = scan_links("<a href=x>" + std::string(title.substr(0, 1024)) + "</a>");
            if (!words.links.empty()) {
                links_.links.push_back({std::string(trimmed(address)), words.links[0].text, "", true});
                ++links_.records;
                return;
            }
        }
        if (links_.total_records == 0) links_.total_records = number_member(object, {"total", "totalcount", "totalrecord", "totalrecords", "totalnum", "recordcount", "totalelements"});
        if (links_.total_pages == 0) links_.total_pages = number_member(object, {"totalpage", "totalpages", "pagecount", "pages", "lastpage", "last_page"});
        if (links_.records_a_page == 0) links_.records_a_page = number_member(object, {"rows", "pagesize", "page_size", "limit", "perpage", "per_page"});
        for (const auto& member : object.GetObject()) visit(member.value, depth + 1);
    }

    void visit_text(std::string_view text) {
        if (text.find("<a ") == std::string_view::npos && text.find("<A ") == std::string_view::npos) return;
        for (Link& link : scan_links(text).links) {
            link.is_record = true;
            links_.links.push_back(std::move(link));
            ++links_.records;
        }
    }

    PageLinks& links_;
};

void gather(const Value& value, int depth, std::vector<Category>& categories) {
    if (depth > deepest || categories.size() >= 5000) return;
    if (value.IsArray()) {
        for (const Value& item : value.GetArray()) gather(item, depth + 1, categories);
    } else if (value.IsObject()) {
        const std::string_view name = text_member(value, {"name", "title"});
        const auto id = value.FindMember("id");
        if (!name.empty() && id != value.MemberEnd() && id->value.IsInt64()) categories.push_back({id->value.GetInt64(), std::string(name)});
        for (const auto& member : value.GetObject())
            if (member.value.IsArray() || member.value.IsObject()) gather(member.value, depth + 1, categories);
    }
}

}  // namespace

bool looks_like_json(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text = trimmed(text.substr(0, 256));
    if (text.starts_with('{') || text.starts_with('[')) return true;
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || open == 0) return false;
    const bool is_name = std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(open), [](char c) { return c == '_' || c == '.' || c == '$' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); });
    const std::string_view behind = trimmed(text.substr(open + 1));
    return is_name && (behind.starts_with('{') || behind.starts_with('['));
}

std::optional<PageLinks> read_json_list(std::string_view text) {
    const auto open = text.find_first_of("{[");
    if (open == std::string_view::npos || text.size() > most_bytes) return std::nullopt;
    const std::string json(text.substr(open));
    rapidjson::Document document;
    document.Parse<flags>(json.c_str(), json.size());
    if (document.HasParseError()) return std::nullopt;
    PageLinks links;
    Walk(links).visit(document, 0);
    links.text_size = text.size();
    return links;
}

std::vector<Category> read_categories(std::string_view text) {
    std::vector<Category> categories;
    const std::string json(text.substr(0, most_bytes));
    rapidjson::Document document;
    document.Parse<flags>(json.c_str(), json.size());
    if (!document.HasParseError()) gather(document, 0, categories);
    return categories;
}

}  // namespace nianbao::crawler
