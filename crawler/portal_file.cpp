#include "crawler/portal_file.h"

#include <algorithm>

#include "settings/toml_file.h"

namespace nianbao::crawler {
namespace {

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view(".-_:[]").find(c) != std::string_view::npos;
    });
}

bool is_division_code(std::string_view text) {
    return text.empty() || (text.size() == 6 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

std::string stem_of(const std::string& name) {
    std::string stem = name.substr(name.find_last_of('/') + 1);
    if (const auto dot = stem.rfind('.'); dot != std::string::npos && dot > 0) stem.erase(dot);
    return stem;
}

// "host", with ":port" when it is not the scheme's own.
std::string division_code_of(const settings::Table& table) {
    std::string code = table.text("division_code");
    if (!is_division_code(code)) table.reject("a division code has six digits", "division_code");
    return code;
}

void read_start(const settings::Table& root, Portal& portal) {
    for (const std::string& text : root.texts("start")) {
        auto url = model::Url::parse(text);
        if (!url) return root.reject("\"" + text + "\" " + url.error().what, "start");
        portal.start.push_back(std::move(*url));
    }
    if (portal.start.empty()) root.reject("needs `start`, the addresses to begin at: start = [\"https://www.example.gov.cn/…\"]", "start");
}

void read_scope(const settings::Table& root, Portal& portal) {
    portal.hosts = root.texts("hosts");
    for (std::string& host : portal.hosts) {
        const bool is_wild = host.starts_with("*.");
        const auto url = model::Url::parse("http://" + host.substr(is_wild ? 2 : 0));
        if (!url || url->path() != "/" || url->has_query() || host.find('/') != std::string::npos) return root.reject("\"" + host + "\" is not a host", "hosts");
        host = (is_wild ? "*." : "") + host_and_port(*url);
    }
    // A start page is in scope, or the portal could not begin.
    for (const model::Url& url : portal.start) portal.hosts.push_back(host_and_port(url));
    for (const std::string& prefix : root.texts("scope")) {
        const auto url = model::Url::parse(prefix);
        if (!url) return root.reject("\"" + prefix + "\" " + url.error().what, "scope");
        portal.scope.push_back(url->to_string());
    }
}

std::vector<std::string> read_patterns(const settings::Table& root, std::string_view key) {
    std::vector<std::string> patterns = root.texts(key);
    for (const std::string& pattern : patterns)
        if (pattern.empty()) root.reject("an empty pattern matches every link", key);
    return patterns;
}

void read_pagination(const settings::Table& root, Portal& portal) {
    if (!root.has("pagination")) return;
    portal.pagination = {.links = false, .script = false};
    for (const std::string& word : root.texts("pagination")) {
        if (word == "links") {
            portal.pagination.links = true;
        } else if (word == "script") {
            portal.pagination.script = true;
        } else {
            root.reject("\"" + word + "\" is not a kind of pagination; there are \"links\" and \"script\"", "pagination");
        }
    }
}

void read_templates(const settings::Table& root, Portal& portal) {
    static constexpr std::string_view mark = "{page}";
    for (const settings::Table& table : root.tables("pages")) {
        const std::string text = table.required_text("address");
        const auto at = text.find(mark);
        if (at == std::string::npos) {
            table.reject("the address needs {page} where the number stands", "address");
            continue;
        }
        // The address as it will be requested: parsed with a number that nobody writes.
        static constexpr std::string_view stand_in = "77007700";
        const auto url = model::Url::parse(text.substr(0, at) + std::string(stand_in) + text.substr(at + mark.size()));
        const std::string whole = url ? url->to_string() : "";
        const auto place = whole.find(stand_in);
        if (place == std::string::npos) {
            table.reject("\"" + text + "\" is not an address that can be requested", "address");
            continue;
        }
        PageTemplate one{.before = whole.substr(0, place), .after = whole.substr(place + stand_in.size())};
        one.first = static_cast<int>(table.integer("first", 1, 0, 1'000'000));
        one.last = static_cast<int>(table.integer("last", one.first + 999, one.first, 1'000'000));
        portal.hosts.push_back(host_and_port(*url));
        portal.templates.push_back(std::move(one));
    }
    for (const std::string& text : root.texts("sitemap")) {
        auto url = model::Url::parse(text);
        if (!url) return root.reject("\"" + text + "\" " + url.error().what, "sitemap");
        portal.hosts.push_back(host_and_port(*url));
        portal.sitemaps.push_back(std::move(*url));
    }
}

void read_places(const settings::Table& root, Portal& portal) {
    portal.publisher = root.text("publisher");
    portal.division_code = division_code_of(root);
    for (const settings::Table& table : root.tables("place")) {
        Place place{.prefix = table.required_text("prefix"), .publisher = table.text("publisher"), .division_code = division_code_of(table)};
        if (!place.prefix.starts_with('/')) {
            const auto url = model::Url::parse(place.prefix);
            if (!url) table.reject("the prefix is a URL, or a path that begins with /", "prefix");
            if (url) place.prefix = url->to_string();
        }
        if (place.publisher.empty()) place.publisher = portal.publisher;
        if (place.division_code.empty()) place.division_code = portal.division_code;
        portal.places.push_back(std::move(place));
    }
}

bool is_all_loopback(const std::vector<model::Url>& urls) {
    return std::all_of(urls.begin(), urls.end(), [](const model::Url& url) { return url.is_loopback(); });
}

void read_manners(const settings::Table& root, Portal& portal) {
    if (root.has("delay_seconds")) portal.delay = root.number("delay_seconds", 3, 0, 86400);
    if (root.has("address_delay_seconds")) portal.address_delay = root.number("address_delay_seconds", 3, 0, 86400);
    if (root.has("hours")) {
        portal.hours = parse_hours(root.text("hours"));
        if (!portal.hours) root.reject("hours are written \"22:00-06:00\", in China time", "hours");
    }
    const auto in_milliseconds = [](double seconds) { return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)); };
    if (root.has("connect_seconds")) portal.connect_time = in_milliseconds(root.number("connect_seconds", 15, 1, 600));
    if (root.has("answer_seconds")) portal.answer_time = in_milliseconds(root.number("answer_seconds", 120, 1, 3600));
    if (root.has("silence_seconds")) portal.silence_time = std::chrono::seconds(root.integer("silence_seconds", 30, 1, 3600));
    const std::string revisit = root.text("revisit", is_all_loopback(portal.start) ? "always" : "learned");
    if (revisit != "learned" && revisit != "always") root.reject("\"" + revisit + "\" is not a way to revisit; there are \"learned\" and \"always\"", "revisit");
    portal.revisits = revisit == "always" ? Revisits::always : Revisits::learned;
}

