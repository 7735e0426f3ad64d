#include "cli/finding_state.h"

#include <filesystem>
#include <fstream>

#include "audit/deadline.h"
#include "cli/input.h"
#include "cli/workspace.h"
#include "normalize/date.h"
#include "out/json_value.h"
#include "out/output_file.h"

namespace nianbao::cli {
namespace {

constexpr std::string_view last_mark = "# last ";
constexpr std::size_t id_length = 16;

bool is_id(std::string_view text) {
    return text.size() == id_length && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Calls `read` with each line and its number until it gives an error.
template <typename Read>
model::Result<void> each_line(std::string_view content, Read read) {
    std::size_t number = 0;
    while (!content.empty()) {
        const std::size_t end = std::min(content.find('\n'), content.size());
        std::string_view line = content.substr(0, end);
        content.remove_prefix(std::min(end + 1, content.size()));
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (auto done = read(line, number); !done) return done;
    }
    return {};
}

model::Result<std::string> id_of(std::string_view line, const std::string& where) {
    if (line.starts_with('{')) {
        const auto json = out::parse_json(line, where);
        if (!json) return tl::unexpected(json.error());
        const out::JsonValue* id = json->root().find("id");
        if (id == nullptr || id->kind != out::JsonValue::Kind::text || id->text.empty())
            return model::fail(where, "has no \"id\"");
        return std::string(id->text);
    }
    const std::string_view word = line.substr(0, line.find_first_of(" \t,#"));
    if (!is_id(word))
        return model::fail(where,
                           "should begin with the id of a finding, 16 digits 0-9 a-f, or be a finding as a line of JSON");
    return std::string(word);
}

}  // namespace

model::Result<std::set<std::string>> load_dismissed(const std::vector<std::string>& files) {
    std::set<std::string> ids;
    std::ifstream nothing;
    for (const std::string& file : files) {
        const auto content = read_input(file, nothing);
        if (!content) return tl::unexpected(content.error());
        auto read = each_line(*content, [&](std::string_view line, std::size_t number) -> model::Result<void> {
            while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
            if (line.empty() || line.front() == '#') return {};
            auto id = id_of(line, file + ":" + std::to_string(number));
            if (!id) return tl::unexpected(id.error());
            ids.insert(std::move(*id));
            return {};
        });
        if (!read) return tl::unexpected(read.error());
    }
    return ids;
}

model::Result<SeenFindings> SeenFindings::load(const std::string& path) {
    SeenFindings seen;
    seen.path_ = path;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return seen;
    std::ifstream nothing;
    const auto content = read_input(path, nothing, std::size_t{1} << 30);
    if (!content) return tl::unexpected(content.error());
    auto read = each_line(*content, [&](std::string_view line, std::size_t number) -> model::Result<void> {
        if (line.starts_with(last_mark)) {
            seen.last_ = line.substr(last_mark.size());
            return {};
        }
        if (line.empty() || line.front() == '#') return {};
        const std::size_t tab = line.find('\t');
        if (tab == std::string_view::npos || !is_id(line.substr(0, tab)))
            return model::fail(path + ":" + std::to_string(number),
                               "is no line of seen findings (id, tab, time); move the file away to begin anew");
        seen.first_.emplace(line.substr(0, tab), line.substr(tab + 1));
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return seen;
}

model::Result<void> SeenFindings::save() const {
    auto file = out::OutputFile::create(path_);
    if (!file) return tl::unexpected(file.error());
    std::string text = std::string(last_mark) + last_ + "\n";
    for (const auto& [id, time] : first_) text += id + "\t" + time + "\n";
    return file->write(text).and_then([&] { return file->commit(); });
}

SeenFindings::Seen SeenFindings::note(const std::string& id, const std::string& now) {
    const auto [place, is_new] = first_.emplace(id, now);
    return {place->second, is_new};
}

std::optional<std::string> utc_of(const std::string& text) {
    const bool is_utc = text.size() == 20 && text.ends_with('Z') && audit::earliest_day(text);
    if (is_utc) return text;
    const auto date = normalize::read_date(text);
    if (!date || date->precision == normalize::Precision::year || date->precision == normalize::Precision::month)
        return std::nullopt;
    const auto day = audit::earliest_day(date->iso());
    if (!day) return std::nullopt;
    const auto seconds = std::chrono::sys_days(*day).time_since_epoch() / std::chrono::seconds(1) + date->hour * 3600 +
                         date->minute * 60 + date->second - 8 * 3600;
    return iso_time(seconds);
}

}  // namespace nianbao::cli
