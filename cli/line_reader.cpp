#include "cli/line_reader.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "cli/input.h"

namespace nianbao::cli {
namespace {

constexpr std::size_t piece_size = std::size_t{1} << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

model::Result<void> LineReader::open_next() {
    const std::string path = std::move(names_.front());
    names_.pop_front();
    name_ = name_of_input(path);
    buffer_.clear();
    at_ = line_ = 0;
    errno = 0;
    if (path == "-") {
        stream_ = &standard_input_;
        return {};
    }
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return model::fail(path, "is a folder; name a file of records, or a workspace with -w");
    file_ = std::ifstream(path, std::ios::binary);
    if (!file_) return model::fail(path, "cannot be read: " + std::generic_category().message(errno != 0 ? errno : EIO));
    stream_ = &file_;
    return {};
}

bool LineReader::fill() {
    buffer_.resize(piece_size);
    stream_->read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.resize(static_cast<std::size_t>(stream_->gcount()));
    at_ = 0;
    return !buffer_.empty();
}

bool LineReader::read_line(std::string& line, bool& too_long) {
    line.clear();
    too_long = false;
    if (at_ == buffer_.size() && !fill()) return false;
    ++line_;
    while (true) {
        const std::size_t end = buffer_.find('\n', at_);
        const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
        too_long = too_long || line.size() + (stop - at_) > most_input_bytes;
        if (!too_long) line.append(buffer_, at_, stop - at_);
        at_ = end == std::string::npos ? stop : stop + 1;
        if (end != std::string::npos || !fill()) return true;
    }
}

model::Result<std::optional<NamedLine>> LineReader::next() {
    NamedLine line;
    while (true) {
        if (stream_ == nullptr) {
            if (names_.empty()) return std::nullopt;
            if (auto opened = open_next(); !opened) return tl::unexpected(opened.error());
        }
        bool too_long = false;
        if (!read_line(line.text, too_long)) {
            const bool broken = stream_->bad() || !stream_->eof();
            stream_ = nullptr;
            if (broken) return model::fail(name_, "cannot be read: " + std::generic_category().message(errno != 0 ? errno : EIO));
            continue;
        }
        if (line_ == 1 && line.text.starts_with(byte_order_mark)) line.text.erase(0, byte_order_mark.size());
        line.where = name_ + ":" + std::to_string(line_);
        if (too_long) return model::fail(line.where, "is longer than " + std::to_string(most_input_bytes >> 20) + " MiB, so it is no record");
        if (!is_blank(line.text)) return line;
    }
}

}  // namespace nianbao::cli
