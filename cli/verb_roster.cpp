// nianbao roster draft -w WORKSPACE: a first roster from what a harvest saw. roster check FILE...: what is odd about a roster.

#include <algorithm>
#include <map>
#include <string>

#include "audit/body.h"
#include "audit/completeness.h"
#include "cli/audit_knowledge.h"
#include "cli/verb.h"
#include "cli/workspace.h"
#include "crawler/portal_file.h"
#include "model/url.h"
#include "normalize/publisher.h"
#include "out/csv.h"
#include "out/record_json.h"

namespace nianbao::cli {
namespace {

constexpr Option options[] = {workspace_option};

struct Body {
    std::string publisher, division_code, portal;
    int latest = 0;  // report year of the name and the portal
    int first = 9999;
};

std::string origin_of(const std::string& url) {
    const auto parsed = model::Url::parse(url);
    return parsed ? parsed->origin() : "";
}

void add(std::map<std::string, Body>& bodies, const std::string& publisher, const std::string& code, const std::string& portal,
         std::optional<int> year) {
    if (publisher.empty()) return;
    std::string id = normalize::publisher_id(publisher, code);
    if (id.starts_with('?')) id += "|" + publisher + "|" + audit::host_of(portal);
    Body& body = bodies[id];
    if (body.publisher.empty() || year.value_or(0) > body.latest) {
        body.publisher = publisher;
        body.division_code = code.empty() && !id.starts_with('?') ? id.substr(0, 6) : code;
        if (!portal.empty()) body.portal = portal;
        body.latest = year.value_or(0);
    }
    if (year) body.first = std::min(body.first, *year);
}

// Bodies that a portal file names are expected even where no report of theirs was found.
model::Result<void> add_portals(const std::string& workspace, std::map<std::string, Body>& bodies) {
    const auto portals = gather_portals(workspace, {});
    if (!portals) return {};  // a workspace of records alone keeps none
    for (const NamedPortal& named : *portals) {
        const std::string portal = named.portal.start.empty() ? "" : named.portal.start.front().origin();
        add(bodies, named.portal.publisher, named.portal.division_code, portal, std::nullopt);
        for (const crawler::Place& place : named.portal.places)
            add(bodies, place.publisher, place.division_code, portal, std::nullopt);
    }
    return {};
}

model::Result<ExitCode> draft(const std::string& workspace, Console& console) {
    auto catalogue = open_to_read(workspace);
    if (!catalogue) return tl::unexpected(catalogue.error());
    std::map<std::string, Body> bodies;
    std::size_t nameless = 0;
    const auto walked = catalogue->for_each_record([&](const store::StoredRecord& stored) -> model::Result<void> {
        const auto record = out::from_json(stored.json, stored.url);
        if (!record) return tl::unexpected(record.error());
        nameless += record->report.publisher.empty() ? 1 : 0;
        add(bodies, record->report.publisher, record->report.division_code, origin_of(stored.url), record->report.year);
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    if (auto added = add_portals(workspace, bodies); !added) return tl::unexpected(added.error());
    std::vector<Body> sorted;
    for (auto& [id, body] : bodies) sorted.push_back(std::move(body));
    std::sort(sorted.begin(), sorted.end(), [](const Body& a, const Body& b) {
        return std::tie(a.division_code, a.publisher) < std::tie(b.division_code, b.publisher);
    });
    console.out << "division_code,publisher,level,kind,portal,from_year,to_year\n";
    out::CsvRows rows;
    for (const Body& body : sorted) {
        rows.clear();
        rows.text(body.division_code)
            .text(body.publisher)
            .text(audit::word_of(audit::level_of(body.publisher, body.division_code)));
        rows.text(normalize::name_of(normalize::body_of(body.publisher).kind)).text(body.portal);
        rows.number(body.first == 9999 ? "" : std::to_string(body.first)).empty();
        rows.end_row();
        console.out << rows.bytes();
    }
    if (nameless > 0)
        console.talk.line(std::to_string(nameless) + (nameless == 1 ? " report" : " reports") +
                          " without a publisher left out; portal files can name it (docs/portals.md)");
    return ExitCode::done;
}

model::Result<ExitCode> check(const std::vector<std::string>& files, Console& console) {
    std::vector<audit::RosterRow> all;
    std::vector<std::string> ids;
    std::size_t remarks = 0;
    const auto say = [&](const std::string& remark) {
        console.out << remark << '\n';
        ++remarks;
    };
    for (const std::string& file : files) {
        const auto roster = load_roster(file);
        if (!roster) return tl::unexpected(roster.error());
        for (const std::string& remark : roster->remarks) say(remark);
        for (std::string& id : ids_of(*roster)) ids.push_back(std::move(id));
        all.insert(all.end(), roster->rows.begin(), roster->rows.end());
    }
    for (const std::string& remark : remarks_on_overlaps(all, ids)) say(remark);
    return remarks == 0 ? ExitCode::done : ExitCode::no;
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    const std::vector<std::string>& words = arguments.positional();
    if (words[0] == "draft") {
        if (words.size() > 1)
            return model::fail(words[1], "is one argument too many; usage: nianbao roster draft -w WORKSPACE");
        return draft(arguments.text("workspace"), console);
    }
    if (words[0] == "check") {
        if (words.size() == 1) return model::fail("roster check", "needs the roster files to look at");
        return check({words.begin() + 1, words.end()}, console);
    }
    return model::fail(words[0],
                       "is none of draft, check; usage: nianbao roster draft -w WORKSPACE, nianbao roster check FILE...");
}

}  // namespace

extern const Verb roster_verb;
constinit const Verb roster_verb = {
    .name = "roster",
    .summary = "draft a roster from a workspace, or check one",
    .example = "nianbao roster draft -w work > roster.csv\nnianbao roster check roster.csv",
    .usage = "draft | check FILE...",
    .options = options,
    .fewest_arguments = 1,
    .remarks =
        "A roster names who has to publish: division_code,publisher,level,kind,portal,\n"
        "from_year,to_year. `nianbao audit --roster FILE` tells whose reports are missing;\n"
        "a roster.csv in the workspace is used by itself.",
    .run = run,
};

}  // namespace nianbao::cli
