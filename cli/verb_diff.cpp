// nianbao diff [-w WORKSPACE] URL|PUBLISHER YEAR: what changed between the captures of a report, and between its copies.

#include <algorithm>
#include <string>
#include <vector>

#include "audit/compare.h"
#include "audit/wording.h"
#include "cli/verb.h"
#include "cli/workspace.h"
#include "cli/workspace_audit.h"
#include "model/url.h"
#include "normalize/publisher.h"
#include "out/json_writer.h"
#include "out/record_json.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

constexpr Option options[] = {
    workspace_option,
    {.name = "format",
     .letter = 'f',
     .kind = Kind::choice,
     .value = "text|jsonl",
     .description = "for reading, or an object a comparison",
     .otherwise = "text"},
};

struct Side {
    std::string url;
    std::string fetched_at;
    model::Record record;
};

struct Asked {
    std::vector<std::string> urls;  // that hold the report
    std::string name;               // as asked for
};

bool is_url(const std::string& text) { return text.starts_with("http://") || text.starts_with("https://"); }

model::Result<int> year_of(const std::string& text) {
    if (text.size() != 4 || text.find_first_not_of("0123456789") != std::string::npos)
        return model::fail(text, "should be the year of the report: 2021");
    return std::stoi(text);
}

// Addresses whose record is of that publisher and year; the name as the page has it, or one that means the same body.
model::Result<Asked> find_reports(store::Catalogue& catalogue, const std::string& publisher, int year) {
    Asked asked{{}, publisher + " " + std::to_string(year)};
    const std::string id = normalize::publisher_id(publisher, "");
    std::vector<std::string> near;
    const auto walked = catalogue.for_each_record([&](const store::StoredRecord& stored) -> model::Result<void> {
        const auto record = out::from_json(stored.json, stored.url);
        if (!record) return tl::unexpected(record.error());
        if (record->report.year != year) return {};
        const std::string& name = record->report.publisher;
        const bool same =
            name == publisher || (!id.starts_with('?') && normalize::publisher_id(name, record->report.division_code) == id);
        if (same)
            asked.urls.push_back(stored.url);
        else if (name.find(publisher) != std::string::npos)
            near.push_back(name);
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    if (!asked.urls.empty()) return asked;
    return model::fail(asked.name,
                       "is no report of the workspace" + (near.empty() ? std::string("; export/reports.csv lists them")
                                                                       : "; did you mean " + near.front() + "?"));
}

model::Result<Asked> read_request(const Arguments& arguments, store::Catalogue& catalogue) {
    const std::vector<std::string>& words = arguments.positional();
    if (!is_url(words[0])) {
        if (words.size() < 2)
            return model::fail(words[0], "needs the year of the report behind it; or name the URL of the report");
        const auto year = year_of(words[1]);
        if (!year) return tl::unexpected(year.error());
        return find_reports(catalogue, words[0], *year);
    }
    if (words.size() > 1) return model::fail(words[1], "is one argument too many: a URL stands alone");
    const auto url = model::Url::parse(words[0]);
    if (!url) return tl::unexpected(url.error());
    const auto entry = catalogue.find(url->to_string());
    if (!entry) return tl::unexpected(entry.error());
    if (!*entry) return model::fail(url->to_string(), "is not known to the workspace; `nianbao status` counts what is");
    return Asked{{url->to_string()}, url->to_string()};
}

std::string label_of(const std::string& figure, const model::Record& record) {
    const model::Form* form = parser::find_form(record.report.form);
    return form == nullptr ? figure : audit::place_of(figure, *form);
}

std::string shown(const std::string& value) { return value.empty() ? "none" : value; }

void print_text(const Side& before, const Side& after, const audit::Difference& difference, std::ostream& out) {
    out << before.url << "  " << before.fetched_at << '\n'
        << (after.url == before.url ? std::string("  then") : after.url) << "  " << after.fetched_at << '\n';
    if (difference.empty()) out << "  nothing of the report differs\n";
    for (const auto& field : difference.identity)
        out << "  " << field.name << ": " << shown(field.before) << " → " << shown(field.after) << '\n';
    for (const audit::FigureChange& change : difference.figures)
        out << "  " << change.figure << ": " << change.before << " → " << change.after << "    "
            << label_of(change.figure, after.record) << '\n';
    for (const audit::SectionChange& change : difference.sections) {
        static constexpr std::string_view words[] = {"added", "removed", "changed"};
        out << "  section " << change.section << ' ' << words[static_cast<std::size_t>(change.kind)] << ": " << change.heading
            << '\n';
        for (const std::string& sentence : change.gone) out << "    - " << sentence << '\n';
        for (const std::string& sentence : change.come) out << "    + " << sentence << '\n';
    }
}

void write_side(out::JsonWriter& json, const char* key, const Side& side) {
    json.key(key);
    json.begin_object();
    json.key("url");
    json.text(side.url);
    json.key("fetched_at");
    json.text_or_null(side.fetched_at);
    json.end_object();
}

void write_texts(out::JsonWriter& json, const char* key, const std::vector<std::string>& texts) {
    json.key(key);
    json.begin_array();
    for (const std::string& text : texts) json.text(text);
    json.end_array();
}

void write_change(out::JsonWriter& json, const char* name_key, const std::string& name, const std::string& before,
                  const std::string& after) {
    json.begin_object();
    json.key(name_key);
    json.text(name);
    json.key("before");
    json.text_or_null(before);
    json.key("after");
    json.text_or_null(after);
    json.end_object();
}

void print_json(const Side& before, const Side& after, const audit::Difference& difference, std::ostream& out) {
    out::JsonWriter json;
    json.begin_object();
    write_side(json, "before", before);
    write_side(json, "after", after);
    json.key("identity");
    json.begin_array();
    for (const auto& field : difference.identity) write_change(json, "field", field.name, field.before, field.after);
    json.end_array();
    json.key("figures");
    json.begin_array();
    for (const audit::FigureChange& change : difference.figures)
        write_change(json, "figure", change.figure, change.before, change.after);
    json.end_array();
    json.key("sections");
    json.begin_array();
    for (const audit::SectionChange& change : difference.sections) {
        json.begin_object();
        json.key("section");
        json.text(change.section);
        write_texts(json, "removed", change.gone);
        write_texts(json, "added", change.come);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    out << json.view() << '\n';
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    const std::string workspace = arguments.text("workspace");
    auto catalogue = open_to_read(workspace);
    if (!catalogue) return tl::unexpected(catalogue.error());
    const auto asked = read_request(arguments, *catalogue);
    if (!asked) return tl::unexpected(asked.error());
    bool all_read = true;
    std::vector<Side> newest;  // of each address
    std::size_t compared = 0;
    const auto print = [&](const Side& before, const Side& after) {
        const audit::Difference difference = audit::difference_of(before.record, after.record);
        arguments.text("format") == "jsonl" ? print_json(before, after, difference, console.out)
                                            : print_text(before, after, difference, console.out);
        ++compared;
    };
    for (const std::string& url : asked->urls) {
        auto contents = contents_of(workspace, *catalogue, url, console.talk, all_read);
        if (!contents) return tl::unexpected(contents.error());
        std::vector<Side> sides;
        for (ContentCapture& content : *contents)
            sides.push_back({url, iso_time(content.capture.fetched_at), std::move(content.record)});
        for (std::size_t i = 1; i < sides.size(); ++i) print(sides[i - 1], sides[i]);
        if (!sides.empty()) newest.push_back(std::move(sides.back()));
    }
    for (std::size_t i = 1; i < newest.size(); ++i) print(newest[0], newest[i]);
    if (newest.empty())
        return model::fail(asked->name, "has no archived content; `nianbao status --why URL` tells what became of it");
    if (compared == 0)
        console.talk.line(asked->name + ": one content only, first fetched " + newest[0].fetched_at + "; nothing to compare");
    return all_read ? ExitCode::done : ExitCode::no;
}

}  // namespace

extern const Verb diff_verb;
constinit const Verb diff_verb = {
    .name = "diff",
    .summary = "what changed between the captures of a report",
    .example =
        "nianbao diff -w work https://www.example.gov.cn/zfxxgknb/t20250127_1.html\nnianbao diff -w work 沭阳县财政局 2021",
    .usage = "URL | PUBLISHER YEAR",
    .options = options,
    .fewest_arguments = 1,
    .most_arguments = 2,
    .remarks =
        "Every content that an address had is read again from the archive, oldest first;\nof a report at several addresses the newest contents are compared as well.",
    .run = run,
};

}  // namespace nianbao::cli
