// What a record says of a file that is no text.

#include "parser/foreign_file.h"

#include "tests/support/catch.h"

using nianbao::parser::why_not_text;

TEST_CASE("a file that is no text is named, with what to do") {
    CHECK(why_not_text("%PDF-1.7\n").find("PDF file") != std::string::npos);
    CHECK(why_not_text("%PDF-1.7\n").find("pdftotext") != std::string::npos);
    CHECK(why_not_text(std::string_view("PK\x03\x04\0\0", 6)).find("docx") != std::string::npos);
    CHECK(why_not_text("\xD0\xCF\x11\xE0\xA1").find("Word") != std::string::npos);
    CHECK(why_not_text(std::string_view("\0\1\2", 3)) == "the document is not text");
    CHECK(why_not_text("") == "the document is not text");
}
