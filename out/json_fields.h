#pragma once
// Reads the members of a JSON object with types and ranges. The first thing wrong is kept, with its path; all that
// follows gives empty values, so that the reading code stays a plain list and asks once, at the end.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/decimal.h"
#include "model/span.h"
#include "out/json_value.h"

namespace nianbao::out {

// The first thing that was wrong, "figures[3].presence: …"; empty when all is well.
struct Problem {
    std::string what;
};

class JsonFields {
public:
    // `value` is what stands at `path`; nullptr and null read as an object without members. All three must outlive this.
    JsonFields(const JsonValue* value, std::string_view path, Problem& problem) : JsonFields(value, path, no_index, problem) {}

    // Missing and null give "", nullopt or nothing, unless the name says “required”.
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] std::string required_text(std::string_view key) const;
    [[nodiscard]] std::optional<model::Decimal> decimal(std::string_view key) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most) const;
    // [begin, end], 0 <= begin <= end < 2^32.
    [[nodiscard]] std::optional<model::Span> span(std::string_view key) const;
    [[nodiscard]] bool boolean(std::string_view key) const;  // false when missing
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
    [[nodiscard]] std::vector<std::vector<std::string>> lists_of_texts(std::string_view key) const;
    [[nodiscard]] JsonFields object(std::string_view key) const;
    // Calls `read` with each object of an array.
    void each(std::string_view key, const std::function<void(const JsonFields&)>& read) const;

    [[nodiscard]] bool has(std::string_view key) const;
    // Says what is wrong with a member, unless something was wrong before.
    void complain(std::string_view key, std::string_view what) const;

private:
    static constexpr std::size_t no_index = static_cast<std::size_t>(-1);
    JsonFields(const JsonValue* value, std::string_view path, std::size_t index, Problem& problem);
    // nullptr when it is missing, null, or not of that kind (then it complains).
    [[nodiscard]] const JsonValue* member(std::string_view key, JsonValue::Kind kind) const;

    const JsonValue* value_;
    std::string_view path_;
    std::size_t index_;  // within the array at path_, or no_index
    Problem& problem_;
};

}  // namespace nianbao::out
