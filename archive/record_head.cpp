#include "archive/record_head.h"

#include <sys/random.h>

#include <array>
#include <cstdio>
#include <random>

#include "archive/digest.h"

namespace nianbao::archive {

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

void RecordHead::add(std::string_view name, std::string_view value) {
    text_.append(name).append(": ");
    for (const char c : value) text_ += static_cast<unsigned char>(c) < 0x20 || c == '\x7f' ? ' ' : c;
    text_ += "\r\n";
}

std::string RecordHead::finish(std::string_view block_digest, std::uint64_t block_size) {
    add("WARC-Block-Digest", block_digest);
    add("Content-Length", std::to_string(block_size));
    return "WARC/1.1\r\n" + text_ + "\r\n";
}

void RecordHead::append_member(std::string& out, std::initializer_list<std::string_view> block, MemberWriter& compressor) {
    Sha256 digest;
    std::uint64_t size = 0;
    for (const std::string_view piece : block) {
        digest.add(piece);
        size += piece.size();
    }
    const std::string head = finish(labelled_digest(digest.finish_hex()), size);
    if (block.size() == 1)
        compressor.append_member(out, {head, *block.begin(), record_end});
    else
        compressor.append_member(out, {head, *block.begin(), *(block.begin() + 1), record_end});
}

}  // namespace nianbao::archive
