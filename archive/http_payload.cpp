#include "archive/http_payload.h"

#include <algorithm>

#include "archive/text.h"
#include "coding/chunked.h"
#include "coding/content.h"

namespace nianbao::archive {

using model::fail;
using model::Result;

namespace {

constexpr const char* where = "HTTP response";

// Many archives hold a body that was decoded while its head still names the coding; then it does not look encoded.
bool begins_with_chunk(std::string_view body) {
    std::string_view rest = body;
    const std::string_view line = take_line(rest);
    return read_number(trim(line.substr(0, line.find(';'))), 16).has_value();
}

// A document and its state while its codings are undone.
struct Document {
    std::string bytes;
    Completeness completeness = Completeness::whole;
};

// Archives hold bodies that were decoded while their head still names the coding; what is no gzip, then, is such a body. The
// other codings cannot be told by their first bytes: where one does not fit at all and the body is text, it is one too.
bool is_decoded_already(coding::Content content, std::string_view body) {
    if (content == coding::Content::gzip) return !body.starts_with("\x1f\x8b");
    const std::string_view begin = trim(body.substr(0, 64));
    return begin.starts_with('<') || begin.starts_with("\xef\xbb\xbf<");
}

// One content coding undone, in place. Error: one that we do not know, damaged data, more than the limit.
Result<void> undo_content_coding(std::string_view name, Document& body, std::size_t limit) {
    if (name.empty() || name == "identity" || body.bytes.empty()) return {};
    const auto content = coding::content_named(name);
    if (!content) return fail(where, "has the content coding " + std::string(name.substr(0, 40)) + ", which cannot be decoded");
    if (*content == coding::Content::gzip && is_decoded_already(*content, body.bytes)) return {};
    coding::Decoded decoded = coding::undo(*content, body.bytes, limit);
    switch (decoded.end) {
        case coding::End::complete: break;
        case coding::End::truncated: body.completeness = Completeness::cut; break;
        case coding::End::too_large: return fail(where, "decodes to more than the limit of " + std::to_string(limit) + " bytes");
        case coding::End::damaged:
            if (decoded.bytes.empty() && is_decoded_already(*content, body.bytes)) return {};
            return fail(where, "has damaged compressed data after " + std::to_string(decoded.bytes.size()) + " bytes");
    }
    body.bytes = std::move(decoded.bytes);
    return {};
}

}  // namespace

std::optional<std::string_view> HttpHead::find(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return std::nullopt;
}

bool is_chunked(const HttpHead& head) {
    const auto coding = head.find("transfer-encoding");
    return coding && lower_case(*coding).find("chunked") != std::string::npos;
}

Result<HttpHead> read_http_head(std::string_view message) {
    std::string_view rest = message;
    const std::string_view status_line = take_line(rest);
    // RFC 9112, 4: status-line = HTTP-version SP status-code SP [reason-phrase]
    const std::size_t space = status_line.find(' ');
    const auto status = space == std::string_view::npos ? std::nullopt : read_number(status_line.substr(space + 1, 3));
    if (!status_line.starts_with("HTTP/") || !status) return fail(where, "does not begin with a status line");
    HttpHead head;
    head.status = static_cast<int>(*status);
    while (!rest.empty()) {
        const std::string_view line = take_line(rest);
        if (line.empty()) break;
        const bool continues = line.front() == ' ' || line.front() == '\t';  // RFC 9112, 5.2: obs-fold
        const std::size_t colon = line.find(':');
        if (continues && !head.headers.empty())
            head.headers.back().second.append(" ").append(trim(line));
        else if (colon != std::string_view::npos)
            head.headers.emplace_back(lower_case(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
    }
    head.size = message.size() - rest.size();
    return head;
}

std::string_view payload_of(const HttpHead& head, std::string_view body, std::string& storage) {
    if (!is_chunked(head) || !begins_with_chunk(body)) return body;
    coding::Decoded decoded = coding::undo_chunked(body);
    if (decoded.end == coding::End::damaged) return body;
    storage = std::move(decoded.bytes);
    return storage;
}

Result<HttpPayload> decode_http_response(std::string_view message, std::size_t limit) {
    const auto head = read_http_head(message);
    if (!head) return tl::unexpected(head.error());
    const std::string_view body = message.substr(head->size);
    Document decoded;
    coding::Decoded joined;
    if (is_chunked(*head) && begins_with_chunk(body)) joined = coding::undo_chunked(body);
    const bool was_chunked = is_chunked(*head) && begins_with_chunk(body) && joined.end != coding::End::damaged;
    if (was_chunked) {
        decoded.bytes = std::move(joined.bytes);
        if (joined.end == coding::End::truncated) decoded.completeness = Completeness::cut;
    } else {
        decoded.bytes = body;
        // RFC 9112, 6.3: fewer bytes than Content-Length says is an incomplete message.
        const auto length = read_number(head->find("content-length").value_or(""));
        if (length && static_cast<std::uint64_t>(*length) > body.size()) decoded.completeness = Completeness::cut;
    }
    // RFC 9110, 8.4: codings are listed in the order in which they were applied, so the last is undone first. Two are
    // rare; more than four are an attack.
    std::string codings = lower_case(head->find("content-encoding").value_or(""));
    for (int undone = 0; !codings.empty(); ++undone) {
        if (undone == coding::most_nested) return fail(where, "has more than four content codings");
        const std::size_t comma = codings.rfind(',');
        const std::string coding(trim(comma == std::string::npos ? codings : codings.substr(comma + 1)));
        if (auto done = undo_content_coding(coding, decoded, limit); !done) return tl::unexpected(done.error());
        codings.resize(comma == std::string::npos ? 0 : comma);
    }
    if (decoded.bytes.size() > limit) return fail(where, "is longer than the limit of " + std::to_string(limit) + " bytes");
    HttpPayload payload;
    payload.status = head->status;
    std::tie(payload.media_type, payload.charset) = split_content_type(head->find("content-type").value_or(""));
    payload.bytes = std::move(decoded.bytes);
    payload.completeness = decoded.completeness;
    return payload;
}

std::pair<std::string, std::string> split_content_type(std::string_view value) {
    const std::string lower = lower_case(value);
    std::string_view rest = lower;
    std::pair<std::string, std::string> result;
    const std::size_t end = std::min(rest.find(';'), rest.size());
    result.first = trim(rest.substr(0, end));
    rest.remove_prefix(end);
    while (!rest.empty()) {
        rest.remove_prefix(1);  // the semicolon
        const std::size_t next = std::min(rest.find(';'), rest.size());
        const std::string_view parameter = trim(rest.substr(0, next));
        rest.remove_prefix(next);
        if (!parameter.starts_with("charset")) continue;
        const std::string_view after = trim(parameter.substr(7));
        if (!after.starts_with('=')) continue;
        std::string_view charset = trim(after.substr(1));
        if (charset.starts_with('"') || charset.starts_with('\'')) charset.remove_prefix(1);
        if (charset.ends_with('"') || charset.ends_with('\'')) charset.remove_suffix(1);
        result.second = trim(charset);
        break;
    }
    return result;
}

}  // namespace nianbao::archive
