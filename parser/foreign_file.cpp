#include "parser/foreign_file.h"

#include <array>

namespace nianbao::parser {
namespace {

struct Kind {
    std::string_view signature;  // the first bytes
    std::string_view name;
    std::string_view advice;
};

constexpr std::array<Kind, 6> kinds = {{
    {"%PDF-", "a PDF file", "take its text out and read that: pdftotext -layout FILE FILE.txt"},
    {"PK\x03\x04", "a packed file (docx, xlsx, ofd, zip)", "save it as HTML or text with the program that made it, and read that"},
    {"\xD0\xCF\x11\xE0", "a file of Word, Excel or WPS", "save it as HTML or text, and read that"},
    {"\x89" "PNG", "a picture", "read the page that it stands on"},
    {"\xFF\xD8\xFF", "a picture", "read the page that it stands on"},
    {"\x1F\x8B", "a gzip file", "unpack it; WARC archives are read packed when their names end in .warc.gz"},
}};

}  // namespace

std::string why_not_text(std::string_view bytes) {
    for (const Kind& kind : kinds)
        if (bytes.starts_with(kind.signature)) return "the document is " + std::string(kind.name) + ", which is not read; " + std::string(kind.advice);
    return "the document is not text";
}

}  // namespace nianbao::parser
