#include "out/json_writer.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "out/utf8.h"

namespace nianbao::out {

struct JsonWriter::State {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
    std::string repaired;
};

JsonWriter::JsonWriter() : state_(std::make_unique<State>()) {}
JsonWriter::~JsonWriter() = default;
JsonWriter::JsonWriter(JsonWriter&&) noexcept = default;
JsonWriter& JsonWriter::operator=(JsonWriter&&) noexcept = default;

void JsonWriter::begin_object() { state_->writer.StartObject(); }
void JsonWriter::end_object() { state_->writer.EndObject(); }
void JsonWriter::begin_array() { state_->writer.StartArray(); }
void JsonWriter::end_array() { state_->writer.EndArray(); }

void JsonWriter::key(std::string_view name) { state_->writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }

void JsonWriter::text(std::string_view value) {
    const std::string_view valid = valid_utf8(value, state_->repaired);
    // An empty view may have no data at all, and the library wants a pointer.
    state_->writer.String(valid.empty() ? "" : valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
}

void JsonWriter::text_or_null(std::string_view value) {
    if (value.empty())
        null();
    else
        text(value);
}

void JsonWriter::number(model::Decimal value) {
    const std::string digits = value.to_string();
    state_->writer.RawValue(digits.data(), digits.size(), rapidjson::kNumberType);
}

void JsonWriter::number_or_null(const std::optional<model::Decimal>& value) {
    if (value)
        number(*value);
    else
        null();
}

void JsonWriter::integer(std::int64_t value) { state_->writer.Int64(value); }
void JsonWriter::boolean(bool value) { state_->writer.Bool(value); }
void JsonWriter::null() { state_->writer.Null(); }

std::string_view JsonWriter::view() const { return {state_->buffer.GetString(), state_->buffer.GetSize()}; }

void JsonWriter::clear() {
    state_->buffer.Clear();
    state_->writer.Reset(state_->buffer);
}

}  // namespace nianbao::out
