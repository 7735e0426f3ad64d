#include "out/file_exporter.h"

#include <cassert>

namespace nianbao::out {

model::Result<void> FileExporter::begin() {
    auto file = OutputFile::create(settings_.path, settings_.existing);
    if (!file) return tl::unexpected(file.error());
    file_ = std::move(*file);
    if (settings_.mark == ByteOrderMark::put)
        if (auto written = file_->write("\xEF\xBB\xBF"); !written) return written;
    return file_->write(header());
}

model::Result<void> FileExporter::add(const model::Record& record) {
    assert(file_);
    return file_->write(bytes_of(record));
}

model::Result<void> FileExporter::add_finding(const model::PublisherFinding& finding) {
    assert(file_);
    return file_->write(bytes_of_finding(finding));
}

model::Result<void> FileExporter::end() {
    assert(file_);
    return file_->commit();
}

}  // namespace nianbao::out
