#include "out/datapackage_json.h"

#include "out/json_writer.h"

namespace nianbao::out {
namespace {

void member(JsonWriter& json, std::string_view key, std::string_view text) {
    json.key(key);
    json.text(text);
}

std::string_view type_of(ColumnType type) {
    switch (type) {
        case ColumnType::integer: return "integer";
        case ColumnType::number: return "number";
        default: return "string";
    }
}

std::span<const std::string_view> words_of(ColumnType type) {
    static constexpr std::string_view presences[] = {"stated", "blank", "dash", "absent", "unreadable"};
    static constexpr std::string_view readings[] = {"cell", "line", "split", "inferred", "ambiguous", "prose"};
    static constexpr std::string_view severities[] = {"note", "doubt", "conflict"};
    switch (type) {
        case ColumnType::presence: return presences;
        case ColumnType::reading: return readings;
        case ColumnType::severity: return severities;
        default: return {};
    }
}

void write_field(JsonWriter& json, const Column& column, bool is_key) {
    json.begin_object();
    member(json, "name", column.name);
    member(json, "type", type_of(column.type));
    member(json, "title", column.chinese);
    member(json, "description", column.english);
    const std::span<const std::string_view> words = words_of(column.type);
    if (is_key || !words.empty()) {
        json.key("constraints");
        json.begin_object();
        json.key("required");
        json.boolean(true);
        if (!words.empty()) {
            json.key("enum");
            json.begin_array();
            for (const std::string_view word : words) json.text(word);
            json.end_array();
        }
        json.end_object();
    }
    json.end_object();
}

void write_reference(JsonWriter& json) {
    json.key("foreignKeys");
    json.begin_array();
    json.begin_object();
    member(json, "fields", "report");
    json.key("reference");
    json.begin_object();
    member(json, "resource", "reports");
    member(json, "fields", "report");
    json.end_object();
    json.end_object();
    json.end_array();
}

void write_schema(JsonWriter& json, const Table& table) {
    json.key("schema");
    json.begin_object();
    json.key("fields");
    json.begin_array();
    for (std::size_t i = 0; i < table.columns.size(); ++i) write_field(json, table.columns[i], i < table.key_columns);
    json.end_array();
    json.key("missingValues");
    json.begin_array();
    json.text("");
    json.end_array();
    if (table.key_columns > 0) {
        json.key("primaryKey");
        json.begin_array();
        for (std::size_t i = 0; i < table.key_columns; ++i) json.text(table.columns[i].name);
        json.end_array();
    }
    if (table.key_columns > 1) write_reference(json);
    json.end_object();
}

void write_resource(JsonWriter& json, const DescribedResource& resource) {
    json.begin_object();
    member(json, "name", resource.table->name);
    member(json, "path", resource.path);
    member(json, "profile", "tabular-data-resource");
    member(json, "title", resource.table->chinese);
    member(json, "description", resource.table->english);
    member(json, "format", "csv");
    member(json, "mediatype", "text/csv");
    member(json, "encoding", "utf-8");
    json.key("bytes");
    json.integer(resource.bytes);
    if (!resource.sha256.empty()) member(json, "hash", "sha256:" + resource.sha256);
    json.key("dialect");
    json.begin_object();
    member(json, "delimiter", ",");
    member(json, "lineTerminator", "\n");
    member(json, "quoteChar", "\"");
    json.key("doubleQuote");
    json.boolean(true);
    json.key("header");
    json.boolean(true);
    json.end_object();
    write_schema(json, *resource.table);
    json.end_object();
}

void write_sources(JsonWriter& json, const std::set<std::string>& origins, FileSources files) {
    json.key("sources");
    json.begin_array();
    for (const std::string& origin : origins) {
        json.begin_object();
        member(json, "title", origin);
        member(json, "path", origin);
        json.end_object();
    }
    if (files == FileSources::some || origins.empty()) {
        json.begin_object();
        member(json, "title", "files, named in reports.path");
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::string datapackage_json(std::span<const DescribedResource> resources, const std::set<std::string>& origins, FileSources files) {
    JsonWriter json;
    json.begin_object();
    member(json, "profile", "tabular-data-package");
    member(json, "name", "nianbao");
    member(json, "title", "政府信息公开工作年度报告");
    member(json, "description",
           "Figures, findings and texts of the annual reports that Chinese government bodies publish on the disclosure of information. "
           "Numbers are exact decimals; presence and reading say what a cell held and how it was read. A text that begins with = + @ and the like "
           "has an apostrophe in front, so that no spreadsheet takes it for a formula.");
    // Article 5 of the Copyright Law: laws, regulations, resolutions, decisions, orders and other documents of legislative,
    // administrative or judicial nature are not protected.
    json.key("licenses");
    json.begin_array();
    json.begin_object();
    member(json, "name", "other-pd");
    member(json, "title", "Official documents, not protected by copyright: article 5 of the Copyright Law of the People's Republic of China");
    json.end_object();
    json.end_array();
    write_sources(json, origins, files);
    json.key("resources");
    json.begin_array();
    for (const DescribedResource& resource : resources) write_resource(json, resource);
    json.end_array();
    json.end_object();
    return std::string(json.view()) + "\n";
}

}  // namespace nianbao::out
