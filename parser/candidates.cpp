#include "parser/candidates.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t longest_token = 16;  // glyphs

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

// Comparing each way with each would take most of the time of a page.
struct HashOfWay {
    std::size_t operator()(const Candidate& way) const {
        std::size_t hash = 0;
        for (const SlotValue& slot : way) {
            hash = hash * 0x9E3779B97F4A7C15U + static_cast<std::size_t>(slot.presence);
            if (slot.value) hash = hash * 31 + static_cast<std::size_t>(slot.value->whole_part());  // 3.50 is 3.5
        }
        return hash ^ hash >> 32;
    }
};
using Ways = std::unordered_set<Candidate, HashOfWay>;

enum class Blanks { none, traces, lost };

class Search {
public:
    Search(const Document& document, const std::vector<Item>& items, const std::vector<SlotRule>& slots, const std::vector<RowCheck>& checks)
        : document_(document), items_(items), slots_(slots), parts_(slots.size()), current_(slots.size()), numbers_(2 * items.size()) {
        has_traces_ = std::any_of(items.begin(), items.end(), [](const Item& item) { return item.trace; });
        for (const RowCheck& check : checks) add_check(check);
        needed_.resize(items.size() + 1);
        for (std::size_t i = items.size(); i-- > 0;) needed_[i] = needed_[i + 1] + (items[i].trace ? 0U : 1U);
        is_ordered_ = std::any_of(slots.begin(), slots.end(), [](const SlotRule& slot) { return slot.at_least >= 0; });
    }

    // All ways with this kind of blanks; `lawful` keeps only those that satisfy the checks.
    Candidates run(Blanks blanks, bool lawful) {
        found_ = {};
        seen_.clear();
        steps_ = 0;
        rejected_ = false;
        blanks_ = blanks;
        lawful_ = lawful;
        place(0, 0, items_.empty() ? 0 : items_.front().begin);
        found_.checked = rejected_;
        return std::move(found_);
    }

private:
    // A check over the slots so far.
    struct Sums {
        model::Decimal left, right;
        bool told = true;           // false with a value that cannot be read, or too large
        bool lacks_total = false;   // a row of a real table that lacks a cell may lack its total, and then its sum says nothing

        void add(const SlotValue& slot, bool is_left) {
            lacks_total = lacks_total || (is_left && slot.presence == model::Presence::absent);
            told = told && slot.presence != model::Presence::unreadable;
            if (!told || !slot.value) return;  // a blank counts as 0
            model::Decimal& side = is_left ? left : right;
            const auto sum = model::Decimal::add(side, *slot.value);
            told = sum.has_value();
            side = sum.value_or(side);
        }
        [[nodiscard]] bool hold() const { return lacks_total || (told && left == right); }
    };

    // A slot's part in a check: the sums before it are sums_[before], those with it the next.
    struct Part {
        std::size_t before;
        bool is_left;
        bool is_last;
    };

    void add_check(const RowCheck& check) {
        std::vector<std::pair<int, bool>> slots;
        for (const int slot : check.left) slots.emplace_back(slot, true);
        for (const int slot : check.right) slots.emplace_back(slot, false);
        std::sort(slots.begin(), slots.end());
        if (slots.empty() || slots.front().first < 0) return;
        sums_.emplace_back();
        for (const auto& [slot, is_left] : slots) {
            parts_[static_cast<std::size_t>(slot)].push_back({sums_.size() - 1, is_left, false});
            sums_.emplace_back();
        }
        parts_[static_cast<std::size_t>(slots.back().first)].back().is_last = true;
    }

    [[nodiscard]] bool stopped() const { return found_.exhausted; }

    // Fills slots from `slot` on with what is left: items from `item` on, of which glyphs before `at` are used up.
    void place(std::size_t slot, std::size_t item, std::uint32_t at) {
        if (stopped() || ++steps_ > most_steps) {
            found_.exhausted = found_.exhausted || steps_ > most_steps;
            return;
        }
        if (slot == slots_.size()) {
            if (needed_[item] == 0) keep();
            return;
        }
        if (needed_[item] > slots_.size() - slot) return;
        if (item < items_.size() && items_[item].begin == items_[item].end) {
            // An empty cell is a slot; an empty line may be one.
            if (!items_[item].trace || blanks_ != Blanks::none) set(slot, blank(items_[item].span), item + 1, begin_of(item + 1));
            if (items_[item].trace) place(slot, item + 1, begin_of(item + 1));
        } else if (item < items_.size()) {
            place_token(slot, item, at);
        }
        if (blanks_ == Blanks::lost) set(slot, lost(), item, at);
    }

    // A place that left nothing on the page. In a real table an empty cell is seen, so the row has no such cell.
    [[nodiscard]] SlotValue lost() const {
        SlotValue value;
        value.presence = items_.front().cell >= 0 ? model::Presence::absent : model::Presence::blank;
        return value;
    }

