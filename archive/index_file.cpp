#include "archive/index_file.h"

#include <algorithm>
#include <filesystem>
#include <queue>
#include <string_view>
#include <utility>

#include "archive/draft.h"
#include "archive/file.h"

namespace nianbao::archive {

using model::Result;

namespace {

constexpr std::size_t piece_size = std::size_t{64} << 10;
// A URL has at most some KiB; what goes on for longer is no line of an index.
constexpr std::size_t longest_line = std::size_t{1} << 20;

// Whole lines with their newlines, from `begin` to `end` of a file, a piece at a time.
class Lines {
public:
    Lines(const File& file, std::int64_t begin, std::int64_t end) : file_(&file), at_(begin), end_(end) {}

    // The next one; "" behind the last. What stands without a newline at the end is `rest`.
    Result<std::string_view> next() {
        for (;;) {
            if (const std::size_t newline = buffer_.find('\n', searched_); newline != std::string::npos && newline - begin_ < longest_line) {
                const std::string_view line = std::string_view(buffer_).substr(begin_, newline + 1 - begin_);
                begin_ = searched_ = newline + 1;
                return line;
            }
            buffer_.erase(0, begin_);
            begin_ = 0;
            searched_ = buffer_.size();
            const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(static_cast<std::int64_t>(piece_size), end_ - at_));
            if (wanted == 0 || buffer_.size() >= longest_line) return std::string_view();
            buffer_.resize(searched_ + wanted);
            const auto got = file_->read_at(buffer_.data() + searched_, wanted, at_);
            if (!got) return tl::unexpected(got.error());
            buffer_.resize(searched_ + *got);
            at_ = *got == 0 ? end_ : at_ + static_cast<std::int64_t>(*got);
        }
    }
    [[nodiscard]] bool has_rest() const { return begin_ < buffer_.size() || at_ < end_; }

private:
    const File* file_;
    std::int64_t at_, end_;
    std::string buffer_;
    std::size_t begin_ = 0, searched_ = 0;
};

// Gathers what is written in small parts.
class Output {
public:
    explicit Output(std::function<Result<void>(std::string_view)> write) : write_(std::move(write)) {}
    Result<void> add(std::string_view bytes) {
        buffer_ += bytes;
        return buffer_.size() < piece_size ? Result<void>{} : flush();
    }
    Result<void> flush() { return write_(std::exchange(buffer_, {})); }

private:
    std::function<Result<void>(std::string_view)> write_;
    std::string buffer_;
};

// Parts of an index, each sorted.
struct Runs {
    File file;
    std::vector<std::pair<std::int64_t, std::int64_t>> places{};
    std::int64_t size = 0;

    static Result<Runs> create(const std::string& path) {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        auto file = File::open_append(path);
        if (!file) return tl::unexpected(file.error());
        std::filesystem::remove(path, ignored);  // the open file stays until it is closed, however the program ends
        return Runs{std::move(*file)};
    }

    Result<void> add(std::vector<std::string>& lines) {
        std::sort(lines.begin(), lines.end());
        const std::int64_t begin = size;
        Output output([this](std::string_view bytes) { return file.write_all(bytes); });
        for (const std::string& line : lines) {
            size += static_cast<std::int64_t>(line.size());
            if (auto added = output.add(line); !added) return added;
        }
        places.emplace_back(begin, size);
        lines.clear();
        return output.flush();
    }
};

Result<void> merge(const Runs& runs, Draft& draft) {
    std::vector<Lines> parts;
    for (const auto& [begin, end] : runs.places) parts.emplace_back(runs.file, begin, end);
    using Head = std::pair<std::string_view, std::size_t>;
    std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
    const auto take = [&](std::size_t part) -> Result<void> {
        const auto line = parts[part].next();
        if (!line) return tl::unexpected(line.error());
        if (!line->empty()) heads.emplace(*line, part);
        return {};
    };
    for (std::size_t part = 0; part < parts.size(); ++part)
        if (auto taken = take(part); !taken) return taken;
    Output output([&draft](std::string_view bytes) { return draft.write(bytes); });
    while (!heads.empty()) {
        const auto [line, part] = heads.top();
        heads.pop();
        if (auto added = output.add(line); !added) return added;
        if (auto taken = take(part); !taken) return taken;
    }
    return output.flush();
}

}  // namespace

Result<bool> for_each_index_line(const std::string& path, const IndexVisitor& visit) {
    const auto file = File::open_read(path);
    if (!file) return tl::unexpected(file.error());
    const auto size = file->size();
    if (!size) return tl::unexpected(size.error());
    Lines lines(*file, 0, *size);
    bool is_clean = true;
    while (true) {
        const auto line = lines.next();
        if (!line) return tl::unexpected(line.error());
        if (line->empty()) return is_clean && !lines.has_rest();
        const auto read = read_index_line(line->substr(0, line->size() - 1));
        is_clean = is_clean && read.has_value();
        if (!read) continue;
        if (auto visited = visit(*read); !visited) return tl::unexpected(visited.error());
    }
}

Result<IndexEnd> end_of_index(const std::string& path) {
    IndexEnd end;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return end;
    const auto is_clean = for_each_index_line(path, [&end](const IndexLine& line) -> Result<void> {
        if (line.offset > end.offset) end.lines.clear();
        end.offset = std::max(end.offset, line.offset);
        if (line.offset == end.offset) end.lines.emplace_back(line.text);
        return {};
    });
    if (!is_clean) return tl::unexpected(is_clean.error());
    end.is_clean = *is_clean;
    return end;
}

Result<void> rebuild_index(const std::string& path, const std::string& warc_path, const std::string& warc_name, std::int64_t from) {
    auto draft = Draft::create(path);
    if (!draft) return tl::unexpected(draft.error());
    Output output([&draft](std::string_view bytes) { return draft->write(bytes); });
    if (from > 0) {
        const auto copied = for_each_index_line(path, [&](const IndexLine& line) -> Result<void> {
            if (line.offset >= from) return {};
            return output.add(std::string(line.text) + "\n");
        });
        if (!copied) return tl::unexpected(copied.error());
    }
    Result<void> written;
    const auto indexed = index_warc(warc_path, from, [&](const IndexEntry& entry) {
        written = output.add(cdxj_line(entry, warc_name));
        return written.has_value();
    });
    if (!indexed) return indexed;
    if (!written) return written;
    return output.flush().and_then([&draft] { return draft->finish(); });
}

Result<void> sort_index(const std::string& path, std::size_t memory) {
    auto runs = Runs::create(path + ".sorting");
    if (!runs) return tl::unexpected(runs.error());
    std::vector<std::string> lines;
    std::size_t size = 0;
    const auto read = for_each_index_line(path, [&](const IndexLine& line) -> Result<void> {
        lines.push_back(std::string(line.text) + "\n");
        size += lines.back().size();
        if (size < memory) return {};
        size = 0;
        return runs->add(lines);
    });
    if (!read) return tl::unexpected(read.error());
    if (auto added = runs->add(lines); !added) return added;
    auto draft = Draft::create(path);
    if (!draft) return tl::unexpected(draft.error());
    return merge(*runs, *draft).and_then([&draft] { return draft->finish(); });
}

}  // namespace nianbao::archive
