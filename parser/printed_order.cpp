#include "parser/printed_order.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>

#include "parser/columns.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t short_label = 3;  // letters: 其他, which is also the beginning of 其他组织

struct Place {
    std::uint32_t begin = 0, end = 0;
    int label = 0;
};

class HeadReader {
public:
    HeadReader(const model::FormBlock& block, const Document& document, const LabelView& view, std::uint32_t begin, std::uint32_t end)
        : block_(block), document_(document), text_(view.text), view_(view), begin_(begin), end_(std::min<std::uint32_t>(end, static_cast<std::uint32_t>(view.text.size()))) {}

    PrintedOrder read() {
        const std::vector<std::string> names = distinct_names();
        return names.size() == block_.columns.size() ? read_columns() : read_groups(names);
    }

private:
    // --- every column has a name of its own -----------------------------------------------------------------------

    PrintedOrder read_columns() {
        std::vector<Place> places;
        for (std::size_t c = 0; c < block_.columns.size(); ++c) {
            std::vector<Place> found = places_of(block_.columns[c], static_cast<int>(c));
            if (found.size() != 1) return as_form();
            places.push_back(found.front());
        }
        sort(places);
        const std::vector<int> printed = labels_of(places);
        if (printed == form_columns(block_) || printed == cell_by_cell()) return as_form();
        return {printed, !on_one_line(places) && !stand_together(places)};
    }

    // Those under fewer heads come first, as a text has them that was taken row by row from the head of a table.
    [[nodiscard]] std::vector<int> cell_by_cell() const {
        std::vector<int> order = form_columns(block_);
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return column(a).parents.size() < column(b).parents.size(); });
        return order;
    }

    // --- columns of the same names under several heads: the results of 复议 and of 诉讼 ---------------------------------

    // The names stand once for each group; the groups have heads, of which those of one depth stand side by side.
    PrintedOrder read_groups(const std::vector<std::string>& names) {
        const std::size_t groups = block_.columns.size() / names.size();
        std::vector<Place> places;
        for (std::size_t n = 0; n < names.size(); ++n) {
            const std::vector<Place> found = places_of(column(static_cast<int>(n)), static_cast<int>(n));
            places.insert(places.end(), found.begin(), found.end());
        }
        sort(places);
        std::vector<int> within(names.size());
        std::iota(within.begin(), within.end(), 0);
        bool doubtful = false;
        if (places.size() == block_.columns.size()) {
            const std::vector<int> printed = labels_of(places);
            const std::vector<int> first(printed.begin(), printed.begin() + static_cast<std::ptrdiff_t>(names.size()));
            bool alike = std::is_permutation(first.begin(), first.end(), within.begin());
            for (std::size_t i = 0; i < printed.size(); ++i) alike = alike && printed[i] == first[i % names.size()];
            if (alike) within = first;
            doubtful = !alike;
        }
        PrintedOrder result;
        std::vector<std::size_t> order(groups);
        std::iota(order.begin(), order.end(), std::size_t{0});
        result.doubtful = !sort_groups(order, names.size()) || doubtful;
        for (const std::size_t group : order)
            for (const int name : within) result.order.push_back(static_cast<int>(group * names.size()) + name);
        return result;
    }

    // Puts the groups in the order of their heads where two heads of one depth stand the other way round in one line; false where they
    // do in different lines, where the text may have torn them.
    [[nodiscard]] bool sort_groups(std::vector<std::size_t>& order, std::size_t size) const {
        bool certain = true;
        for (std::size_t g = 0; g + 1 < order.size(); ++g) {
            const std::vector<std::string>& first = column(static_cast<int>(g * size)).parents;
            const std::vector<std::string>& second = column(static_cast<int>((g + 1) * size)).parents;
            if (first.empty() || first.size() != second.size()) continue;
            const std::vector<Place> a = places_of(first.back(), 0);
            const std::vector<Place> b = places_of(second.back(), 1);
            if (a.size() != 1 || b.size() != 1 || a.front().begin < b.front().begin) continue;
            if (on_one_line({b.front(), a.front()}))
                std::swap(order[g], order[g + 1]);
            else
                certain = false;
        }
        return certain;
    }

    // --- where names stand ----------------------------------------------------------------------------------------

    [[nodiscard]] const model::FormColumn& column(int index) const { return block_.columns[static_cast<std::size_t>(index)]; }

    [[nodiscard]] std::vector<std::string> distinct_names() const {
        std::vector<std::string> names;
        for (const model::FormColumn& each : block_.columns)
            if (std::find(names.begin(), names.end(), each.label) == names.end()) names.push_back(each.label);
        return names;
    }

    [[nodiscard]] std::vector<Place> places_of(const model::FormColumn& named, int label) const {
        std::vector<Place> places = places_of(named.label, label);
        for (const std::string& alias : named.aliases)
            if (places.empty()) places = places_of(alias, label);
        return places;
    }

    [[nodiscard]] std::vector<Place> places_of(const std::string& name, int label) const {
        const std::u32string& wanted = remembered_view(name);
        std::vector<Place> places;
        for (std::size_t at = begin_; !wanted.empty() && at + wanted.size() <= end_;) {
            at = text_.find(wanted, at);
            if (at == std::u32string_view::npos || at + wanted.size() > end_) break;
            const auto begin = static_cast<std::uint32_t>(at);
            const auto end = static_cast<std::uint32_t>(at + wanted.size());
            const bool apart = view_.edge_at(begin) && view_.edge_at(end);
            if (apart || wanted.size() > short_label) places.push_back({begin, end, label});
            at = end;
        }
        return places;
    }

    static void sort(std::vector<Place>& places) {
        std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.begin < b.begin; });
    }

    static std::vector<int> labels_of(const std::vector<Place>& places) {
        std::vector<int> labels;
        for (const Place& place : places) labels.push_back(place.label);
        return labels;
    }

    [[nodiscard]] bool on_one_line(const std::vector<Place>& places) const {
        return document_.block_of(view_.glyph[places.front().begin]) == document_.block_of(view_.glyph[places.back().end - 1]);
    }

    // Nothing stands between them: a head of one row, cell by cell. A common head would stand there if they had one.
    static bool stand_together(const std::vector<Place>& places) {
        for (std::size_t i = 1; i < places.size(); ++i)
            if (places[i - 1].end != places[i].begin) return false;
        return true;
    }

    [[nodiscard]] PrintedOrder as_form() const { return {form_columns(block_), false}; }

    const model::FormBlock& block_;
    const Document& document_;
    std::u32string_view text_;
    const LabelView& view_;
    std::uint32_t begin_, end_;
};

}  // namespace

PrintedOrder order_in_text(const model::FormBlock& block, const Document& document, const LabelView& view, std::uint32_t begin, std::uint32_t end) {
    return HeadReader(block, document, view, begin, end).read();
}

}  // namespace nianbao::parser
