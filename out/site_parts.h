#pragma once
// What several pages of the site share.

#include <string>
#include <string_view>

#include "model/record.h"
#include "out/html.h"
#include "out/site_identity.h"

namespace nianbao::out {

// The name of a publisher, or words for none.
void put_publisher(Html& html, const PublisherKey& publisher);
// <span class="state doubt">? 存疑</span>
void put_state(Html& html, ReportState state);
// The same for the severity of a finding.
void put_severity(Html& html, model::Severity severity);
// The rule's words and its name.
void put_rule(Html& html, std::string_view rule);
// What a finding of the rule means, as a paragraph; nothing for a rule that is none of ours.
void put_note(Html& html, std::string_view rule, std::string_view css_class);
// What was found: the two values that do not agree, and the finding's own words, of which a list shows the beginning.
enum class Details { whole, beginning };
void put_details(Html& html, const model::Finding& finding, Details details);
// A link to where a page came from, or the address as text when it is none that a link may go to.
void put_source(Html& html, const model::Source& source);
// The date of an ISO 8601 time.
[[nodiscard]] std::string date_of(const std::string& time);
// A text cut to about so many bytes, at the end of a character, with an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t bytes);

}  // namespace nianbao::out
