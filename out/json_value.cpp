#include "out/json_value.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "out/utf8.h"

namespace nianbao::out {
namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_values = std::size_t{1} << 20;

// Builds the tree from the reader's events. A function that returns false ends the reading.
class TreeBuilder {
public:
    bool Null() { return add({}); }
    bool Bool(bool truth) {
        JsonValue value;
        value.kind = JsonValue::Kind::boolean;
        value.truth = truth;
        return add(std::move(value));
    }
    bool RawNumber(const char* text, rapidjson::SizeType size, bool) { return add_text(JsonValue::Kind::number, text, size); }
    bool String(const char* text, rapidjson::SizeType size, bool) { return add_text(JsonValue::Kind::text, text, size); }
    bool Key(const char* text, rapidjson::SizeType size, bool) {
        open_.back()->names.emplace_back(text, size);
        return true;
    }
    bool StartObject() { return open(JsonValue::Kind::object); }
    bool StartArray() { return open(JsonValue::Kind::array); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool EndArray(rapidjson::SizeType) { return close(); }
    // Never called, since numbers come as text; the reader wants them all the same.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

    JsonValue root;
    const char* refusal = "is not JSON";  // why false was returned

private:
    bool add(JsonValue value) {
        if (++count_ > most_values) {
            refusal = "has more than 1048576 values";
            return false;
        }
        if (open_.empty())
            root = std::move(value);
        else
            open_.back()->items.push_back(std::move(value));
        return true;
    }
    bool add_text(JsonValue::Kind kind, const char* text, rapidjson::SizeType size) {
        JsonValue value;
        value.kind = kind;
        value.text.assign(text, size);
        return add(std::move(value));
    }
    bool open(JsonValue::Kind kind) {
        if (open_.size() == deepest) {
            refusal = "is nested deeper than 64";
            return false;
        }
        JsonValue value;
        value.kind = kind;
        if (!add(std::move(value))) return false;
        // Stays valid: nothing is added beside an open value, only within it.
        open_.push_back(open_.empty() ? &root : &open_.back()->items.back());
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    std::vector<JsonValue*> open_;
    std::size_t count_ = 0;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return &items[i];
    return nullptr;
}

std::string_view name_of(JsonValue::Kind kind) {
    switch (kind) {
        case JsonValue::Kind::null: return "null";
        case JsonValue::Kind::boolean: return "a boolean";
        case JsonValue::Kind::number: return "a number";
        case JsonValue::Kind::text: return "a text";
        case JsonValue::Kind::array: return "an array";
        case JsonValue::Kind::object: return "an object";
    }
    return "";
}

model::Result<JsonValue> parse_json(std::string_view text, const std::string& where) {
    // The reader takes a zero byte for the end of the text.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
        return model::fail(where, "is not JSON at byte " + std::to_string(zero) + ": a zero byte");
    if (const std::size_t valid = valid_prefix(text); valid != text.size())
        return model::fail(where, "is not JSON at byte " + std::to_string(valid) + ": not UTF-8");
    // Iterative: a text of a million brackets must not use up the stack.
    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::MemoryStream stream(text.empty() ? "" : text.data(), text.size());
    rapidjson::Reader reader;
    TreeBuilder builder;
    const rapidjson::ParseResult result = reader.Parse<flags>(stream, builder);
    if (!result) {
        const std::string byte = std::to_string(result.Offset());
        if (result.Code() == rapidjson::kParseErrorTermination)
            return model::fail(where, builder.refusal + (" at byte " + byte));
        std::string reason = rapidjson::GetParseError_En(result.Code());
        if (reason.ends_with('.')) reason.pop_back();
        return model::fail(where, "is not JSON at byte " + byte + ": " + reason);
    }
    return std::move(builder.root);
}

}  // namespace nianbao::out
