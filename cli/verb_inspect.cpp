// nianbao inspect FILE --stage text|blocks|sections|grid|figures: what each stage of the parser saw.

#include <memory>
#include <string>

#include "cli/document_source.h"
#include "cli/verb.h"
#include "normalize/fold.h"
#include "out/json_writer.h"
#include "out/words.h"
#include "parser/columns.h"
#include "parser/form_file.h"
#include "parser/grid_text.h"
#include "parser/read.h"

namespace nianbao::cli {
namespace {

constexpr Option options[] = {
    {.name = "stage", .letter = 's', .kind = Kind::choice, .value = "text|blocks|sections|grid|figures", .description = "the stage to show", .otherwise = "figures"},
    {.name = "format", .letter = 'f', .kind = Kind::choice, .value = "text|json", .description = "for people, or as JSON", .otherwise = "text"},
};

std::string one_line(std::string text) {
    for (char& c : text)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    return text;
}

std::string range(model::Span span) { return std::to_string(span.begin) + ".." + std::to_string(span.end); }

// --- blocks -----------------------------------------------------------------------------------------------------------

std::string_view name_of(parser::BlockKind kind) {
    switch (kind) {
        case parser::BlockKind::line: return "line";
        case parser::BlockKind::heading: return "heading";
        case parser::BlockKind::cell: return "cell";
    }
    return "";
}

void show_blocks(const parser::Stages& stages, std::ostream& out) {
    for (const parser::Block& block : stages.document.blocks) {
        out << range(block.span) << '\t' << name_of(block.kind);
        if (block.cell >= 0) {
            const parser::GridCell& cell = stages.document.tables[static_cast<std::size_t>(block.table)].cells[static_cast<std::size_t>(block.cell)];
            out << ' ' << block.table << ':' << cell.row << ',' << cell.column;
        }
        out << '\t' << one_line(stages.document.text(block)) << '\n';
    }
}

std::string blocks_json(const parser::Stages& stages) {
    out::JsonWriter json;
    json.begin_array();
    for (const parser::Block& block : stages.document.blocks) {
        json.begin_object();
        json.key("kind");
        json.text(name_of(block.kind));
        json.key("table");
        block.table < 0 ? json.null() : json.integer(block.table);
        json.key("text");
        json.text(stages.document.text(block));
        json.key("span");
        json.begin_array();
        json.integer(block.span.begin);
        json.integer(block.span.end);
        json.end_array();
        json.end_object();
    }
    json.end_array();
    return std::string(json.view());
}

// --- grid -------------------------------------------------------------------------------------------------------------

// The texts of a grid's cells in a plain text, where every cell is one block.
std::vector<std::string> cell_texts(const parser::Document& document, std::size_t table) {
    std::vector<std::string> texts(document.tables[table].cells.size());
    for (const parser::Block& block : document.blocks)
        if (block.table == static_cast<int>(table)) texts[static_cast<std::size_t>(block.cell)] = normalize::tidy_text(document.text(block));
    return texts;
}

std::vector<parser::TableText> tables_of(const parser::Stages& stages) {
    if (stages.document.is_html) return parser::table_texts(stages.text.utf8);
    std::vector<parser::TableText> tables;
    for (std::size_t t = 0; t < stages.document.tables.size(); ++t) {
        tables.push_back({stages.document.tables[t], cell_texts(stages.document, t)});
        tables.back().grid.column_count = tables.back().grid.width;
    }
    return tables;
}

// How wide a row is shown: as wide as its table, unless a hostile table would be padded without end.
int shown_width(const parser::Grid& grid, std::size_t row) {
    const auto width = static_cast<std::size_t>(grid.column_count);
    if (width * grid.slots.size() <= parser::max_slots) return grid.column_count;
    return static_cast<int>(grid.slots[row].size());
}

std::string_view text_at(const parser::TableText& table, std::size_t row, int column) {
    const int cell = table.grid.cell_at(static_cast<int>(row), column);
    return cell < 0 ? std::string_view() : std::string_view(table.cells[static_cast<std::size_t>(cell)]);
}

std::string grid_json(const parser::Stages& stages) {
    const std::vector<parser::TableText> tables = tables_of(stages);
    out::JsonWriter json;
    json.begin_array();
    for (std::size_t t = 0; t < tables.size(); ++t) {
        json.begin_object();
        json.key("table");
        json.integer(static_cast<std::int64_t>(t));
        json.key("rows");
        json.begin_array();
        for (std::size_t row = 0; row < tables[t].grid.slots.size(); ++row) {
            json.begin_array();
            for (int column = 0; column < shown_width(tables[t].grid, row); ++column) json.text(text_at(tables[t], row, column));
            json.end_array();
        }
        json.end_array();
        json.end_object();
    }
    json.end_array();
    return std::string(json.view());
}

void show_grid(const parser::Stages& stages, std::ostream& out) {
    const std::vector<parser::TableText> tables = tables_of(stages);
    for (std::size_t t = 0; t < tables.size(); ++t) {
        const parser::Grid& grid = tables[t].grid;
        out << "table " << t << ": " << grid.slots.size() << " rows, " << grid.column_count << " columns\n";
        for (std::size_t row = 0; row < grid.slots.size(); ++row) {
            out << "  |";
            for (int column = 0; column < shown_width(grid, row); ++column) out << ' ' << one_line(std::string(text_at(tables[t], row, column))) << " |";
            out << '\n';
        }
    }
}

// --- sections and figures ---------------------------------------------------------------------------------------------

void show_sections(const parser::Stages& stages, std::ostream& out) {
    for (const model::RecordSection& section : stages.record.sections) {
        out << "## " << section.id << ' ' << range(section.span) << ' ' << section.heading << '\n';
        if (!section.text.empty()) out << section.text << '\n';
    }
}

std::string sections_json(const parser::Stages& stages) {
    out::JsonWriter json;
    json.begin_array();
    for (const model::RecordSection& section : stages.record.sections) {
        json.begin_object();
        json.key("id");
        json.text(section.id);
        json.key("heading");
        json.text(section.heading);
        json.key("text");
        json.text(section.text);
        json.end_object();
    }
    json.end_array();
    return std::string(json.view());
}

void show_figures(const parser::Stages& stages, std::ostream& out) {
    const model::ReportIdentity& report = stages.record.report;
    out << "# form " << (report.form.empty() ? "-" : report.form) << ", year " << (report.year ? std::to_string(*report.year) : "-") << ", publisher "
        << (report.publisher.empty() ? "-" : report.publisher) << '\n';
    for (const model::Figure& figure : stages.record.figures) {
        out << figure.id << '\t' << (figure.value ? figure.value->to_string() : "") << '\t' << out::word_of(figure.presence) << '\t' << out::word_of(figure.provenance.reading)
            << '\t' << range(figure.provenance.span) << '\t' << one_line(figure.provenance.raw) << '\n';
    }
}

std::string figures_json(const parser::Stages& stages) {
    out::JsonWriter json;
    json.begin_array();
    for (const model::Figure& figure : stages.record.figures) {
        json.begin_object();
        json.key("id");
        json.text(figure.id);
        json.key("value");
        json.number_or_null(figure.value);
        json.key("presence");
        json.text(out::word_of(figure.presence));
        json.key("reading");
        json.text(out::word_of(figure.provenance.reading));
        json.key("raw");
        json.text(figure.provenance.raw);
        json.end_object();
    }
    json.end_array();
    return std::string(json.view());
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    const std::string& name = arguments.positional().front();
    const auto page = name == "-" ? read_page_stream(console.in) : read_page_file(name);
    if (!page) return tl::unexpected(page.error());
    const std::unique_ptr<parser::Stages> stages = parser::read_stages(*page, parser::builtin_forms());
    const std::string stage = arguments.text("stage");
    if (arguments.text("format") == "json") {
        if (stage == "text") {
            out::JsonWriter json;
            json.text(stages->text.utf8);
            console.out << json.view() << '\n';
        } else {
            console.out << (stage == "blocks" ? blocks_json(*stages) : stage == "sections" ? sections_json(*stages) : stage == "grid" ? grid_json(*stages) : figures_json(*stages)) << '\n';
        }
    } else if (stage == "text") {
        console.out << stages->text.utf8;
    } else if (stage == "blocks") {
        show_blocks(*stages, console.out);
    } else if (stage == "sections") {
        show_sections(*stages, console.out);
    } else if (stage == "grid") {
        show_grid(*stages, console.out);
    } else {
        show_figures(*stages, console.out);
    }
    return ExitCode::done;
}

}  // namespace

extern const Verb inspect_verb;
constinit const Verb inspect_verb = {
    .name = "inspect",
    .summary = "what each stage of the parser saw in a file",
    .example = "nianbao inspect report.html --stage grid",
    .usage = "FILE",
    .options = options,
    .fewest_arguments = 1,
    .most_arguments = 1,
    .remarks = "`-` is standard input. grid --format json prints every <table> as the HTML standard forms it, spanned slots repeated.",
    .run = run,
};

}  // namespace nianbao::cli
