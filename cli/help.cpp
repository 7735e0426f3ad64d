#include "cli/help.h"

#include <algorithm>
#include <vector>

#include "cli/nearest.h"
#include "cli/verbs.h"
#include "cli/width.h"

namespace nianbao::cli {

namespace {

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

void append_options(std::string& text, std::span<const Option> options, std::size_t width) {
    for (const Option& option : options) {
        text.append("  ");
        append_padded(text, written(option), width);
        text.append("  ").append(option.description);
        if (!option.otherwise.empty()) text.append(" (").append(option.otherwise).append(")");
        text.append("\n");
    }
}

}  // namespace

std::string version_text() { return "nianbao " NIANBAO_VERSION "\n"; }

std::string overview() {
    std::string text =
        "Example:\n"
        "  nianbao parse report.html\n"
        "\n"
        "nianbao harvests and reads the annual reports that Chinese government bodies\n"
        "publish on the disclosure of information (政府信息公开工作年度报告).\n"
        "\n"
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
    text.append("\n")
        .append(verb.summary)
        .append("\n\nUsage: nianbao ")
        .append(verb.name)
        .append(" [options] ")
        .append(verb.usage);
    text.append("\n\n");
    if (!verb.remarks.empty()) text.append(verb.remarks).append("\n\n");
    std::size_t width = 0;
    for (const std::span<const Option> options : {verb.options, common_options()})
        for (const Option& option : options) width = std::max(width, columns_of(written(option)));
    append_options(text, verb.options, width);
    append_options(text, common_options(), width);
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
