#pragma once
// Compressed bytes for tests.

#include <string>
#include <string_view>

#include "archive/gzip.h"

namespace nianbao::tests {

inline std::string gzip_of(std::string_view bytes, int level = 6) {
    std::string out;
    archive::MemberWriter(level).append_member(out, {bytes});
    return out;
}

// RFC 1952, 2.3: our members have a head of 10 bytes and a trailer of 8 around the bare deflate stream.
inline std::string deflate_of(std::string_view bytes) {
    const std::string member = gzip_of(bytes);
    return member.substr(10, member.size() - 18);
}

}  // namespace nianbao::tests
