#include "out/json_fields.h"

#include <charconv>
#include <limits>

namespace nianbao::out {
namespace {

std::optional<std::int64_t> whole_number(std::string_view digits) {
    std::int64_t number = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

}  // namespace

JsonFields::JsonFields(const JsonValue* value, std::string_view path, std::size_t index, Problem& problem)
    : value_(value), path_(path), index_(index), problem_(problem) {
    if (value == nullptr || value->kind == JsonValue::Kind::null || value->kind == JsonValue::Kind::object) return;
    complain("", "should be an object and is " + std::string(name_of(value->kind)));
    value_ = nullptr;
}

void JsonFields::complain(std::string_view key, std::string_view what) const {
    if (!problem_.what.empty()) return;
    std::string place(path_);
    if (index_ != no_index) place += "[" + std::to_string(index_) + "]";
    if (!place.empty() && !key.empty()) place += ".";
    place += key;
    problem_.what = (place.empty() ? "the document" : place) + ": " + std::string(what);
}

const JsonValue* JsonFields::member(std::string_view key, JsonValue::Kind kind) const {
    const JsonValue* found = value_ == nullptr ? nullptr : value_->find(key);
    if (found == nullptr || found->kind == JsonValue::Kind::null) return nullptr;
    if (found->kind == kind) return found;
    complain(key, "should be " + std::string(name_of(kind)) + " and is " + std::string(name_of(found->kind)));
    return nullptr;
}

bool JsonFields::has(std::string_view key) const {
    const JsonValue* found = value_ == nullptr ? nullptr : value_->find(key);
    return found != nullptr && found->kind != JsonValue::Kind::null;
}

std::string JsonFields::text(std::string_view key) const {
    const JsonValue* found = member(key, JsonValue::Kind::text);
    return std::string(found == nullptr ? std::string_view() : found->text);
}

std::string JsonFields::required_text(std::string_view key) const {
    if (!has(key)) complain(key, "is missing");
    return text(key);
}

std::optional<model::Decimal> JsonFields::decimal(std::string_view key) const {
    const JsonValue* found = member(key, JsonValue::Kind::number);
    if (found == nullptr) return std::nullopt;
    const auto value = model::Decimal::parse(found->text);
    if (!value) complain(key, std::string(found->text) + " is not a plain decimal of at most 18 digits");
    return value;
}

std::optional<std::int64_t> JsonFields::integer(std::string_view key, std::int64_t least, std::int64_t most) const {
    const JsonValue* found = member(key, JsonValue::Kind::number);
    if (found == nullptr) return std::nullopt;
    const auto value = whole_number(found->text);
    if (value && *value >= least && *value <= most) return value;
    complain(key, std::string(found->text) + " is not a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
}

std::optional<model::Span> JsonFields::span(std::string_view key) const {
    const JsonValue* found = member(key, JsonValue::Kind::array);
    if (found == nullptr) return std::nullopt;
    std::vector<std::uint32_t> ends;
    for (const JsonValue& item : found->items) {
        const auto number = item.kind == JsonValue::Kind::number ? whole_number(item.text) : std::nullopt;
        if (!number || *number < 0 || *number > std::numeric_limits<std::uint32_t>::max()) break;
        ends.push_back(static_cast<std::uint32_t>(*number));
    }
    if (found->items.size() == 2 && ends.size() == 2 && ends[0] <= ends[1]) return model::Span{ends[0], ends[1]};
    complain(key, "should be [begin, end] in bytes, begin not after end");
    return std::nullopt;
}

bool JsonFields::boolean(std::string_view key) const {
    const JsonValue* found = member(key, JsonValue::Kind::boolean);
    return found != nullptr && found->truth;
}

std::vector<std::string> JsonFields::texts(std::string_view key) const {
    std::vector<std::string> result;
    const JsonValue* found = member(key, JsonValue::Kind::array);
    if (found == nullptr) return result;
    for (const JsonValue& item : found->items) {
        if (item.kind != JsonValue::Kind::text) complain(key, "should hold texts and holds " + std::string(name_of(item.kind)));
        result.emplace_back(item.text);
    }
    return result;
}

std::vector<std::vector<std::string>> JsonFields::lists_of_texts(std::string_view key) const {
    std::vector<std::vector<std::string>> result;
    const JsonValue* found = member(key, JsonValue::Kind::array);
    if (found == nullptr) return result;
    for (const JsonValue& list : found->items) {
        if (list.kind != JsonValue::Kind::array) complain(key, "should hold lists of texts and holds " + std::string(name_of(list.kind)));
        result.emplace_back();
        for (const JsonValue& item : list.items) {
            if (item.kind != JsonValue::Kind::text) complain(key, "should hold lists of texts, and one of them holds " + std::string(name_of(item.kind)));
            result.back().emplace_back(item.text);
        }
    }
    return result;
}

JsonFields JsonFields::object(std::string_view key) const { return {member(key, JsonValue::Kind::object), key, problem_}; }

void JsonFields::each(std::string_view key, const std::function<void(const JsonFields&)>& read) const {
    const JsonValue* found = member(key, JsonValue::Kind::array);
    if (found == nullptr) return;
    for (std::size_t i = 0; i < found->items.size() && problem_.what.empty(); ++i) {
        const JsonFields item(&found->items[i], key, i, problem_);
        if (found->items[i].kind == JsonValue::Kind::null) item.complain("", "should be an object and is null");
        read(item);
    }
}

}  // namespace nianbao::out
