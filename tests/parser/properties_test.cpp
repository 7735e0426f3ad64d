#include "parser/read.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "parser/form_file.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

const std::string fixtures = std::string(NIANBAO_SOURCE_DIR) + "/fixtures/";

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const std::vector<std::string>& page_files() {
    static const std::vector<std::string> files = {
        "pages/2019-jichuan-2019-tables/page.html",    "pages/2019-lichuan-2020-glued/page.txt",     "pages/2021-danchuan-2023-text_rows_spaces/page.txt",
        "pages/2021-lianchuan-2023-missing_td/page.html", "pages/2021-songyi-2022-word/page.html", "pages/2021-suiling-2024-markdown/page.md",
    };
    return files;
}

// A condition that fails a test at once; a CHECK for each of a record's values would take most of the time.
void must(bool holds, const char* what, const std::string& about = "") {
    if (!holds) FAIL(what << ": " << about);
}

void check_span(const model::Span& span, const std::string& text, const std::string& about) {
    must(span.begin <= span.end && span.end <= text.size(), "span outside the text", about);
}

void check_figures(const parser::Stages& stages) {
    const model::Record& record = stages.record;
    must(record.report.form.empty() == (stages.form == nullptr), "form and record differ");
    must(stages.form != nullptr || record.figures.empty(), "figures without a form");
    std::map<std::string, int> seen;
    for (const model::Figure& figure : record.figures) {
        ++seen[figure.id];
        must(figure.value.has_value() == (figure.presence == model::Presence::stated), "a value exactly when it is stated", figure.id);
        check_span(figure.provenance.span, stages.text.utf8, figure.id);
        must(figure.presence != model::Presence::stated || !figure.provenance.raw.empty(), "a value without its text", figure.id);
    }
    if (stages.form == nullptr) return;
    for (const model::FormFigure& figure : stages.form->figures) {
        const int count = seen.contains(figure.id) ? seen.at(figure.id) : 0;
        must(count == 1 || (figure.optional && count == 0), "each figure of the form once", figure.id);
        seen.erase(figure.id);
    }
    must(seen.empty(), "a figure that the form has not");
}

// What holds for every record, whatever the bytes were.
void check_record(const parser::Stages& stages) {
    const model::Record& record = stages.record;
    const std::string& text = stages.text.utf8;
    check_figures(stages);
    must(stages.document.glyphs.size() <= text.size(), "more characters than bytes");
    must(record.findings.size() <= record.figures.size() + 10, "more findings than figures");
    for (const model::RecordSection& section : record.sections) check_span(section.span, text, section.id);
    for (std::size_t m = 0; m < record.mentions.size(); ++m) {
        const model::Mention& mention = record.mentions[m];
        check_span(mention.span, text, mention.figure);
        must(!mention.raw.empty() && !mention.span.empty(), "a mention without its words", mention.figure);
        must(mention.part_of < static_cast<int>(m), "a part before its whole", mention.figure);
        must(mention.readings.empty() == mention.figure.starts_with("narrative."), "a mention of a form without its figures", mention.figure);
        if (stages.form == nullptr) continue;
        for (const auto& reading : mention.readings)
            for (const std::string& id : reading) must(stages.form->find_figure(id) != nullptr, "a mention of a figure that the form has not", id);
    }
    for (const model::IdentityEvidence& evidence : record.identity) {
        check_span(evidence.span, text, evidence.from);
        must(!evidence.value.empty() && !evidence.from.empty(), "evidence that says nothing", evidence.field);
    }
    for (const model::Finding& finding : record.findings) {
        if (finding.span) check_span(*finding.span, text, finding.rule);
        for (const std::string& id : finding.figures) must(record.find_figure(id) != nullptr, "a finding about a figure that is not there", id);
    }
    for (const model::Figure& figure : record.figures) {
        if (figure.provenance.reading != model::Reading::ambiguous) continue;
        must(std::any_of(record.findings.begin(), record.findings.end(), [&](const model::Finding& finding) {
                 return finding.rule == "figure.ambiguous" && std::find(finding.figures.begin(), finding.figures.end(), figure.id) != finding.figures.end();
             }), "an ambiguous figure that no finding tells", figure.id);
    }
}

std::unique_ptr<parser::Stages> stages_of(const std::string& bytes, const std::string& name) {
    model::Page page;
    page.path = name;
    page.bytes = bytes;
    return parser::read_stages(page, parser::builtin_forms());
}

void read_and_check(const std::string& bytes, const std::string& name) { check_record(*stages_of(bytes, name)); }

}  // namespace

TEST_CASE("a record of a whole page holds together") {
    for (const std::string& name : page_files()) {
        CAPTURE(name);
        const auto stages = stages_of(bytes_of(fixtures + name), name);
        REQUIRE(stages->form != nullptr);
        check_record(*stages);
        CHECK(std::count_if(stages->record.figures.begin(), stages->record.figures.end(), [](const model::Figure& figure) { return figure.value.has_value(); }) > 100);
    }
}

TEST_CASE("in a text page the span of a figure is its text") {
    for (const std::string& name : page_files()) {
        if (name.ends_with(".html")) continue;
        CAPTURE(name);
        const auto stages = stages_of(bytes_of(fixtures + name), name);
        int compared = 0;
        for (const model::Figure& figure : stages->record.figures) {
            if (figure.presence != model::Presence::stated || figure.provenance.reading == model::Reading::ambiguous) continue;
            CAPTURE(figure.id);
            REQUIRE(figure.provenance.span.of(stages->text.utf8) == figure.provenance.raw);
            ++compared;
        }
        CHECK(compared > 50);
    }
}

TEST_CASE("a page cut off anywhere gives a record") {
    for (const std::string& name : page_files()) {
        const std::string whole = bytes_of(fixtures + name);
        for (std::size_t cut = 0; cut < 10; ++cut) {
            const std::size_t size = whole.size() * cut / 10 + cut;
            CAPTURE(name, size);
            read_and_check(whole.substr(0, size), name);
        }
    }
}

TEST_CASE("a damaged page gives a record") {
    std::mt19937 random(20191231);
    const auto below = [&random](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
    const std::vector<std::string> tokens = {"<", ">", "\"", "<td>", "</table>", "<!--", "&#", "\n", " ", "-", "9999999999999999999999", "<table>", "\xFF", "总计", ""};
    for (const std::string& name : page_files()) {
        const std::string whole = bytes_of(fixtures + name);
        for (int mutant = 0; mutant < 50; ++mutant) {
            std::string bytes = whole;
            for (std::size_t change = 0; change < 1 + static_cast<std::size_t>(mutant) / 2; ++change) {
                const std::size_t at = below(bytes.size());
                switch (below(4)) {
                    case 0: bytes[at] = static_cast<char>(below(256)); break;
                    case 1: bytes.erase(at, 1 + below(40)); break;
                    case 2: bytes.insert(at, tokens[below(tokens.size())]); break;
                    default: bytes.insert(at, bytes.substr(below(bytes.size()), below(400)));
                }
            }
            CAPTURE(name, mutant);
            read_and_check(bytes, name);
        }
    }
}

TEST_CASE("the broken files give records") {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(fixtures + "broken")) {
        CAPTURE(entry.path().filename().string());
        const std::string bytes = bytes_of(entry.path().string());
        read_and_check(bytes, entry.path().filename().string());
        read_and_check(bytes.substr(0, bytes.size() / 2), entry.path().filename().string());
        ++files;
    }
    CHECK(files >= 5);
}
