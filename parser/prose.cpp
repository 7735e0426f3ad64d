#include "parser/prose.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "normalize/fold.h"
#include "parser/mention_tokens.h"
#include "parser/prose_cells.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t header_reach = 160;  // characters before a table's first label that may be its header
constexpr std::size_t longest_sentence = 1000;  // tokens; of a longer one nothing is told beyond doubt
constexpr int least_items = 3;               // rows of a list

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_han(char32_t c) { return c >= 0x3400 && c < 0xA000; }

// --- tables in words ------------------------------------------------------------------------------------------------

struct NumberCount {
    int numbers = 0, before_marks = 0, at_ends = 0;
};

// 处理决定数量5件； against 处理决定数量 5: numbers with a word right before them and a mark that ends a clause right behind, or the end
// of the line behind their count word.
void count_numbers(const Document& document, const Block& block, NumberCount& count) {
    const auto at = [&](std::uint32_t g) {
        if (g < block.begin || g >= block.end) return U'\0';
        const std::u32string_view folded = normalize::fold_code_point(document.glyphs[g].c);
        return folded.size() == 1 ? folded.front() : document.glyphs[g].c;
    };
    for (std::uint32_t g = block.begin; g < block.end; ++g) {
        if (!is_digit(at(g))) continue;
        const bool behind_word = g > block.begin && (is_han(at(g - 1)) || at(g - 1) == U':');
        while (is_digit(at(g)) || (is_one_of(at(g), U".,，") && is_digit(at(g + 1)) && is_digit(at(g - 1)))) ++g;
        const bool counted = is_one_of(at(g), U"件项元宗份部个起例条万");
        if (counted) g += at(g) == U'万' && at(g + 1) == U'元' ? 2 : 1;
        const char32_t mark = g < block.end ? document.glyphs[g].c : U'\0';
        if (!counted && is_one_of(mark, U".．、)）")) continue;  // 1.属于国家秘密
        ++count.numbers;
        if (behind_word && is_one_of(mark, U"，,；;。、")) ++count.before_marks;
        if (behind_word && counted && mark == U'\0') ++count.at_ends;
        --g;
    }
}

bool is_sentences(const TableReading& reading, const Document& document, const LabelView& view) {
    NumberCount count;
    const std::size_t last = document.block_of(view.glyph[reading.end - 1]);
    for (std::size_t b = document.block_of(view.glyph[reading.begin]); b <= last && b < document.blocks.size(); ++b) count_numbers(document, document.blocks[b], count);
    return count.before_marks >= 2 && (count.before_marks + count.at_ends) * 2 >= count.numbers;
}

// 1.属于国家秘密1件, a line for each row, where the form has seven columns and none of them is named.
bool is_item_list(const model::FormTable& table, const TableReading& reading, const LabelView& view) {
    int rows = 0;
    for (const RowReading& row : reading.rows) {
        const auto values = std::count_if(row.items.begin(), row.items.end(), [](const Item& item) { return !item.trace; });
        if (values == 0) continue;
        const auto value = std::find_if(row.items.begin(), row.items.end(), [](const Item& item) { return !item.trace; });
        if (values != 1 || row.order.size() < 2 || value->number.unit.empty()) return false;
        ++rows;
    }
    if (rows < least_items) return false;
    const std::uint32_t begin = reading.begin - std::min(reading.begin, header_reach);
    const std::u32string_view text = std::u32string_view(view.text).substr(begin, reading.end - begin);
    for (const model::FormBlock& block : table.blocks)
        for (const model::FormColumn& column : block.columns)
            if (!column.parents.empty() && column.parents.size() > 1 && text.find(remembered_view(column.label)) != std::u32string_view::npos && column.label.size() > 6) return false;
    return true;
}

// --- what the text says ---------------------------------------------------------------------------------------------

struct Statement {
    model::Decimal value;
    std::string raw;
    model::Span span;
    std::string doubt;  // why the number may be another's; "" when it is certain
};

using Statements = std::map<std::string, std::vector<Statement>>;  // by figure id

