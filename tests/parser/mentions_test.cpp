#include "parser/mentions.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "parser/form_file.h"
#include "parser/mention_lexicon.h"
#include "tests/support/catch.h"
#include "tests/support/table_file.h"

using namespace nianbao;

namespace {

const model::Form& form_called(const std::string& id) {
    static const std::vector<model::Form> forms = parser::builtin_forms();
    const auto found = std::find_if(forms.begin(), forms.end(), [&](const model::Form& form) { return form.id == id; });
    REQUIRE(found != forms.end());
    return *found;
}

// "applications.new.total=75 applications.granted.total=40%": what the text mentions, in order.
std::string shown(const std::vector<model::Mention>& mentions) {
    std::string text;
    for (const model::Mention& mention : mentions)
        text += (text.empty() ? "" : " ") + mention.figure + (mention.approximate ? "~" : "=") + mention.value.to_string() + (mention.kind == model::MentionKind::percent ? "%" : "");
    return text;
}

// From the file itself: what is built in is the same.
parser::MentionLexicon lexicon_file(std::vector<std::string>& problems) {
    std::ifstream file(NIANBAO_SOURCE_DIR "/data/lexicon/mentions.tsv");
    std::stringstream tsv;
    tsv << file.rdbuf();
    return parser::read_mention_lexicon(tsv.str(), problems);
}

std::vector<model::Mention> mentions_in(const std::string& text, const std::string& form, std::optional<int> year, const std::string& section = "overview",
                                        const std::string& publisher = "栎川县人民政府") {
    static const parser::MentionLexicon lexicon = [] {
        std::vector<std::string> problems;
        return lexicon_file(problems);
    }();
    const parser::Document document = parser::read_text(text);
    const parser::LabelView view = parser::make_view(document);
    std::vector<model::RecordSection> sections(1);
    sections[0].id = section;
    sections[0].span = {0, static_cast<std::uint32_t>(text.size())};
    return parser::read_mentions(form_called(form), document, parser::narrative_of(document, sections, view, {}), {year, publisher}, lexicon);
}

}  // namespace

TEST_CASE("the lexicon of mentions is understood to its last row") {
    std::vector<std::string> problems;
    CHECK_FALSE(lexicon_file(problems).patterns.empty());
    for (const std::string& problem : problems) FAIL_CHECK(problem);
}

TEST_CASE("every sentence of the case table mentions what it says and nothing else") {
    // text, section, form, year, what it mentions, publisher where it matters
    for (const auto& one : tests::read_table("text/mentions.tsv")) {
        const auto& field = one.fields;
        REQUIRE((field.size() == 5 || field.size() == 6));
        INFO("mentions.tsv:" << one.line << ": " << field[0]);
        const std::optional<int> year = field[3].empty() ? std::nullopt : std::optional(std::stoi(field[3]));
        const auto mentions = field.size() == 6 ? mentions_in(field[0], field[2], year, field[1], field[5]) : mentions_in(field[0], field[2], year, field[1]);
        CHECK(shown(mentions) == field[4]);
    }
}

TEST_CASE("a number of another body is no number of the report") {
    const std::string text = "县财政局共收到政府信息公开申请5件。";
    CHECK(shown(mentions_in(text, "2021", 2023, "overview", "栎川县人民政府")).empty());
    CHECK(shown(mentions_in(text, "2021", 2023, "overview", "栎川县财政局")) == "applications.new.total=5");
    CHECK(shown(mentions_in("全县各镇共收到政府信息公开申请5件。", "2021", 2023)) == "applications.new.total=5");
}

TEST_CASE("lines of a page are joined to sentences, and paragraphs are not") {
    CHECK(shown(mentions_in("2023年，我县认真落实各项规定，全年共收到政府信息公\n- 3 -\n开申请12件，其中网络申请8件，当面申请2件，信函申请\n2件。", "2021", 2023)) ==
          "applications.new.total=12 narrative.requests_online=8 narrative.requests_in_person=2 narrative.requests_by_letter=2");
    // A line that is full goes on, also within a number.
    CHECK(shown(mentions_in("2023年，我县认真落实各项规定，全年共收到政府信息公开申请1\n2件。", "2021", 2023)) == "applications.new.total=12");
    CHECK(shown(mentions_in("收到政府信息公开申请\n12件。", "2021", 2023)).empty());
}

TEST_CASE("a mention names its words, its readings and its whole") {
    const std::string text = "全年共收到政府信息公开申请４件，其中自然人申请3件（占75%）。";
    const auto mentions = mentions_in(text, "2021", 2023);
    REQUIRE(mentions.size() == 3);
    CHECK(mentions[0].raw == "共收到政府信息公开申请４件");
    CHECK(mentions[0].span.of(text) == mentions[0].raw);
    CHECK(mentions[0].readings == std::vector<std::vector<std::string>>{{"applications.new.total"}, {"applications.new.total", "applications.carried_in.total"}});
    CHECK(mentions[0].part_of == -1);
    CHECK(mentions[1].group == "applicant");
    CHECK(mentions[1].part_of == 0);
    CHECK(mentions[2].kind == model::MentionKind::percent);
    CHECK(mentions[2].part_of == 0);
    CHECK(mentions[2].span.of(text) == "自然人申请3件（占75%");
    const auto refused = mentions_in("依申请公开答复中不予公开6件。", "2021", 2023);
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].figure == "applications.refused.total");
    REQUIRE(refused[0].readings.size() == 2);
    CHECK(refused[0].readings[0].size() == 8);
    CHECK(refused[0].readings[1] == std::vector<std::string>{"applications.refused.total"});
}
