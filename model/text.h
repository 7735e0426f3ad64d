#pragma once
// The decoded text of a document: valid UTF-8, and how it came about.

#include <cstddef>
#include <string>

namespace nianbao::model {

struct Text {
    std::string utf8;              // always well formed; what could not be decoded is U+FFFD
    std::string charset;           // what it was decoded with, lower case: "utf-8", "gb18030"
    std::string charset_declared;  // the label in force (HTTP header before the page's own), lower case; "" when none
    bool mislabelled = false;      // the declared charset is not the real one
    std::size_t replaced = 0;      // how many U+FFFD decoding put in
};

}  // namespace nianbao::model
