#include "parser/open_elements.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

using namespace nianbao::parser;

namespace {

// Runs tags such as "div", "/div", "td"; answers with those that stay.
std::string kept(const std::vector<std::string>& tags, int most) {
    OpenElements open(most);
    std::string result;
    for (const std::string& tag : tags) {
        const bool is_end = tag.front() == '/';
        const int rule = find_tag_rule(is_end ? tag.substr(1) : tag);
        REQUIRE(rule >= 0);
        bool stays = true;
        if (tag_rule(rule).treatment == Treatment::cell)
            is_end ? open.close_cell(rule) : open.open_cell(rule);
        else if (tag_rule(rule).treatment == Treatment::row)
            is_end ? open.close_row() : open.open_cell(-1);
        else
            stays = is_end ? open.close(rule) : open.open(rule);
        if (stays) result += (result.empty() ? "" : " ") + tag;
    }
    return result;
}

}  // namespace

TEST_CASE("an end tag stays when it closes an element that stays") {
    struct Row {
        std::vector<std::string> tags;
        int most;
        std::string want;
    };
    const std::vector<Row> rows = {
        {{"div", "/div"}, 9, "div /div"},
        {{"/div", "div"}, 9, "div"},
        {{"div", "div", "/div", "/div", "/div"}, 1, "div /div"},
        {{"div", "ul", "/div", "/ul"}, 9, "div ul /div"},
        {{"h1", "/h2", "/h1"}, 9, "h1 /h2"},
        {{"ul", "table", "tr", "td", "/ul", "/table", "/ul"}, 9, "ul table tr td /table /ul"},
        {{"table", "td", "div", "td", "/div", "/table"}, 9, "table td div td /table"},
        {{"table", "table", "/table", "/table"}, 9, "table table /table"},
        {{"table", "td", "table", "/table", "/table"}, 9, "table td table /table /table"},
        {{"table", "tr", "td", "/tr", "table", "/table", "/table"}, 9, "table tr td /tr table /table"},
        {{"table", "caption", "div", "/tr", "/div"}, 9, "table caption div /tr /div"},
    };
    for (const Row& row : rows) {
        std::string tags;
        for (const std::string& tag : row.tags) tags += " " + tag;
        CAPTURE(tags, row.most);
        CHECK(kept(row.tags, row.most) == row.want);
    }
}

TEST_CASE("tags are found in any case, and no others") {
    CHECK(tag_rule(find_tag_rule("TaBle")).name == "table");
    CHECK(tag_rule(find_tag_rule("blockquote")).name == "blockquote");
    CHECK(find_tag_rule("blockquotes") == -1);
    CHECK(find_tag_rule("span") == -1);
    CHECK(find_tag_rule("") == -1);
    CHECK(find_tag_rule("t") == -1);
    for (int rule = 0; rule < tag_rule_count; ++rule) CHECK(find_tag_rule(tag_rule(rule).name) == rule);
}

TEST_CASE("a style hides only with display:none") {
    for (const char* style : {"display:none", "color:red; DISPLAY : None", "display:none!important", "a:b;display:none;c:d"}) {
        CAPTURE(style);
        CHECK(style_hides(style));
    }
    for (const char* style : {"", "display:block", "mso-display:none", "display", "none:display", "text-decoration:none", "display:no"}) {
        CAPTURE(style);
        CHECK_FALSE(style_hides(style));
    }
}
