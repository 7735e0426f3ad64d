#include "archive/exchange.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "archive/digest.h"
#include "archive/exchange_parts.h"
#include "archive/warc_date.h"

namespace nianbao::archive {

namespace {

std::string_view name_of(Truncation truncation) {
    switch (truncation) {
        case Truncation::none: return "";
        case Truncation::length: return "length";
        case Truncation::time: return "time";
        case Truncation::disconnect: return "disconnect";
        case Truncation::unspecified: return "unspecified";
    }
    return "";
}

// WARC 1.1, 6.7: a 304 says that nothing changed since the capture that we asked with; the same digest, that the same
// payload came again. A cut-off payload proves neither.
model::Revisit revisit_of(const Exchange& exchange, const model::Capture& capture) {
    if (!exchange.previous) return model::Revisit::none;
    if (capture.status == 304) return model::Revisit::not_modified;
    const bool cut = exchange.truncation != Truncation::none || exchange.previous->truncated;
    // The same body under another status (a soft error page, say) is an event of its own.
    const bool same = capture.digest == exchange.previous->digest && capture.status == exchange.previous->status;
    return same && !cut && capture.size > 0 ? model::Revisit::identical_payload : model::Revisit::none;
}

}  // namespace

model::Capture describe(const Exchange& exchange, const HttpHead& head, std::string digest, std::uint64_t size) {
    model::Capture capture;
    capture.url = exchange.url;
    capture.fetched_at = exchange.fetched_at;
    capture.status = head.status;
    std::tie(capture.media_type, capture.http_charset) = split_content_type(head.find("content-type").value_or(""));
    capture.digest = std::move(digest);
    capture.size = size;
    capture.truncated = exchange.truncation != Truncation::none;
    capture.revisit = revisit_of(exchange, capture);
    if (capture.revisit == model::Revisit::not_modified) {
        capture.digest = exchange.previous->digest;  // what the 304 stands for
        capture.size = exchange.previous->size;
        capture.media_type = exchange.previous->media_type;
        capture.http_charset = exchange.previous->http_charset;
    }
    return capture;
}

namespace {

void add_revisit_fields(RecordHead& head, const Exchange& exchange, model::Revisit revisit) {
    // WARC 1.1, 6.7.2 and 6.7.3: the two profiles.
    head.add("WARC-Profile", revisit == model::Revisit::not_modified
                                 ? "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
                                 : "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
    // The record itself knows best: the bytes may stand under another address than the capture's.
    const auto& record = exchange.refers_to;
    if (record) head.add_if("WARC-Refers-To", record->id);
    head.add("WARC-Refers-To-Target-URI", record ? record->target_uri : exchange.previous->url);
    head.add("WARC-Refers-To-Date", record ? record->date : warc_date(exchange.previous->fetched_at));
}

void append_request(PreparedExchange& prepared, const Exchange& exchange, MemberWriter& compressor) {
    if (exchange.request.empty()) return;
    RecordHead head("request");
    head.add("WARC-Record-ID", new_record_id());
    head.add("WARC-Target-URI", exchange.url);
    head.add("WARC-Date", warc_date(exchange.fetched_at));
    head.add("WARC-Concurrent-To", prepared.record_id);
    head.add_if("WARC-IP-Address", exchange.address);
    head.add("Content-Type", "application/http;msgtype=request");
    head.append_member(prepared.bytes, {exchange.request}, compressor);
}

void append_metadata(PreparedExchange& prepared, const Exchange& exchange, MemberWriter& compressor) {
    std::string fields;
    const auto add = [&fields](std::string_view name, std::string value) {
        if (value.empty()) return;
        std::replace_if(
            value.begin(), value.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
        fields.append(name).append(": ").append(value).append("\r\n");
    };
    // `via` and `fetchTimeMs` are the names of WARC 1.1, 6.6; the others are ours.
    add("via", exchange.via);
    if (exchange.fetch_milliseconds >= 0) add("fetchTimeMs", std::to_string(exchange.fetch_milliseconds));
    add("connectedAddress", exchange.address);
    if (exchange.times_sent > 1) add("timesSent", std::to_string(exchange.times_sent));
    for (const auto& [name, value] : exchange.tls) add(name, value);
    if (fields.empty()) return;
    RecordHead head("metadata");
    head.add("WARC-Record-ID", new_record_id());
    head.add("WARC-Target-URI", exchange.url);
    head.add("WARC-Date", warc_date(exchange.fetched_at));
    head.add("WARC-Concurrent-To", prepared.record_id);
    head.add("Content-Type", "application/warc-fields");
    head.append_member(prepared.bytes, {fields}, compressor);
}

}  // namespace

RecordHead answer_head(const Exchange& exchange, const model::Capture& capture, const std::string& record_id) {
    const bool is_revisit = capture.revisit != model::Revisit::none;
    RecordHead head(is_revisit ? "revisit" : "response");
    head.add("WARC-Record-ID", record_id);
    head.add("WARC-Target-URI", exchange.url);
    head.add("WARC-Date", warc_date(exchange.fetched_at));
    head.add_if("WARC-IP-Address", exchange.address);
    if (is_revisit) add_revisit_fields(head, exchange, capture.revisit);
    head.add("WARC-Payload-Digest", labelled_digest(capture.digest));
    head.add_if("WARC-Truncated", name_of(exchange.truncation));
    head.add("Content-Type", "application/http;msgtype=response");
    return head;
}

IndexEntry index_of(const Exchange& exchange, const model::Capture& capture, std::int64_t length) {
    const bool is_revisit = capture.revisit != model::Revisit::none;
    return {exchange.url, warc_date(exchange.fetched_at),         is_revisit ? "warc/revisit" : capture.media_type, capture.status,
            labelled_digest(capture.digest), 0, length};
}

void append_companions(PreparedExchange& prepared, const Exchange& exchange, MemberWriter& compressor) {
    append_request(prepared, exchange, compressor);
    append_metadata(prepared, exchange, compressor);
}

PreparedExchange prepare(const Exchange& exchange, MemberWriter& compressor) {
    HttpHead http = read_http_head(exchange.head).value_or(HttpHead{});
    std::string storage;
    const std::string_view payload = payload_of(http, exchange.body, storage);

    PreparedExchange prepared;
    prepared.capture = describe(exchange, http, sha256_hex(payload), payload.size());
    prepared.record_id = new_record_id();
    RecordHead head = answer_head(exchange, prepared.capture, prepared.record_id);
    // WARC 1.1, 6.7.2: the block of such a revisit is the head alone.
    const bool has_body = prepared.capture.revisit != model::Revisit::identical_payload;
    head.append_member(prepared.bytes, {exchange.head, has_body ? std::string_view(exchange.body) : std::string_view()}, compressor);
    prepared.index = index_of(exchange, prepared.capture, static_cast<std::int64_t>(prepared.bytes.size()));
    append_companions(prepared, exchange, compressor);
    return prepared;
}

std::string warcinfo_member(const SegmentInfo& info, MemberWriter& compressor) {
    RecordHead head("warcinfo");
    head.add("WARC-Record-ID", new_record_id());
    head.add("WARC-Date", warc_date(info.begun_at));
    head.add("WARC-Filename", info.file_name);
    head.add("Content-Type", "application/warc-fields");
    // WARC 1.1, 6.2: the fields that others expect here.
    std::string fields = "software: " + info.software + "\r\n";
    if (!info.user_agent.empty()) fields += "http-header-user-agent: " + info.user_agent + "\r\n";
    fields += "robots: obey\r\n";
    fields += "format: WARC File Format 1.1\r\n";
    fields += "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n";
    std::string member;
    head.append_member(member, {fields}, compressor);
    return member;
}

}  // namespace nianbao::archive
