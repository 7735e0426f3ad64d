#pragma once
// A page as it was fetched or read from a file: bytes and what was said about them. Nothing is decoded yet.

#include <string>

namespace nianbao::model {

struct Page {
    std::string path;          // the file it was read from, or ""
    std::string url;           // the address it was fetched from, or ""
    std::string bytes;         // the document: content codings (gzip …) already undone
    std::string media_type;    // "text/html"; "" when unknown
    std::string http_charset;  // the charset parameter of Content-Type; "" when none
    std::string fetched_at;    // ISO 8601, UTC; "" for a file
    std::string warc_file;
    long long warc_offset = -1;
    bool is_cut = false;  // the end of the document did not arrive
};

}  // namespace nianbao::model
