#pragma once
// A TOML file as values that know their line: what form files and portal files are read through. The only folder that
// knows toml++.
//
// Reading is strict: a key that nobody asked for is an error (it is mostly a misspelling), reported by finish().

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/result.h"

namespace nianbao::settings {

struct Document;  // the parsed file; opaque

// One table of a file. Getters record the first problem in the file instead of returning it each time, so that a reader
// asks for all its keys in a row and looks once, with finish().
class Table {
public:
    [[nodiscard]] std::string text(std::string_view key, std::string_view otherwise = {}) const;  // a string
    [[nodiscard]] std::string required_text(std::string_view key) const;                          // a non-empty string
    [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t otherwise, std::int64_t least,
                                       std::int64_t most) const;
    [[nodiscard]] double number(std::string_view key, double otherwise, double least, double most) const;  // integer or float
    [[nodiscard]] bool flag(std::string_view key, bool otherwise) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;  // an array of strings; empty when absent
    [[nodiscard]] std::vector<Table> tables(std::string_view key) const;       // [[key]] or an array of inline tables
    [[nodiscard]] std::optional<Table> table(std::string_view key) const;      // [key]
    [[nodiscard]] bool has(std::string_view key) const;                                        // counts as asking for the key

    // Records a problem of the reader's own at this table (or at the value of `key`).
    void reject(const std::string& what, std::string_view key = {}) const;

    // "file:line:column" of the value of `key`, or of this table when the key is empty or absent.
    [[nodiscard]] std::string where(std::string_view key = {}) const;

private:
    friend class TomlFile;
    Table(std::shared_ptr<Document> document, const void* node) : document_(std::move(document)), node_(node) {}
    std::shared_ptr<Document> document_;
    const void* node_;  // a toml::table of the document
};

class TomlFile {
public:
    // `name` stands in error messages ("data/portals/x.toml:3:7: …"). Error: not TOML, with line and column.
    [[nodiscard]] static model::Result<TomlFile> parse(std::string_view content, const std::string& name);
    // Reads the file. Error: cannot be read, too large (1 MiB), not TOML.
    [[nodiscard]] static model::Result<TomlFile> load(const std::string& path);

    [[nodiscard]] Table root() const;
    // The first problem that a getter recorded or the first key that nobody asked for; nothing when all is well.
    [[nodiscard]] std::optional<model::Error> finish() const;

private:
    std::shared_ptr<Document> document_;
};

}  // namespace nianbao::settings
