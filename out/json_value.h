#pragma once
// A JSON document as a tree, with numbers kept as the text that was written.

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace nianbao::out {

// A value of a JsonDocument, which holds what it looks at.
struct JsonValue {
    enum class Kind { null, boolean, number, text, array, object };

    Kind kind = Kind::null;
    bool truth = false;                          // of a boolean
    std::string_view text{};                     // of a text, and of a number: its digits as written
    std::span<const std::string_view> names{};   // of an object: the key of items[i]
    std::span<const JsonValue> items{};          // of an array or an object

    // The member of that name, the first if it is there twice; nullptr when there is none or this is no object.
    [[nodiscard]] const JsonValue* find(std::string_view name) const;
};

// "a text", "a number" …: for messages.
[[nodiscard]] std::string_view name_of(JsonValue::Kind kind);

class JsonDocument {
public:
    JsonDocument() = default;
    JsonDocument(JsonDocument&&) noexcept = default;
    JsonDocument& operator=(JsonDocument&&) noexcept = default;

    [[nodiscard]] const JsonValue& root() const { return root_; }

private:
    friend class TreeBuilder;
    friend model::Result<JsonDocument> parse_json(std::string_view text, const std::string& where);
    JsonValue root_;
    std::vector<char> text_;  // a copy in which escapes were undone where they stood; the views look into it
    // Blocks that do not move once they are filled.
    std::deque<std::vector<JsonValue>> values_;
    std::deque<std::vector<std::string_view>> names_;
};

// Reads one document (RFC 8259, valid UTF-8), in time and memory proportional to its size. Error, with `where` as given:
// not JSON, with the byte at which it stops being so; nested deeper than 64; more than 2^20 values.
[[nodiscard]] model::Result<JsonDocument> parse_json(std::string_view text, const std::string& where);

}  // namespace nianbao::out
