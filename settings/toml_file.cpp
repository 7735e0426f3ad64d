#include "settings/toml_file.h"

#include <toml++/toml.h>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <system_error>

namespace nianbao::settings {

using model::Error;

struct Document {
    std::string name;
    toml::table root;
    std::map<const toml::table*, std::set<std::string, std::less<>>>
        asked;                     // tables that were opened, and the keys asked of each
    std::optional<Error> problem;  // the first that was recorded

    [[nodiscard]] std::string where(const toml::source_position& position) const {
        return name + ':' + std::to_string(position.line) + ':' + std::to_string(position.column);
    }
    void record(const toml::source_position& position, std::string what) {
        if (!problem) problem = Error{where(position), std::move(what)};
    }
};

namespace {

constexpr std::size_t most_bytes = 1 << 20;
constexpr int most_dots = 32;

// toml++ bounds how deep values nest, but not how long a dotted key is, and frees a table by recursion: a key of 50 000
// parts ends the process. Returns the first line with more dots outside strings and comments than any sane key has,
// or 0. Keys do not cross lines, so that bounds the depth.
std::size_t line_of_endless_key(std::string_view content) {
    char quote = 0;  // the string that we are in: " or ', 0 outside
    bool multi_line = false;
    int dots = 0;
    std::size_t line = 1;
    for (std::size_t i = 0; i < content.size(); ++i) {
        const char c = content[i];
        if (c == '\n') {
            if (!multi_line) quote = 0;
            dots = 0;
            ++line;
        } else if (quote != 0) {
            if (c == '\\' && quote == '"') {
                // An escaped line end continues the string: the newline itself is still counted.
                if (i + 1 < content.size() && content[i + 1] != '\n') ++i;
            } else if (c == quote && (!multi_line || content.substr(i, 3) == std::string(3, quote))) {
                i += multi_line ? 2 : 0;
                quote = 0;
                multi_line = false;
            }
        } else if (c == '"' || c == '\'') {
            quote = c;
            multi_line = content.substr(i, 3) == std::string(3, c);
            i += multi_line ? 2 : 0;
        } else if (c == '#') {
            i = std::min(content.find('\n', i), content.size()) - 1;
        } else if (c == '.' && ++dots > most_dots) {
            return line;
        }
    }
    return 0;
}

std::string_view article_and_type(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::table: return "a table";
        case toml::node_type::array: return "an array";
        case toml::node_type::string: return "a string";
        case toml::node_type::integer: return "an integer";
        case toml::node_type::floating_point: return "a number with a fraction";
        case toml::node_type::boolean: return "true or false";
        case toml::node_type::date:
        case toml::node_type::time:
        case toml::node_type::date_time: return "a date or time";
        case toml::node_type::none: break;
    }
    return "nothing";
}

std::string quoted(std::string_view key) { return '"' + std::string(key) + '"'; }

std::string short_number(double value) {
    char buffer[32];
    const int length = std::snprintf(buffer, sizeof buffer, "%.10g", value);
    return std::string(buffer, static_cast<std::size_t>(length));
}

std::string range(const std::string& least, const std::string& most) { return " must be from " + least + " to " + most; }

struct UnknownKey {
    toml::source_position position;
    std::string what;
};

std::string describe_unknown(std::string_view key, const std::set<std::string, std::less<>>& known) {
    std::string what = "unknown key " + quoted(key);
    std::string_view separator = "; known here: ";
    for (const std::string& name : known) {
        what.append(separator).append(name);
        separator = ", ";
    }
    return what;
}

void collect_unknown(const Document& document, std::vector<UnknownKey>& found) {
    for (const auto& [table, known] : document.asked) {
        for (auto&& [key, value] : *table) {
            if (known.find(key.str()) != known.end()) continue;
            found.push_back({key.source().begin, describe_unknown(key.str(), known)});
        }
    }
}

bool stands_before(const UnknownKey& a, const UnknownKey& b) {
    return std::pair(a.position.line, a.position.column) < std::pair(b.position.line, b.position.column);
}

const toml::table& as_table(const void* node) { return *static_cast<const toml::table*>(node); }

// The value of `key`, or nullptr; remembers that the key was asked for.
const toml::node* value_of(Document& document, const void* node, std::string_view key) {
    document.asked[&as_table(node)].emplace(key);
    return as_table(node).get(key);
}

void reject_type(Document& document, const toml::node& value, std::string_view key, std::string_view wanted) {
    document.record(value.source().begin,
                    quoted(key) + " must be " + std::string(wanted) + ", not " + std::string(article_and_type(value)));
}

}  // namespace

std::string Table::text(std::string_view key, std::string_view otherwise) const {
    const toml::node* value = value_of(*document_, node_, key);
    if (value == nullptr) return std::string(otherwise);
    if (const auto* string = value->as_string()) return string->get();
    reject_type(*document_, *value, key, "a string");
    return std::string(otherwise);
}

std::string Table::required_text(std::string_view key) const {
    const toml::node* value = value_of(*document_, node_, key);
    if (value == nullptr) {
        reject("missing key " + quoted(key));
        return {};
    }
    std::string read = text(key);
    if (read.empty()) document_->record(value->source().begin, quoted(key) + " must not be empty");
    return read;
}

