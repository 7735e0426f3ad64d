#pragma once
// gzip (RFC 1952) as a WARC uses it: one member a record when we write, any shape when we read.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "model/result.h"

struct z_stream_s;  // zlib's z_stream

namespace nianbao::archive {

// Writes whole members. One object serves many members, which saves setting up; not for two threads at once.
class MemberWriter {
public:
    // level 1 (fast) .. 12 (small).
    explicit MemberWriter(int level = 1);
    ~MemberWriter();
    MemberWriter(MemberWriter&&) noexcept;
    MemberWriter& operator=(MemberWriter&&) noexcept;

    // Appends to `out` one member that holds the pieces one after the other.
    void append_member(std::string& out, std::initializer_list<std::string_view> pieces);

    class Compressor;

private:
    std::unique_ptr<Compressor> compressor_;
    std::string packed_;  // kept for its memory
};

// Writes one member piece by piece, for a record that is too large for memory.
class MemberStream {
public:
    explicit MemberStream(int level = 1);
    ~MemberStream();
    MemberStream(const MemberStream&) = delete;
    MemberStream& operator=(const MemberStream&) = delete;

    // Appends to `out` what the compressor gives for the piece, which may be nothing yet.
    void add(std::string_view piece, std::string& out);
    // Appends the rest of the member. Nothing may be added afterwards.
    void finish(std::string& out);

private:
    std::unique_ptr<z_stream_s> stream_;
};

// Decompresses gzip piece by piece; what a caller does not ask for is never held in memory.
class Inflater {
public:
    Inflater();
    ~Inflater();
    Inflater(Inflater&&) noexcept;
    Inflater& operator=(Inflater&&) noexcept;

    enum class State {
        more,     // wants more input, or has more output to give
        end,      // the stream is whole, its checksum is right
        damaged,  // what follows cannot be decoded, or the checksum is wrong
    };
    struct Step {
        State state = State::more;
        std::size_t consumed = 0;  // bytes of the input that were used
        std::size_t produced = 0;  // bytes of the output that were filled
    };
    // Never fails otherwise; a Step of nothing consumed and nothing produced in state `more` means that input is wanted.
    [[nodiscard]] Step step(std::string_view input, char* output, std::size_t room);
    // Makes ready for the next member.
    void restart();

private:
    struct Free {
        void operator()(z_stream_s* stream) const;
    };
    std::unique_ptr<z_stream_s, Free> stream_;
};

}  // namespace nianbao::archive
