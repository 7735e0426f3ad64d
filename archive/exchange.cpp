#include "archive/exchange.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <utility>
#include <vector>

#include "archive/digest.h"
#include "archive/http_payload.h"
#include "archive/warc_date.h"

namespace nianbao::archive {

namespace {

// A version 4 UUID (RFC 9562, 5.4): random, so that records of any two workspaces differ.
std::string new_record_id() {
    std::array<unsigned char, 16> bytes{};
    if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        std::random_device device;
        for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(device());
    }
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
    std::string id = "<urn:uuid:";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
        std::array<char, 3> hex{};
        std::snprintf(hex.data(), hex.size(), "%02x", bytes[i]);
        id += hex.data();
    }
    return id + ">";
}

// A record's head under construction. A value from the network cannot break a line of it.
class RecordHead {
public:
    explicit RecordHead(std::string_view type) { add("WARC-Type", type); }

    void add(std::string_view name, std::string_view value) {
        text_.append(name).append(": ");
        for (const char c : value) text_ += static_cast<unsigned char>(c) < 0x20 || c == '\x7f' ? ' ' : c;
        text_ += "\r\n";
    }
    void add_if(std::string_view name, std::string_view value) {
        if (!value.empty()) add(name, value);
    }
    // WARC 1.1, 4: a record is its head, an empty line, the block, and two line ends.
    void append_member(std::string& out, std::string_view block, MemberWriter& compressor) {
        add("WARC-Block-Digest", labelled_digest(sha256_hex(block)));
        add("Content-Length", std::to_string(block.size()));
        compressor.append_member(out, {"WARC/1.1\r\n", text_, "\r\n", block, "\r\n\r\n"});
    }

private:
    std::string text_;
};

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

// Reads the answer into the fields of a capture. `payload` stays valid with `storage`.
model::Capture describe(const Exchange& exchange, const HttpHead& head, std::string_view payload) {
    model::Capture capture;
    capture.url = exchange.url;
    capture.fetched_at = exchange.fetched_at;
    capture.status = head.status;
    std::tie(capture.media_type, capture.http_charset) = split_content_type(head.find("content-type").value_or(""));
    capture.digest = sha256_hex(payload);
    capture.size = payload.size();
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
    head.append_member(prepared.bytes, exchange.request, compressor);
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
    add("tls", exchange.tls);
    if (fields.empty()) return;
    RecordHead head("metadata");
    head.add("WARC-Record-ID", new_record_id());
    head.add("WARC-Target-URI", exchange.url);
    head.add("WARC-Date", warc_date(exchange.fetched_at));
    head.add("WARC-Concurrent-To", prepared.record_id);
    head.add("Content-Type", "application/warc-fields");
    head.append_member(prepared.bytes, fields, compressor);
}

}  // namespace

PreparedExchange prepare(const Exchange& exchange, MemberWriter& compressor) {
    HttpHead http = read_http_head(exchange.response).value_or(HttpHead{});
    std::string storage;
    const std::string_view payload = payload_of(http, exchange.response, storage);

    PreparedExchange prepared;
    prepared.capture = describe(exchange, http, payload);
    prepared.record_id = new_record_id();
    const model::Revisit revisit = prepared.capture.revisit;
    const bool is_revisit = revisit != model::Revisit::none;

    RecordHead head(is_revisit ? "revisit" : "response");
    head.add("WARC-Record-ID", prepared.record_id);
    head.add("WARC-Target-URI", exchange.url);
    head.add("WARC-Date", warc_date(exchange.fetched_at));
    head.add_if("WARC-IP-Address", exchange.address);
    if (is_revisit) add_revisit_fields(head, exchange, revisit);
    head.add("WARC-Payload-Digest", labelled_digest(prepared.capture.digest));
    head.add_if("WARC-Truncated", name_of(exchange.truncation));
    head.add("Content-Type", "application/http;msgtype=response");
    std::string_view block = exchange.response;
    if (revisit == model::Revisit::identical_payload) block = block.substr(0, http.size);
    head.append_member(prepared.bytes, block, compressor);

    prepared.index = {exchange.url,
                      warc_date(exchange.fetched_at),
                      is_revisit ? "warc/revisit" : prepared.capture.media_type,
                      prepared.capture.status,
                      labelled_digest(prepared.capture.digest),
                      0,
                      static_cast<std::int64_t>(prepared.bytes.size())};
    append_request(prepared, exchange, compressor);
    append_metadata(prepared, exchange, compressor);
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
    head.append_member(member, fields, compressor);
    return member;
}

}  // namespace nianbao::archive
