#pragma once
// The head of a WARC record under construction; for the sources of this folder that write records.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "archive/gzip.h"

namespace nianbao::archive {

// "<urn:uuid:…>", different from every other.
[[nodiscard]] std::string new_record_id();

// A value from the network cannot break a line of it.
class RecordHead {
public:
    explicit RecordHead(std::string_view type) { add("WARC-Type", type); }

    void add(std::string_view name, std::string_view value);
    void add_if(std::string_view name, std::string_view value) {
        if (!value.empty()) add(name, value);
    }
    // The head in full, up to the block.
    [[nodiscard]] std::string finish(std::string_view block_digest, std::uint64_t block_size);
    // The whole record as one member; the block is what the pieces are together.
    void append_member(std::string& out, std::initializer_list<std::string_view> block, MemberWriter& compressor);

private:
    std::string text_;
};

// WARC 1.1, 4: what follows the block.
inline constexpr std::string_view record_end = "\r\n\r\n";

}  // namespace nianbao::archive
