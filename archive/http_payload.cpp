#include "archive/http_payload.h"

#include <algorithm>

#include "archive/text.h"

namespace nianbao::archive {

using model::fail;
using model::Result;

namespace {

constexpr const char* where = "HTTP response";

bool is_chunked(const HttpHead& head) {
    const auto coding = head.find("transfer-encoding");
    return coding && lower_case(*coding).find("chunked") != std::string::npos;
}

// Many archives hold a body that was decoded while its head still names the coding; then it does not look encoded.
bool begins_with_chunk(std::string_view body) {
    std::string_view rest = body;
    const std::string_view line = take_line(rest);
    return read_number(trim(line.substr(0, line.find(';'))), 16).has_value();
}

// RFC 1950, 2.2: the first byte names method 8, and the two first bytes are a multiple of 31.
bool begins_as_zlib(std::string_view data) {
    if (data.size() < 2) return false;
    const auto first = static_cast<unsigned char>(data[0]);
    const auto second = static_cast<unsigned char>(data[1]);
    return (first & 15) == 8 && (first * 256 + second) % 31 == 0;
}

bool begins_as_gzip(std::string_view data) { return data.substr(0, 2) == "\x1f\x8b"; }

// One content coding undone, in place. Returns Error for one that we do not know.
Result<void> undo_content_coding(std::string_view coding, Decoded& body, std::size_t limit) {
    if (coding.empty() || coding == "identity" || body.bytes.empty()) return {};
    Compression compression = Compression::gzip;
    if (coding == "gzip" || coding == "x-gzip") {
        if (!begins_as_gzip(body.bytes)) return {};
    } else if (coding == "deflate") {
        // RFC 9110, 8.4.1.2: "deflate" is the zlib format; some servers send the bare deflate stream.
        compression = begins_as_zlib(body.bytes) ? Compression::zlib : Compression::raw;
    } else {
        return fail(where, "has the content coding " + std::string(coding.substr(0, 40)) + ", which cannot be decoded");
    }
    auto inflated = inflate_bounded(body.bytes, compression, limit);
    if (!inflated) return tl::unexpected(inflated.error());
    body.bytes = std::move(inflated->bytes);
    if (inflated->completeness == Completeness::cut) body.completeness = Completeness::cut;
    return {};
}

}  // namespace

std::optional<std::string_view> HttpHead::find(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return std::nullopt;
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

Result<Decoded> undo_chunked(std::string_view body) {
    Decoded decoded;
    std::string_view rest = body;
    while (true) {
        if (rest.find('\n') == std::string_view::npos) break;  // the size line itself was cut off
        // RFC 9112, 7.1: chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF; the last one has size 0.
        const std::string_view line = take_line(rest);
        const auto size = read_number(trim(line.substr(0, line.find(';'))), 16);
        if (!size)
            return fail(where, "has a broken chunk size after " + std::to_string(decoded.bytes.size()) + " bytes of body");
        if (*size == 0) return decoded;  // trailer fields may follow; they are not part of the document
        const auto wanted = static_cast<std::size_t>(*size);
        decoded.bytes.append(rest.substr(0, wanted));
        if (rest.size() < wanted) break;
        rest.remove_prefix(wanted);
        if (rest.starts_with('\r')) rest.remove_prefix(1);
        if (rest.starts_with('\n')) rest.remove_prefix(1);
    }
    decoded.completeness = Completeness::cut;
    return decoded;
}

Result<Decoded> inflate_bounded(std::string_view data, Compression compression, std::size_t limit) {
    Decoded decoded;
    Inflater inflater(compression);
    constexpr std::size_t piece = std::size_t{64} << 10;
    while (true) {
        const std::size_t used = decoded.bytes.size();
        // One byte of room beyond the limit tells "just as long as the limit" from "longer".
        decoded.bytes.resize(std::min(used + piece, limit + 1));
        const auto step = inflater.step(data, decoded.bytes.data() + used, decoded.bytes.size() - used);
        decoded.bytes.resize(used + step.produced);
        data.remove_prefix(step.consumed);
        if (decoded.bytes.size() > limit)
            return fail(where, "decodes to more than the limit of " + std::to_string(limit) + " bytes");
        if (step.state == Inflater::State::damaged)
            return fail(where, "has damaged compressed data after " + std::to_string(decoded.bytes.size()) + " bytes");
        if (step.state == Inflater::State::end) {
            // RFC 1952, 2.2: a gzip file may be several members, one after the other; anything else after it is ignored.
            if (compression != Compression::gzip || !begins_as_gzip(data)) return decoded;
            inflater.restart();
        } else if (step.consumed == 0 && step.produced == 0) {
            decoded.completeness = Completeness::cut;
            return decoded;
        }
    }
}

std::string_view payload_of(const HttpHead& head, std::string_view message, std::string& storage) {
    const std::string_view body = message.substr(std::min(head.size, message.size()));
    if (!is_chunked(head) || !begins_with_chunk(body)) return body;
    auto decoded = undo_chunked(body);
    if (!decoded) return body;
    storage = std::move(decoded->bytes);
    return storage;
}

Result<HttpPayload> decode_http_response(std::string_view message, std::size_t limit) {
    const auto head = read_http_head(message);
    if (!head) return tl::unexpected(head.error());
    const std::string_view body = message.substr(head->size);
    Decoded decoded;
    if (is_chunked(*head) && begins_with_chunk(body)) {
        auto joined = undo_chunked(body);
        if (!joined) return tl::unexpected(joined.error());
        decoded = std::move(*joined);
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
        if (undone == 4) return fail(where, "has more than four content codings");
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
