#include "audit/completeness.h"

#include "audit/text.h"

namespace nianbao::audit {

std::string_view word_of(CellState state) {
    switch (state) {
        case CellState::none: return "";
        case CellState::published: return "published";
        case CellState::late: return "late";
        case CellState::outdated_form: return "outdated form";
        case CellState::attachment_or_image: return "attachment or image";
        case CellState::unreadable: return "unreadable";
        case CellState::unreachable: return "unreachable";
        case CellState::missing: return "missing";
        case CellState::due: return "due";
    }
    return "";
}

bool Expected::in(int year) const {
    for (const auto& [from, to] : spans)
        if ((!from || *from <= year) && (!to || year <= *to)) return true;
    return false;
}

std::string host_of(std::string_view address) {
    if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
    return std::string(address.substr(0, address.find_first_of("/?#")));
}

const Failure* explanation(const Failures& failures, const RosterRow& row, int year) {
    const std::string host = host_of(row.portal);
    if (host.empty()) return nullptr;
    const std::string digits = std::to_string(year);
    const Failure* list = nullptr;
    for (const Failure& failure : failures) {
        if (failure.host != host) continue;
        if (failure.is_list) {
            if (list == nullptr) list = &failure;
            continue;
        }
        // A link speaks of the report when it names its year, and no other body than this one where it names one.
        if (failure.text.find(digits) == std::string::npos) continue;
        const std::size_t name = failure.text.find(digits);
        const std::string before = failure.text.substr(0, name);
        if (before.empty() || before.find(row.publisher) != std::string::npos ||
            row.publisher.find(before) != std::string::npos)
            return &failure;
    }
    return list;
}

}  // namespace nianbao::audit
