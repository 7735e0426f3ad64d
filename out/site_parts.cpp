#include "out/site_parts.h"

#include "out/site_files.h"
#include "out/words.h"

namespace nianbao::out {

void put_publisher(Html& html, const PublisherKey& publisher) {
    if (!publisher.name.empty()) {
        html.text(shortened(publisher.name, 300));
        return;
    }
    put_word(html, "publisher.unknown");
    if (!publisher.host.empty()) html.markup(" (").text(publisher.host).markup(")");
}

void put_state(Html& html, ReportState state) {
    html.markup("<span class=\"state ").markup(name_of(state)).markup("\"><b aria-hidden=\"true\">").markup(sign_of(state)).markup("</b> ");
    put_word(html, "state." + std::string(name_of(state)));
    html.markup("</span>");
}

void put_severity(Html& html, model::Severity severity) {
    switch (severity) {
        case model::Severity::note: put_state(html, ReportState::note); break;
        case model::Severity::doubt: put_state(html, ReportState::doubt); break;
        case model::Severity::conflict: put_state(html, ReportState::conflict); break;
    }
}

void put_rule(Html& html, std::string_view rule) {
    const std::string key = "rule." + std::string(rule);
    if (has_word(key)) {
        put_word(html, key);
        html.markup(" ");
    }
    html.markup("<code>").text(shortened(rule, 200)).markup("</code>");
}

void put_note(Html& html, std::string_view rule, std::string_view css_class) {
    const std::string note = "note." + std::string(rule);
    if (!has_word(note)) return;
    html.markup("<p").attribute("class", css_class).markup(">");
    put_word(html, note);
    html.markup("</p>\n");
}

void put_details(Html& html, const model::Finding& finding, Details details) {
    constexpr std::size_t longest = 2000;
    if (finding.expected || finding.actual) {
        html.markup("<p class=\"values\">");
        for (const auto& [key, value] : {std::pair{"finding.expected", &finding.expected}, {"finding.actual", &finding.actual}}) {
            if (!*value) continue;
            put_word(html, key);
            html.markup(" <b>").text((*value)->to_string()).markup("</b> ");
        }
        html.markup("</p>");
    }
    html.markup("<p lang=\"en\">").text(details == Details::whole ? finding.text : shortened(finding.text, longest)).markup("</p>");
}

void put_source(Html& html, const model::Source& source) {
    const std::string link = safe_link(source.url);
    if (!link.empty())
        html.markup("<a class=\"source\" rel=\"noreferrer noopener\"").attribute("href", link).markup(">").text(source.url).markup("</a>");
    else
        html.text(source.url.empty() ? source.path : source.url);
}

std::string date_of(const std::string& time) { return time.substr(0, time.find('T')); }

std::string shortened(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return std::string(text);
    std::size_t end = bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string(text.substr(0, end)) + "…";
}

}  // namespace nianbao::out
