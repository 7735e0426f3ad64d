// sum.* and balance.*: the findings of the checks that failed. The rule's name stands in the check.

#include "audit/rules.h"
#include "audit/wording.h"

namespace nianbao::audit {

void find_failed_checks(const RecordView& view, const std::vector<Evaluation>& evaluations, std::vector<Draft>& drafts) {
    const std::vector<std::optional<Cure>> cures = localise(evaluations);
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
        const Evaluation& evaluation = evaluations[i];
        if (evaluation.verdict != Verdict::fail) continue;
        model::Finding finding;
        finding.rule = evaluation.check->rule;
        finding.severity = evaluation.used || evaluation.ambiguous ? model::Severity::doubt : model::Severity::conflict;
        finding.text = describe_failure(evaluation, view);
        if (cures[i]) {
            finding.text += describe_cure(*cures[i], view);
            finding.located = model::Located{cures[i]->figure->id, cures[i]->value};
        }
        // A side of one figure is the total that is judged; of two longer sides the second is held against the first.
        const bool left_is_total = evaluation.left.figures.size() == 1;
        finding.expected = left_is_total ? evaluation.right.sum : evaluation.left.sum;
        finding.actual = left_is_total ? evaluation.left.sum : evaluation.right.sum;
        for (const Side* side : {&evaluation.left, &evaluation.right})
            for (const model::Figure* figure : side->figures) finding.figures.push_back(figure->id);
        drafts.push_back({std::move(finding), ""});
    }
}

}  // namespace nianbao::audit