bool is_within(const model::Span& span, const model::Record& record, const std::string& section) {
    return std::any_of(record.sections.begin(), record.sections.end(), [&](const model::RecordSection& s) {
        return s.id == section && span.begin >= s.span.begin && span.end <= s.span.end;
    });
}

class StatementReader {
public:
    StatementReader(const model::Form& form, const Document& document, const Narrative& narrative, const model::Record& record)
        : form_(form), document_(document), narrative_(narrative), record_(record), tokens_(mention_tokens(narrative, mention_lexicon(), record.report.year)),
          text_{narrative, tokens_, normalize::folded_text(record.report.publisher)} {}

    Statements of(const model::FormTable& table) {
        statements_.clear();
        for (const ProseCell& cell : read_prose_cells(form_, table, text_)) {
            const std::uint32_t begin = narrative_.glyph[cell.begin], end = narrative_.glyph[cell.end - 1] + 1;
            statements_[cell.figure].push_back({cell.value, document_.text(begin, end), document_.span(begin, end), ""});
        }
        for (const bool decided : {true, false})  // 收到12件 is told by what 上年结转 is
            for (const model::Mention& mention : record_.mentions)
                if (mention.kind == model::MentionKind::count && !mention.approximate && is_within(mention.span, record_, table.section) && !is_barred(mention)) read(mention, table, decided);
        return std::move(statements_);
    }

private:
    void say(const std::string& id, const model::Mention& mention, std::string doubt = "") {
        statements_[id].push_back({mention.value, mention.raw, mention.span, std::move(doubt)});
    }

    void read(const model::Mention& mention, const model::FormTable& table, bool decided) {
        if (mention.readings.empty() || !mention.readings.front().front().starts_with(table.id + ".")) return;
        std::vector<const std::vector<std::string>*> single;
        for (const auto& reading : mention.readings)
            if (reading.size() == 1) single.push_back(&reading);
        // A group row is also the sum of its parts.
        const bool one = single.size() == 1 && (mention.readings.size() == 1 || is_group(single.front()->front()));
        if (one && decided) return say(single.front()->front(), mention);
        if (one) return;
        if (mention.value.is_zero()) {  // a sum of counts is nought only where each of them is
            if (decided) for (const std::string& id : in_all_readings(mention)) say(id, mention);
            return;
        }
        if (!decided) read_received(mention, table.id);
    }

    [[nodiscard]] bool is_barred(const model::Mention& mention) const {
        const std::vector<MentionToken>& tokens = tokens_.tokens;
        const auto at = std::partition_point(tokens.begin(), tokens.end(), [&](const MentionToken& token) {
            return token.begin >= narrative_.glyph.size() ? false : document_.glyphs[narrative_.glyph[token.begin]].span.begin < mention.span.begin;
        });
        const auto t = static_cast<std::size_t>(at - tokens.begin());
        std::size_t first = t;
        while (first > 0 && !ends_sentence(text_, first - 1)) {
            if (t - first > longest_sentence) return true;
            --first;
        }
        return is_barred_sentence(text_, first, end_of_sentence(text_, t, std::min(tokens.size(), t + longest_sentence)));
    }

    [[nodiscard]] bool is_group(const std::string& id) const {
        const model::FormFigure* figure = form_.find_figure(id);
        return figure != nullptr && form_.row_of(*figure).is_group;
    }

    [[nodiscard]] static std::vector<std::string> in_all_readings(const model::Mention& mention) {
        std::vector<std::string> ids = mention.readings.front();
        for (const auto& reading : mention.readings)
            std::erase_if(ids, [&](const std::string& id) { return std::find(reading.begin(), reading.end(), id) == reading.end(); });
        return ids;
    }