std::int64_t Table::integer(std::string_view key, std::int64_t otherwise, std::int64_t least, std::int64_t most) const {
    const toml::node* value = value_of(*document_, node_, key);
    if (value == nullptr) return otherwise;
    const auto* integer = value->as_integer();
    if (integer == nullptr) {
        reject_type(*document_, *value, key, "an integer");
        return otherwise;
    }
    if (integer->get() >= least && integer->get() <= most) return integer->get();
    document_->record(value->source().begin, quoted(key) + range(std::to_string(least), std::to_string(most)));
    return otherwise;
}

double Table::number(std::string_view key, double otherwise, double least, double most) const {
    const toml::node* value = value_of(*document_, node_, key);
    if (value == nullptr) return otherwise;
    const std::optional<double> read = value->is_number() ? value->value<double>() : std::nullopt;
    if (!read) {
        reject_type(*document_, *value, key, "a number");
        return otherwise;
    }
    if (*read >= least && *read <= most) return *read;  // false for nan
    document_->record(value->source().begin, quoted(key) + range(short_number(least), short_number(most)));
    return otherwise;
}

bool Table::flag(std::string_view key, bool otherwise) const {
    const toml::node* value = value_of(*document_, node_, key);
    if (value == nullptr) return otherwise;
    if (const auto* boolean = value->as_boolean()) return boolean->get();
    reject_type(*document_, *value, key, "true or false");
    return otherwise;
}

std::vector<std::string> Table::texts(std::string_view key) const {
    std::vector<std::string> read;
    const toml::node* value = value_of(*document_, node_, key);
    if (value == nullptr) return read;
    const toml::array* array = value->as_array();
    if (array == nullptr) {
        reject_type(*document_, *value, key, "an array of strings");
        return read;
    }
    for (const toml::node& element : *array) {
        if (const auto* string = element.as_string()) {
            read.push_back(string->get());
        } else {
            reject_type(*document_, element, key, "an array of strings");
        }
    }
    return read;
}

std::vector<Table> Table::tables(std::string_view key) const {
    std::vector<Table> read;
    const toml::node* value = value_of(*document_, node_, key);
    if (value == nullptr) return read;
    const std::string wanted = "a list of tables, [[" + std::string(key) + "]]";
    const toml::array* array = value->as_array();
    if (array == nullptr) {
        reject_type(*document_, *value, key, wanted);
        return read;
    }
    for (const toml::node& element : *array) {
        if (const toml::table* table = element.as_table()) {
            document_->asked[table];
            read.push_back(Table(document_, table));
        } else {
            reject_type(*document_, element, key, wanted);
        }
    }
    return read;
}

std::optional<Table> Table::table(std::string_view key) const {
    const toml::node* value = value_of(*document_, node_, key);
    if (value == nullptr) return std::nullopt;
    const toml::table* table = value->as_table();
    if (table == nullptr) {
        reject_type(*document_, *value, key, "a table, [" + std::string(key) + "]");
        return std::nullopt;
    }
    document_->asked[table];
    return Table(document_, table);
}

bool Table::has(std::string_view key) const { return value_of(*document_, node_, key) != nullptr; }

std::string Table::where(std::string_view key) const {
    const toml::node* value = key.empty() ? nullptr : as_table(node_).get(key);
    return document_->where((value != nullptr ? value->source() : as_table(node_).source()).begin);
}

void Table::reject(const std::string& what, std::string_view key) const {
    if (!document_->problem) document_->problem = Error{where(key), what};
}

model::Result<TomlFile> TomlFile::parse(std::string_view content, const std::string& name) {
    if (content.size() > most_bytes) return model::fail(name, "is larger than 1 MiB; split it, settings are small");
    if (const std::size_t line = line_of_endless_key(content); line != 0)
        return model::fail(name + ':' + std::to_string(line) + ":1",
                           "more than " + std::to_string(most_dots) + " dots outside strings in one line");
    TomlFile file;
    file.document_ = std::make_shared<Document>();
    file.document_->name = name;
    try {
        file.document_->root = toml::parse(content);
    } catch (const toml::parse_error& error) {
        return model::fail(file.document_->where(error.source().begin), std::string(error.description()));
    }
    file.document_->asked[&file.document_->root];
    return file;
}

model::Result<TomlFile> TomlFile::load(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::string content(most_bytes + 1, '\0');
    if (stream) stream.read(content.data(), static_cast<std::streamsize>(content.size()));
    // A directory opens and then fails to read.
    if (!stream.is_open() || stream.bad())
        return model::fail(path, "cannot be read: " + std::generic_category().message(errno));
    content.resize(static_cast<std::size_t>(stream.gcount()));
    return parse(content, path);
}

Table TomlFile::root() const { return Table(document_, &document_->root); }

std::optional<Error> TomlFile::finish() const {
    if (document_->problem) return document_->problem;
    std::vector<UnknownKey> unknown;
    collect_unknown(*document_, unknown);
    const auto first = std::min_element(unknown.begin(), unknown.end(), stands_before);
    if (first == unknown.end()) return std::nullopt;
    return Error{document_->where(first->position), first->what};
}

}  // namespace nianbao::settings
