#pragma once
// From an HTTP response as it was received to the document that it carries:
//
//   status line, header fields      read_http_head
//   body as received                chunks …
//     │ transfer coding             coding/chunked.h    RFC 9112, 7.1   (the payload digest is of this)
//     │ content coding              coding/content.h    RFC 9110, 8.4
//     ▼ document                    decode_http_response does all of it
//
// Every step is bounded, and a message that was cut off gives what there is. Errors say what is wrong; `where` is "HTTP
// response", and a caller that knows file and offset puts them there instead.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/result.h"

namespace nianbao::archive {

// 32 MiB of document: a page of a portal has 60 KB, an attachment a few MB.
inline constexpr std::size_t default_decoded_limit = std::size_t{32} << 20;

struct HttpHead {
    int status = 0;                                            // 0..999
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, values trimmed, as received
    std::size_t size = 0;                                      // bytes up to and with the empty line

    // The first field of that name (lower case); nullopt when there is none.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
};

// Error: the message does not begin with a status line ("HTTP/1.1 200 OK"). Lines may end in LF alone, and the head may be
// cut off: then it reaches to the end.
[[nodiscard]] model::Result<HttpHead> read_http_head(std::string_view message);

enum class Completeness { whole, cut };

[[nodiscard]] bool is_chunked(const HttpHead& head);

// The payload that a digest is taken of: transfer coding undone, content coding as sent. A body that is not chunked as its
// head says is taken as it stands. The view points into `body` or into `storage`.
[[nodiscard]] std::string_view payload_of(const HttpHead& head, std::string_view body, std::string& storage);

struct HttpPayload {
    int status = 0;
    std::string media_type;  // lower case, without parameters; "" when not said
    std::string charset;     // lower case; "" when not said
    std::string bytes;       // the document
    Completeness completeness = Completeness::whole;
};

// A body that is not in the coding that its head names, but looks like a document, is taken as it stands: many archives
// decode what they keep. Error: no HTTP response, damaged or too large content coding, one that we do not know.
[[nodiscard]] model::Result<HttpPayload> decode_http_response(std::string_view message,
                                                              std::size_t limit = default_decoded_limit);

// `text/html; charset="GB2312"` -> {"text/html", "gb2312"}.
[[nodiscard]] std::pair<std::string, std::string> split_content_type(std::string_view value);

}  // namespace nianbao::archive
