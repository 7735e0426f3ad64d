#include "out/site_table.h"

#include <algorithm>

#include "out/site_files.h"
#include "out/table_drawing.h"

namespace nianbao::out {
namespace {

char letter_of(model::Reading reading) {
    switch (reading) {
        case model::Reading::cell: return 'c';
        case model::Reading::line: return 'l';
        case model::Reading::split: return 's';
        case model::Reading::inferred: return 'i';
        case model::Reading::ambiguous: return 'a';
        case model::Reading::prose: return 'p';
    }
    return 'c';
}

std::string_view letter_of(model::Presence presence) {
    switch (presence) {
        case model::Presence::stated: return "";
        case model::Presence::blank: return " b";
        case model::Presence::dash: return " d";
        case model::Presence::absent: return " x";
        case model::Presence::unreadable: return " u";
    }
    return "";
}

void put_spans(Html& html, const DrawnCell& cell) {
    if (cell.row_span > 1) html.attribute("rowspan", std::to_string(cell.row_span));
    if (cell.column_span > 1) html.attribute("colspan", std::to_string(cell.column_span));
}

void put_value_cell(Html& html, const DrawnCell& cell, const FigureNotes& notes) {
    if (cell.figure == nullptr) {
        html.markup("<td");
        put_spans(html, cell);
        html.markup("></td>");
        return;
    }
    const FigureNote& note = notes.of(cell.figure->id);
    html.markup("<td").attribute("id", "f." + cell.figure->id);
    if (note.figure == nullptr) {
        html.markup(" class=\"o\"");
    } else {
        const model::Figure& figure = *note.figure;
        html.markup(" class=\"").markup(std::string(1, letter_of(figure.provenance.reading))).markup(letter_of(figure.presence));
        html.markup(note.breaks_check ? " k\"" : "\"");
        const model::Span span = figure.provenance.span;
        if (!span.empty()) html.attribute("data-s", std::to_string(span.begin) + "," + std::to_string(span.end));
        const bool says_more = figure.provenance.raw != (figure.value ? figure.value->to_string() : "");
        if (says_more && !figure.provenance.raw.empty()) html.attribute("title", figure.provenance.raw);
    }
    put_spans(html, cell);
    html.markup(">");
    put_value(html, note);
    html.markup("</td>");
}

void put_header_cell(Html& html, const DrawnCell& cell, const model::FormBlock* block) {
    if (cell.kind == CellKind::unit) {
        html.markup("<td class=\"unit\">").text(cell.label).markup("</td>");
        return;
    }
    if (cell.kind == CellKind::corner) {
        html.markup("<td class=\"corner\"");
        put_spans(html, cell);
        html.markup(">").text(cell.label).markup("</td>");
        return;
    }
    html.markup("<th").markup(cell.kind == CellKind::row ? " scope=\"row\"" : cell.kind == CellKind::block ? " scope=\"colgroup\" class=\"block\"" : " scope=\"col\"");
    put_spans(html, cell);
    if (cell.depth > 0) html.markup(" class=\"depth").number(std::min(cell.depth, 4)).markup("\"");
    // The unit stands with the column, so that the details of a value can name it.
    if (cell.kind == CellKind::column && block != nullptr)
        for (const model::FormColumn& column : block->columns)
            if (column.label == cell.label && !column.unit.empty()) {
                html.attribute("data-u", column.unit);
                break;
            }
    html.markup(">").text(cell.label).markup("</th>");
}

}  // namespace

void put_value(Html& html, const FigureNote& note) {
    const auto put_missing = [&](std::string_view key) { html.markup("<i").attribute("data-t", key).markup(">").text(word(key)).markup("</i>"); };
    if (note.figure == nullptr) {
        put_missing("presence.left_out.short");  // a filter of the export left it out
        return;
    }
    const model::Figure& figure = *note.figure;
    switch (figure.presence) {
        case model::Presence::stated: html.text(figure.value ? figure.value->to_string() : ""); break;
        case model::Presence::blank: put_missing("presence.blank.short"); break;
        case model::Presence::dash: html.text(figure.provenance.raw.empty() ? "—" : figure.provenance.raw); break;
        case model::Presence::absent: put_missing("presence.absent.short"); break;
        case model::Presence::unreadable: html.text(figure.provenance.raw).markup("<sup>#</sup>"); break;
    }
    const std::string marks = marks_of(note);
    if (!marks.empty()) html.markup("<sup>").text(marks).markup("</sup>");
}

void put_table(Html& html, const model::Form& form, std::size_t table, const model::Record& record, const FigureNotes& notes, Caption caption) {
    const TableDrawing drawing = draw_table(form, table, record);
    html.markup("<div class=\"scroll\" role=\"region\" tabindex=\"0\"").attribute("aria-label", drawing.table->title).markup("><table");
    html.attribute("class", "form" + std::string(drawing.header_columns == 0 ? " flat" : "")).markup(caption == Caption::shown ? "><caption>" : "><caption class=\"spoken\">").text(drawing.table->title).markup("</caption>");
    int row = -1;
    std::size_t block = 0;
    bool has_block = false;
    for (const DrawnCell& cell : drawing.cells) {
        if (cell.row != row) html.markup(row < 0 ? "\n<tr>" : "</tr>\n<tr>");
        row = cell.row;
        if (cell.kind == CellKind::block) {
            block += has_block ? 1 : 0;
            has_block = true;
        }
        if (cell.kind == CellKind::value)
            put_value_cell(html, cell, notes);
        else
            put_header_cell(html, cell, block < drawing.table->blocks.size() ? &drawing.table->blocks[block] : nullptr);
    }
    html.markup("</tr>\n</table></div>\n");
}

void put_legend(Html& html) {
    html.markup("<details class=\"legend\"><summary data-t=\"legend\">").text(word("legend")).markup("</summary><dl>");
    for (const auto& [mark, key] : {std::pair{"<i>空</i>", "presence.blank"}, {"—", "presence.dash"}, {"<i>缺</i>", "presence.absent"}, {"<sup>#</sup>", "presence.unreadable"},
                                    {"<sup>?</sup>", "reading.ambiguous"}, {"<sup>~</sup>", "reading.inferred"}, {"<sup>:</sup>", "reading.split"}, {"<sup>\"</sup>", "reading.prose"},
                                    {"<sup>!</sup>", "mark.check"}, {"<sup>*</sup>", "mark.finding"}, {"<sup>=</sup>", "mark.agrees"},
                                    {"<sup>≠</sup>", "mark.differs"}, {"<sup>≈</sup>", "mark.about"}}) {
        html.markup("<div><dt>").markup(mark).markup("</dt><dd>");
        put_word(html, key);
        html.markup("</dd></div>");
    }
    html.markup("</dl></details>\n");
}

}  // namespace nianbao::out
