#include "tests/generator/page.h"

#include <algorithm>

#include "tests/generator/characters.h"
#include "tests/generator/layouts.h"
#include "tests/generator/narrative.h"
#include "tests/generator/noise.h"
#include "tests/generator/statistics.h"
#include "tests/generator/truth.h"
#include "tests/generator/words.h"

namespace nianbao::generator {

namespace {

struct Content {
    const Narrative& narrative;
    std::vector<Sheet> sheets;
    const PageLayout& layout;
    const Noise& noise;

    [[nodiscard]] const Sheet* sheet(const std::string& table) const {
        const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& s) { return s.table == table; });
        return found == sheets.end() ? nullptr : &*found;
    }
};

std::string meta_tags(const Content& content, Random& random) {
    if (!random.chance(50)) return "";
    return "<meta name=\"ArticleTitle\" content=\"" + content.narrative.title + "\">\n<meta name=\"PubDate\" content=\"" +
           content.narrative.published + "\">\n";
}

std::string declared_charset(const Noise& noise) {
    if (!noise.gbk) return "<meta charset=\"utf-8\">\n";
    switch (noise.charset) {
        case CharsetNoise::declared: return "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">\n";
        case CharsetNoise::undeclared: return "";
        case CharsetNoise::wrong: return "<meta charset=\"utf-8\">\n";
    }
    return "";
}

std::string html_paragraphs(const std::vector<std::string>& texts, bool one_paragraph) {
    std::string result;
    for (const std::string& text : texts)
        result += one_paragraph ? "　　" + html_escaped(text) + "<br/>\n" : "<p>　　" + html_escaped(text) + "</p>\n";
    return one_paragraph && !result.empty() ? "<p>" + result + "</p>\n" : result;
}

std::string html_body(const Content& content, Random& random) {
    const bool breaks = random.chance(20);
    const std::string heading_tag = random.pick(std::vector<std::string>{"p", "p", "h2", "strong"});
    std::string body;
    const SheetWriter writer(content.layout, content.noise.level, random);
    for (const TextSection& section : content.narrative.sections) {
        if (!section.heading.empty())
            body += "<" + heading_tag + ">" + section.heading + "</" + heading_tag + ">\n" +
                    (heading_tag == "strong" ? "<br>\n" : "");
        body += html_paragraphs(section.paragraphs, breaks);
        const Sheet* sheet = content.sheet(section.table);
        if (sheet != nullptr) body += writer.write(*sheet, random);
        if (!section.note.empty()) body += "<p>" + section.note + "</p>\n";
    }
    return body;
}

std::string html_page(const Content& content, Random& random) {
    const Narrative& narrative = content.narrative;
    std::string page = "<!DOCTYPE html>\n<html>\n<head>\n" + declared_charset(content.noise) + "<title>" + narrative.title +
                       "</title>\n" + meta_tags(content, random) + "</head>\n<body>\n";
    if (content.noise.furniture) page += "<div class=\"nav\">" + join(narrative.above, "</div>\n<div>") + "</div>\n";
    std::string body =
        "<h1>" + narrative.title + "</h1>\n" + html_paragraphs(narrative.preamble, false) + html_body(content, random);
    if (content.layout.metadata_table) {
        body = "<table class=\"info\"><tr><td>索引号</td><td>0" + std::to_string(random.between(10000, 99999)) + "/2020-0" +
               std::to_string(random.between(1000, 9999)) + "</td><td>发布机构</td><td>" +
               html_escaped(narrative.above.empty() ? "办公室" : "办公室") + "</td></tr><tr><td>生成日期</td><td>" +
               narrative.published + "</td><td>文号</td><td></td></tr></table>\n" + body;
    }
    if (content.layout.layout_table)
        body =
            "<table width=\"1000\"><tr><td width=\"200\">栏目导航<br>规章<br>行政许可</td><td>" + body + "</td></tr></table>\n";
    page += "<div id=\"zoom\" class=\"TRS_Editor\">\n" + body + "</div>\n";
    if (content.noise.furniture) page += "-->\n<div class=\"foot\"><p>" + join(narrative.below, "</p><p>") + "</p></div>\n";
    return page + "</body>\n</html>\n";
}

// Paragraphs as a PDF's text gives them: cut at the width of the page.
std::string pdf_paragraphs(const std::vector<std::string>& texts, int width) {
    std::string result;
    for (const std::string& text : texts) result += join(wrapped("    " + text, width), "\n") + "\n";
    return result;
}

