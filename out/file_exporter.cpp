#include "out/file_exporter.h"

#include <cassert>

namespace nianbao::out {

model::Result<void> FileExporter::begin() {
    auto file = OutputFile::create(path_);
    if (!file) return tl::unexpected(file.error());
    file_ = std::move(*file);
    return file_->write(header());
}

model::Result<void> FileExporter::add(const model::Record& record) {
    assert(file_);
    return file_->write(bytes_of(record));
}

model::Result<void> FileExporter::end() {
    assert(file_);
    return file_->commit();
}

}  // namespace nianbao::out
