#include "out/json_value.h"

// The vector instructions that every processor of this kind has; RapidJSON finds the end of a text with them.
#ifdef __SSE2__
#define RAPIDJSON_SSE2
#endif
#include <rapidjson/error/en.h>
#include <rapidjson/rapidjson.h>
#include <rapidjson/reader.h>

#include <algorithm>

#include "out/utf8.h"

namespace nianbao::out {
namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_values = std::size_t{1} << 20;
constexpr std::size_t block_size = 4096;
constexpr std::size_t padding = 32;  // the zero that ends the text, and room for reading 16 bytes at a time

// Copies the last `count` of the stack into a block and takes them off.
template <typename Item>
std::span<const Item> move_into(std::deque<std::vector<Item>>& blocks, std::vector<Item>& stack, std::size_t count) {
    if (count == 0) return {};
    if (blocks.empty() || blocks.back().capacity() - blocks.back().size() < count) {
        blocks.emplace_back();
        blocks.back().reserve(std::max(block_size, count));
    }
    std::vector<Item>& block = blocks.back();
    const std::size_t begin = block.size();
    block.insert(block.end(), stack.end() - static_cast<std::ptrdiff_t>(count), stack.end());
    stack.resize(stack.size() - count);
    return {block.data() + begin, count};
}

}  // namespace

// Builds the tree from the reader's events: what is open lies on two stacks. A function that returns false ends the reading.
class TreeBuilder {
public:
    explicit TreeBuilder(JsonDocument& document) : document_(document) {}

    bool Null() { return add({}); }
    bool Bool(bool truth) { return add({JsonValue::Kind::boolean, truth}); }
    bool RawNumber(const char* text, rapidjson::SizeType size, bool) { return add({JsonValue::Kind::number, false, {text, size}}); }
    bool String(const char* text, rapidjson::SizeType size, bool) { return add({JsonValue::Kind::text, false, {text, size}}); }
    bool Key(const char* text, rapidjson::SizeType size, bool) {
        names_.emplace_back(text, size);
        return true;
    }
    bool StartObject() { return open(); }
    bool StartArray() { return open(); }
    bool EndObject(rapidjson::SizeType size) {
        const auto names = move_into(document_.names_, names_, size);
        const auto items = move_into(document_.values_, values_, size);
        return close({JsonValue::Kind::object, false, {}, names, items});
    }
    bool EndArray(rapidjson::SizeType size) {
        const auto items = move_into(document_.values_, values_, size);
        return close({JsonValue::Kind::array, false, {}, {}, items});
    }
    // Never called, since numbers come as text; the reader wants them all the same.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

    [[nodiscard]] JsonValue root() const { return values_.front(); }
    const char* refusal = "is not JSON";  // why false was returned

private:
    bool add(JsonValue value) {
        values_.push_back(value);
        return count();
    }
    bool count() {
        if (++count_ <= most_values) return true;
        refusal = "has more than 1048576 values";
        return false;
    }
    // The reader calls itself for what is nested, so this bounds its stack too.
    bool open() {
        if (depth_ == deepest) {
            refusal = "is nested deeper than 64";
            return false;
        }
        ++depth_;
        return count();
    }
    bool close(JsonValue value) {
        --depth_;
        values_.push_back(value);
        return true;
    }

    JsonDocument& document_;
    std::vector<JsonValue> values_;
    std::vector<std::string_view> names_;
    std::size_t depth_ = 0;
    std::size_t count_ = 0;
};

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

model::Result<JsonDocument> parse_json(std::string_view text, const std::string& where) {
    // The reader takes a zero byte for the end of the text.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
        return model::fail(where, "is not JSON at byte " + std::to_string(zero) + ": a zero byte");
    if (const std::size_t valid = valid_prefix(text); valid != text.size())
        return model::fail(where, "is not JSON at byte " + std::to_string(valid) + ": not UTF-8");
    JsonDocument document;
    document.text_.reserve(text.size() + padding);
    document.text_.assign(text.begin(), text.end());
    document.text_.resize(text.size() + padding);
    constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::InsituStringStream stream(document.text_.data());
    rapidjson::Reader reader;
    TreeBuilder builder(document);
    const rapidjson::ParseResult result = reader.Parse<flags>(stream, builder);
    if (!result) {
        const std::string byte = std::to_string(result.Offset());
        if (result.Code() == rapidjson::kParseErrorTermination)
            return model::fail(where, builder.refusal + (" at byte " + byte));
        std::string reason = rapidjson::GetParseError_En(result.Code());
        if (reason.ends_with('.')) reason.pop_back();
        return model::fail(where, "is not JSON at byte " + byte + ": " + reason);
    }
    document.root_ = builder.root();
    return document;
}

}  // namespace nianbao::out
