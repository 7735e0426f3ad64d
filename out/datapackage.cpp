#include "out/datapackage.h"

#include <filesystem>

#include "out/codebook.h"
#include "out/datapackage_json.h"

namespace nianbao::out {
namespace {

constexpr const char* description_file = "datapackage.json";
constexpr std::size_t most_origins = 10'000;

// "https://host:port" of an address; "" when it has none.
std::string origin_of(const std::string& url) {
    const std::size_t host = url.find("://");
    if (host == std::string::npos) return "";
    return url.substr(0, url.find_first_of("/?#", host + 3));
}

}  // namespace

model::Result<void> Datapackage::open(const Table& table) {
    const std::string name = "data/" + std::string(table.name) + ".csv";
    auto file = OutputFile::create(folder_->file(name), Existing::refuse);
    if (!file) return tl::unexpected(folder_->renamed(file.error()));
    resources_.push_back({&table, name, std::move(*file)});
    rows_.clear();
    append_header(rows_, table);
    if (settings_.mark == ByteOrderMark::put)
        if (auto written = resources_.back().file.write("\xEF\xBB\xBF"); !written) return tl::unexpected(folder_->renamed(written.error()));
    return write(resources_.size() - 1);
}

model::Result<void> Datapackage::write(std::size_t resource) {
    auto written = resources_[resource].file.write(rows_.bytes());
    rows_.clear();
    if (!written) return tl::unexpected(folder_->renamed(written.error()));
    return {};
}

model::Result<void> Datapackage::begin() {
    auto folder = OutputFolder::create(settings_.path, description_file, settings_.existing);
    if (!folder) return tl::unexpected(folder.error());
    folder_.emplace(std::move(*folder));
    if (auto made = folder_->make_folder("data"); !made) return made;
    for (const Table* table : record_tables())
        if (auto opened = open(*table); !opened) return opened;
    if (auto opened = open(publisher_findings_table()); !opened) return opened;
    return open(codebook_table());
}

model::Result<void> Datapackage::add(const model::Record& record) {
    ++report_;
    std::string origin = origin_of(record.source.url);
    has_files_ = has_files_ || origin.empty();
    if (!origin.empty() && origins_.size() < most_origins) origins_.insert(std::move(origin));
    report_row(row_, record, report_);
    append_row(rows_, row_);
    if (auto written = write(0); !written) return written;
    using Maker = void (*)(Row&, const model::Record&, std::int64_t, std::size_t);
    const std::pair<Maker, std::size_t> parts[] = {{figure_row, record.figures.size()},
                                                   {finding_row, record.findings.size()},
                                                   {mention_row, record.mentions.size()},
                                                   {section_row, record.sections.size()}};
    std::size_t resource = 0;
    for (const auto& [make, size] : parts) {
        for (std::size_t i = 0; i < size; ++i) {
            make(row_, record, report_, i);
            append_row(rows_, row_);
        }
        if (auto written = write(++resource); !written) return written;
    }
    return {};
}

model::Result<void> Datapackage::add_finding(const model::PublisherFinding& finding) {
    publisher_finding_row(row_, finding);
    append_row(rows_, row_);
    return write(record_tables().size());
}

model::Result<void> Datapackage::write_description() {
    std::vector<DescribedResource> described;
    for (const Resource& resource : resources_) {
        const std::string path = folder_->file(resource.name);
        std::string digest;
        if (settings_.digest) {
            auto made = settings_.digest(path);
            if (!made) return tl::unexpected(folder_->renamed(made.error()));
            digest = std::move(*made);
        }
        std::error_code ignored;
        described.push_back({resource.table, resource.name, std::move(digest), static_cast<std::int64_t>(std::filesystem::file_size(path, ignored))});
    }
    auto file = OutputFile::create(folder_->file(description_file), Existing::refuse);
    if (!file) return tl::unexpected(folder_->renamed(file.error()));
    const std::string json = datapackage_json(described, origins_, has_files_ ? FileSources::some : FileSources::none);
    auto written = file->write(json).and_then([&] { return file->commit(); });
    if (!written) return tl::unexpected(folder_->renamed(written.error()));
    return {};
}

model::Result<void> Datapackage::end() {
    for (const CodebookEntry& entry : codebook_of(settings_.forms)) {
        codebook_row(row_, entry);
        append_row(rows_, row_);
    }
    if (auto written = write(resources_.size() - 1); !written) return written;
    for (Resource& resource : resources_)
        if (auto closed = resource.file.commit(); !closed) return tl::unexpected(folder_->renamed(closed.error()));
    if (auto written = write_description(); !written) return written;
    return folder_->commit();
}

}  // namespace nianbao::out
