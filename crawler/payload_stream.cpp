#include "crawler/payload_stream.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "coding/chunked.h"
#include "crawler/coding.h"
#include "crawler/response_head.h"

namespace nianbao::crawler {
namespace {

using coding::Decoder;
using coding::Take;

constexpr std::size_t block_size = std::size_t{64} << 10;

// Body ──▶ chunks ──▶ codings, the last one first ──▶ gzip of a file ──▶ take
class Pipe {
public:
    Pipe(const Exchange& exchange, Unpack unpack, const Take& take) : take_(take), looks_for_gzip_(unpack == Unpack::gzip_file_too) {
        is_chunked_ = lower_case(exchange.header("Transfer-Encoding")).find("chunked") != std::string::npos;
        std::vector<std::string> names = content_codings(exchange);
        is_known_ = names.size() <= static_cast<std::size_t>(coding::most_nested);
        for (const std::string& name : names) {
            const auto content = coding::content_named(name);
            auto decoder = content ? coding::make_decoder(*content) : nullptr;
            is_known_ = is_known_ && decoder != nullptr;
            if (decoder) decoders_.push_back(std::move(decoder));
        }
        ended_.resize(decoders_.size() + 1);
    }
    [[nodiscard]] bool is_known() const { return is_known_; }

    // False: nothing more is wanted, or can be had.
    bool put(std::string_view block) {
        if (!is_chunked_) return decode(0, block);
        data_.clear();
        dechunker_.feed(block, data_);
        return decode(0, data_) && dechunker_.end() == coding::End::truncated;
    }
    // Whether everything came to its end.
    [[nodiscard]] bool is_whole() const {
        if (is_damaged_ || (is_chunked_ && dechunker_.end() != coding::End::complete)) return false;
        for (std::size_t i = 0; i < decoders_.size(); ++i)
            if (!ended_[i] && decoders_[i]->end() != coding::End::complete) return false;
        return true;
    }

private:
    bool decode(std::size_t stage, std::string_view block) {
        if (block.empty()) return true;
        if (stage == decoders_.size()) {
            if (!std::exchange(looks_for_gzip_, false) || !block.starts_with("\x1F\x8B")) return take_(block);
            auto file = coding::make_decoder(coding::Content::gzip);
            if (!file) return false;
            decoders_.push_back(std::move(file));
            ended_.resize(decoders_.size() + 1);
        }
        bool goes_on = true;
        const auto state = decoders_[stage]->feed(block, [&](std::string_view made) { return goes_on = decode(stage + 1, made); });
        if (state == Decoder::State::damaged) is_damaged_ = true;
        if (state == Decoder::State::ended) ended_[stage] = true;
        return goes_on && state == Decoder::State::more;
    }

    const Take& take_;
    bool looks_for_gzip_;
    bool is_chunked_ = false;
    bool is_known_ = true;
    bool is_damaged_ = false;
    coding::Dechunker dechunker_;
    std::string data_;
    std::vector<std::unique_ptr<Decoder>> decoders_;
    std::vector<char> ended_;
};

}  // namespace

bool stream_payload(const Exchange& exchange, Unpack unpack, const Take& take) {
    Pipe pipe(exchange, unpack, take);
    if (!pipe.is_known()) return false;
    std::string block(block_size, '\0');
    const std::uint64_t size = exchange.body_size();
    for (std::uint64_t at = 0; at < size;) {
        std::string_view piece = std::string_view(exchange.body).substr(std::min<std::size_t>(at, exchange.body.size()), block_size);
        if (exchange.spool) piece = {block.data(), exchange.spool->read(at, block.data(), block_size)};
        if (piece.empty()) return false;
        at += piece.size();
        if (!pipe.put(piece)) break;
    }
    return pipe.is_whole();
}

}  // namespace nianbao::crawler
