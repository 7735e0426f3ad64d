// narrative.mismatch: a number that the text states about figures is not the one in the table, or not the sum of its parts.

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "audit/derived.h"
#include "audit/rules.h"
#include "audit/text.h"
#include "audit/text_sums.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

struct Accepted {
    std::string words;  // how a finding names it
    Derived derived;
};

std::string with_row(std::string_view id, std::string_view row) {
    const std::size_t first = id.find('.');
    const std::size_t last = id.rfind('.');
    return std::string(id.substr(0, first + 1)) + std::string(row) + std::string(id.substr(last));
}

std::vector<std::string> parts_of(std::string_view ids) {
    std::vector<std::string> parts;
    while (!ids.empty()) {
        const std::size_t plus = std::min(ids.find('+'), ids.size());
        std::string_view part = ids.substr(0, plus);
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        if (!part.empty()) parts.emplace_back(part);
        ids.remove_prefix(std::min(plus + 1, ids.size()));
    }
    return parts;
}

// The lists of figures that the number may be the sum of. A record of another program may name one figure alone: 收到申请 81 件
// may then be the new ones or all that were at hand, as the publisher chose.
std::vector<std::vector<std::string>> lists_of(const model::Mention& mention) {
    if (!mention.readings.empty()) return mention.readings;
    const std::vector<std::string> own = parts_of(mention.figure);
    std::vector<std::vector<std::string>> lists = {own};
    if (own.size() == 1 && own.front().starts_with("applications.new."))
        lists.push_back({own.front(), with_row(own.front(), "carried_in")});
    return lists;
}

// "三、…：（一）予以公开 + （二）部分公开 > 总计" for figures of one column, else each by itself.
std::string words_for(const std::vector<std::string>& ids, const RecordView& view) {
    const model::FormFigure* first = view.slot(ids.front());
    std::string rows;
    bool one_column = ids.size() > 1 && first != nullptr;
    for (const std::string& id : ids) {
        const model::FormFigure* slot = view.slot(id);
        one_column = one_column && slot != nullptr && slot->table == first->table && slot->block == first->block &&
                     slot->column == first->column;
        if (one_column) rows += (rows.empty() ? "" : " + ") + view.form().row_of(*slot).label;
    }
    if (one_column) return view.form().tables[first->table].title + "：" + rows + " > " + view.form().column_of(*first).label;
    if (ids.size() > 3) return "the sum of " + place_of(ids.front(), view) + " to " + place_of(ids.back(), view);
    std::string words;
    for (const std::string& id : ids) words += (words.empty() ? "" : " + ") + place_of(id, view);
    return words;
}

// Those readings that the table tells.
std::vector<Accepted> readings_of(const model::Mention& mention, const RecordView& view) {
    std::vector<Accepted> readings;
    for (const std::vector<std::string>& ids : lists_of(mention)) {
        std::optional<Derived> sum;
        for (std::size_t i = 0; i < ids.size(); ++i) sum = i == 0 ? derive(ids[i], view) : add(sum, derive(ids[i], view));
        if (!ids.empty() && sum) readings.push_back({words_for(ids, view), *sum});
    }
    return readings;
}

bool is_approximate(const model::Mention& mention) {
    if (mention.approximate) return true;
    for (const std::string_view word : {"余", "约", "近", "多", "左右", "以上", "超过", "将近"})
        if (mention.raw.find(word) != std::string::npos) return true;
    return false;
}

model::Finding finding_on(const model::Mention& mention, std::string text) {
    model::Finding finding;
    finding.rule = "narrative.mismatch";
    finding.severity = model::Severity::doubt;
    finding.text = std::move(text);
    finding.actual = mention.value;
    if (!mention.span.empty()) finding.span = mention.span;
    return finding;
}

void judge_count(const model::Mention& mention, const RecordView& view, std::vector<Draft>& drafts) {
    const std::vector<Accepted> readings = readings_of(mention, view);
    // Where the table leaves one of the readings open, it may be the one that is meant.
    if (readings.empty() || readings.size() < std::min<std::size_t>(lists_of(mention).size(), 2)) return;
    for (const Accepted& reading : readings)
        if (reading.derived.value == mention.value) return;
    std::string text = "the text says “" + mention.raw + "”";
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const Derived& derived = readings[i].derived;
        const bool told = std::any_of(readings.begin(), readings.begin() + static_cast<std::ptrdiff_t>(i),
                                      [&](const Accepted& earlier) { return earlier.derived.value == derived.value; });
        if (told) continue;  // a group row and the sum of its rows
        text += (i == 0 ? ", but " : ", and ") + readings[i].words + (derived.from_parts ? " adds up to " : " is ") +
                derived.value.to_string();
        if (i == 0) text += " in the table";
    }
    if (!readings.front().derived.certain)
        text += "; the figure was cut or placed with the help of the sums, so the reading may be at fault";
    model::Finding finding = finding_on(mention, std::move(text));
    finding.figures = lists_of(mention).front();
    finding.expected = readings.front().derived.value;
    drafts.push_back({std::move(finding), mention.value.to_string()});
}

