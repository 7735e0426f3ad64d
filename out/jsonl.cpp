#include "out/jsonl.h"

#include "out/record_json.h"

namespace nianbao::out {

std::string_view Jsonl::bytes_of(const model::Record& record) {
    json_.clear();
    write_record(json_, record);
    line_.assign(json_.view());
    line_ += '\n';
    return line_;
}

}  // namespace nianbao::out
