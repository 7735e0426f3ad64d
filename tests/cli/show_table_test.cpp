#include "cli/report_search.h"
#include "cli/show_table.h"
#include "cli/width.h"
#include "parser/form_file.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

// A record with every figure of the form, also those of group rows; the values grow.
model::Record full_record(const model::Form& form) {
    model::Record record;
    record.report.form = form.id;
    std::int64_t value = 0;
    for (const model::FormFigure& slot : form.figures) {
        model::Figure figure;
        figure.id = slot.id;
        figure.presence = model::Presence::stated;
        figure.value = model::Decimal(value++ * 7);
        record.figures.push_back(std::move(figure));
    }
    return record;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

}  // namespace

TEST_CASE("table drawing: every slot of every form is covered once, every figure drawn once") {
    for (const model::Form& form : parser::builtin_forms()) {
        const model::Record record = full_record(form);
        std::size_t figures = 0;
        for (std::size_t t = 0; t < form.tables.size(); ++t) {
            const out::TableDrawing drawing = out::draw_table(form, t, record);
            std::vector<int> covered(static_cast<std::size_t>(drawing.rows * drawing.columns), 0);
            for (const out::DrawnCell& cell : drawing.cells) {
                REQUIRE(cell.row + cell.row_span <= drawing.rows);
                REQUIRE(cell.column + cell.column_span <= drawing.columns);
                for (int r = 0; r < cell.row_span; ++r)
                    for (int c = 0; c < cell.column_span; ++c)
                        ++covered[static_cast<std::size_t>((cell.row + r) * drawing.columns + cell.column + c)];
                if (cell.figure != nullptr) ++figures;
            }
            for (const int times : covered) CHECK(times == 1);
        }
        CHECK(figures == form.figures.size());
    }
}

TEST_CASE("table drawing: a group row stands only where the record has it") {
    const model::Form& form = *parser::find_form("2021");
    model::Record record = full_record(form);
    const int with = out::draw_table(form, 1, record).rows;
    std::erase_if(record.figures, [&](const model::Figure& figure) { return form.find_figure(figure.id)->optional; });
    CHECK(out::draw_table(form, 1, record).rows == with - 4);
}

TEST_CASE("show: every line of a table is as wide as the others, and none wider than the terminal") {
    for (const model::Form& form : parser::builtin_forms()) {
        const model::Record record = full_record(form);
        const out::FigureNotes notes(record, &form);
        for (std::size_t t = 0; t < form.tables.size(); ++t) {
            const out::TableDrawing drawing = out::draw_table(form, t, record);
            for (std::size_t columns = 20; columns <= 200; columns += 9) {
                const std::string text = cli::draw_for_terminal(drawing, form, notes, {.columns = columns, .lines = cli::Lines::ascii});
                const std::vector<std::string> lines = lines_of(text);
                REQUIRE_FALSE(lines.empty());
                for (const std::string& line : lines) {
                    CHECK(cli::columns_of(line) <= columns);
                    if (lines.front()[0] == '+') CHECK(cli::columns_of(line) == cli::columns_of(lines.front()));
                }
                for (const out::DrawnCell& cell : drawing.cells)
                    if (cell.figure != nullptr) CHECK(text.find(cli::marked_value(notes.of(cell.figure->id))) != std::string::npos);
            }
        }
    }
}

TEST_CASE("show: marks") {
    model::Figure figure;
    model::Finding sum{.id = "1", .rule = "sum.results", .severity = model::Severity::conflict, .text = "t", .figures = {"a"}, .expected = {}, .actual = {}, .span = {}};
    model::Finding carry = sum;
    carry.rule = "carry.requests";
    const auto marked = [&](model::Presence presence, model::Reading reading, std::vector<const model::Finding*> findings, bool breaks) {
        figure.presence = presence;
        figure.value = presence == model::Presence::stated ? std::optional(model::Decimal(1250, 2)) : std::nullopt;
        figure.provenance.reading = reading;
        return cli::marked_value({.figure = &figure, .breaks_check = breaks, .findings = std::move(findings), .mentions = {}});
    };
    CHECK(marked(model::Presence::stated, model::Reading::cell, {}, false) == "12.50");
    CHECK(marked(model::Presence::stated, model::Reading::ambiguous, {}, false) == "12.50?");
    CHECK(marked(model::Presence::stated, model::Reading::split, {&sum}, true) == "12.50:!");
    CHECK(marked(model::Presence::stated, model::Reading::line, {&carry}, false) == "12.50*");
    CHECK(marked(model::Presence::blank, model::Reading::inferred, {}, false) == "_~");
    CHECK(marked(model::Presence::dash, model::Reading::cell, {}, false) == "-");
    CHECK(marked(model::Presence::absent, model::Reading::cell, {}, false) == "x");
    CHECK(marked(model::Presence::unreadable, model::Reading::cell, {}, false) == "#");
    CHECK(cli::marked_value({}).empty());
}

TEST_CASE("show: wrapping") {
    using Lines = std::vector<std::string>;
    CHECK(cli::wrap_to_columns("结果维持", 4) == Lines{"结果", "维持"});
    CHECK(cli::wrap_to_columns("结果维持", 5) == Lines{"结果", "维持"});
    CHECK(cli::wrap_to_columns("（一）公开", 6) == Lines{"（一）", "公开"});
    CHECK(cli::wrap_to_columns("（一）公开", 4) == Lines{"（一", "）公", "开"});  // no better place within the line
    CHECK(cli::wrap_to_columns("不补正、行政", 6) == Lines{"不补", "正、行", "政"});
    CHECK(cli::wrap_to_columns("total 12345 end", 8) == Lines{"total", "12345", "end"});
    CHECK(cli::wrap_to_columns("123456789", 4) == Lines{"1234", "5678", "9"});
    CHECK(cli::wrap_to_columns("", 4) == Lines{""});
}

TEST_CASE("show: likeness of names") {
    CHECK(cli::likeness("栎川县人民政府", "栎川县") == 1);
    CHECK(cli::likeness("栎川县人民政府", "栎州县人民政府") > 0.5);
    CHECK(cli::likeness("栎川县人民政府", "水务局") == 0);
    CHECK(cli::likeness("", "水务局") == 0);
}
