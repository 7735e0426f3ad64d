// Two compressors behind one interface: ISA-L for what has to be quick, libdeflate for what has to be small, and for both where
// Debian has no ISA-L.

#include <libdeflate.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <new>
#include <utility>
#include <vector>

#include "archive/gzip.h"

#ifdef NIANBAO_HAS_ISAL
#include <isa-l/igzip_lib.h>
#endif

namespace nianbao::archive {

using Pieces = std::initializer_list<std::string_view>;

class MemberWriter::Compressor {
public:
    virtual ~Compressor() = default;
    // Writes the member to the begin of `packed`, which is made longer as needed. Returns its length.
    virtual std::size_t pack(Pieces pieces, std::string& packed) = 0;
};

namespace {

constexpr int quick = 1;
// What a rare large member needed is given back.
constexpr std::size_t most_kept = std::size_t{1} << 20;

class Libdeflate final : public MemberWriter::Compressor {
public:
    explicit Libdeflate(int level) : compressor_(libdeflate_alloc_compressor(level)) {
        if (compressor_ == nullptr) throw std::bad_alloc();
    }
    ~Libdeflate() override { libdeflate_free_compressor(compressor_); }
    Libdeflate(const Libdeflate&) = delete;
    Libdeflate& operator=(const Libdeflate&) = delete;

    std::size_t pack(Pieces pieces, std::string& packed) override {
        joined_.clear();
        for (const std::string_view piece : pieces) joined_.append(piece);
        packed.resize(std::max(packed.size(), libdeflate_gzip_compress_bound(compressor_, joined_.size())));
        const std::size_t length = libdeflate_gzip_compress(compressor_, joined_.data(), joined_.size(), packed.data(), packed.size());
        if (joined_.capacity() > most_kept) std::string().swap(joined_);
        return length;
    }

private:
    libdeflate_compressor* compressor_;
    std::string joined_;  // kept for its memory
};

#ifdef NIANBAO_HAS_ISAL

// Half of libdeflate's time for three per cent more bytes. Codes of its own for a member below `small` cost more than they save, but
// the fixed ones of level 0 make what is no text longer.
class Isal final : public MemberWriter::Compressor {
public:
    std::size_t pack(Pieces pieces, std::string& packed) override {
        std::size_t size = 0;
        for (const std::string_view piece : pieces) size += piece.size();
        if (size < small)
            if (const std::size_t length = pack(pieces, packed, 0); length <= size) return length;
        return pack(pieces, packed, 1);
    }

private:
    static constexpr std::size_t small = 2048;
    static constexpr std::size_t largest_piece = std::size_t{1} << 30;  // the library counts with 32 bits

    std::size_t pack(Pieces pieces, std::string& packed, std::uint32_t level) {
        isal_deflate_init(&stream_);
        stream_.level = level;
        stream_.level_buf = tables_.data();
        stream_.level_buf_size = static_cast<std::uint32_t>(tables_.size());
        stream_.gzip_flag = IGZIP_GZIP;
        std::size_t length = 0;
        for (const std::string_view piece : pieces)
            for (std::size_t at = 0; at < piece.size(); at += largest_piece) add(piece.substr(at, largest_piece), packed, length);
        stream_.end_of_stream = 1;
        add({}, packed, length);
        return length;
    }

    void add(std::string_view piece, std::string& packed, std::size_t& length) {
        stream_.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(piece.data()));
        stream_.avail_in = static_cast<std::uint32_t>(piece.size());
        do {
            if (packed.size() - length < 1024) packed.resize(2 * packed.size() + 4096);
            const std::size_t room = std::min(packed.size() - length, largest_piece);
            stream_.next_out = reinterpret_cast<std::uint8_t*>(packed.data() + length);
            stream_.avail_out = static_cast<std::uint32_t>(room);
            [[maybe_unused]] const int state = isal_deflate(&stream_);
            assert(state == COMP_OK);  // it refuses settings, never input
            length += room - stream_.avail_out;
        } while (stream_.avail_in > 0 || (stream_.end_of_stream != 0 && stream_.internal_state.state != ZSTATE_END));
    }

    isal_zstream stream_{};
    std::vector<std::uint8_t> tables_ = std::vector<std::uint8_t>(ISAL_DEF_LVL1_DEFAULT);
};

std::unique_ptr<MemberWriter::Compressor> compressor_of(int level) {
    if (level == quick) return std::make_unique<Isal>();
    return std::make_unique<Libdeflate>(level);
}

#else

std::unique_ptr<MemberWriter::Compressor> compressor_of(int level) { return std::make_unique<Libdeflate>(level); }

#endif

}  // namespace

MemberWriter::MemberWriter(int level) : compressor_(compressor_of(level)) {}
MemberWriter::~MemberWriter() = default;
MemberWriter::MemberWriter(MemberWriter&&) noexcept = default;
MemberWriter& MemberWriter::operator=(MemberWriter&&) noexcept = default;

void MemberWriter::append_member(std::string& out, Pieces pieces) {
    // Into a buffer that is kept: making room in `out` would fill as many bytes with zeros each time.
    const std::size_t length = compressor_->pack(pieces, packed_);
    out.append(packed_, 0, length);
    if (packed_.capacity() > most_kept) std::string().swap(packed_);
}

}  // namespace nianbao::archive
