#pragma once
// The words and patterns by which numbers in the narrative are told, read from data/lexicon/mentions.tsv. The file's own
// head describes its rows; a new wording is a new row, and no code.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::parser {

using WordClass = std::uint16_t;
using Topic = std::uint16_t;
inline constexpr Topic no_topic = 0;

// Classes that the reader of the text gives itself; all others come from the file.
enum BuiltinClass : WordClass {
    class_none,      // no token
    class_number,    // # in a pattern, n where it stands for another number than the one that is told
    class_zero,      // 0 in a pattern: 未收到, 无
    class_break,     // 。 and the end of a paragraph
    class_semicolon,
    class_comma,
    class_colon,
    class_open,
    class_close,
    class_digits,    // digits that are no number of pieces
    class_this_year, class_last_year, class_next_year, class_other_year,
    class_part_of_year,  // a month, a quarter
    builtin_classes,
};

struct MentionWord {
    std::u32string text;
    WordClass word_class = class_none;
    Topic topic = no_topic;  // what the text speaks of after this word; no_topic leaves it
};

struct MentionPattern {
    std::vector<std::string> concepts;  // each becomes a mention
    std::vector<Topic> topics;          // the text must speak of one of them; empty: of anything
    std::vector<std::u32string> units;  // count words that the number may have; empty: any
    bool whole = false;                 // a total: not after 其中, not of a part of the body
    bool disclosure = false;            // only where the paragraph speaks of disclosure
    bool made = false;                  // of decisions made: not of decisions put on a page
    bool bare = false;                  // its words name no thing that is counted: nothing else may stand beside the number
    bool zero = false;                  // the number is a word that denies
    std::vector<WordClass> left, right;  // around the number, both in reading order
};

struct MentionConcept {
    std::vector<std::vector<std::vector<std::string>>> readings;  // by form: alternatives of sums of figure ids, the first that the form has
    std::string group;  // the partition that it belongs to, or ""
};

// Which words name the rows and the columns of a table, for a table that a report writes as sentences.
struct MentionSlots {
    std::map<WordClass, std::string> rows, columns;  // ids of the form
    std::vector<bool> asides;                        // by class: words between the numbers of a row that name no place in the table
    std::vector<bool> neutral;                       // by class: words that belong to a label: 上年结转政府信息公开申请
};

struct MentionLexicon {
    std::array<std::vector<MentionWord>, 1024> words;  // by hash_of the first character, longest first
    std::vector<bool> transparent;                     // by class: words that a pattern need not name
    std::vector<bool> bars_clause, bars_sentence, bars_whole;  // by class: no number after them in the clause, the sentence; no total
    std::vector<bool> compares;                        // by class: the year behind it is not the year that is told of
    std::vector<bool> speaks_of_disclosure;            // by class
    std::vector<bool> bars_beside;                     // by class: no number whose words stand right behind them
    std::vector<bool> denies;                          // by class: no number of a dispute before them in the sentence
    std::vector<bool> foreign;                         // by class: another thing that is counted
    std::vector<bool> takes;                           // by class: words that say what came in
    std::vector<bool> judges;                          // by class: a dispute behind them may be one that the body decides or one of any kind
    std::vector<bool> publishes, does;                 // by class: a decision behind them is one put on a page, one made
    std::vector<bool> own, region, others, guides;     // by class: the subject is the body, the place, others; the body guides others
    WordClass share = class_none, about = class_none, each = class_none, among = class_none, grand = class_none, join = class_none, level = class_none, request = class_none, plain_request = class_none, cumulative = class_none, until = class_none;
    std::vector<bool> bars_prose;                      // by class: no number of its sentence is a figure of a table in words
    std::vector<bool> counted;                         // by class: names what a number right behind it counts
    std::vector<bool> acts;                            // by class: what a mere 未 before it denies
    std::map<std::string, MentionSlots> slots;         // by id of the table
    std::map<std::string, Topic> topics;               // names; of sections too: their topic at the start
    std::map<std::string, MentionConcept> concepts;
    std::map<std::string, std::vector<std::string>> wholes;  // of a group: the concepts that it divides
    std::vector<std::u32string> units;                 // all of them, longest first
    std::vector<MentionPattern> patterns;

    [[nodiscard]] static std::size_t hash_of(char32_t c) { return static_cast<std::size_t>(c) % 1024; }
};

// What is built in. `problems`, if given, gets a line for each row of the file that is not understood.
[[nodiscard]] const MentionLexicon& mention_lexicon();
[[nodiscard]] MentionLexicon read_mention_lexicon(std::string_view tsv, std::vector<std::string>& problems);

}  // namespace nianbao::parser
