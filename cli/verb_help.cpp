// nianbao help [VERB]: what can be done, and how.

#include "cli/help.h"
#include "cli/verbs.h"

namespace nianbao::cli {

namespace {

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    if (arguments.positional().empty()) {
        console.out << overview();
        return ExitCode::done;
    }
    const Verb* verb = find_verb(arguments.positional()[0]);
    if (verb == nullptr) return tl::unexpected(unknown_verb(arguments.positional()[0]));
    console.out << help_of(*verb);
    return ExitCode::done;
}

}  // namespace

extern const Verb help_verb;
constinit const Verb help_verb = {
    .name = "help",
    .summary = "what nianbao can do, or how to use one verb",
    .example = "nianbao help parse",
    .usage = "[VERB]",
    .most_arguments = 1,
    .run = run,
};

}  // namespace nianbao::cli
