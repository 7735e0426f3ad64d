#pragma once
// The place in a publisher's name: the longer name that the page writes elsewhere, the division's code, and whether two names
// can be of one body.

#include <span>
#include <string>
#include <string_view>

#include "parser/document.h"

namespace nianbao::parser {

// 郊区人民政府 -> 佳木斯市郊区人民政府, 市教育局 -> 佳木斯市教育局, 平潭县 -> 平潭县人民政府: where the page or one of the contexts
// (site name, issuer, signature) writes it so. The name itself when it needs no more, or nothing longer is certain.
[[nodiscard]] std::string longer_name(const Document& document, const std::string& name, std::span<const std::string> contexts, int year);

// The first six of the ten digits of a SiteIDCode; "" for anything else (bm… of ministries).
[[nodiscard]] std::string division_of_site(std::string_view site_id_code);

// The division that the name begins with; namesakes are told apart by the site's code and the contexts. "" when it cannot be told.
[[nodiscard]] std::string division_of_name(const std::string& name, const std::string& site_code, std::span<const std::string> contexts, int year);
// The one division that the contexts name, for a body whose name has no place (湖东镇人民政府). "" when they name several.
[[nodiscard]] std::string division_of_contexts(std::span<const std::string> contexts, int year);

// Of what the name says and what the site's code says. A zone has a code of its own within the place that its name begins with.
[[nodiscard]] std::string more_exact_division(const std::string& by_name, const std::string& by_site, const std::string& publisher);

// True only when the two names must be of different bodies: other places, or other departments. The office that writes a
// government's report is no other body.
[[nodiscard]] bool are_other_bodies(const std::string& a, const std::string& b, std::span<const std::string> contexts);

}  // namespace nianbao::parser
