#include "cli/arguments.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <variant>

#include "cli/nearest.h"
#include "cli/verb.h"

namespace nianbao::cli {

using model::fail;
using model::Result;

namespace {

constexpr Option common[] = {
    {.name = "progress", .description = "show a line of progress, terminal or not"},
    {.name = "no-progress", .description = "show none"},
    {.name = "help", .letter = 'h', .description = "this text"},
};

using Done = Result<std::monostate>;

const Option* find_option(const Verb& verb, std::string_view name) {
    for (const std::span<const Option> options : {verb.options, common_options()}) {
        const auto found = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
        if (found != options.end()) return &*found;
    }
    return nullptr;
}

const Option* find_letter(const Verb& verb, char letter) {
    for (const std::span<const Option> options : {verb.options, common_options()}) {
        const auto found = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.letter == letter; });
        if (found != options.end()) return &*found;
    }
    return nullptr;
}

std::string help_command(const Verb& verb) { return "\"nianbao help " + std::string(verb.name) + '"'; }

tl::unexpected<model::Error> unknown_option(const Verb& verb, std::string_view written, std::string_view name) {
    std::vector<std::string_view> names;
    for (const std::span<const Option> options : {verb.options, common_options()})
        for (const Option& option : options) names.push_back(option.name);
    const std::string_view near = name.size() > 1 ? nearest(name, names) : std::string_view();
    return fail(std::string(written),
                "is no option of " + std::string(verb.name) +
                    (near.empty() ? "; " + help_command(verb) + " lists them" : "; did you mean --" + std::string(near) + '?'));
}

template <typename Number>
std::optional<Number> read_whole(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool is_choice(std::string_view choices, std::string_view word) {
    while (true) {
        const std::size_t bar = choices.find('|');
        if (choices.substr(0, bar) == word) return true;
        if (bar == std::string_view::npos) return false;
        choices.remove_prefix(bar + 1);
    }
}

std::string with_commas(std::string_view choices) {
    std::string text;
    for (const char c : choices) text += c == '|' ? ", " : std::string(1, c);
    return text;
}

template <typename Number>
bool in_range(const Option& option, std::optional<Number> value) {
    return value && *value >= static_cast<Number>(option.least) && *value <= static_cast<Number>(option.most);
}

std::string describe_range(const Option& option) {
    if (option.most == std::numeric_limits<std::int64_t>::max()) return "of at least " + std::to_string(option.least);
    return "from " + std::to_string(option.least) + " to " + std::to_string(option.most);
}

// "" when the value is good, else what it must be.
std::string objection(const Option& option, std::string_view value) {
    switch (option.kind) {
        case Kind::flag:
        case Kind::text: return "";
        case Kind::choice: return is_choice(option.value, value) ? "" : "one of " + with_commas(option.value);
        case Kind::integer:
            return in_range(option, read_whole<std::int64_t>(value)) ? "" : "an integer " + describe_range(option);
        case Kind::number: return in_range(option, read_whole<double>(value)) ? "" : "a number " + describe_range(option);
    }
    return "";
}

}  // namespace

std::span<const Option> common_options() { return common; }

// Goes through the words of one command line once.
class ArgumentReader {
public:
    ArgumentReader(const Verb& verb, std::span<const std::string_view> words) : verb_(verb), words_(words) {
        read_.verb_ = &verb;
    }

    Result<Arguments> read() {
        for (; next_ < words_.size() && !read_.has("help"); ++next_) {
            const std::string_view word = words_[next_];
            if (options_ended_ || !is_option(word)) {
                read_.positional_.emplace_back(word);
            } else if (word == "--") {
                options_ended_ = true;
            } else if (Done done = word[1] == '-' ? read_long(word) : read_letters(word); !done) {
                return tl::unexpected(done.error());
            }
        }
        if (read_.has("help")) return std::move(read_);
        return counted();
    }

private:
    // No option is a digit, so that a negative number needs no `--` before it.
    static bool is_option(std::string_view word) {
        return word.size() > 1 && word[0] == '-' && (word[1] < '0' || word[1] > '9');
    }

    Done read_long(std::string_view word) {
        const std::size_t equals = word.find('=');
        const std::string_view written = word.substr(0, equals);
        const std::string_view name = written.substr(2);
        const Option* option = find_option(verb_, name);
        if (option == nullptr) return unknown_option(verb_, written, name);
        if (equals == std::string_view::npos)
            return option->kind == Kind::flag ? store(*option, written, "") : read_value(*option, written);
        if (option->kind == Kind::flag) return fail(std::string(written), "takes no value; leave out the part from the = on");
        return store(*option, written, word.substr(equals + 1));
    }

    Done read_letters(std::string_view word) {
        for (std::size_t i = 1; i < word.size(); ++i) {
            const std::string written{'-', word[i]};
            const Option* option = find_letter(verb_, word[i]);
            if (option == nullptr) return unknown_option(verb_, i == 1 ? word : std::string_view(written), word.substr(1));
            if (option->kind != Kind::flag)
                return i + 1 < word.size() ? store(*option, written, word.substr(i + 1)) : read_value(*option, written);
            if (const Done done = store(*option, written, ""); !done || option->name == "help") return done;
        }
        return {};
    }

    Done read_value(const Option& option, std::string_view written) {
        const bool more = next_ + 1 < words_.size();
        // A forgotten value would swallow the option after it.
        if (!more || (words_[next_ + 1].starts_with("--")))
            return fail(std::string(written), "needs a value: " + std::string(written) + ' ' + std::string(option.value));
        return store(option, written, words_[++next_]);
    }

    Done store(const Option& option, std::string_view written, std::string_view value) {
        if (const std::string wanted = objection(option, value); !wanted.empty())
            return fail(std::string(written), "must be " + wanted + ", not \"" + std::string(value) + '"');
        read_.values_[std::string(option.name)].emplace_back(value);
        return {};
    }

    Result<Arguments> counted() {
        const std::size_t count = read_.positional_.size();
        const std::string usage = "; usage: nianbao " + std::string(verb_.name) + ' ' + std::string(verb_.usage);
        if (count < verb_.fewest_arguments) return fail(std::string(verb_.name), "needs more arguments" + usage);
        if (count > verb_.most_arguments)
            return fail(read_.positional_[verb_.most_arguments], "is one argument too many" + usage);
        return std::move(read_);
    }

    const Verb& verb_;
    std::span<const std::string_view> words_;
    std::size_t next_ = 0;
    bool options_ended_ = false;
    Arguments read_;
};

Result<Arguments> Arguments::parse(const Verb& verb, std::span<const std::string_view> words) {
    return ArgumentReader(verb, words).read();
}

bool Arguments::has(std::string_view name) const {
    assert(find_option(*verb_, name) != nullptr);
    return values_.find(name) != values_.end();
}

std::string Arguments::text(std::string_view name) const {
    assert(find_option(*verb_, name) != nullptr);
    const auto found = values_.find(name);
    return found != values_.end() ? found->second.back() : std::string(find_option(*verb_, name)->otherwise);
}

std::vector<std::string> Arguments::texts(std::string_view name) const {
    assert(find_option(*verb_, name) != nullptr);
    const auto found = values_.find(name);
    return found != values_.end() ? found->second : std::vector<std::string>();
}

std::int64_t Arguments::integer(std::string_view name) const {
    assert(find_option(*verb_, name)->kind == Kind::integer);
    return read_whole<std::int64_t>(text(name)).value_or(0);
}

double Arguments::number(std::string_view name) const {
    assert(find_option(*verb_, name)->kind == Kind::number);
    return read_whole<double>(text(name)).value_or(0);
}

}  // namespace nianbao::cli
