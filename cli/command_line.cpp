#include "cli/command_line.h"

#include <poll.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>
#include <exception>
#include <iostream>
#include <system_error>
#include <vector>

#include "cli/help.h"
#include "cli/standard_output.h"
#include "cli/verbs.h"

namespace nianbao::cli {

namespace {

bool reader_has_gone() {
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

ExitCode run_verb(const Verb& verb, std::span<const std::string_view> words, Console& console) {
    const model::Result<Arguments> arguments = Arguments::parse(verb, words);
    if (!arguments) {
        console.talk.error(arguments.error());
        return ExitCode::failed;
    }
    if (arguments->has("help")) {
        console.out << help_of(verb);
        return ExitCode::done;
    }
    if (arguments->has("progress")) console.talk.show_progress(Progress::shown);
    if (arguments->has("no-progress")) console.talk.show_progress(Progress::hidden);
    const model::Result<ExitCode> ended = verb.run(*arguments, console);
    console.talk.clear_progress();
    if (ended) return *ended;
    // An exporter writes to standard output itself. What nobody reads on ends as behind console.out: here it learns of it.
    if (ended.error().where == "standard output" && reader_has_gone()) {
        console.out << '\n' << std::flush;
        return ExitCode::failed;
    }
    console.talk.error(ended.error());
    return ExitCode::failed;
}

// The verb's code, unless something that was meant for stdout did not reach it.
ExitCode finish_output(const StandardOutput& buffer, Talk& talk, ExitCode code) {
    if (buffer.error() == 0) return code;
    talk.error({"standard output", std::generic_category().message(buffer.error()) + "; what was printed is incomplete"});
    return ExitCode::failed;
}

// `nianbao parse … | head`: nobody reads on. The verb ran on with SIGPIPE ignored so that it could end in good order; now
// the process ends as the caller would have had it end.
void end_by_broken_pipe() {
    (void)::signal(SIGPIPE, SIG_DFL);
    (void)::raise(SIGPIPE);
}

}  // namespace

ExitCode run_words(std::span<const std::string_view> words, Console& console) {
    if (words.empty()) {
        console.talk.error({"", "which verb? \"nianbao help\" lists them"});
        return ExitCode::failed;
    }
    if (words[0] == "--version") {
        console.out << version_text();
        return ExitCode::done;
    }
    if (words[0] == "-h" || words[0] == "--help") {
        console.out << overview();
        return ExitCode::done;
    }
    const Verb* verb = find_verb(words[0]);
    if (verb != nullptr) return run_verb(*verb, words.subspan(1), console);
    const bool is_option = words[0].starts_with('-');
    console.talk.error(is_option
                           ? model::Error{std::string(words[0]), "is no verb; options stand after it: nianbao VERB [options]"}
                           : unknown_verb(words[0]));
    return ExitCode::failed;
}

int run(int argc, char** argv) {
    occupy_standard_streams();
    // A file that may not grow further (ulimit -f) is an error of its write, with a name and a remedy.
    (void)::signal(SIGXFSZ, SIG_IGN);
    const bool may_end_by_pipe = ::signal(SIGPIPE, SIG_IGN) == SIG_DFL;
    StandardOutput buffer(STDOUT_FILENO);
    std::ostream out(&buffer);
    Talk talk(std::cerr, colour_of_terminal(), progress_of_terminal());
    std::ios::sync_with_stdio(false);
    Console console{std::cin, out, talk};
    const std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    ExitCode code = ExitCode::failed;
    try {
        code = run_words(words, console);
    } catch (const std::exception& exception) {
        // Only what nobody can foresee: no memory, a bug.
        talk.error({"internal error", exception.what()});
    }
    out.flush();
    if (buffer.error() == EPIPE && may_end_by_pipe) end_by_broken_pipe();
    return static_cast<int>(finish_output(buffer, talk, code));
}

}  // namespace nianbao::cli
