// carry.*: what one report hands over to the next of the same publisher.

#include <array>

#include "audit/set_audit.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

using Facts = ReportFacts;
using Value = ReportFacts::Value;

constexpr std::array<std::string_view, 7> applicants = {"natural_person",
                                                        "commercial_enterprise",
                                                        "research_institution",
                                                        "social_welfare_organization",
                                                        "legal_service_organization",
                                                        "other_organization",
                                                        "total"};

// A report and the one of the year before, each with its copies.
struct Pair {
    const std::vector<Facts>& reports;
    const ReportIndex::Copies& before;
    const ReportIndex::Copies& after;
    [[nodiscard]] const Facts& old_report() const { return reports[before.front()]; }
    [[nodiscard]] const Facts& new_report() const { return reports[after.front()]; }
};

struct Break {
    std::string rule;
    model::Severity severity;
    std::string figure;
    std::string text;
    model::Decimal expected, actual;
};

void add(const Pair& pair, Break found, std::vector<SetDraft>& drafts) {
    SetDraft draft;
    draft.report = pair.after.front();
    draft.others = {pair.before.front()};
    model::Finding& finding = draft.draft.finding;
    finding.rule = std::move(found.rule);
    finding.severity = found.severity;
    finding.figures = {std::move(found.figure)};
    finding.expected = found.expected;
    finding.actual = found.actual;
    finding.text = std::move(found.text) + " (" + pair.old_report().address() + ")";
    drafts.push_back(std::move(draft));
}

std::string told_by(const Facts& facts, std::string_view id) {
    return facts.form == nullptr ? std::string(id) : place_of(std::string(id), *facts.form);
}

// True when some copy of each report agree: then the copies are the trouble, and publication.duplicate says so.
bool some_copies_agree(const Pair& pair, std::string_view out, std::string_view in) {
    for (const std::size_t before : pair.before)
        for (const std::size_t after : pair.after) {
            const Value old_value = pair.reports[before].value_of(out);
            const Value new_value = pair.reports[after].value_of(in);
            if (!old_value.value || !new_value.value || *old_value.value == *new_value.value) return true;
        }
    return false;
}

void judge_requests(const Pair& pair, std::vector<SetDraft>& drafts) {
    for (const std::string_view applicant : applicants) {
        const std::string out = "applications.carried_out." + std::string(applicant);
        const std::string in = "applications.carried_in." + std::string(applicant);
        const Value left = pair.old_report().value_of(out);
        const Value right = pair.new_report().value_of(in);
        if (!left.value || !right.value || *left.value == *right.value || some_copies_agree(pair, out, in)) continue;
        const bool sure = left.is_independent() && right.is_independent();
        add(pair,
            {"carry.requests", sure ? model::Severity::conflict : model::Severity::doubt, in,
             told_by(pair.new_report(), in) + " is " + right.value->to_string() + ", but the report on " +
                 std::to_string(*pair.old_report().year) + " carried " + left.value->to_string() +
                 " over: " + told_by(pair.old_report(), out) + (sure ? "" : "; the reading of one of the two is not certain"),
             *left.value, *right.value},
            drafts);
    }
}

bool is_empty(const Value& value) {
    return value.is_certain() && (value.presence == model::Presence::blank || value.presence == model::Presence::dash);
}

// start + more - less = end, with blanks read as 0 only where that makes it hold.
struct Flow {
    std::string_view rule;
    std::string figure;  // of the end, in the newer report
    Value start, more, less, end;
    std::string words;
};

void judge_flow(const Pair& pair, const Flow& flow, std::vector<SetDraft>& drafts) {
    if (!flow.start.value || !flow.end.value || !flow.start.is_certain() || !flow.end.is_certain()) return;
    for (const Value* change : {&flow.more, &flow.less})
        if (!change->value) {
            if (!is_empty(*change)) return;
        } else if (!change->is_certain()) {
            return;
        }
    const auto grown = model::Decimal::add(*flow.start.value, flow.more.value.value_or(model::Decimal(0)));
    const auto expected = grown ? model::Decimal::subtract(*grown, flow.less.value.value_or(model::Decimal(0))) : std::nullopt;
    if (!expected || *expected == *flow.end.value) return;
    if (!flow.more.value || !flow.less.value) return;
    add(pair,
        {std::string(flow.rule), model::Severity::doubt, flow.figure,
         told_by(pair.new_report(), flow.figure) + " is " + flow.end.value->to_string() + ", but " + flow.words + " = " +
             expected->to_string(),
         *expected, *flow.end.value},
        drafts);
}

