#pragma once
// What a verb is: data for the frame (name, help, options) and one function. Each verb lives in cli/verb_<name>.cpp,
// exports one `extern const Verb <name>_verb` and is listed in cli/verbs.cpp.
//
//   constexpr Option options[] = {{.name = "agent", .letter = 'a', .kind = Kind::text, .value = "NAME", …}};
//   constinit const Verb robots_verb = {.name = "robots", …, .options = options, .run = run};

#include <cstdint>
#include <istream>
#include <limits>
#include <ostream>
#include <span>
#include <string_view>

#include "cli/arguments.h"
#include "cli/talk.h"
#include "model/result.h"

namespace nianbao::cli {

// The contract's exit codes.
enum class ExitCode : int {
    done = 0,
    no = 1,      // the answer is no: a finding at or above --fail-on, an input or a page that could not be had
    failed = 2,  // could not do it: usage, configuration, disk
    interrupted = 130,
};

enum class Kind {
    flag,     // no value
    text,     // any text
    integer,  // within least..most
    number,   // within least..most, may have a fraction
    choice,   // one of the words in `value`, which are separated by '|'
};

// Checked by the frame before the verb runs, so that a verb never sees a bad value.
struct Option {
    std::string_view name;  // "workspace": written --workspace VALUE or --workspace=VALUE
    char letter = 0;        // 'w': written -w VALUE or -wVALUE; 0 when there is none
    Kind kind = Kind::flag;
    std::string_view value = {};        // how the help names the value: "DIR", "N", "jsonl|json|csv"
    std::string_view description = {};  // for the help, a phrase without a full stop
    std::string_view otherwise = {};    // the value when the option is not given; the help prints it
    std::int64_t least = 0;
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

// Every verb that takes a workspace describes it in the same words.
inline constexpr Option workspace_option = {.name = "workspace",
                                            .letter = 'w',
                                            .kind = Kind::text,
                                            .value = "DIR",
                                            .description = "the folder of captures, records and exports",
                                            .otherwise = "workspace"};

struct Console {
    std::istream& in;
    std::ostream& out;  // data; bad() once a write has failed: a verb with much to do stops then, the frame says why
    Talk& talk;         // stderr
};

struct Verb {
    static constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

    std::string_view name;
    std::string_view summary;  // one line, at most 60 columns
    std::string_view example;  // a command line, or several separated by '\n'; each begins with "nianbao "
    std::string_view usage;    // the arguments: "FILE URL", "[FILE | -]..."
    std::span<const Option> options = {};
    std::size_t fewest_arguments = 0;
    std::size_t most_arguments = any_number;
    std::string_view remarks = {};  // a few more lines for the help, or ""
    // An Error is printed by the frame and ends in ExitCode::failed.
    model::Result<ExitCode> (*run)(const Arguments& arguments, Console& console);
};

}  // namespace nianbao::cli
