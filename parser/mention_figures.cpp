#include "parser/mention_figures.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace nianbao::parser {
namespace {

constexpr std::string_view of_no_form = "narrative.";

// The rows that the group row of `figure` stands over, in its column.
std::vector<std::string> parts_of(const model::Form& form, const model::FormFigure& figure) {
    std::vector<std::string> parts;
    const model::FormRow& row = form.row_of(figure);
    for (const model::FormFigure& other : form.figures)
        if (other.table == figure.table && other.block == figure.block && other.column == figure.column && form.row_of(other).group == row.id) parts.push_back(other.id);
    return parts;
}

std::optional<int> power_of(std::string_view unit) {
    struct Money {
        std::string_view unit;
        int power;
    };
    static constexpr std::array<Money, 3> moneys = {{{"元", 0}, {"万元", 4}, {"亿元", 8}}};
    for (const Money& money : moneys)
        if (money.unit == unit) return money.power;
    return std::nullopt;
}

}  // namespace

std::optional<model::Decimal> in_money_unit(model::Decimal value, std::string_view unit, std::string_view wanted) {
    const auto from = power_of(unit), to = power_of(wanted);
    if (!from || !to) return std::nullopt;
    auto shifted = value.shifted(*from - *to);
    while (*from != *to && shifted && shifted->scale() > 0 && shifted->unscaled() % 10 == 0) shifted = model::Decimal(shifted->unscaled() / 10, shifted->scale() - 1);
    return shifted;
}

const std::string& MentionFigures::group_of(const std::string& name) const { return lexicon_.concepts.at(name).group; }

// Those whose figures the form has; a group row is also the sum of its rows.
std::vector<std::vector<std::string>> MentionFigures::readings_of(const std::vector<std::vector<std::string>>& readings) const {
    std::vector<std::vector<std::string>> result;
    for (const std::vector<std::string>& reading : readings) {
        std::vector<std::string> plain, parts;
        bool known = true;
        for (const std::string& id : reading) {
            const model::FormFigure* figure = form_.find_figure(id);
            known = known && figure != nullptr;
            if (!known) break;
            plain.push_back(id);
            if (!figure->optional) parts.push_back(id);
            else for (std::string& part : parts_of(form_, *figure)) parts.push_back(std::move(part));
        }
        if (!known) continue;
        if (parts != plain) result.push_back(std::move(parts));
        result.push_back(std::move(plain));
    }
    return result;
}

std::optional<model::Mention> MentionFigures::mention_of(const std::string& name) const {
    const auto about = lexicon_.concepts.find(name);
    if (about == lexicon_.concepts.end()) return std::nullopt;
    model::Mention mention;
    mention.group = about->second.group;
    for (const auto& alternatives : about->second.readings) {
        const std::vector<std::string>& first = alternatives.front();
        if (!first.front().starts_with(of_no_form)) {
            mention.readings = readings_of(alternatives);
            if (mention.readings.empty()) continue;
        }
        // Named by what the lexicon says: a group row stays one name.
        const auto named = std::find_if(alternatives.begin(), alternatives.end(), [&](const auto& reading) {
            return std::all_of(reading.begin(), reading.end(), [&](const std::string& id) { return id.starts_with(of_no_form) || form_.find_figure(id) != nullptr; });
        });
        for (const std::string& id : named == alternatives.end() ? first : *named) mention.figure += (mention.figure.empty() ? "" : "+") + id;
        return mention;
    }
    return std::nullopt;
}

std::optional<model::Decimal> MentionFigures::in_unit_of(const model::Mention& mention, model::Decimal value, const std::string& unit) const {
    const auto written = power_of(unit);
    const model::FormFigure* figure = mention.readings.empty() ? nullptr : form_.find_figure(mention.readings.front().front());
    const auto wanted = figure == nullptr ? std::nullopt : power_of(form_.column_of(*figure).unit);
    if (written.has_value() != wanted.has_value()) return unit.empty() || figure == nullptr ? std::optional(value) : std::nullopt;
    return written ? value.shifted(*written - *wanted) : value;
}

}  // namespace nianbao::parser
