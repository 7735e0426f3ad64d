#include "parser/open_elements.h"

namespace nianbao::parser {

namespace {

constexpr auto as_index(std::uint32_t place) { return static_cast<std::size_t>(place); }

}  // namespace

// All headings are one kind: </h2> closes an <h1>.
std::vector<std::uint32_t>& OpenElements::places_of(int rule) {
    if (rule < tag_rule_count && tag_rule(rule).treatment == Treatment::heading) rule = heading_rule;
    return places_[static_cast<std::size_t>(rule)];
}

void OpenElements::push(std::int16_t rule, bool kept) {
    const auto place = static_cast<std::uint32_t>(elements_.size());
    elements_.push_back({rule, -1, kept});
    places_of(rule).push_back(place);
    if (!kept) return;
    ++depth_;
    if (rule < tag_rule_count && tag_rule(rule).treatment == Treatment::table) tables_.push_back(place);
}

void OpenElements::pop_to(std::size_t size) {
    while (elements_.size() > size) {
        const Element element = elements_.back();
        elements_.pop_back();
        places_of(element.rule).pop_back();
        if (!element.kept) continue;
        --depth_;
        if (!tables_.empty() && as_index(tables_.back()) == elements_.size()) tables_.pop_back();
    }
}

std::size_t OpenElements::innermost_table() const { return tables_.empty() ? elements_.size() : as_index(tables_.back()); }

bool OpenElements::open(int rule) {
    // 13.2.6.4.9: a <table> in a table, but not in a cell of it, ends that table.
    if (tag_rule(rule).treatment == Treatment::table && !tables_.empty() && elements_[innermost_table()].cell < 0) pop_to(innermost_table());
    const bool room = depth_ < most_;
    push(static_cast<std::int16_t>(rule), room);
    return room;
}

bool OpenElements::close(int rule) {
    const std::vector<std::uint32_t>& places = places_of(rule);
    if (places.empty()) return false;
    const std::size_t place = as_index(places.back());
    const std::size_t table = innermost_table();
    // 13.2.4.2: a table ends the scope in which an end tag looks for its element.
    if (tag_rule(rule).treatment != Treatment::table && table < elements_.size() && place < table) return false;
    const bool kept = elements_[place].kept;
    pop_to(place);
    return kept;
}

void OpenElements::open_cell(int rule) {
    const std::size_t table = innermost_table();
    if (table == elements_.size()) return;
    pop_to(table + 1);
    elements_[table].cell = static_cast<std::int16_t>(rule);
}

void OpenElements::close_cell(int rule) {
    const std::size_t table = innermost_table();
    if (table == elements_.size() || elements_[table].cell != rule) return;
    pop_to(table + 1);
    elements_[table].cell = -1;
}

// In a cell </tr> closes both; in a caption it is ignored.
void OpenElements::close_row() {
    const std::size_t table = innermost_table();
    if (table == elements_.size() || elements_[table].cell < 0 || tag_rule(elements_[table].cell).name == "caption") return;
    pop_to(table + 1);
    elements_[table].cell = -1;
}

void OpenElements::open_hidden() { push(hidden_rule, false); }

void OpenElements::close_hidden() {
    const std::vector<std::uint32_t>& places = places_[hidden_rule];
    if (!places.empty()) pop_to(as_index(places.back()));
}

bool OpenElements::in_cell() const {
    const std::size_t table = innermost_table();
    return table < elements_.size() && elements_[table].cell >= 0 && tag_rule(elements_[table].cell).treatment == Treatment::cell;
}

bool OpenElements::in_preformatted() const {
    static const auto pre = static_cast<std::size_t>(find_tag_rule("pre"));
    static const auto listing = static_cast<std::size_t>(find_tag_rule("listing"));
    return !places_[pre].empty() || !places_[listing].empty();
}

}  // namespace nianbao::parser
