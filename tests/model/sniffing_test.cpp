#include "model/sniffing.h"

#include <string>

#include "tests/support/catch.h"

using namespace nianbao::model;

TEST_CASE("pages begin with a tag of pages, a mark or white space before it") {
    for (const char* text : {"<!DOCTYPE html><p>", "<html>", "  \r\n\t<HTML lang=zh>", "\xEF\xBB\xBF<head>", "<!-- x", "<table border=1>", "<a href=x>", "<p>", "<b >", "<script >"}) {
        INFO(text);
        CHECK(begins_as_html(text));
    }
    for (const char* text : {"", "<", "<ht", "<html", "<htmlx>", "<abc>", "<p\n>", "text <html>", "# <html>", "<?xml version='1.0'?>", "{\"a\": \"<html>\"}", "<p/>"}) {
        INFO(text);
        CHECK_FALSE(begins_as_html(text));
    }
    CHECK_FALSE(begins_as_html(std::string(2000, ' ') + "<html>"));
}

TEST_CASE("text has no binary data bytes") {
    CHECK(looks_like_text("政府信息公开\r\n\t\f\x1B"));
    CHECK_FALSE(looks_like_text(std::string("PK\3\4")));
    CHECK_FALSE(looks_like_text(std::string("a\0b", 3)));
    CHECK(looks_like_text(std::string(1445, 'x') + std::string(1, '\0')));
}
