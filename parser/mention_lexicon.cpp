#include "parser/mention_lexicon.h"

#include <algorithm>

#include "embedded_data.h"
#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

std::vector<std::string_view> split(std::string_view text, char mark) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(mark, begin), text.size());
        std::string_view part = text.substr(begin, end - begin);
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        if (!part.empty()) parts.push_back(part);
        begin = end + 1;
    }
    return parts;
}

class LexiconReader {
public:
    explicit LexiconReader(std::vector<std::string>& problems) : problems_(problems) {
        static constexpr std::pair<std::string_view, WordClass> builtin[] = {
            {"#", class_number}, {"n", class_number}, {"0", class_zero}, {"zero", class_zero}, {"break", class_break}, {"semicolon", class_semicolon}, {"comma", class_comma},
            {"colon", class_colon}, {"open", class_open}, {"close", class_close}, {"digits", class_digits}, {"this_year", class_this_year},
            {"last_year", class_last_year}, {"next_year", class_next_year}, {"other_year", class_other_year},
            {"part_of_year", class_part_of_year}};
        for (const auto& [name, id] : builtin) classes_.emplace(std::string(name), id);
        lexicon_.topics["-"] = no_topic;
    }

    MentionLexicon read(std::string_view tsv) {
        // The words come first in what is understood, wherever they stand: patterns name their classes.
        const std::vector<Row> rows = rows_of(tsv);
        for (const std::string_view kind : {"word", "class", ""})
            for (const Row& row : rows) {
                const bool early = row.fields[0] == "word" || row.fields[0] == "class";
                line_ = row.line;
                if (kind.empty() ? !early : row.fields[0] == kind) read_row(row.fields);
            }
        lexicon_.share = classes_["share"];
        lexicon_.about = classes_["about"];
        lexicon_.each = classes_["each"];
        lexicon_.among = classes_["among"];
        lexicon_.grand = classes_["grand"];
        lexicon_.join = classes_["and"];
        lexicon_.request = classes_["request"];
        lexicon_.plain_request = classes_["plain_request"];
        lexicon_.level = classes_["level"];
        lexicon_.cumulative = classes_["cumulative"];
        lexicon_.until = classes_["until"];
        for (const auto& [name, flags] : properties_) flags->resize(next_class_, false);
        lexicon_.counted.assign(next_class_, false);
        for (const MentionPattern& pattern : lexicon_.patterns)
            if (pattern.left.size() == 1 && !pattern.bare) lexicon_.counted[pattern.left.front()] = true;
        for (auto& [table, slots] : lexicon_.slots) {
            slots.asides.resize(next_class_, false);
            slots.neutral.resize(next_class_, false);
        }
        for (std::vector<MentionWord>& words : lexicon_.words)
            std::stable_sort(words.begin(), words.end(), [](const MentionWord& a, const MentionWord& b) { return a.text.size() > b.text.size(); });
        std::stable_sort(lexicon_.units.begin(), lexicon_.units.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
        return std::move(lexicon_);
    }

private:
    struct Row {
        int line;
        std::vector<std::string_view> fields;
    };

    static std::vector<Row> rows_of(std::string_view tsv) {
        std::vector<Row> rows;
        int line = 0;
        for (std::size_t begin = 0; begin < tsv.size();) {
            const std::size_t end = std::min(tsv.find('\n', begin), tsv.size());
            ++line;
            std::vector<std::string_view> fields = split(tsv.substr(begin, end - begin), '\t');
            begin = end + 1;
            if (!fields.empty() && !fields[0].starts_with('#')) rows.push_back({line, std::move(fields)});
        }
        return rows;
    }

    void complain(const std::string& what) { problems_.push_back("line " + std::to_string(line_) + ": " + what); }

    WordClass class_of(std::string_view name) {
        const auto [at, is_new] = classes_.try_emplace(std::string(name), next_class_);
        if (is_new) ++next_class_;
        return at->second;
    }

    Topic topic_of(std::string_view name) { return lexicon_.topics.try_emplace(std::string(name), static_cast<Topic>(lexicon_.topics.size())).first->second; }

    void read_row(const std::vector<std::string_view>& fields) {
        const std::string_view kind = fields[0];
        if (kind == "word" && fields.size() == 4) return read_words(fields);
        if (kind == "class" && fields.size() == 3) return read_flag(fields);
        if (kind == "units" && fields.size() == 3) return read_units(fields);
        if (kind == "section" && fields.size() == 3) {
            lexicon_.topics["section " + std::string(fields[1])] = topic_of(fields[2]);
            return;
        }
        if (kind == "figure" && fields.size() == 4) return read_figure(fields);
        if (kind == "whole" && fields.size() == 3) {
            for (const std::string_view name : split(fields[2], ' ')) lexicon_.wholes[std::string(fields[1])].emplace_back(name);
            return;
        }
        if (kind == "slot" && fields.size() == 5) return read_slot(fields);
        if (kind == "mention" && fields.size() == 6) return read_pattern(fields);
        complain("not a row of this file");
    }

    void read_words(const std::vector<std::string_view>& fields) {
        const WordClass word_class = class_of(fields[1]);
        const Topic topic = topic_of(fields[2]);
        for (const std::string_view word : split(fields[3], '|')) {
            std::u32string text;
            for (const char32_t c : normalize::to_utf32(word)) text += c == U'、' || c == U'，' ? std::u32string_view(&c, 1) : normalize::fold_code_point(c);
            std::vector<MentionWord>& list = lexicon_.words[MentionLexicon::hash_of(text[0])];
            if (std::any_of(list.begin(), list.end(), [&](const MentionWord& other) { return other.text == text; })) complain(std::string(word) + " stands here twice");
            list.push_back({std::move(text), word_class, topic});
        }
    }

    void read_flag(const std::vector<std::string_view>& fields) {
        const auto flag = properties_.find(fields[1]);
        if (flag == properties_.end()) return complain("no such property of a class");
        for (const std::string_view name : split(fields[2], ' ')) {
            const WordClass word_class = class_of(name);
            if (flag->second->size() <= word_class) flag->second->resize(word_class + 1U, false);
            (*flag->second)[word_class] = true;
        }
    }

    void read_units(const std::vector<std::string_view>& fields) {
        for (const std::string_view unit : split(fields[2], '|')) {
            units_[std::string(fields[1])].push_back(normalize::to_utf32(unit));
            if (std::find(lexicon_.units.begin(), lexicon_.units.end(), units_[std::string(fields[1])].back()) == lexicon_.units.end())
                lexicon_.units.push_back(units_[std::string(fields[1])].back());
        }
    }

    void read_figure(const std::vector<std::string_view>& fields) {
        MentionConcept& about = lexicon_.concepts[std::string(fields[1])];
        if (fields[2] != "-") about.group = fields[2];
        std::vector<std::vector<std::string>> readings;
        for (const std::string_view reading : split(fields[3], '|')) {
            readings.emplace_back();
            for (const std::string_view id : split(reading, '+')) readings.back().emplace_back(id);
        }
        about.readings.push_back(std::move(readings));
    }

    void read_slot(const std::vector<std::string_view>& fields) {
        MentionSlots& slots = lexicon_.slots[std::string(fields[1])];
        slots.asides.resize(next_class_, false);
        slots.neutral.resize(next_class_, false);
        for (const std::string_view name : split(fields[4], ' ')) {
            const auto word_class = classes_.find(std::string(name));
            if (word_class == classes_.end()) return complain("no word has the class " + std::string(name));
            if (fields[2] == "row") slots.rows[word_class->second] = fields[3];
            else if (fields[2] == "column") slots.columns[word_class->second] = fields[3];
            else if (fields[2] == "aside") slots.asides[word_class->second] = true;
            else if (fields[2] == "neutral") slots.neutral[word_class->second] = true;
            else return complain("a slot is a row, a column, an aside or neutral");
        }
    }

    void read_pattern(const std::vector<std::string_view>& fields) {
        MentionPattern pattern;
        for (const std::string_view name : split(fields[1], ' ')) pattern.concepts.emplace_back(name);
        for (const std::string_view name : split(fields[2], ' '))
            if (name != "-") pattern.topics.push_back(topic_of(name));
        if (fields[3] != "-") {
            const auto units = units_.find(std::string(fields[3]));
            if (units == units_.end()) return complain("no such units");
            pattern.units = units->second;
        }
        for (const std::string_view flag : split(fields[4], ' ')) {
            if (flag == "whole") pattern.whole = true;
            else if (flag == "disclosure") pattern.disclosure = true;
            else if (flag == "made") pattern.made = true;
            else if (flag == "bare") pattern.bare = true;
            else if (flag != "-") return complain("no such flag");
        }
        bool behind = false;
        for (const std::string_view name : split(fields[5], ' ')) {
            const auto word_class = classes_.find(std::string(name));
            if (word_class == classes_.end()) return complain("no word has the class " + std::string(name));
            if ((name == "#" || name == "0") && !behind) {
                behind = true;
                pattern.zero = name == "0";
            } else {
                (behind ? pattern.right : pattern.left).push_back(word_class->second);
            }
        }
        if (!behind) return complain("a pattern needs one # or 0");
        for (const std::string& name : pattern.concepts)
            if (!lexicon_.concepts.contains(name)) return complain("no figure row for " + name);
        lexicon_.patterns.push_back(std::move(pattern));
    }

    std::vector<std::string>& problems_;
    MentionLexicon lexicon_;
    const std::map<std::string_view, std::vector<bool>*> properties_ = {
        {"transparent", &lexicon_.transparent}, {"bars clause", &lexicon_.bars_clause}, {"bars sentence", &lexicon_.bars_sentence},
        {"bars whole", &lexicon_.bars_whole}, {"bars beside", &lexicon_.bars_beside}, {"compares", &lexicon_.compares},
        {"speaks of disclosure", &lexicon_.speaks_of_disclosure}, {"denies", &lexicon_.denies}, {"foreign", &lexicon_.foreign},
        {"takes", &lexicon_.takes}, {"judges", &lexicon_.judges}, {"publishes", &lexicon_.publishes}, {"does", &lexicon_.does}, {"own", &lexicon_.own},
        {"region", &lexicon_.region}, {"others", &lexicon_.others}, {"guides", &lexicon_.guides},
        {"bars prose", &lexicon_.bars_prose}, {"acts", &lexicon_.acts}};
    std::map<std::string, WordClass> classes_;
    std::map<std::string, std::vector<std::u32string>> units_;
    WordClass next_class_ = builtin_classes;
    int line_ = 0;
};

}  // namespace

MentionLexicon read_mention_lexicon(std::string_view tsv, std::vector<std::string>& problems) { return LexiconReader(problems).read(tsv); }

const MentionLexicon& mention_lexicon() {
    static const auto& lexicon = *new MentionLexicon([] {
        std::vector<std::string> problems;  // a test holds the file to having none
        for (const data::EmbeddedFile& file : data::lexicon())
            if (file.name == "mentions.tsv") return read_mention_lexicon(file.content, problems);
        return MentionLexicon{};
    }());  // taking it apart at the end would be for nothing
    return lexicon;
}

}  // namespace nianbao::parser
