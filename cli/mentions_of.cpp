#include "cli/mentions_of.h"

#include "parser/document.h"
#include "parser/label_view.h"
#include "parser/mentions.h"
#include "parser/narrative.h"

namespace nianbao::cli {
namespace {

// Bytes. The notice asks for about 1,000 characters; what is a hundred times that is no narrative.
constexpr std::size_t shortest_text = 12;
constexpr std::size_t longest_text = 300'000;

}  // namespace

std::vector<model::Mention> mentions_of(const model::Record& record, const model::Form& form) {
    std::vector<model::Mention> all;
    for (const model::RecordSection& section : record.sections) {
        if (section.text.size() < shortest_text || section.text.size() > longest_text) continue;
        const parser::Document document = parser::read_text(section.text);
        const parser::LabelView view = parser::make_view(document);
        std::vector<model::RecordSection> sections(1);
        sections[0].id = section.id;
        sections[0].span = {0, static_cast<std::uint32_t>(section.text.size())};
        const int before = static_cast<int>(all.size());
        for (model::Mention& mention :
             parser::read_mentions(form, document, parser::narrative_of(document, sections, view, {}), {record.report.year, record.report.publisher})) {
            mention.span = {};
            if (mention.part_of >= 0) mention.part_of += before;
            all.push_back(std::move(mention));
        }
    }
    return all;
}

}  // namespace nianbao::cli
