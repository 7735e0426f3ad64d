#include "cli/help.h"

#include <algorithm>
#include <vector>

#include "cli/nearest.h"
#include "cli/verbs.h"
#include "cli/width.h"

namespace nianbao::cli {

namespace {

constexpr std::size_t screen_columns = 80;

// common_options(), with the two of progress on one line: a verb with many options must fit a screen too.
constexpr Option common[] = {
    {.name = "[no-]progress", .description = "show a line of progress, terminal or not"},
    {.name = "help", .letter = 'h', .description = "this text"},
};

void append_padded(std::string& text, std::string_view cell, std::size_t columns) {
    text.append(cell).append(columns > columns_of(cell) ? columns - columns_of(cell) : 0, ' ');
}

void append_indented(std::string& text, std::string_view lines) {
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        text.append("  ").append(lines.substr(0, end)).append("\n");
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
}

std::string written(const Option& option) {
    std::string text = option.letter != 0 ? std::string{'-', option.letter, ',', ' '} : std::string(4, ' ');
    text.append("--").append(option.name);
    if (option.kind != Kind::flag) text.append(" ").append(option.value);
    return text;
}

// Appends words to a line that already holds `column` columns, and continues at `indent` where a line is full.
void append_wrapped(std::string& text, std::string_view words, std::size_t column, std::size_t indent) {
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        const std::string_view word = words.substr(0, end);
        words.remove_prefix(std::min(end + 1, words.size()));
        if (column > indent && column + 1 + columns_of(word) > screen_columns) {
            text.append("\n").append(indent, ' ');
            column = indent;
        } else if (column > indent) {
            text += ' ';
            ++column;
        }
        text += word;
        column += columns_of(word);
    }
    text += '\n';
}

// Lines that fit stay as they are; longer ones are paragraphs.
void append_remarks(std::string& text, std::string_view remarks) {
    if (remarks.empty()) return;
    while (!remarks.empty()) {
        const std::size_t end = std::min(remarks.find('\n'), remarks.size());
        const std::string_view line = remarks.substr(0, end);
        remarks.remove_prefix(std::min(end + 1, remarks.size()));
        if (columns_of(line) <= screen_columns) {
            text.append(line).append("\n");
        } else {
            append_wrapped(text, line, 0, 0);
        }
    }
    text += '\n';
}

void append_options(std::string& text, std::span<const Option> options, std::size_t width) {
    const std::size_t indent = 2 + width + 2;
    for (const Option& option : options) {
        text.append("  ");
        append_padded(text, written(option), width + 2);
        std::string description(option.description);
        if (!option.otherwise.empty()) description.append(" (").append(option.otherwise).append(")");
        append_wrapped(text, description, indent, indent);
    }
}

}  // namespace

std::string version_text() { return "nianbao " NIANBAO_VERSION "\n"; }

std::string overview() {
    std::string text =
        "Example:\n"
        "  nianbao parse report.html\n"
        "\n"
        "Harvests and reads the 政府信息公开工作年度报告 of Chinese government bodies.\n"
        "Usage: nianbao VERB [options] [arguments]\n"
        "\n";
    for (const Verb* verb : verbs()) {
        text += "  ";
        append_padded(text, verb->name, 11);
        text.append(verb->summary).append("\n");
    }
    return text + "\n\"nianbao help VERB\" tells more; \"nianbao --version\" prints the version.\n";
}

std::string help_of(const Verb& verb) {
    std::string text = "Example:\n";
    append_indented(text, verb.example);
    text.append("\n").append(verb.summary).append("\n\nUsage: nianbao");
    append_wrapped(text, std::string(verb.name) + " [options] " + std::string(verb.usage), columns_of("Usage: nianbao"),
                   columns_of("Usage: "));
    text += '\n';
    append_remarks(text, verb.remarks);
    std::size_t width = 0;
    for (const std::span<const Option> options : {verb.options, std::span<const Option>(common)})
        for (const Option& option : options) width = std::max(width, columns_of(written(option)));
    append_options(text, verb.options, width);
    append_options(text, common, width);
    return text;
}

model::Error unknown_verb(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Verb* verb : verbs()) names.push_back(verb->name);
    const std::string_view near = nearest(name, names);
    return {std::string(name), near.empty() ? "is no verb; \"nianbao help\" lists them"
                                            : "is no verb; did you mean \"" + std::string(near) + "\"?"};
}

}  // namespace nianbao::cli
