#pragma once
// The bytes of a WARC file, decompressed as they are asked for, with their place in the file. A plain file reads as one
// member; a gzip file as its members, which may hold a record each, a part of one, or all of them.
//
//   file    | member | member ...damaged... | member |
//   place     {0,0}    {812,0}                {9310,0}      offset of the member, bytes decompressed since its start
//
// A damaged member ends early, with damage() saying why; find_member() goes on behind the damage.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/file.h"
#include "archive/gzip.h"
#include "model/result.h"

namespace nianbao::archive {

struct Place {
    std::int64_t offset = 0;  // in the file: of the gzip member, or of the byte itself in a plain file
    std::int64_t inner = 0;   // in the member, decompressed; always 0 in a plain file
};

class WarcStream {
public:
    // Begins at `offset`. `piece`: how much is read and decompressed at a time; less for one who wants a few bytes.
    // Error: the file cannot be read.
    [[nodiscard]] static model::Result<WarcStream> open(const std::string& path, std::int64_t offset, std::size_t piece = std::size_t{128} << 10);

    // At least `wanted` bytes from here, without moving; fewer only when the member ends or is damaged before.
    [[nodiscard]] std::string_view peek(std::size_t wanted);
    // Moves on by `count` bytes that peek() has shown.
    void drop(std::size_t count);
    // Enters the next member; to be called when peek(1) is empty and there is no damage. False at the end of the file.
    [[nodiscard]] bool next_member();
    // After damage, or bytes that are no member: searches a later member that begins with "WARC/" when decompressed.
    // False when there is none, or when the file was damaged in more places than a real one ever is.
    [[nodiscard]] bool find_member();

    [[nodiscard]] Place place() const;
    // Why the current member cannot be read on; "" while it can.
    [[nodiscard]] const std::string& damage() const { return damage_; }
    // True when the damage is not in the file: the system could not read it.
    [[nodiscard]] bool read_failed() const { return read_failed_; }
    [[nodiscard]] bool is_gzip() const { return gzip_; }
    // First byte in the file behind the current member; known once it has ended.
    [[nodiscard]] std::int64_t member_end() const {
        return input_offset_ - static_cast<std::int64_t>(input_.size() - input_used_);
    }

private:
    WarcStream(File file, std::size_t piece) : file_(std::move(file)), piece_(piece) {}
    void start_member(std::int64_t offset);
    [[nodiscard]] bool fill_input();
    void fill_plain();
    void fill_gzip();
    [[nodiscard]] std::optional<std::int64_t> find_magic(std::int64_t from) const;

    File file_;
    std::size_t piece_;
    bool gzip_ = false;
    Inflater inflater_;
    std::string input_;  // compressed bytes, read and not yet used from input_used_ on
    std::size_t input_used_ = 0;
    std::int64_t input_offset_ = 0;  // in the file, of the byte behind input_
    std::string output_;             // decompressed, not yet dropped from output_used_ on
    std::size_t output_used_ = 0;
    std::int64_t member_offset_ = 0;
    std::int64_t inner_ = 0;  // decompressed bytes of the member that were dropped
    bool member_ended_ = false;
    std::string damage_;
    bool read_failed_ = false;
    int damaged_members_ = 0;
    std::int64_t searched_ = 0;  // compressed bytes spent on probing for members
};

}  // namespace nianbao::archive
