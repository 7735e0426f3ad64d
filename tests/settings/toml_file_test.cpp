#include "settings/toml_file.h"

#include <unistd.h>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/support/catch.h"

using nianbao::settings::Table;
using nianbao::settings::TomlFile;

namespace {

TomlFile parsed(std::string_view content) {
    auto file = TomlFile::parse(content, "x.toml");
    if (!file) FAIL(file.error().where << ": " << file.error().what);
    return *file;
}

// What finish() says after `ask` has read the file: "where: what", or "" when all is well.
std::string verdict(std::string_view content, const std::function<void(const Table&)>& ask) {
    const TomlFile file = parsed(content);
    ask(file.root());
    const auto error = file.finish();
    return error ? error->where + ": " + error->what : "";
}

std::string parse_error(std::string_view content) {
    const auto file = TomlFile::parse(content, "x.toml");
    return file ? "" : file.error().where + ": " + file.error().what;
}

// A file of its own name below the working folder of the test, gone at the end.
struct TemporaryFile {
    std::string path = (std::filesystem::temp_directory_path() / ("nianbao-toml-" + std::to_string(::getpid()))).string();
    explicit TemporaryFile(std::string_view content) { std::ofstream(path, std::ios::binary) << content; }
    ~TemporaryFile() { std::remove(path.c_str()); }
};

}  // namespace

TEST_CASE("every kind of value is read") {
    const TomlFile file = parsed(
        "title = '年报'\ncount = 3\ndelay = 1.5\nwhole = 2\non = true\nnames = ['a', '二']\n"
        "[portal]\nid = 'p'\n[[page]]\nurl = '1'\n[[page]]\nurl = '2'\n");
    const Table root = file.root();
    CHECK(root.required_text("title") == "年报");
    CHECK(root.text("absent", "otherwise") == "otherwise");
    CHECK(root.integer("count", 0, 0, 10) == 3);
    CHECK(root.integer("absent", 7, 0, 10) == 7);
    CHECK(root.number("delay", 0, 0, 10) == 1.5);
    CHECK(root.number("whole", 0, 0, 10) == 2.0);
    CHECK(root.flag("on", false));
    CHECK(root.flag("absent", true));
    CHECK(root.texts("names") == std::vector<std::string>{"a", "二"});
    CHECK(root.texts("absent").empty());
    REQUIRE(root.table("portal").has_value());
    CHECK(root.table("portal")->text("id") == "p");
    CHECK_FALSE(root.table("absent").has_value());
    const auto pages = root.tables("page");
    REQUIRE(pages.size() == 2);
    CHECK(pages[0].text("url") == "1");
    CHECK(pages[1].text("url") == "2");
    CHECK(root.has("title"));
    CHECK_FALSE(root.has("absent"));
    CHECK(file.finish() == std::nullopt);
}

TEST_CASE("a problem names line, column and what was expected") {
    struct Case {
        std::string_view content;
        std::function<void(const Table&)> ask;
        std::string_view says;
    };
    const Case cases[] = {
        {"a = 1\nb = 2", [](const Table& t) { (void)t.text("b"), (void)t.integer("a", 0, 0, 9); },
         R"(x.toml:2:5: "b" must be a string, not an integer)"},
        {"a = 'x'", [](const Table& t) { (void)t.integer("a", 0, 0, 9); },
         R"(x.toml:1:5: "a" must be an integer, not a string)"},
        {"a = 1.0", [](const Table& t) { (void)t.integer("a", 0, 0, 9); },
         R"(x.toml:1:5: "a" must be an integer, not a number with a fraction)"},
        {"a = 10", [](const Table& t) { (void)t.integer("a", 0, 0, 9); }, R"(x.toml:1:5: "a" must be from 0 to 9)"},
        {"a = 0.05", [](const Table& t) { (void)t.number("a", 1, 0.1, 60); }, R"(x.toml:1:5: "a" must be from 0.1 to 60)"},
        {"a = nan", [](const Table& t) { (void)t.number("a", 1, 0.1, 60); }, R"(x.toml:1:5: "a" must be from 0.1 to 60)"},
        {"a = true", [](const Table& t) { (void)t.number("a", 1, 0, 60); },
         R"(x.toml:1:5: "a" must be a number, not true or false)"},
        {"a = 1", [](const Table& t) { (void)t.flag("a", false); }, R"(x.toml:1:5: "a" must be true or false, not an integer)"},
        {"a = 'x'", [](const Table& t) { (void)t.texts("a"); }, R"(x.toml:1:5: "a" must be an array of strings, not a string)"},
        {"a = [\n 'x',\n 4]", [](const Table& t) { (void)t.texts("a"); },
         R"(x.toml:3:2: "a" must be an array of strings, not an integer)"},
        {"[a]\nb = 1", [](const Table& t) { (void)t.tables("a"); },
         R"(x.toml:1:1: "a" must be a list of tables, [[a]], not a table)"},
        {"[[a]]\nb = 1", [](const Table& t) { (void)t.table("a"); }, R"(x.toml:1:1: "a" must be a table, [a], not an array)"},
        {"a = 1979-05-27", [](const Table& t) { (void)t.text("a"); },
         R"(x.toml:1:5: "a" must be a string, not a date or time)"},
        {"a = ''", [](const Table& t) { (void)t.required_text("a"); }, R"(x.toml:1:5: "a" must not be empty)"},
        {"\n[a]\n", [](const Table& t) { (void)t.table("a")->required_text("b"); }, R"(x.toml:2:1: missing key "b")"},
        {"a = 5", [](const Table& t) { (void)t.integer("a", 0, 0, 9), t.reject("is odd", "a"); }, "x.toml:1:5: is odd"},
        {"\n[a]\n", [](const Table& t) { t.table("a")->reject("is empty"); }, "x.toml:2:1: is empty"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.content);
        CHECK(verdict(c.content, c.ask) == c.says);
    }
}

