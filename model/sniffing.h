#pragma once
// What bytes are, whatever their server says: the part of the WHATWG MIME Sniffing standard that tells a page from other things.

#include <string_view>

namespace nianbao::model {

// Section 7.1, the patterns of text/html: white space, then one of the tags with which pages begin, in any case, and behind it a
// space or '>'; or a comment. Behind a UTF-8 mark, too.
[[nodiscard]] bool begins_as_html(std::string_view bytes);

// Section 5.1: no binary data byte (a control character that text does not have) among the first 1445 bytes.
[[nodiscard]] bool looks_like_text(std::string_view bytes);

}  // namespace nianbao::model
