#include "archive/record_head.h"

#include <sys/random.h>

#include <array>
#include <random>

#include "archive/digest.h"

namespace nianbao::archive {

namespace {

// The system is asked for several ids together: a page takes three.
std::array<unsigned char, 16> random_bytes() {
    static thread_local std::array<std::array<unsigned char, 16>, 16> kept;  // the system gives up to 256 bytes whole, or none
    static thread_local std::size_t left = 0;
    if (left == 0) {
        if (getrandom(kept.data(), sizeof kept, 0) != static_cast<ssize_t>(sizeof kept)) {
            std::random_device device;
            for (auto& bytes : kept)
                for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(device());
        }
        left = kept.size();
    }
    return kept[--left];
}

}  // namespace

// A version 4 UUID (RFC 9562, 5.4): random, so that records of any two workspaces differ.
std::string new_record_id() {
    std::array<unsigned char, 16> bytes = random_bytes();
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
    static constexpr std::string_view hexadecimal = "0123456789abcdef";
    std::string id = "<urn:uuid:";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
        id += hexadecimal[bytes[i] >> 4];
        id += hexadecimal[bytes[i] & 15];
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
