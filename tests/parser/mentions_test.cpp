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

std::vector<model::Mention> mentions_in(const std::string& text, const std::string& form, std::optional<int> year, const std::string& section = "overview") {
    static const parser::MentionLexicon lexicon = [] {
        std::vector<std::string> problems;
        return lexicon_file(problems);
    }();
    const parser::Document document = parser::read_text(text);
    const parser::LabelView view = parser::make_view(document);
    std::vector<model::RecordSection> sections(1);
    sections[0].id = section;
    sections[0].span = {0, static_cast<std::uint32_t>(text.size())};
    return parser::read_mentions(form_called(form), document, parser::narrative_of(document, sections, view, {}), year, lexicon);
}

}  // namespace

TEST_CASE("the lexicon of mentions is understood to its last row") {
    std::vector<std::string> problems;
    CHECK_FALSE(lexicon_file(problems).patterns.empty());
    for (const std::string& problem : problems) FAIL_CHECK(problem);
}

TEST_CASE("every sentence of the case table mentions what it says and nothing else") {
    // text, section, form, year, what it mentions
    for (const auto& one : tests::read_table("text/mentions.tsv")) {
        const auto& field = one.fields;
        REQUIRE(field.size() == 5);
        INFO("mentions.tsv:" << one.line << ": " << field[0]);
        const std::optional<int> year = field[3].empty() ? std::nullopt : std::optional(std::stoi(field[3]));
        CHECK(shown(mentions_in(field[0], field[2], year, field[1])) == field[4]);
    }
}
