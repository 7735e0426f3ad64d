#pragma once
// Writes JSON (RFC 8259) on one line. Everything of ours that prints JSON goes through it.
//
//   JsonWriter json;
//   json.begin_object();
//   json.key("value");
//   json.number(decimal);      // exactly as written: 36563210.00
//   json.end_object();
//   … json.view() …
//
// The caller keeps the order right (a key before each value of an object, every begin with its end); a wrong order is a bug.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/decimal.h"

namespace nianbao::out {

class JsonWriter {
public:
    JsonWriter();
    ~JsonWriter();
    JsonWriter(JsonWriter&&) noexcept;
    JsonWriter& operator=(JsonWriter&&) noexcept;

    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    void key(std::string_view name);

    void text(std::string_view value);          // ill-formed UTF-8 becomes U+FFFD
    void text_or_null(std::string_view value);  // null when empty: “unknown”
    void number(model::Decimal value);          // a JSON number with the decimal's own places
    void number_or_null(const std::optional<model::Decimal>& value);
    void integer(std::int64_t value);
    void boolean(bool value);
    void null();

    // What was written so far; valid until the next call.
    [[nodiscard]] std::string_view view() const;
    // Empties the writer for the next document and keeps its memory.
    void clear();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace nianbao::out
