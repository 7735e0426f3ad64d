// nianbao robots FILE URL: may this URL be fetched under this robots.txt?

#include <algorithm>
#include <string>

#include "cli/input.h"
#include "cli/verb.h"
#include "crawler/robots.h"
#include "model/url.h"

namespace nianbao::cli {

namespace {

constexpr Option options[] = {
    {.name = "agent", .kind = Kind::text, .value = "NAME", .description = "the crawler that asks", .otherwise = "nianbao"},
};

std::string reason(const crawler::Robots& robots, const crawler::Permission& permission) {
    if (permission.line > 0) return "line " + std::to_string(permission.line) + ": " + permission.text;
    return robots.is_html ? "no rule matches; the file is a web page, not a robots.txt" : "no rule matches";
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    const std::string& path = arguments.positional()[0];
    const model::Result<std::string> body = read_input(path, console.in);
    if (!body) return tl::unexpected(body.error());
    const model::Result<model::Url> url = model::Url::parse(arguments.positional()[1]);
    if (!url) return tl::unexpected(url.error());
    const crawler::Robots robots = crawler::parse_robots(*body);
    // What is not percent-encoded is compared as it was given (decision 3); else as the crawler would ask for it.
    const std::string& given = arguments.positional()[1];
    const bool is_ascii = std::all_of(given.begin(), given.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const crawler::Permission permission = crawler::allowed(robots, arguments.text("agent"), is_ascii ? url->target() : crawler::target_of(given));
    console.out << (permission.allowed ? "yes: " : "no: ") << printable(reason(robots, permission)) << '\n';
    return permission.allowed ? ExitCode::done : ExitCode::no;
}

}  // namespace

extern const Verb robots_verb;
constinit const Verb robots_verb = {
    .name = "robots",
    .summary = "may a URL be fetched under a robots.txt?",
    .example = "nianbao robots robots.txt https://www.example.gov.cn/zwgk/index.html",
    .usage = "FILE URL",
    .options = options,
    .fewest_arguments = 2,
    .most_arguments = 2,
    .remarks =
        "FILE is a robots.txt as it was served, or - for standard input. Prints yes or no\n"
        "and the line that decides (RFC 9309). Exit code 0 yes, 1 no.",
    .run = run,
};

}  // namespace nianbao::cli