TEST_CASE("the first problem recorded is the one reported") {
    CHECK(verdict("a = 1\nb = 2", [](const Table& t) { (void)t.text("b"), (void)t.text("a"); }) ==
          R"(x.toml:2:5: "b" must be a string, not an integer)");
}

TEST_CASE("a key that nobody asked for is an error, the first in the file") {
    const auto ask = [](const Table& t) {
        (void)t.text("title");
        (void)t.text("name");
        for (const Table& page : t.tables("page")) (void)page.text("url");
    };
    CHECK(verdict("title = 'x'\n[[page]]\nurl = 'y'", ask).empty());
    CHECK(verdict("zz = 1\ntitel = 'x'\naa = 1", ask) == R"(x.toml:1:1: unknown key "zz"; known here: name, page, title)");
    CHECK(verdict("[[page]]\n[[page]]\n  ulr = 'y'", ask) == R"(x.toml:3:3: unknown key "ulr"; known here: url)");
    CHECK(verdict("[other]\nkey = 1", ask) == R"(x.toml:1:2: unknown key "other"; known here: name, page, title)");
    CHECK(verdict("a = 1", [](const Table& t) { (void)t.has("a"); }) == "");  // asking whether it is there is asking
}

TEST_CASE("what is not TOML is refused with line and column") {
    CHECK(parse_error("a = 1\nb = \n").rfind("x.toml:2:", 0) == 0);
    CHECK(parse_error("a = 1\na = 2\n").rfind("x.toml:2:", 0) == 0);
    CHECK(parse_error("a = '\xff'").rfind("x.toml:1:", 0) == 0);
    CHECK(parse_error(std::string_view("a = 1\n\0", 7)).rfind("x.toml:2:", 0) == 0);
    CHECK(parse_error("").empty());
}

TEST_CASE("nesting without end is refused, dots in strings and comments are not counted") {
    std::string key;
    for (int i = 0; i < 60'000; ++i) key += "a.";
    CHECK(parse_error("x = 1\n" + key + "a = 1") == "x.toml:2:1: more than 32 dots outside strings in one line");
    CHECK(parse_error("a = " + std::string(100'000, '[')).rfind("x.toml:1:", 0) == 0);
    const std::string dots(100, '.');
    for (const std::string& content : {"a = '" + dots + "'", "a = \"\\\"" + dots + "\"", "a = '''\n'" + dots + "'\n'''",
                                       "a = \"\"\"\n" + dots + "\\\n" + dots + "\"\"\"", "# " + dots + "\na = 1 # " + dots}) {
        CAPTURE(content);
        CHECK(parse_error(content).empty());
        CHECK(parse_error(content + "\nb" + key + "a = 1").find("dots outside") != std::string::npos);
    }
}

TEST_CASE("loading says which file and why") {
    const auto missing = TomlFile::load("/nonexistent/x.toml");
    REQUIRE_FALSE(missing);
    CHECK(missing.error() == nianbao::model::Error{"/nonexistent/x.toml", "cannot be read: No such file or directory"});
    const auto folder = TomlFile::load("/");
    REQUIRE_FALSE(folder);
    CHECK(folder.error() == nianbao::model::Error{"/", "cannot be read: Is a directory"});

    const TemporaryFile good("a = 1\n");
    const auto loaded = TomlFile::load(good.path);
    REQUIRE(loaded);
    CHECK(loaded->root().integer("a", 0, 0, 9) == 1);
    CHECK(loaded->root().where("a") == good.path + ":1:5");
}

TEST_CASE("a file of 1 MiB is read and one byte more is refused") {
    const std::string most = "#" + std::string((1 << 20) - 1, ' ');
    const TemporaryFile full(most);
    CHECK(TomlFile::load(full.path));
    const TemporaryFile over(most + ' ');
    const auto refused = TomlFile::load(over.path);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what == "is larger than 1 MiB; split it, settings are small");
}
