#include "archive/warc_stream.h"

#include <algorithm>
#include <array>

namespace nianbao::archive {

using model::Result;

namespace {

constexpr std::size_t window_size = std::size_t{128} << 10;  // of the search for members
// How far before the point of failure the search for the next member begins at most, and how often it may begin: both
// bound the work on a file that was made to be slow.
constexpr std::int64_t look_back = std::int64_t{1} << 20;
constexpr int most_damaged_members = 1000;
constexpr std::int64_t most_searched = std::int64_t{1} << 30;
// RFC 1952, 2.3.1: ID1 ID2 CM; CM 8 is deflate.
constexpr std::string_view member_magic = "\x1f\x8b\x08";

}  // namespace

Result<WarcStream> WarcStream::open(const std::string& path, std::int64_t offset, std::size_t piece) {
    auto file = File::open_read(path);
    if (!file) return tl::unexpected(file.error());
    std::array<char, 2> magic{};
    const auto got = file->read_at(magic.data(), magic.size(), offset);
    if (!got) return tl::unexpected(got.error());
    WarcStream stream(std::move(*file), piece);
    stream.gzip_ = member_magic.starts_with(std::string_view(magic.data(), *got)) && *got == magic.size();
    stream.start_member(offset);
    return stream;
}

void WarcStream::start_member(std::int64_t offset) {
    const std::int64_t input_begin = input_offset_ - static_cast<std::int64_t>(input_.size());
    if (offset >= input_begin && offset <= input_offset_) {
        input_used_ = static_cast<std::size_t>(offset - input_begin);
    } else {
        input_.clear();
        input_used_ = 0;
        input_offset_ = offset;
    }
    if (gzip_) inflater_.restart();
    output_.clear();
    output_used_ = 0;
    member_offset_ = offset;
    inner_ = 0;
    member_ended_ = false;
    damage_.clear();
}

bool WarcStream::fill_input() {
    if (input_used_ < input_.size()) return true;
    input_.resize(piece_);
    const auto got = file_.read_at(input_.data(), input_.size(), input_offset_);
    if (!got) {
        damage_ = got.error().what;
        read_failed_ = true;
    }
    input_.resize(got.value_or(0));
    input_used_ = 0;
    input_offset_ += static_cast<std::int64_t>(input_.size());
    return !input_.empty();
}

std::string_view WarcStream::peek(std::size_t wanted) {
    if (output_.size() - output_used_ < wanted) {
        output_.erase(0, output_used_);
        output_used_ = 0;
        while (output_.size() < wanted && !member_ended_ && damage_.empty()) gzip_ ? fill_gzip() : fill_plain();
    }
    return std::string_view(output_).substr(output_used_);
}

void WarcStream::fill_plain() {
    if (!fill_input()) {
        member_ended_ = damage_.empty();
        return;
    }
    output_.append(input_, input_used_);
    input_used_ = input_.size();
}

void WarcStream::fill_gzip() {
    const bool has_input = fill_input();
    if (!damage_.empty()) return;
    const std::string_view input = std::string_view(input_).substr(input_used_);
    const std::size_t used = output_.size();
    output_.resize(used + piece_);
    const auto step = inflater_.step(input, output_.data() + used, piece_);
    output_.resize(used + step.produced);
    input_used_ += step.consumed;
    if (step.state == Inflater::State::end)
        member_ended_ = true;
    else if (step.state == Inflater::State::damaged)
        damage_ = "damaged gzip data";
    else if (!has_input && step.produced == 0)
        damage_ = "the file ends in the middle of a gzip member";
}

void WarcStream::drop(std::size_t count) {
    count = std::min(count, output_.size() - output_used_);
    output_used_ += count;
    inner_ += static_cast<std::int64_t>(count);
}

bool WarcStream::next_member() {
    if (!gzip_ || !fill_input()) return false;
    start_member(member_end());
    return true;
}

bool WarcStream::find_member() {
    if (!gzip_ || read_failed_ || ++damaged_members_ > most_damaged_members) return false;
    std::int64_t from = std::max(member_offset_ + 1, member_end() - look_back);
    while (const auto candidate = find_magic(from)) {
        start_member(*candidate);
        // A chance occurrence inside compressed data fails within some bytes or yields something else.
        if (peek(5).starts_with("WARC/")) return true;
        searched_ += member_end() - *candidate;
        if (searched_ > most_searched) return false;
        from = *candidate + 1;
    }
    return false;
}

std::optional<std::int64_t> WarcStream::find_magic(std::int64_t from) const {
    std::string window(window_size, '\0');
    while (true) {
        const auto got = file_.read_at(window.data(), window.size(), from);
        if (!got || *got < member_magic.size()) return std::nullopt;
        const std::size_t found = std::string_view(window.data(), *got).find(member_magic);
        if (found != std::string_view::npos) return from + static_cast<std::int64_t>(found);
        from += static_cast<std::int64_t>(*got - (member_magic.size() - 1));
    }
}

Place WarcStream::place() const {
    if (!gzip_) return {member_offset_ + inner_, 0};
    return {member_offset_, inner_};
}

}  // namespace nianbao::archive
