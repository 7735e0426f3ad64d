#pragma once
// The text around the tables: headings, sentences and the furniture of a portal. What it says about the figures is true.

#include <string>
#include <vector>

#include "tests/generator/noise.h"
#include "tests/generator/random.h"
#include "tests/generator/report.h"

namespace nianbao::generator {

struct TextSection {
    std::string heading;
    std::vector<std::string> paragraphs;
    std::string table;  // id of the table that follows, or ""
    std::string note;   // under the table, or ""
};

struct Narrative {
    std::string title;
    std::string published;           // 2024-01-18 09:30
    std::vector<std::string> above;  // furniture before the title
    std::vector<std::string> preamble;
    std::vector<TextSection> sections;  // in the form's order
    std::vector<std::string> below;     // furniture
};

[[nodiscard]] Narrative narrate(const Report& report, const Noise& noise, Random& random);

}  // namespace nianbao::generator
