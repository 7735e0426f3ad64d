#pragma once
// The arguments of one verb, read by its table of options: --name VALUE, --name=VALUE, -n VALUE, -nVALUE, switches in one
// word (-ab), options before, between and after the arguments. `--` ends the options; `-` and `-35` are arguments.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace nianbao::cli {

struct Verb;
struct Option;

class Arguments {
public:
    // Error: an option that the verb does not have (the nearest is named), a value that is missing, of the wrong kind or
    // out of range, too few or too many arguments. Stops at -h or --help without looking at the rest.
    [[nodiscard]] static model::Result<Arguments> parse(const Verb& verb, std::span<const std::string_view> words);

    [[nodiscard]] const std::vector<std::string>& positional() const { return positional_; }
    // True when the option was given. An option that is not in the verb's table is a bug, here and below.
    [[nodiscard]] bool has(std::string_view name) const;
    // The last value given, else the option's `otherwise`.
    [[nodiscard]] std::string text(std::string_view name) const;
    // Every value given, in order; empty when there is none.
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
    // Only for options of that kind; 0 when not given and without `otherwise`.
    [[nodiscard]] std::int64_t integer(std::string_view name) const;
    [[nodiscard]] double number(std::string_view name) const;

private:
    friend class ArgumentReader;
    const Verb* verb_ = nullptr;
    std::vector<std::string> positional_;
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// Options that every verb has: --help, --progress, --no-progress.
[[nodiscard]] std::span<const Option> common_options();

}  // namespace nianbao::cli
