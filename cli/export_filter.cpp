#include "cli/export_filter.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/nearest.h"
#include "out/pattern.h"
#include "out/words.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

constexpr int first_year = 1900;
constexpr int last_year = 9999;

// "a, b" and a second --option c: a b c.
std::vector<std::string> values_of(const Arguments& arguments, std::string_view name) {
    std::vector<std::string> values;
    for (const std::string& text : arguments.texts(name)) {
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find(',', begin), text.size());
            std::string value = text.substr(begin, end - begin);
            value.erase(0, std::min(value.find_first_not_of(' '), value.size()));
            value.erase(value.find_last_not_of(' ') + 1);
            values.push_back(std::move(value));
            begin = end + 1;
        }
    }
    return values;
}

tl::unexpected<model::Error> unknown(std::string_view option, const std::string& value, std::span<const std::string_view> known) {
    std::string all;
    for (const std::string_view word : known) all += (all.empty() ? "" : ", ") + std::string(word);
    const std::string_view near = nearest(value, known);
    const std::string what = near.empty() ? "; it is one of " + all : "; did you mean \"" + std::string(near) + "\"?";
    return model::fail("--" + std::string(option), "does not know \"" + value + '"' + what);
}

std::optional<int> year_of(std::string_view text) {
    int year = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (error != std::errc() || stop != text.data() + text.size() || year < first_year || year > last_year) return std::nullopt;
    return year;
}

model::Result<std::vector<out::YearRange>> years_of(const Arguments& arguments) {
    std::vector<out::YearRange> ranges;
    for (const std::string& value : values_of(arguments, "year")) {
        const std::size_t dash = value.find('-');
        const auto first = year_of(std::string_view(value).substr(0, dash));
        const auto last = dash == std::string::npos ? first : year_of(std::string_view(value).substr(dash + 1));
        if (!first || !last || *first > *last) return model::fail("--year", "takes years and ranges such as 2019-2023 or 2019,2021, not \"" + value + '"');
        ranges.push_back({*first, *last});
    }
    return ranges;
}

template <typename Enum, std::size_t size>
model::Result<std::vector<Enum>> words_of(const Arguments& arguments, std::string_view option, const std::string_view (&known)[size],
                                          std::optional<Enum> (*look_up)(std::string_view)) {
    std::vector<Enum> words;
    for (const std::string& value : values_of(arguments, option)) {
        const auto word = look_up(value);
        if (!word) return unknown(option, value, known);
        words.push_back(*word);
    }
    return words;
}

// The ids of all figures that a form of ours has; a pattern that matches none of them is a slip of the pen.
model::Result<std::vector<std::string>> figures_of(const Arguments& arguments) {
    std::vector<std::string_view> ids;
    for (const model::Form& form : parser::builtin_forms())
        for (const model::FormFigure& figure : form.figures) ids.push_back(figure.id);
    const std::vector<std::string> patterns = values_of(arguments, "figure");
    for (const std::string& pattern : patterns) {
        if (std::any_of(ids.begin(), ids.end(), [&](std::string_view id) { return out::matches(pattern, id); })) continue;
        const std::string_view near = nearest(pattern, ids);
        return model::fail("--figure", "no figure of any form is called \"" + pattern + '"' +
                                           (near.empty() ? "; `nianbao forms show 2021` lists them" : "; did you mean \"" + std::string(near) + "\"?"));
    }
    return patterns;
}

model::Result<std::vector<std::string>> forms_of(const Arguments& arguments) {
    std::vector<std::string_view> ids;
    for (const model::Form& form : parser::builtin_forms()) ids.push_back(form.id);
    std::vector<std::string> forms = values_of(arguments, "form");
    for (const std::string& form : forms)
        if (std::find(ids.begin(), ids.end(), form) == ids.end()) return unknown("form", form, ids);
    return forms;
}

model::Result<std::vector<std::string>> divisions_of(const Arguments& arguments) {
    std::vector<std::string> divisions = values_of(arguments, "division");
    for (const std::string& division : divisions)
        if (division.empty() || division.find_first_not_of("0123456789*?") != std::string::npos)
            return model::fail("--division", "takes six digits, or some of them and *: '2308*', not \"" + division + '"');
    return divisions;
}

// YYYY, YYYY-MM or YYYY-MM-DD, perhaps with a time behind it.
model::Result<std::string> since_of(const Arguments& arguments) {
    const std::string since = arguments.text("since");
    constexpr std::string_view shape = "dddd-dd-dd";
    bool is_date = since.empty() || since.size() == 4 || since.size() == 7 || since.size() == 10 || (since.size() > 10 && since[10] == 'T');
    for (std::size_t i = 0; i < std::min(since.size(), shape.size()); ++i)
        is_date = is_date && (shape[i] == 'd' ? since[i] >= '0' && since[i] <= '9' : since[i] == shape[i]);
    if (!is_date) return model::fail("--since", "takes a date such as 2024-03-31, not \"" + since + '"');
    return since;
}

template <typename Value>
bool take(model::Result<Value> value, Value& into, std::optional<model::Error>& error) {
    if (value) into = std::move(*value);
    if (!value) error = value.error();
    return value.has_value();
}

}  // namespace

model::Result<out::Filter> filter_of(const Arguments& arguments) {
    static constexpr std::string_view presences[] = {"stated", "blank", "dash", "absent", "unreadable"};
    static constexpr std::string_view readings[] = {"cell", "line", "split", "inferred", "ambiguous", "prose"};
    out::Filter filter;
    filter.publishers = values_of(arguments, "publisher");
    std::optional<model::Error> error;
    const bool is_good = take(years_of(arguments), filter.years, error) && take(forms_of(arguments), filter.forms, error) &&
                         take(divisions_of(arguments), filter.divisions, error) && take(figures_of(arguments), filter.figures, error) &&
                         take(words_of(arguments, "presence", presences, out::presence_of), filter.presences, error) &&
                         take(words_of(arguments, "reading", readings, out::reading_of), filter.readings, error) &&
                         take(since_of(arguments), filter.since, error);
    if (!is_good) return tl::unexpected(*error);
    return filter;
}

}  // namespace nianbao::cli
