#include "cli/command_line.h"
#include "cli/help.h"
#include "cli/nearest.h"
#include "cli/standard_output.h"
#include "cli/verbs.h"
#include "cli/width.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <set>
#include <sstream>

#include "tests/support/catch.h"

using namespace nianbao::cli;

TEST_CASE("every help fits a screen and starts with an example") {
    std::vector<std::string> helps = {overview()};
    for (const Verb* verb : verbs()) helps.push_back(help_of(*verb));
    for (const std::string& help : helps) {
        CAPTURE(help);
        CHECK(help.starts_with("Example:\n  nianbao "));
        CHECK(std::count(help.begin(), help.end(), '\n') <= 24);
        std::istringstream lines(help);
        for (std::string line; std::getline(lines, line);) CHECK(columns_of(line) <= 80);
    }
}

TEST_CASE("a help is wrapped at the width of the screen") {
    static constexpr Option options[] = {
        {.name = "colour",
         .kind = Kind::choice,
         .value = "red|green",
         .description = "what the words of a description do when they reach the end of the line",
         .otherwise = "red"}};
    static constexpr Verb verb = {
        .name = "paint",
        .summary = "paints",
        .example = "nianbao paint x\nnianbao paint y",
        .usage = "A-RATHER-LONG-ARGUMENT ANOTHER-RATHER-LONG-ARGUMENT A-THIRD-ONE",
        .options = options,
        .remarks = "  kept as it is\nA paragraph that is longer than the screen is wide, which is cut between two words.",
        .run = nullptr};
    CHECK(help_of(verb) ==
          "Example:\n  nianbao paint x\n  nianbao paint y\n\npaints\n\n"
          "Usage: nianbao paint [options] A-RATHER-LONG-ARGUMENT\n"
          "       ANOTHER-RATHER-LONG-ARGUMENT A-THIRD-ONE\n\n"
          "  kept as it is\n"
          "A paragraph that is longer than the screen is wide, which is cut between two\nwords.\n\n"
          "      --colour red|green  what the words of a description do when they reach the\n"
          "                          end of the line (red)\n"
          "      --[no-]progress     show a line of progress, terminal or not\n"
          "  -h, --help              this text\n");
}

TEST_CASE("every verb is well described, and no option stands for two things") {
    for (const Verb* verb : verbs()) {
        CAPTURE(verb->name);
        CHECK(verb->run != nullptr);
        CHECK(columns_of(verb->summary) <= 66);
        CHECK(find_verb(verb->name) == verb);
        std::set<std::string_view> names;
        std::set<char> letters;
        for (const std::span<const Option> options : {verb->options, common_options()}) {
            for (const Option& option : options) {
                CAPTURE(option.name);
                CHECK(names.insert(option.name).second);
                CHECK((option.letter == 0 || letters.insert(option.letter).second));
                CHECK_FALSE(option.description.empty());
                CHECK((option.kind == Kind::flag) == option.value.empty());
                // Read back by the same rules as the user's own value.
                if (!option.otherwise.empty()) {
                    const std::string word = "--" + std::string(option.name) + '=' + std::string(option.otherwise);
                    const std::vector<std::string_view> words = {word, "--help"};
                    CHECK(Arguments::parse(*verb, words));
                }
            }
        }
    }
}

TEST_CASE("the nearest word is found, and nothing where nothing is near") {
    const std::string_view known[] = {"harvest", "parse", "audit", "export", "normalize"};
    CHECK(nearest("pasre", known) == "parse");
    CHECK(nearest("normalise", known) == "normalize");
    CHECK(nearest("harvst", known) == "harvest");
    CHECK(nearest("par", known).empty());
    CHECK(nearest("xyzzy", known).empty());
    CHECK(nearest("", known).empty());
    CHECK(nearest(std::string(100'000, 'a'), known).empty());
    CHECK(edit_distance("ab", "ba") == 1);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("columns count Chinese characters twice and never cut one") {
    CHECK(columns_of("abc") == 3);
    CHECK(columns_of("年报") == 4);
    CHECK(columns_of("a…é") == 3);
    CHECK(cut_to_columns("年报", 3) == "年");
    CHECK(cut_to_columns("年报", 4) == "年报");
    CHECK(cut_to_columns("年\xE6\x8A", 80) == "年\xE6\x8A");
}

TEST_CASE("talk is one line, whatever it is about") {
    std::ostringstream stream;
    Talk talk(stream);
    talk.error({"a\nb\x1b[2Jc", "年报 \x7f\xc2\x9b"});
    talk.progress("hidden");
    talk.line("done");
    CHECK(stream.str() == "nianbao: a\\x0ab\\x1b[2Jc: 年报 \\x7f\\xc2\\x9b\ndone\n");
}

TEST_CASE("progress is written over itself and wiped before a line") {
    std::ostringstream stream;
    Talk talk(stream, Colour::always, Progress::shown);
    talk.progress("1 page");
    talk.progress("2 pages");  // too soon
    talk.error({"x", "y"});
    CHECK(stream.str() == "1 page\r\x1b[K\x1b[1;31mnianbao:\x1b[0m x: y\n");
}

TEST_CASE("standard output remembers why a write failed") {
    const int full = ::open("/dev/full", O_WRONLY);
    REQUIRE(full >= 0);
    StandardOutput buffer(full);
    std::ostream out(&buffer);
    out << "x";
    CHECK(out.good());
    CHECK_FALSE(out.flush().good());
    CHECK(buffer.error() == ENOSPC);
    out.clear();
    out << std::string(200'000, 'x');
    CHECK(out.bad());
    ::close(full);
}

TEST_CASE("standard output writes everything, in order") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    {
        StandardOutput buffer(ends[1]);
        std::ostream out(&buffer);
        for (int i = 0; i < 100; ++i) out << i << '\n' << std::flush;
        CHECK(buffer.error() == 0);
    }
    ::close(ends[1]);
    std::string expected, read(4096, '\0');
    for (int i = 0; i < 100; ++i) expected += std::to_string(i) + '\n';
    read.resize(static_cast<std::size_t>(::read(ends[0], read.data(), read.size())));
    CHECK(read == expected);
    ::close(ends[0]);
}