std::string text_page(const Content& content, Random& random) {
    const Narrative& narrative = content.narrative;
    const bool pdf = content.layout.carrier == Carrier::pdf;
    const std::string end = content.layout.blank_lines ? "\n\n" : "\n";
    const int width = static_cast<int>(random.between(52, 68));
    const auto add = [&](const std::vector<std::string>& texts) {
        return pdf ? pdf_paragraphs(texts, width) : texts.empty() ? "" : "    " + join(texts, end + "    ") + end;
    };
    std::string page;
    if (content.noise.furniture && !pdf) page += join(narrative.above, end) + end;
    page += (pdf ? join(wrapped(narrative.title, 30), "\n") : narrative.title) + end + add(narrative.preamble);
    const SheetWriter writer(content.layout, content.noise.level, random);
    int page_number = 1;
    for (const TextSection& section : narrative.sections) {
        if (!section.heading.empty()) page += (random.chance(30) ? "  " : "") + section.heading + end;
        page += add(section.paragraphs);
        if (pdf && section.table.empty() && random.chance(60)) page += "- " + std::to_string(page_number++) + " -\n";
        const Sheet* sheet = content.sheet(section.table);
        if (sheet != nullptr) page += writer.write(*sheet, random);
        if (!section.note.empty()) page += section.note + end;
    }
    if (content.noise.furniture && !pdf) page += join(narrative.below, end) + end;
    return page;
}

// The text of a whole page with nothing between its cells and paragraphs, as a scraper leaves it.
std::string glued_page(const Content& content, Random& random) {
    const Narrative& narrative = content.narrative;
    const std::string space = random.chance(50) ? " " : "";
    std::string body = random.chance(50) ? narrative.title + " " : "";
    body += join(narrative.preamble, space) + space;
    const SheetWriter writer(content.layout, content.noise.level, random);
    for (const TextSection& section : narrative.sections) {
        body += section.heading + space + join(section.paragraphs, space);
        const Sheet* sheet = content.sheet(section.table);
        if (sheet != nullptr) body += writer.write(*sheet, random);
        body += section.note + (random.chance(50) ? " " : "");
    }
    const std::string head = "标题: " + narrative.title + "\n发布时间: " + narrative.published + "\n栏目: 政府信息公开年报\n";
    return (content.noise.furniture ? head + "========== 正文 ==========\n" : narrative.title + "\n") + body + "\n";
}

std::string markdown_page(const Content& content, Random& random) {
    const Narrative& narrative = content.narrative;
    std::string page = (random.chance(60) ? "# " : "") + narrative.title + "\n\n" + join(narrative.preamble, "\n") + "\n\n";
    const SheetWriter writer(content.layout, content.noise.level, random);
    const std::string mark = random.chance(50) ? "## " : "";
    for (const TextSection& section : narrative.sections) {
        if (!section.heading.empty()) page += mark + section.heading + "\n";
        for (const std::string& paragraph : section.paragraphs) page += paragraph + "\n\n";
        const Sheet* sheet = content.sheet(section.table);
        if (sheet != nullptr) page += "\n" + writer.write(*sheet, random);
        if (!section.note.empty()) page += section.note + "\n\n";
    }
    return page;
}

void put_into_words(const Report& report, const std::vector<Sheet>& sheets, Narrative& narrative, Random& random) {
    for (const Sheet& sheet : sheets)
        for (TextSection& section : narrative.sections) {
            if (section.table != sheet.table) continue;
            const std::vector<std::string> texts = in_words(report, sheet, random);
            section.paragraphs.insert(section.paragraphs.end(), texts.begin(), texts.end());
        }
}

}  // namespace

const std::vector<std::string>& layout_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> result;
        for (const PageLayout& layout : page_layouts()) result.push_back(layout.name);
        return result;
    }();
    return names;
}

Page make_page(std::uint64_t seed, const std::string& name, int level, int number) {
    const auto layout =
        std::find_if(page_layouts().begin(), page_layouts().end(), [&](const PageLayout& l) { return l.name == name; });
    Random random(page_seed(seed, name, level, number));
    Report report = layout->statistics ? random_statistics(random) : random_report(random);
    Noise noise = draw_noise(level, layout->trace, report, random);
    if (layout->repeats_header) {
        noise.shape.repeat_at = static_cast<int>(random.between(2, 24));
        noise.shape.repeat_header = random.chance(80);
    }
    if (layout->statistics) noise.shape.missing_tables.clear();  // nothing else would tell the form
    if (level >= 3 && random.chance(15)) break_one_sum(report, random);
    Narrative narrative = narrate(report, noise, random);
    Content content{narrative, sheets_of(report, noise.shape), *layout, noise};
    Page page;
    if (layout->in_words) {
        page.truth = truth_of(report, content.sheets, name, level);
        put_into_words(report, content.sheets, narrative, random);
        content.sheets.clear();
    } else {
        for (Sheet& sheet : content.sheets) apply(noise, sheet, random);
        page.truth = truth_of(report, content.sheets, name, level);
    }
    switch (layout->carrier) {
        case Carrier::html: page.extension = "html", page.bytes = html_page(content, random); break;
        case Carrier::text:
        case Carrier::pdf: page.extension = "txt", page.bytes = text_page(content, random); break;
        case Carrier::one_line: page.extension = "txt", page.bytes = glued_page(content, random); break;
        case Carrier::markdown: page.extension = "md", page.bytes = markdown_page(content, random); break;
    }
    if (layout->traditional) page.bytes = to_traditional(page.bytes);
    if (noise.gbk && !layout->traditional && layout->carrier != Carrier::markdown) page.bytes = to_gbk(page.bytes);
    return page;
}

}  // namespace nianbao::generator