    void place_token(std::size_t slot, std::size_t item, std::uint32_t at) {
        const Item& whole = items_[item];
        if (whole.cell >= 0 || at == whole.begin) {
            // The item as it stands.
            const normalize::NumberReading& number = number_of(item, sign_of(slot));
            if (number.presence == model::Presence::stated || number.presence == model::Presence::dash) {
                if (fits(slot, number)) set(slot, {number.presence, number.value, whole.begin, whole.end, whole.span}, item + 1, begin_of(item + 1));
                if (whole.cell >= 0) return;
            } else if (whole.cell >= 0) {
                set(slot, {model::Presence::unreadable, std::nullopt, whole.begin, whole.end, whole.span}, item + 1, begin_of(item + 1));
                return;
            }
        }
        // A number on a line or between tabs of its own is whole; only what stands glued, or after a mere space, may be cut.
        if (at == whole.begin && !whole.run && (whole.boundary == Boundary::line || whole.boundary == Boundary::tab)) return;
        const std::uint32_t most = std::min(whole.end, at + longest_token);
        const bool only_whole = rejected_ && found_.cut && !leaves_room(slot, item);
        for (std::uint32_t end = only_whole ? whole.end : at + 1; end <= most; ++end) {
            if (end == whole.end && at == whole.begin) break;  // already tried
            const std::optional<SlotValue>& token = token_of(slot, at, end, end == whole.end);
            if (!token) continue;
            found_.cut = true;
            if (end == whole.end)
                set(slot, *token, item + 1, begin_of(item + 1));
            else
                set(slot, *token, item, end);
        }
    }

    // What stands in the slots behind is of an earlier way, and nobody looks at it before it is set anew.
    void set(std::size_t slot, const SlotValue& value, std::size_t item, std::uint32_t at) {
        if (rejected_ && !leaves_room(slot, item)) return;  // else it is seen whether the checks refuse it
        current_[slot] = value;
        if (is_in_order(slot) && satisfies(slot))
            place(slot + 1, item, at);
        else
            rejected_ = true;
    }

    // The slots behind `slot` can take the items from `item` on.
    [[nodiscard]] bool leaves_room(std::size_t slot, std::size_t item) const { return needed_[item] < slots_.size() - slot; }

    // A value below one that it includes cannot be; a blank says nothing.
    [[nodiscard]] bool is_in_order(std::size_t slot) const {
        if (!lawful_ || !is_ordered_) return true;
        for (std::size_t s = 0; s <= slot; ++s) {
            const int other = slots_[s].at_least;
            if (other < 0 || static_cast<std::size_t>(other) > slot || (s != slot && static_cast<std::size_t>(other) != slot)) continue;
            const auto& value = current_[s].value;
            const auto& least = current_[static_cast<std::size_t>(other)].value;
            if (!value || !least) continue;
            const auto rest = model::Decimal::subtract(*value, *least);
            if (rest && rest->is_negative()) return false;
        }
        return true;
    }

    // The checks whose last slot is this one.
    [[nodiscard]] bool satisfies(std::size_t slot) {
        if (!lawful_) return true;
        for (const Part& part : parts_[slot]) {
            Sums& sums = sums_[part.before + 1];
            sums = sums_[part.before];
            sums.add(current_[slot], part.is_left);
            if (part.is_last && !sums.hold()) return false;
        }
        return true;
    }

    // The search comes to the same item and the same piece of a run by many ways; each is read once.
    const normalize::NumberReading& number_of(std::size_t item, normalize::Sign sign) {
        std::optional<normalize::NumberReading>& number = numbers_[2 * item + (sign == normalize::Sign::change ? 1 : 0)];
        if (!number) number = read_item(items_[item], sign);
        return *number;
    }

    const std::optional<SlotValue>& token_of(std::size_t slot, std::uint32_t begin, std::uint32_t end, bool to_the_end) {
        const std::uint64_t kind = (slots_[slot].may_be_negative ? 1U : 0U) + (slots_[slot].may_have_places ? 2U : 0U) + (to_the_end ? 4U : 0U);
        const auto [known, is_new] = tokens_.try_emplace((kind << 37U) + (std::uint64_t{begin} << 5U) + (end - begin));
        if (is_new) known->second = read_token(slot, begin, end, to_the_end);
        return known->second;
    }

