// nianbao normalize -k KIND [TEXT]...: numbers, dates, text, labels, document numbers and places, one JSON object a text.

#include <string>
#include <vector>

#include "cli/input.h"
#include "cli/verb.h"
#include "normalize/date.h"
#include "normalize/document_number.h"
#include "normalize/fold.h"
#include "normalize/number.h"
#include "normalize/ordinal.h"
#include "normalize/place.h"
#include "out/json_writer.h"
#include "out/words.h"

namespace nianbao::cli {
namespace {

constexpr Option options[] = {
    {.name = "kind",
     .letter = 'k',
     .kind = Kind::choice,
     .value = "number|date|text|label|docnumber|place",
     .description = "what the texts are",
     .otherwise = "text"},
    {.name = "column",
     .kind = Kind::choice,
     .value = "change|count",
     .description = "of a number: in a change 增 减 ↑ ↓ are signs",
     .otherwise = "change"},
    {.name = "context",
     .letter = 'c',
     .kind = Kind::text,
     .value = "TEXT",
     .description = "of a place: what its page says; may be repeated"},
    {.name = "year",
     .kind = Kind::integer,
     .value = "YEAR",
     .description = "of a place: the year whose code is wanted",
     .least = 1949,
     .most = 2999},
};

using Write = void (*)(std::string_view text, const Arguments& arguments, out::JsonWriter& json);

void write_presence(out::JsonWriter& json, bool understood) {
    json.key("presence");
    json.text(out::word_of(understood ? model::Presence::stated : model::Presence::unreadable));
}

void write_text(out::JsonWriter& json, std::string_view key, std::string_view value) {
    json.key(key);
    json.text(value);
}

void write_number(std::string_view text, const Arguments& arguments, out::JsonWriter& json) {
    const auto sign = arguments.text("column") == "count" ? normalize::Sign::plain : normalize::Sign::change;
    const normalize::NumberReading reading = normalize::read_number(text, sign);
    json.key("value");
    json.number_or_null(reading.value);
    write_text(json, "unit", reading.unit);
    json.key("presence");
    json.text(out::word_of(reading.presence));
    json.key("percent");
    json.boolean(reading.percent);
    json.key("approximate");
    json.boolean(reading.approximate);
    json.key("note");
    json.text_or_null(reading.note);
}

std::string_view name_of(normalize::Precision precision) {
    switch (precision) {
        case normalize::Precision::year: return "year";
        case normalize::Precision::month: return "month";
        case normalize::Precision::day: return "day";
        case normalize::Precision::minute: return "minute";
        case normalize::Precision::second: return "second";
    }
    return "";
}

// A range is an interval of ISO 8601: from/to.
void write_date(std::string_view text, const Arguments&, out::JsonWriter& json) {
    std::string value;
    std::string_view precision;
    if (const auto date = normalize::read_date(text)) {
        value = date->iso();
        precision = name_of(date->precision);
    } else if (const auto range = normalize::read_date_range(text)) {
        value = range->from.iso() + "/" + range->to.iso();
        precision = name_of(range->from.precision);
    }
    json.key("value");
    json.text_or_null(value);
    json.key("precision");
    json.text_or_null(precision);
    write_presence(json, !value.empty());
}

void write_tidy(std::string_view text, const Arguments&, out::JsonWriter& json) {
    write_text(json, "value", normalize::tidy_text(text));
}

void write_label(std::string_view text, const Arguments&, out::JsonWriter& json) {
    write_text(json, "value", normalize::to_utf8(normalize::folded_text(text)));
    json.key("ordinal");
    const auto ordinal = normalize::read_ordinal(text);
    if (!ordinal) return json.null();
    json.integer(ordinal->number);
    write_text(json, "rest", normalize::to_utf8(normalize::folded_text(text.substr(ordinal->length))));
}

void write_document_number(std::string_view text, const Arguments&, out::JsonWriter& json) {
    const auto number = normalize::read_document_number(text);
    json.key("value");
    json.text_or_null(number ? number->canonical() : "");
    write_presence(json, number.has_value());
}

void write_place(std::string_view text, const Arguments& arguments, out::JsonWriter& json) {
    const std::vector<std::string> given = arguments.texts("context");
    const std::vector<std::string_view> contexts(given.begin(), given.end());
    const auto place = normalize::resolve_place(text, contexts, static_cast<int>(arguments.integer("year")));
    json.key("value");
    json.text_or_null(place ? place->code : "");
    json.key("name");
    json.text_or_null(place ? place->full_name : "");
    write_presence(json, place.has_value());
}

Write writer_for(std::string_view kind) {
    if (kind == "number") return write_number;
    if (kind == "date") return write_date;
    if (kind == "label") return write_label;
    if (kind == "docnumber") return write_document_number;
    return kind == "place" ? write_place : write_tidy;
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    const Write write = writer_for(arguments.text("kind"));
    out::JsonWriter json;
    const auto one = [&](std::string_view text) {
        json.clear();
        json.begin_object();
        write_text(json, "in", text);
        write(text, arguments, json);
        json.end_object();
        console.out << json.view() << '\n';
    };
    for (const std::string& text : arguments.positional()) one(text);
    if (!arguments.positional().empty()) return ExitCode::done;
    say_if_terminal_is_read(console.talk);
    for (std::string line; console.out && std::getline(console.in, line);) {
        if (line.ends_with('\r')) line.pop_back();
        one(line);
    }
    return ExitCode::done;
}

}  // namespace

extern const Verb normalize_verb;
constinit const Verb normalize_verb = {
    .name = "normalize",
    .summary = "read numbers, dates, labels and names as parse does",
    .example =
        "nianbao normalize -k number 一百二 '36,563,210.00元' 三四十\n"
        "nianbao normalize -k place -c 佳木斯市 郊区人民政府",
    .usage = "[TEXT]...",
    .options = options,
    .remarks =
        "One JSON object a text, from the arguments or else the lines of standard input.\n"
        "What is not wholly understood has the value null, never that of a part of it.",
    .run = run,
};

}  // namespace nianbao::cli
