#include "cli/arguments.h"

#include "cli/verb.h"
#include "tests/support/catch.h"

using namespace nianbao::cli;

namespace {

constexpr Option options[] = {
    {.name = "workspace", .letter = 'w', .kind = Kind::text, .value = "DIR"},
    {.name = "format", .letter = 'f', .kind = Kind::choice, .value = "jsonl|json|csv", .otherwise = "jsonl"},
    {.name = "jobs", .letter = 'j', .kind = Kind::integer, .value = "N", .otherwise = "2", .least = 1, .most = 64},
    {.name = "delay", .kind = Kind::number, .value = "SECONDS", .least = 0},
    {.name = "verbose", .letter = 'v'},
    {.name = "quick", .letter = 'q'},
};

constexpr Verb verb = {.name = "parse",
                       .summary = "",
                       .example = "",
                       .usage = "FILE...",
                       .options = options,
                       .fewest_arguments = 1,
                       .most_arguments = 3,
                       .run = nullptr};

nianbao::model::Result<Arguments> parse(std::vector<std::string_view> words) { return Arguments::parse(verb, words); }

Arguments good(std::vector<std::string_view> words) {
    const auto arguments = parse(std::move(words));
    if (!arguments) FAIL(arguments.error().where << ": " << arguments.error().what);
    return *arguments;
}

}  // namespace

TEST_CASE("options are read in every way of writing them, around the arguments") {
    using Words = std::vector<std::string_view>;
    for (const Words& words : {Words{"--workspace", "d", "a", "b"}, Words{"a", "--workspace=d", "b"},
                               Words{"a", "b", "-w", "d"}, Words{"-wd", "a", "b"}, Words{"-vwd", "a", "b"},
                               Words{"-vw", "d", "a", "b"}, Words{"-w", "x", "a", "b", "-w", "d"}}) {
        const Arguments arguments = good(words);
        CHECK(arguments.text("workspace") == "d");
        CHECK(arguments.positional() == std::vector<std::string>{"a", "b"});
    }
}

TEST_CASE("what looks like an option and is none") {
    CHECK(good({"-", "-35", "x"}).positional() == std::vector<std::string>{"-", "-35", "x"});
    CHECK(good({"--", "-v", "--"}).positional() == std::vector<std::string>{"-v", "--"});
    CHECK_FALSE(good({"--", "-v"}).has("verbose"));
    CHECK(good({"-w", "-", "x"}).text("workspace") == "-");
    CHECK(good({"--workspace=--x", "x"}).text("workspace") == "--x");
    CHECK(good({"--workspace=", "x"}).text("workspace").empty());
    CHECK(good({"", "x"}).positional() == std::vector<std::string>{"", "x"});
}

TEST_CASE("values are typed, the last one counts, and the default stands in") {
    const Arguments none = good({"x"});
    CHECK(none.text("format") == "jsonl");
    CHECK(none.integer("jobs") == 2);
    CHECK(none.number("delay") == 0.0);
    CHECK(none.texts("workspace").empty());
    CHECK_FALSE(none.has("format"));

    const Arguments some = good({"-j8", "-f", "csv", "--delay", "0.25", "-vq", "-w", "1", "-w", "2", "x"});
    CHECK(some.integer("jobs") == 8);
    CHECK(some.text("format") == "csv");
    CHECK(some.number("delay") == 0.25);
    CHECK(some.has("verbose"));
    CHECK(some.has("quick"));
    CHECK(some.text("workspace") == "2");
    CHECK(some.texts("workspace") == std::vector<std::string>{"1", "2"});
}

TEST_CASE("the options -h and --help end the reading") {
    CHECK(good({"-h", "--nonsense"}).has("help"));
    CHECK(good({"-help"}).has("help"));
    CHECK(good({"a", "b", "c", "d", "--help"}).has("help"));
}

TEST_CASE("what cannot be read names the word and what to do") {
    struct Case {
        std::vector<std::string_view> words;
        std::string_view where;
        std::string_view what;
    };
    const Case cases[] = {
        {{"--formt", "csv"}, "--formt", "is no option of parse; did you mean --format?"},
        {{"--workspaec=x"}, "--workspaec", "is no option of parse; did you mean --workspace?"},
        {{"--xyzzy"}, "--xyzzy", R"(is no option of parse; "nianbao help parse" lists them)"},
        {{"-x"}, "-x", R"(is no option of parse; "nianbao help parse" lists them)"},
        {{"-vx"}, "-x", R"(is no option of parse; "nianbao help parse" lists them)"},
        {{"-jobs"}, "-j", R"(must be an integer from 1 to 64, not "obs")"},
        {{"x", "-w"}, "-w", "needs a value: -w DIR"},
        {{"--workspace", "--verbose", "x"}, "--workspace", "needs a value: --workspace DIR"},
        {{"--verbose=1"}, "--verbose", "takes no value; leave out the part from the = on"},
        {{"-f", "xml"}, "-f", R"(must be one of jsonl, json, csv, not "xml")"},
        {{"--format=json|csv"}, "--format", R"(must be one of jsonl, json, csv, not "json|csv")"},
        {{"-j", "0"}, "-j", R"(must be an integer from 1 to 64, not "0")"},
        {{"-j", "2x"}, "-j", R"(must be an integer from 1 to 64, not "2x")"},
        {{"-j", "99999999999999999999"}, "-j", R"(must be an integer from 1 to 64, not "99999999999999999999")"},
        {{"--delay=-1"}, "--delay", R"(must be a number of at least 0, not "-1")"},
        {{"--delay=nan"}, "--delay", R"(must be a number of at least 0, not "nan")"},
        {{}, "parse", "needs more arguments; usage: nianbao parse FILE..."},
        {{"a", "b", "c", "d"}, "d", "is one argument too many; usage: nianbao parse FILE..."},
    };
    for (const Case& c : cases) {
        CAPTURE(c.where, c.what);
        const auto arguments = parse(c.words);
        REQUIRE_FALSE(arguments);
        CHECK(arguments.error().where == c.where);
        CHECK(arguments.error().what == c.what);
    }
}