Portal read_portal(const settings::Table& root, const std::string& name) {
    Portal portal;
    portal.id = root.text("id", stem_of(name));
    if (!is_id(portal.id)) root.reject("an id has letters, digits, '.', '-' and '_'", "id");
    portal.name = root.text("name", portal.id);
    portal.contact = root.text("contact");
    if (!is_contact(portal.contact)) root.reject("a contact is a URL or a mail address in ASCII, at most 200 characters", "contact");
    read_start(root, portal);
    read_scope(root, portal);
    portal.list_patterns = read_patterns(root, "list");
    portal.report_patterns = read_patterns(root, "report");
    portal.ignore_patterns = read_patterns(root, "ignore");
    read_pagination(root, portal);
    read_templates(root, portal);
    portal.explores = root.flag("explore", std::all_of(portal.start.begin(), portal.start.end(), is_front_page));
    read_manners(root, portal);
    portal.max_pages = static_cast<int>(root.integer("max_pages", portal.max_pages, 1, 10'000'000));
    portal.max_pages_per_host = static_cast<int>(root.integer("max_pages_per_host", portal.max_pages, 1, 10'000'000));
    portal.max_depth = static_cast<int>(root.integer("max_depth", portal.max_depth, 0, 100));
    read_places(root, portal);
    if (root.flag("allow_private_addresses", false)) portal.private_addresses = PrivateAddresses::allow;
    portal.tls = {.old_protocols = root.flag("allow_old_tls", false), .unverified = root.flag("allow_unverified_tls", false)};
    return portal;
}

model::Result<Portal> finished(const settings::TomlFile& file, const std::string& name) {
    Portal portal = read_portal(file.root(), name);
    if (const auto error = file.finish()) return tl::unexpected(*error);
    return portal;
}

}  // namespace

model::Result<Portal> load_portal(const std::string& path) {
    const auto file = settings::TomlFile::load(path);
    if (!file) return tl::unexpected(file.error());
    return finished(*file, path);
}

model::Result<Portal> parse_portal(std::string_view content, const std::string& name) {
    const auto file = settings::TomlFile::parse(content, name);
    if (!file) return tl::unexpected(file.error());
    return finished(*file, name);
}

Portal portal_of(const model::Url& start) {
    Portal portal;
    portal.id = host_and_port(start);
    portal.name = portal.id;
    portal.start.push_back(start);
    portal.hosts.push_back(portal.id);
    portal.explores = is_front_page(start);
    if (start.is_loopback()) {
        portal.private_addresses = PrivateAddresses::allow;
        portal.delay = 0;
        portal.revisits = Revisits::always;
    }
    return portal;
}

}  // namespace nianbao::crawler