    // One number of a run: no leading zero, a minus only where the column has one, places only in an amount.
    [[nodiscard]] std::optional<SlotValue> read_token(std::size_t slot, std::uint32_t begin, std::uint32_t end, bool to_the_end) const {
        const std::string text = document_.text(begin, end);
        // A lone mark for nothing may stand before a number: -1610 in two columns.
        if (end == begin + 1 && !is_digit(document_.glyphs[begin].c)) {
            if (normalize::read_number(text, sign_of(slot)).presence != model::Presence::dash) return std::nullopt;
            return SlotValue{model::Presence::dash, std::nullopt, begin, end, document_.span(begin, end)};
        }
        std::string digits;
        bool first = true;
        for (const char32_t c : normalize::folded_text(text)) {
            const bool leads = std::exchange(first, false) && slots_[slot].may_be_negative;
            if (leads && (c == U'增' || c == U'+')) continue;
            if ((c >= U'0' && c <= U'9') || c == U'.' || c == U'-' || (leads && (c == U'减' || c == U'−'))) {
                digits += c < 0x80 ? static_cast<char>(c) : '-';
                continue;
            }
            if (!to_the_end) return std::nullopt;
            // The last piece of a run may carry a unit: 75394432.52元.
            const normalize::NumberReading number = normalize::read_number(text, sign_of(slot));
            if (number.presence != model::Presence::stated || !fits(slot, number) || has_leading_zero(digits)) return std::nullopt;
            return SlotValue{number.presence, number.value, begin, end, document_.span(begin, end)};
        }
        const auto value = model::Decimal::parse(digits);
        if (!value || has_leading_zero(digits)) return std::nullopt;
        normalize::NumberReading number;
        number.presence = model::Presence::stated;
        number.value = value;
        if (!fits(slot, number)) return std::nullopt;
        return SlotValue{number.presence, value, begin, end, document_.span(begin, end)};
    }

    static bool has_leading_zero(const std::string& digits) {
        const std::size_t first = !digits.empty() && digits[0] == '-' ? 1 : 0;
        return digits.size() > first + 1 && digits[first] == '0' && digits[first + 1] != '.';
    }

    [[nodiscard]] bool fits(std::size_t slot, const normalize::NumberReading& number) const {
        if (!number.value) return true;
        if (number.value->is_negative() && !slots_[slot].may_be_negative) return false;
        return number.value->scale() == 0 || slots_[slot].may_have_places;
    }

    [[nodiscard]] normalize::Sign sign_of(std::size_t slot) const { return slots_[slot].may_be_negative ? normalize::Sign::change : normalize::Sign::plain; }
    [[nodiscard]] std::uint32_t begin_of(std::size_t item) const { return item < items_.size() ? items_[item].begin : 0; }

    static SlotValue blank(model::Span span) {
        SlotValue value;
        value.span = span;
        return value;
    }

    void keep() {
        // Ways that differ only in which empty line was taken are one.
        if (has_traces_ && !seen_.insert(current_).second) return;
        if (found_.ways.size() == most_ways) {
            found_.exhausted = true;
            return;
        }
        found_.ways.push_back(current_);
    }

    const Document& document_;
    const std::vector<Item>& items_;
    const std::vector<SlotRule>& slots_;
    std::vector<std::vector<Part>> parts_;       // by slot
    std::vector<Sums> sums_;                     // of each check: nothing, then with each of its slots
    std::vector<std::size_t> needed_;            // by item: the least number of slots that it and those behind it need
    Candidate current_;
    Candidates found_;
    std::vector<std::optional<normalize::NumberReading>> numbers_;                // by item and sign
    std::unordered_map<std::uint64_t, std::optional<SlotValue>> tokens_;          // by kind of slot, begin and length
    Ways seen_;                                                          // found_.ways, where ways may come twice
    Blanks blanks_ = Blanks::none;
    bool lawful_ = true;
    bool is_ordered_ = false;
    bool has_traces_ = false;
    bool rejected_ = false;
    std::size_t steps_ = 0;
};

}  // namespace

namespace {

void add_ways(Candidates& into, Candidates more) {
    Ways seen;
    if (!more.ways.empty()) seen.insert(into.ways.begin(), into.ways.end());
    for (Candidate& way : more.ways)
        if (seen.insert(way).second) into.ways.push_back(std::move(way));
    into.cut = into.cut || more.cut;
    into.checked = into.checked || more.checked;
    into.exhausted = into.exhausted || more.exhausted;
}

}  // namespace

Candidates enumerate_candidates(const Document& document, const std::vector<Item>& items, const std::vector<SlotRule>& slots, const std::vector<RowCheck>& checks,
                                Loss loss) {
    // Without any value nothing speaks for the row: the empty lines may be mere spacing.
    const auto values = std::count_if(items.begin(), items.end(), [](const Item& item) { return item.begin != item.end; });
    if (values == 0) return {};
    Search search(document, items, slots, checks);
    // A single run that the sums can cut has lost no blank where the page prints its noughts. Where sums say nothing, where
    // spaces stand in the row or other rows lost blanks, one is as likely as a lost separator, and both are looked for.
    const bool cutting_suffices = values == 1 && !checks.empty() && loss == Loss::unlikely;
    Candidates found;
    for (const Blanks blanks : {Blanks::none, Blanks::traces, Blanks::lost}) {
        add_ways(found, search.run(blanks, true));
        const bool enough = !found.ways.empty() && (cutting_suffices || (!found.cut && !checks.empty()));
        if (enough || found.exhausted) return found;
    }
    if (!found.ways.empty()) return found;
    found = {};
    for (const Blanks blanks : {Blanks::none, Blanks::traces, Blanks::lost}) {
        add_ways(found, search.run(blanks, false));
        if (found.exhausted) break;
    }
    found.violated = true;
    return found;
}

}  // namespace nianbao::parser