const Value zero = {model::Decimal(0), model::Presence::stated, model::Reading::cell};

// in_force of two 2021 forms: the year before + 制发 - 废止. The 2019 form asks for 对外公开总数量, which is something else.
void judge_documents(const Pair& pair, std::vector<SetDraft>& drafts) {
    for (const std::string row : {"proactive.regulations.", "proactive.normative_documents."}) {
        const Facts& now = pair.new_report();
        Flow flow{"carry.documents",
                  row + "in_force",
                  pair.old_report().value_of(row + "in_force"),
                  now.value_of(row + "made"),
                  now.value_of(row + "repealed"),
                  now.value_of(row + "in_force"),
                  ""};
        if (!flow.start.value || !flow.more.value || !flow.less.value) continue;
        flow.words = flow.start.value->to_string() + " in force in the report on " + std::to_string(*pair.old_report().year) +
                     " + " + flow.more.value->to_string() + " 制发 - " + flow.less.value->to_string() + " 废止";
        judge_flow(pair, flow, drafts);
    }
}

// items_last_year of the 2019 form: the year before with its 增/减.
void judge_items(const Pair& pair, std::vector<SetDraft>& drafts) {
    const Facts& now = pair.new_report();
    const Facts& then = pair.old_report();
    if (now.form == nullptr || then.form == nullptr) return;
    for (const model::FormFigure& slot : now.form->figures) {
        if (now.form->column_of(slot).id != "items_last_year") continue;
        const std::string change = slot.id.substr(0, slot.id.size() - std::string("items_last_year").size()) + "change";
        Flow flow{"carry.items", slot.id, then.value_of(slot.id), then.value_of(change), zero, now.value_of(slot.id), ""};
        if (!flow.start.value || !flow.more.value) continue;
        flow.words = "the report on " + std::to_string(*then.year) + " states " + flow.start.value->to_string() +
                     " and a change of " + flow.more.value->to_string() + ", together";
        judge_flow(pair, flow, drafts);
    }
}

// 历年累计 grows by 本年度; a count that begins anew is no contradiction.
void judge_cumulative(const Pair& pair, std::vector<SetDraft>& drafts) {
    const Facts& now = pair.new_report();
    const Facts& then = pair.old_report();
    if (now.form == nullptr || then.form == nullptr) return;
    constexpr std::string_view ending = ".cumulative";
    for (const model::FormFigure& slot : now.form->figures) {
        if (!slot.id.ends_with(ending)) continue;
        const std::string count = slot.id.substr(0, slot.id.size() - ending.size()) + ".count";
        Flow flow{"carry.statistics", slot.id, then.value_of(slot.id), now.value_of(count), zero, now.value_of(slot.id), ""};
        if (!flow.start.value || !flow.more.value || !flow.end.value || *flow.end.value == *flow.more.value) continue;
        flow.words = flow.start.value->to_string() + " in the report on " + std::to_string(*then.year) + " + " +
                     flow.more.value->to_string() + " of this year";
        judge_flow(pair, flow, drafts);
    }
}

}  // namespace

void find_carry_breaks(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts) {
    for (const auto& [key, years] : index.publishers())
        for (auto now = years.begin(); now != years.end(); ++now) {
            const auto before = years.find(now->first - 1);
            if (before == years.end()) continue;
            const Pair pair{reports, before->second, now->second};
            judge_requests(pair, drafts);
            judge_documents(pair, drafts);
            judge_items(pair, drafts);
            judge_cumulative(pair, drafts);
        }
}

}  // namespace nianbao::audit
