#include "archive/cdxj.h"

#include <array>
#include <cstdio>

#include "archive/http_payload.h"
#include "archive/text.h"
#include "archive/warc_date.h"

namespace nianbao::archive {

using model::Result;

namespace {

// RFC 8259, 7: quotation mark, reverse solidus and control characters must be escaped.
void append_string(std::string& json, std::string_view text) {
    json += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == '\x7f') {
            std::array<char, 8> escaped{};
            std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(c));
            json += escaped.data();
        } else {
            json += c;
        }
    }
    json += '"';
}

void append_member(std::string& json, std::string_view name, std::string_view value) {
    json += json.ends_with('{') ? "" : ", ";
    append_string(json, name);
    json += ": ";
    append_string(json, value);
}

// The number in `"name": "123"`. A quotation mark inside a value is escaped, so the name with its quotes is found only
// where it is a name.
std::optional<std::int64_t> number_in(std::string_view line, std::string_view name) {
    const std::string key = "\"" + std::string(name) + "\": \"";
    const std::size_t found = line.rfind(key);
    if (found == std::string_view::npos) return std::nullopt;
    const std::string_view value = line.substr(found + key.size());
    return read_number(value.substr(0, value.find('"')));
}

bool is_capture(const WarcRecord& record) {
    return record.type == "response" || record.type == "revisit" || record.type == "resource";
}

IndexEntry entry_of(const WarcRecord& record) {
    IndexEntry entry{record.target_uri,   record.date,  "", 0, std::string(record.find("warc-payload-digest")),
                     record.place.offset, record.length};
    std::string_view content_type = record.find("content-type");
    const auto head = read_http_head(record.block);
    if (head && record.type != "resource") {
        entry.status = head->status;
        content_type = head->find("content-type").value_or("");
    }
    entry.mime = record.type == "revisit" ? "warc/revisit" : split_content_type(content_type).first;
    return entry;
}

}  // namespace

std::string cdxj_line(const IndexEntry& entry, std::string_view warc_name) {
    std::string line = surt_key(entry.url) + " " + timestamp14_of(entry.date) + " {";
    append_member(line, "url", entry.url);
    append_member(line, "mime", entry.mime.empty() ? "unk" : entry.mime);
    if (entry.status != 0) append_member(line, "status", std::to_string(entry.status));
    if (!entry.digest.empty()) append_member(line, "digest", entry.digest);
    append_member(line, "length", std::to_string(entry.length));
    append_member(line, "offset", std::to_string(entry.offset));
    append_member(line, "filename", warc_name);
    line += "}\n";
    return line;
}

std::optional<IndexLine> read_index_line(std::string_view line) {
    const auto offset = number_in(line, "offset");
    const auto length = number_in(line, "length");
    if (!offset || !length || !line.ends_with('}')) return std::nullopt;
    return IndexLine{line, *offset, *length};
}

std::vector<IndexLine> index_lines(std::string_view content) {
    std::vector<IndexLine> lines;
    while (content.find('\n') != std::string_view::npos)
        if (const auto line = read_index_line(take_line(content))) lines.push_back(*line);
    return lines;
}

Result<void> index_warc(const std::string& warc_path, std::int64_t offset, const std::function<bool(const IndexEntry&)>& visit) {
    auto reader = WarcReader::open(warc_path, default_block_limit, offset);
    if (!reader) return tl::unexpected(reader.error());
    while (true) {
        const auto record = reader->next();
        if (!record) continue;  // every call moves on
        if (!*record) return {};
        if (is_capture(**record) && !visit(entry_of(**record))) return {};
    }
}

}  // namespace nianbao::archive
