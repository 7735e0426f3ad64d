#include "archive/cdxj.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "archive/file.h"
#include "archive/http_payload.h"
#include "archive/text.h"
#include "archive/warc_date.h"

namespace nianbao::archive {

using model::Result;

namespace {

// An index of a sealed segment has some MB.
constexpr std::size_t largest_index = std::size_t{1} << 30;

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

std::vector<IndexLine> index_lines(std::string_view content) {
    std::vector<IndexLine> lines;
    while (content.find('\n') != std::string_view::npos) {
        const std::string_view text = take_line(content);
        const auto offset = number_in(text, "offset");
        const auto length = number_in(text, "length");
        if (offset && length && text.ends_with('}')) lines.push_back({text, *offset, *length});
    }
    return lines;
}

Result<std::vector<IndexEntry>> index_warc(const std::string& warc_path, std::int64_t offset) {
    auto reader = WarcReader::open(warc_path, default_block_limit, offset);
    if (!reader) return tl::unexpected(reader.error());
    std::vector<IndexEntry> entries;
    while (true) {
        const auto record = reader->next();
        if (!record) continue;  // every call moves on
        if (!*record) return entries;
        if (is_capture(**record)) entries.push_back(entry_of(**record));
    }
}

Result<void> sort_index(const std::string& path) {
    const auto content = read_whole_file(path, largest_index);
    if (!content) return tl::unexpected(content.error());
    auto lines = index_lines(*content);
    std::sort(lines.begin(), lines.end(), [](const IndexLine& a, const IndexLine& b) { return a.text < b.text; });
    std::string sorted;
    sorted.reserve(content->size());
    for (const IndexLine& line : lines) sorted.append(line.text).append("\n");
    return replace_file(path, sorted);
}

}  // namespace nianbao::archive