    // 收到12件: those of this year, or with those carried in.
    void read_received(const model::Mention& mention, const std::string& table) {
        const std::vector<std::string>& first = mention.readings.front();
        if (mention.readings.size() != 2 || first.size() != 1 || mention.readings[1].size() != 2 || mention.readings[1].front() != first.front()) return;
        if (!first.front().ends_with(".total") || !first.front().starts_with(table)) return;
        if (const auto told = statements_.find(first.front()); told != statements_.end() && told->second.front().doubt.empty()) return;
        const auto carried = statements_.find(mention.readings[1].back());
        const bool none_carried = carried != statements_.end() && std::all_of(carried->second.begin(), carried->second.end(), [](const Statement& s) { return s.value.is_zero(); });
        say(first.front(), mention, none_carried ? "" : "“" + mention.raw + "” may be the new ones alone or include those carried in from the year before");
    }

    const model::Form& form_;
    const Document& document_;
    const Narrative& narrative_;
    const model::Record& record_;
    MentionText tokens_;
    ProseText text_;
    Statements statements_;
};

// --- figures --------------------------------------------------------------------------------------------------------

std::string doubt_of(const std::vector<Statement>& said) {
    std::string readings;
    std::set<std::string> values;
    for (const Statement& one : said)
        if (values.insert(one.value.to_string()).second) readings += (readings.empty() ? "“" : " / “") + one.raw + "”";
    const bool differ = std::any_of(said.begin(), said.end(), [&](const Statement& one) { return one.value != said.front().value; });
    return differ ? "the text states more than one number: " + readings : said.front().doubt;
}

model::Figure figure_of(const model::Form& form, const model::FormFigure& place, const std::vector<Statement>& said, std::vector<model::Finding>& findings) {
    model::Figure figure;
    figure.id = place.id;
    figure.unit = form.unit_of(place);
    figure.value = said.front().value;
    figure.presence = model::Presence::stated;
    figure.provenance = {said.front().span, said.front().raw, place.table_row, static_cast<int>(place.column), model::Reading::prose};
    const std::string doubt = doubt_of(said);
    if (doubt.empty()) return figure;
    figure.provenance.reading = model::Reading::ambiguous;
    model::Finding finding;
    finding.rule = "figure.ambiguous";
    finding.severity = model::Severity::doubt;
    const std::string rows = form.row_labels(place), columns = form.column_labels(place);
    finding.text = form.tables[place.table].title + (rows.empty() ? "" : "，" + rows) + (columns.empty() ? "" : "，" + columns) + ": " + doubt;
    finding.figures.push_back(place.id);
    finding.span = figure.provenance.span;
    findings.push_back(std::move(finding));
    return figure;
}

}  // namespace

bool is_in_words(const model::FormTable& table, const TableReading& reading, const Document& document, const LabelView& view) {
    if (!reading.found || reading.begin >= reading.end || !mention_lexicon().slots.contains(table.id)) return false;
    if (std::any_of(reading.rows.begin(), reading.rows.end(), [](const RowReading& row) { return row.in_cells; })) return false;
    return is_sentences(reading, document, view) || is_item_list(table, reading, view);
}

std::size_t add_prose_figures(const model::Form& form, const Document& document, const Narrative& narrative, const std::vector<TableReading>& tables,
                              model::Record& record) {
    if (std::all_of(tables.begin(), tables.end(), [](const TableReading& table) { return table.found; })) return 0;
    StatementReader reader(form, document, narrative, record);
    std::map<std::string, model::Figure> told;
    for (std::size_t t = 0; t < tables.size(); ++t) {
        if (tables[t].found) continue;
        for (const auto& [id, said] : reader.of(form.tables[t]))
            if (const model::FormFigure* place = form.find_figure(id); place != nullptr && place->table == t)
                told.emplace(id, figure_of(form, *place, said, record.findings));
    }
    if (told.empty()) return 0;
    // In the order of the form: the figures of group rows stand only where the page states them.
    std::vector<model::Figure> figures;
    auto next = record.figures.begin();
    for (const model::FormFigure& place : form.figures) {
        const bool listed = next != record.figures.end() && next->id == place.id;
        if (const auto one = told.find(place.id); one != told.end()) figures.push_back(std::move(one->second));
        else if (listed) figures.push_back(std::move(*next));
        if (listed) ++next;
    }
    record.figures = std::move(figures);
    return told.size();
}

}  // namespace nianbao::parser
