#include "cli/document_source.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = std::size_t{64} << 20;

bool ends_with(std::string_view name, std::string_view ending) {
    if (name.size() < ending.size()) return false;
    return std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
}

bool is_archive(std::string_view name) {
    static constexpr std::array<std::string_view, 5> endings = {".warc", ".warc.gz", ".wet", ".wet.gz", ".arc.gz"};
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return ends_with(name, ending); });
}

std::string media_type_of(std::string_view name) {
    if (ends_with(name, ".html") || ends_with(name, ".htm") || ends_with(name, ".shtml")) return "text/html";
    if (ends_with(name, ".md")) return "text/markdown";
    return "";  // .txt may hold markup: the content tells
}

bool is_document(std::string_view name) { return is_archive(name) || !media_type_of(name).empty() || ends_with(name, ".txt"); }

// The documents below a folder. A folder within it that cannot be entered is named itself, so that opening it says why.
std::error_code collect(const std::string& folder, std::vector<std::string>& found) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        const std::string path = entry->path().string();
        if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {  // a link may lead back up
            if (collect(path, found)) found.push_back(path);
        } else if (entry->is_regular_file(ignored) && is_document(entry->path().filename().string())) {
            found.push_back(path);
        }
    }
    return error;
}

}  // namespace

DocumentSource::DocumentSource(const std::vector<std::string>& names, std::istream& standard_input)
    : names_(names.begin(), names.end()), standard_input_(standard_input) {}

model::Result<std::optional<model::Page>> DocumentSource::next() {
    while (true) {
        if (archive_) {
            auto page = archive_->next();
            if (!page) return tl::unexpected(page.error());
            if (*page) {
                (*page)->path = archive_name_;
                return page;
            }
            archive_.reset();
        }
        if (names_.empty()) return std::optional<model::Page>();
        const std::string name = names_.front();
        names_.pop_front();
        auto page = open(name);
        if (!page || *page) return page;
    }
}

// A page, or nothing when the name stands for several that come next.
model::Result<std::optional<model::Page>> DocumentSource::open(const std::string& name) {
    if (name == "-") return read_page_stream(standard_input_).map([](model::Page&& page) { return std::optional(std::move(page)); });
    std::error_code error;
    if (fs::is_directory(name, error)) {
        return walk(name).map([] { return std::optional<model::Page>(); });
    }
    if (!is_archive(name)) return read_page_file(name).map([](model::Page&& page) { return std::optional(std::move(page)); });
    auto reader = archive::PageReader::open(name);
    if (!reader) return tl::unexpected(reader.error());
    if (fs::file_size(name, error) == 0) return model::fail(name, "is empty, so no archive");
    archive_ = std::move(*reader);
    archive_name_ = name;
    return std::optional<model::Page>();
}

model::Result<void> DocumentSource::walk(const std::string& folder) {
    std::vector<std::string> found;
    if (const std::error_code error = collect(folder, found)) return model::fail(folder, "cannot be walked: " + error.message());
    if (found.empty()) return model::fail(folder, "holds no document: .html .htm .shtml .txt .md .warc .warc.gz .wet .wet.gz");
    std::sort(found.begin(), found.end());
    names_.insert(names_.begin(), found.begin(), found.end());
    return {};
}

model::Result<model::Page> read_page_file(const std::string& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) return model::fail(path, "is a folder; name a file");
    std::ifstream file(path, std::ios::binary);
    if (!file) return model::fail(path, std::string("cannot be read: ") + std::strerror(errno));
    auto page = read_page_stream(file);
    if (!page) return model::fail(path, page.error().what);
    if (page->bytes.starts_with("\x1F\x8B") || page->bytes.starts_with("WARC/"))
        return model::fail(path, "is an archive or compressed; only parse reads archives, by their ending .warc or .warc.gz");
    page->path = path;
    page->media_type = media_type_of(path);
    return page;
}

model::Result<model::Page> read_page_stream(std::istream& stream) {
    model::Page page;
    std::array<char, 65536> buffer{};
    while (stream.read(buffer.data(), buffer.size()) || stream.gcount() > 0) {
        page.bytes.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
        if (page.bytes.size() > largest_file) return model::fail("standard input", "is larger than 64 MiB; no report is");
    }
    if (stream.bad()) return model::fail("standard input", "cannot be read to its end");
    return page;
}

}  // namespace nianbao::cli
