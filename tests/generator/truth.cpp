#include "tests/generator/truth.h"

#include <map>

namespace nianbao::generator {

namespace {

// Names of places and figures hold nothing that JSON must escape.
std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string entry(const Cell* cell) {
    if (cell == nullptr) return R"({"value": null, "presence": "absent"})";
    switch (cell->presence) {
        case model::Presence::stated: return R"({"value": )" + quoted(cell->value.to_string()) + R"(, "presence": "stated"})";
        case model::Presence::blank: return R"({"value": null, "presence": "blank"})";
        case model::Presence::dash: return R"({"value": null, "presence": "dash"})";
        case model::Presence::absent: return R"({"value": null, "presence": "absent"})";
        case model::Presence::unreadable: return R"({"value": null, "presence": "unreadable"})";
    }
    return "null";
}

}  // namespace

std::string truth_of(const Report& report, const std::vector<Sheet>& sheets, const std::string& layout, int noise) {
    std::map<std::string, const Cell*> printed;
    for (const Sheet& sheet : sheets) {
        for (const SheetRow& row : sheet.rows) {
            for (const Cell& cell : row) {
                if (!cell.figure.empty()) printed[cell.figure] = &cell;
            }
        }
    }
    std::string json = "{\"meta\": {\"form\": " + quoted(report.form->id) + ", \"year\": " + std::to_string(report.year) +
                       ", \"publisher\": " + quoted(report.publisher) + ", \"layout\": " + quoted(layout) +
                       ", \"noise\": " + std::to_string(noise) + "},\n\"figures\": {\n";
    bool first = true;
    for (const model::FormFigure& figure : report.form->figures) {
        const auto found = printed.find(figure.id);
        if (figure.optional && found == printed.end()) continue;
        json += (first ? "" : ",\n") + quoted(figure.id) + ": " + entry(found == printed.end() ? nullptr : found->second);
        first = false;
    }
    return json + "\n}}\n";
}

}  // namespace nianbao::generator
