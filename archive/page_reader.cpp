#include "archive/page_reader.h"

#include <filesystem>

namespace nianbao::archive {

using model::fail;
using model::Result;

namespace {

std::string named(const std::string& path, const WarcRecord& record) {
    return path + ":" + std::to_string(record.place.offset);
}

model::Page page_of(const std::string& path, const WarcRecord& record) {
    model::Page page;
    page.url = record.target_uri;
    page.fetched_at = record.date;
    page.warc_file = std::filesystem::path(path).filename().string();
    page.warc_offset = record.place.offset;
    return page;
}

bool is_http_response(const WarcRecord& record) {
    if (record.type != "response") return false;
    return record.target_uri.starts_with("http:") || record.target_uri.starts_with("https:");
}

bool is_document_itself(const WarcRecord& record) { return record.type == "conversion" || record.type == "resource"; }

Result<void> check_size(const std::string& path, const WarcRecord& record, const ReadLimits& limits) {
    if (!record.block_skipped && (!is_document_itself(record) || record.block.size() <= limits.decoded)) return {};
    const std::size_t limit = record.block_skipped ? limits.block : limits.decoded;
    return fail(named(path, record), "the record of " + record.target_uri + " has " + std::to_string(record.block_size) +
                                         " bytes, more than the limit of " + std::to_string(limit) + "; it was skipped");
}

// WARC 1.1, 6.7 and 6.3: the block of a conversion or resource record is the document.
model::Page take_document(const std::string& path, WarcRecord& record) {
    model::Page page = page_of(path, record);
    std::tie(page.media_type, page.http_charset) = split_content_type(record.find("content-type"));
    page.is_cut = !record.find("warc-truncated").empty();
    page.bytes = std::move(record.block);
    return page;
}

struct Answer {
    model::Page page;
    int status = 0;
};

Result<Answer> take_answer(const std::string& path, const WarcRecord& record, const ReadLimits& limits) {
    auto payload = decode_http_response(record.block, limits.decoded);
    if (!payload)
        return fail(named(path, record),
                    "the " + payload.error().where + " of " + record.target_uri + " " + payload.error().what);
    Answer answer{page_of(path, record), payload->status};
    answer.page.bytes = std::move(payload->bytes);
    answer.page.media_type = std::move(payload->media_type);
    answer.page.http_charset = std::move(payload->charset);
    // WARC 1.1, 5.13: the one who wrote the record knows that it is not whole; or the message itself shows it.
    answer.page.is_cut = payload->completeness == Completeness::cut || !record.find("warc-truncated").empty();
    return answer;
}

bool has_document(int status) { return status >= 200 && status < 300; }

}  // namespace

Result<PageReader> PageReader::open(const std::string& path, ReadLimits limits) {
    auto reader = WarcReader::open(path, limits.block);
    if (!reader) return tl::unexpected(reader.error());
    return PageReader(std::move(*reader), path, limits);
}

Result<std::optional<model::Page>> PageReader::next() {
    while (true) {
        auto read = reader_.next();
        if (!read) return tl::unexpected(read.error());
        if (!*read) return std::nullopt;
        WarcRecord& record = **read;
        if (record.type == "revisit") ++counts_.revisits;
        if (!is_http_response(record) && !is_document_itself(record)) {
            if (record.type != "revisit") ++counts_.other_records;
            continue;
        }
        if (auto fits = check_size(path_, record, limits_); !fits) return tl::unexpected(fits.error());
        if (is_document_itself(record)) {
            ++counts_.pages;
            return take_document(path_, record);
        }
        // The status comes first: a redirect with a strange body is no error of this file.
        const auto head = read_http_head(record.block);
        if (head && !has_document(head->status)) {
            ++counts_.other_status;
            continue;
        }
        auto answer = take_answer(path_, record, limits_);
        if (!answer) return tl::unexpected(answer.error());
        ++counts_.pages;
        return std::move(answer->page);
    }
}

Result<model::Page> read_page_at(const std::string& path, std::int64_t offset, ReadLimits limits) {
    auto record = read_record_at(path, {offset, 0}, limits.block);
    if (!record) return tl::unexpected(record.error());
    if (!is_http_response(*record) && !is_document_itself(*record))
        return fail(named(path, *record), "the record holds no document, its type is " + record->type);
    if (auto fits = check_size(path, *record, limits); !fits) return tl::unexpected(fits.error());
    if (is_document_itself(*record)) return take_document(path, *record);
    auto answer = take_answer(path, *record, limits);
    if (!answer) return tl::unexpected(answer.error());
    return std::move(answer->page);
}

}  // namespace nianbao::archive
