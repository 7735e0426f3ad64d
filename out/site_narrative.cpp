#include "out/site_narrative.h"

#include <algorithm>
#include <optional>

#include "out/site_files.h"

namespace nianbao::out {
namespace {

struct Place {
    std::size_t begin;
    std::size_t end;
    const model::Mention* mention;
};

// What the tables say of a number in the text.
enum class Word {
    agrees,   // one of its readings adds up to it
    differs,  // none does
    share,    // a percentage: of what, the text says
    about,    // 近100件: nothing exact
    alone,    // no figure of the form, or one without a number
};

std::optional<model::Decimal> sum_of(const std::vector<std::string>& reading, const FigureNotes& notes) {
    std::optional<model::Decimal> sum = model::Decimal(0);
    for (const std::string& id : reading) {
        const FigureNote& note = notes.of(id);
        if (note.figure == nullptr || !note.figure->value || !sum) return std::nullopt;
        sum = model::Decimal::add(*sum, *note.figure->value);
    }
    return reading.empty() ? std::nullopt : sum;
}

Word word_on(const model::Mention& mention, const FigureNotes& notes) {
    if (mention.kind == model::MentionKind::percent) return Word::share;
    if (mention.approximate) return Word::about;
    bool has_sum = false;
    for (const auto& reading : mention.readings) {
        const auto sum = sum_of(reading, notes);
        if (sum && *sum == mention.value) return Word::agrees;
        has_sum = has_sum || sum;
    }
    return has_sum ? Word::differs : Word::alone;
}

void put_mention(Html& html, const model::Mention& mention, std::string_view text, const FigureNotes& notes) {
    struct Look {
        std::string_view class_name, sign;
    };
    static constexpr Look looks[] = {{"agrees", "="}, {"differs", "≠"}, {"share", ""}, {"about", "≈"}, {"alone", ""}};
    const Look look = looks[static_cast<std::size_t>(word_on(mention, notes))];
    std::string ids;
    const std::string* target = nullptr;  // only a figure of this page can be led to
    for (const auto& reading : mention.readings)
        for (const std::string& id : reading) {
            ids += (ids.empty() ? "" : " ") + id;
            if (target == nullptr && notes.of(id).figure != nullptr) target = &id;
        }
    html.markup("<mark").attribute("class", look.class_name).attribute("data-f", ids).markup(">");
    if (target != nullptr)
        html.markup("<a").attribute("href", "#f." + *target).attribute("title", mention.figure + " = " + mention.value.to_string()).markup(">").text(text).markup("</a>");
    else
        html.text(text);
    if (!look.sign.empty()) html.markup("<sup>").markup(look.sign).markup("</sup>");
    html.markup("</mark>");
}

// A stretch of the text, its line ends as paragraphs.
void put_lines(Html& html, std::string_view text) {
    while (true) {
        const std::size_t end = text.find('\n');
        html.text(text.substr(0, end));
        if (end == std::string_view::npos) return;
        html.markup("</p>\n<p>");
        text.remove_prefix(end + 1);
    }
}

// True when nothing is left of the line once spaces and labels are taken off its front.
bool is_of_labels(std::string_view line, const std::vector<std::string_view>& labels) {
    while (!line.empty()) {
        if (line[0] == ' ' || line[0] == '\t' || line[0] == '|') {
            line.remove_prefix(1);
            continue;
        }
        const auto label = std::find_if(labels.begin(), labels.end(), [&](std::string_view each) { return line.starts_with(each); });
        if (label == labels.end()) return false;
        line.remove_prefix(label->size());
    }
    return true;
}

std::string without_labels(std::string_view text, const std::vector<std::string_view>& labels) {
    std::string kept;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (!is_of_labels(line, labels)) kept.append(kept.empty() ? "" : "\n").append(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return kept;
}

}  // namespace

std::vector<const model::Mention*> mentions_in(const model::RecordSection& section, const model::Record& record) {
    std::vector<const model::Mention*> found;
    for (const model::Mention& mention : record.mentions)
        if (mention.span.begin >= section.span.begin && mention.span.end <= section.span.end && !section.span.empty()) found.push_back(&mention);
    std::stable_sort(found.begin(), found.end(), [](const model::Mention* a, const model::Mention* b) { return a->span.begin < b->span.begin; });
    return found;
}

std::vector<std::string_view> labels_in(const model::Form& form, std::string_view section) {
    std::vector<std::string_view> labels;
    const auto add = [&](std::string_view label) {
        if (!label.empty()) labels.push_back(label);
    };
    for (const model::FormTable& table : form.tables) {
        if (table.section != section) continue;
        for (const model::FormBlock& block : table.blocks) {
            add(block.label);
            for (const std::string& each : block.furniture) add(each);
            for (const model::FormColumn& column : block.columns) {
                add(column.label);
                for (const std::string& parent : column.parents) add(parent);
            }
            for (const model::FormRow& row : block.rows) {
                add(row.label);
                for (const std::string& parent : row.parents) add(parent);
            }
        }
    }
    std::sort(labels.begin(), labels.end(), [](std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    return labels;
}

void put_narrative(Html& html, const model::RecordSection& section, const std::vector<const model::Mention*>& mentions, const FigureNotes& notes,
                   const std::vector<std::string_view>& labels) {
    const std::string kept = labels.empty() ? section.text : without_labels(section.text, labels);
    std::vector<Place> places;
    std::vector<const model::Mention*> elsewhere;
    std::size_t from = 0;
    for (const model::Mention* mention : mentions) {
        const std::size_t at = mention->raw.empty() ? std::string::npos : kept.find(mention->raw, from);
        if (at == std::string::npos) {
            elsewhere.push_back(mention);
            continue;
        }
        places.push_back({at, at + mention->raw.size(), mention});
        from = places.back().end;
    }
    if (!kept.empty()) {
        const std::string_view text = kept;
        std::size_t done = 0;
        html.markup("<p>");
        for (const Place& place : places) {
            put_lines(html, text.substr(done, place.begin - done));
            put_mention(html, *place.mention, text.substr(place.begin, place.end - place.begin), notes);
            done = place.end;
        }
        put_lines(html, text.substr(done));
        html.markup("</p>\n");
    }
    if (elsewhere.empty()) return;
    html.markup("<p class=\"small\">");
    put_word(html, "mentions");
    html.markup("</p><ul class=\"small\">");
    for (const model::Mention* mention : elsewhere) {
        html.markup("<li>");
        put_mention(html, *mention, mention->raw, notes);
        html.markup("</li>");
    }
    html.markup("</ul>\n");
}

}  // namespace nianbao::out
