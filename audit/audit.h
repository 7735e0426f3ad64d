#pragma once
// The audit of one report: judges a record against its form and the law, and writes checks and findings into it.
// Pure and total: no I/O, no failure, whatever the record holds.

#include <string_view>

#include "audit/knowledge.h"
#include "model/form.h"
#include "model/record.h"

namespace nianbao::audit {

// Sets record.checks, and replaces record.findings by
//   1. the findings that the audit does not make itself (document.*, figure.ambiguous, …), as they stood, then
//   2. its own, by family: form, sections, tables, figures, checks, authority, units, narrative, substance, deadline; within a
//      family in the order of the form.
// Severity does not order them: the list follows the page, and whoever prints it may sort.
// Every finding without an id gets one (audit/fingerprint.h). Assessing twice changes nothing.
//
// form: the form named by record.report.form; nullptr when there is none or it is unknown. Then only the rules that need
// no form are judged, and checks and findings of the others stay as they are.
void assess(model::Record& record, const model::Form* form, const Knowledge& knowledge = {});

// True for a rule that assess() judges with or without a form, or that needs several records: an earlier finding of it is
// not kept.
[[nodiscard]] bool is_own_rule(std::string_view rule);

}  // namespace nianbao::audit