// A share whose count the text does not state: held against the table. One with its count is held against that (text_sums.h).
void judge_percent(const model::Mention& mention, const RecordView& view, const std::vector<model::Decimal>& totals,
                   std::vector<Draft>& drafts) {
    const std::vector<model::Mention>& all = view.record().mentions;
    std::vector<model::Decimal> wholes = totals;
    if (mention.part_of >= 0 && static_cast<std::size_t>(mention.part_of) < all.size())
        wholes.push_back(all[static_cast<std::size_t>(mention.part_of)].value);
    const std::vector<Accepted> readings = readings_of(mention, view);
    if (readings.empty() || wholes.empty()) return;
    for (const Accepted& reading : readings)
        for (const model::Decimal whole : wholes)
            if (is_share(reading.derived.value, whole, mention.value)) return;
    model::Finding finding =
        finding_on(mention, "the text says “" + mention.raw + "”, but " + readings.front().words + " is " +
                                readings.front().derived.value.to_string() + " in the table, which is that share of no total");
    finding.figures = lists_of(mention).front();
    drafts.push_back({std::move(finding), mention.value.to_string() + "%"});
}

// The parts of each whole that the text names, by their group.
using Partitions = std::map<std::pair<std::size_t, std::string>, std::vector<const model::Mention*>>;

Partitions partitions_of(const std::vector<model::Mention>& all) {
    Partitions partitions;
    for (const model::Mention& part : all) {
        if (part.part_of < 0 || static_cast<std::size_t>(part.part_of) >= all.size() || part.group.empty()) continue;
        if (part.kind == model::MentionKind::count)
            partitions[{static_cast<std::size_t>(part.part_of), part.group}].push_back(&part);
    }
    return partitions;
}

// Together the parts cannot be more than their whole; of some kinds a text that names two names them all.
void judge_parts(const std::vector<model::Mention>& all, std::vector<Draft>& drafts) {
    for (const auto& [place, parts] : partitions_of(all)) {
        const auto& [whole, group] = place;
        if (is_approximate(all[whole])) continue;
        std::optional<model::Decimal> sum = model::Decimal(0);
        std::string listed;
        bool exact = parts.size() >= 2;
        for (const model::Mention* part : parts) {
            exact = exact && !is_approximate(*part);
            if (sum) sum = model::Decimal::add(*sum, part->value);
            listed += (listed.empty() ? "" : " + ") + part->value.to_string();
        }
        const bool complete = group == "channel" || group == "applicant" || group == "origin";
        if (!exact || !sum || *sum == all[whole].value || (*sum < all[whole].value && !complete)) continue;
        model::Finding finding =
            finding_on(all[whole], "the text says “" + all[whole].raw + "” and gives its parts as " + listed + " = " +
                                       sum->to_string() + " (“" + parts.front()->raw + "” …)");
        finding.expected = sum;
        drafts.push_back({std::move(finding), group + " of " + all[whole].figure});
    }
}

std::vector<model::Decimal> totals_of(const RecordView& view) {
    std::vector<model::Decimal> totals;
    for (const char* id : {"applications.new.total", "applications.handled_total.total", "applications.carried_in.total"})
        if (const auto derived = derive(id, view)) totals.push_back(derived->value);
    if (const auto both = add(derive("applications.new.total", view), derive("applications.carried_in.total", view)))
        totals.push_back(both->value);
    return totals;
}

void judge_text(const model::RecordSection& section, const RecordView& view, const std::vector<model::Decimal>& totals,
                std::vector<Draft>& drafts) {
    for (const TextSum& sum : contradictions_in(section.text, totals)) {
        // The parts of a whole are told by the mentions, where there are any.
        if (sum.kind == TextSum::Kind::parts && !view.record().mentions.empty()) continue;
        model::Finding finding;
        finding.rule = "narrative.mismatch";
        finding.severity = model::Severity::doubt;
        finding.text = section.heading + "：" + sum.text;
        finding.expected = sum.expected;
        finding.actual = sum.actual;
        if (!section.span.empty()) finding.span = section.span;
        drafts.push_back({std::move(finding), section.id + " " + sum.subject});
    }
}

}  // namespace

void find_narrative_mismatches(const RecordView& view, std::vector<Draft>& drafts) {
    const std::vector<model::Mention>& mentions = view.record().mentions;
    const std::vector<model::Decimal> totals = totals_of(view);
    std::set<std::string> counted_too;
    for (const model::Mention& mention : mentions)
        if (mention.kind == model::MentionKind::count) counted_too.insert(mention.figure);
    for (const model::Mention& mention : mentions) {
        if (is_approximate(mention) || mention.figure.starts_with("narrative.")) continue;
        if (mention.kind == model::MentionKind::count)
            judge_count(mention, view, drafts);
        else if (!counted_too.contains(mention.figure))
            judge_percent(mention, view, totals, drafts);
    }
    judge_parts(mentions, drafts);
    for (const model::RecordSection& section : view.record().sections) judge_text(section, view, totals, drafts);
}

}  // namespace nianbao::audit
