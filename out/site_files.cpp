#include "out/site_files.h"

#include <cassert>
#include <deque>
#include <map>

#include "embedded_data.h"

namespace nianbao::out {
namespace {

struct Words {
    std::string_view chinese;
    std::string_view english;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// The lines of a table that are neither empty nor a comment, by their cells.
std::vector<std::vector<std::string_view>> rows_of(std::string_view file) {
    std::vector<std::vector<std::string_view>> rows;
    for (const std::string_view line : split(file, '\n'))
        if (!line.empty() && line[0] != '#') rows.push_back(split(line, '\t'));
    return rows;
}

const std::map<std::string_view, Words>& all_words() {
    static const std::map<std::string_view, Words> words = [] {
        std::map<std::string_view, Words> made;
        for (const auto& row : rows_of(site_file("words.tsv")))
            if (row.size() == 3) made.emplace(row[0], Words{row[1], row[2]});
        static std::deque<std::string> keys;  // of the rules; a deque does not move what it holds
        for (const auto& row : rows_of(site_file("rules.tsv"))) {
            if (row.size() != 5) continue;
            made.emplace(keys.emplace_back("rule." + std::string(row[0])), Words{row[1], row[2]});
            made.emplace(keys.emplace_back("note." + std::string(row[0])), Words{row[3], row[4]});
        }
        return made;
    }();
    return words;
}

void replace_all(std::string& text, std::string_view name, std::string_view value) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size())) text.replace(at, name.size(), value);
}

}  // namespace

std::string_view site_file(std::string_view name) {
    for (const data::EmbeddedFile& file : data::site())
        if (file.name == name) return file.content;
    assert(false);
    return "";
}

std::string_view word(std::string_view key) {
    const auto found = all_words().find(key);
    return found == all_words().end() ? key : found->second.chinese;
}

bool has_word(std::string_view key) { return all_words().contains(key); }

void put_word(Html& html, std::string_view key) {
    html.markup("<span").attribute("data-t", key).markup(">").text(word(key)).markup("</span>");
}

std::string words_script() {
    std::string script = "window.nianbaoWords={";
    for (const auto& [key, words] : all_words())
        script += (script.back() == '{' ? "\n" : ",\n") + script_string(key) + ":[" + script_string(words.chinese) + "," + script_string(words.english) + "]";
    return script + "\n};\n";
}

std::span<const Series> all_series() {
    static const std::vector<Series> series = [] {
        std::vector<Series> made;
        for (const auto& row : rows_of(site_file("series.tsv"))) {
            if (row.size() != 3) continue;
            Series each{row[0], row[1], {}};
            for (const std::string_view candidate : split(row[2], '|')) each.candidates.push_back(split(candidate, '+'));
            made.push_back(std::move(each));
        }
        return made;
    }();
    return series;
}

std::string page_of(const PageFrame& frame, std::string_view content) {
    std::string page(site_file("page.html"));
    std::string navigation;
    for (const auto& [key, file] : {std::pair{"nav.overview", "index.html"}, {"nav.matrix", "matrix.html"}, {"nav.findings", "findings.html"}, {"nav.about", "about.html"}}) {
        Html entry;
        entry.markup("<li><a").attribute("href", std::string(frame.root) + file);
        if (frame.current == key) entry.markup(" aria-current=\"page\"");
        entry.attribute("data-t", key).markup(">").text(word(key)).markup("</a></li>");
        navigation += entry.bytes();
    }
    replace_all(page, "{{navigation}}", navigation);
    replace_all(page, "{{scripts}}", frame.has_matrix ? "<script src=\"{{root}}assets/matrix.js\" defer></script>\n<script src=\"{{root}}data/index.js\" defer></script>\n" : "");
    replace_all(page, "{{root}}", frame.root);
    // Foreign text last, and each once: braces in it stay what they are.
    const std::size_t content_at = page.find("{{content}}");
    const std::size_t title_at = page.find("{{title}}");
    assert(title_at < content_at && content_at != std::string::npos);
    return page.substr(0, title_at) + escaped(frame.title) + page.substr(title_at + 9, content_at - title_at - 9) + std::string(content) + page.substr(content_at + 11);
}

}  // namespace nianbao::out
