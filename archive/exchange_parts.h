#pragma once
// The parts that an exchange's records are made of, whether its body is in memory or too large for it; for the sources of
// this folder only.

#include <cstdint>
#include <string>

#include "archive/exchange.h"
#include "archive/http_payload.h"
#include "archive/record_head.h"

namespace nianbao::archive {

// What the answer says, as a capture; digest and size are those of its payload.
[[nodiscard]] model::Capture describe(const Exchange& exchange, const HttpHead& head, std::string digest, std::uint64_t size);
// The head of the response or revisit record, without the fields of the block.
[[nodiscard]] RecordHead answer_head(const Exchange& exchange, const model::Capture& capture, const std::string& record_id);
[[nodiscard]] IndexEntry index_of(const Exchange& exchange, const model::Capture& capture, std::int64_t length);
// The request and the metadata record.
void append_companions(PreparedExchange& prepared, const Exchange& exchange, MemberWriter& compressor);

}  // namespace nianbao::archive
