#pragma once
// Names a finding so that it is the same finding tomorrow: after another capture, on another machine, in another order.

#include <string>

#include "audit/rules.h"
#include "model/record.h"

namespace nianbao::audit {

// What a report is known by: division code, publisher, year and form; where publisher or year is unknown, its URL, else
// the digest of its bytes, else its path. Two captures of one report have the same identity.
[[nodiscard]] std::string identity_of(const model::Record& record);

// 16 lower-case hex digits: 64-bit FNV-1a over identity, rule, figures, subject and ordinal, so that wording, severity and
// values may change without a new name. `ordinal` counts findings that agree in all else, from 0.
[[nodiscard]] std::string fingerprint(const std::string& identity, const Draft& draft, std::size_t ordinal);

}  // namespace nianbao::audit
