#pragma once
// A JSON document as a tree, with numbers kept as the text that was written.

#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace nianbao::out {

struct JsonValue {
    enum class Kind { null, boolean, number, text, array, object };

    Kind kind = Kind::null;
    bool truth = false;              // of a boolean
    std::string text;                // of a text, and of a number: its digits as written
    std::vector<std::string> names;  // of an object: the key of items[i]
    std::vector<JsonValue> items;    // of an array or an object

    // The member of that name, the first if it is there twice; nullptr when there is none or this is no object.
    [[nodiscard]] const JsonValue* find(std::string_view name) const;
};

// "a text", "a number" …: for messages.
[[nodiscard]] std::string_view name_of(JsonValue::Kind kind);

// Reads one document (RFC 8259, valid UTF-8), in time and memory proportional to its size. Error, with `where` as given:
// not JSON, with the byte at which it stops being so; nested deeper than 64; more than 2^20 values.
[[nodiscard]] model::Result<JsonValue> parse_json(std::string_view text, const std::string& where);

}  // namespace nianbao::out
