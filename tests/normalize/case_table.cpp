#include "tests/normalize/case_table.h"

#include <fstream>

#include "normalize/fold.h"
#include "tests/support/catch.h"

namespace nianbao::tests {
namespace {

std::string unescaped(const std::string& field) {
    if (field == "''") return {};
    std::string text;
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] != '\\' || i + 1 == field.size()) {
            text.push_back(field[i]);
            continue;
        }
        const char kind = field[++i];
        const std::size_t digits = kind == 'u' ? 4 : kind == 'U' ? 6 : kind == 'x' ? 2 : 0;
        if (digits > 0) {
            const unsigned long value = std::stoul(field.substr(i + 1, digits), nullptr, 16);
            if (kind == 'x') {
                text.push_back(static_cast<char>(static_cast<unsigned char>(value)));
            } else {
                normalize::append_utf8(text, static_cast<char32_t>(value));
            }
            i += digits;
        } else {
            text.push_back(kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind);
        }
    }
    return text;
}

}  // namespace

std::vector<Case> read_cases(const std::string& name, std::size_t columns) {
    std::ifstream file(std::string(NIANBAO_SOURCE_DIR) + "/fixtures/text/" + name);
    INFO(name);
    REQUIRE(file);
    std::vector<Case> cases;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.front() == '#') continue;
        Case one;
        one.line = number;
        for (std::size_t begin = 0; begin <= line.size();) {
            const std::size_t end = std::min(line.find('\t', begin), line.size());
            one.fields.push_back(unescaped(line.substr(begin, end - begin)));
            begin = end + 1;
        }
        INFO(name << ":" << number << ": " << line);
        REQUIRE(one.fields.size() == columns);
        cases.push_back(std::move(one));
    }
    REQUIRE_FALSE(cases.empty());
    return cases;
}

}  // namespace nianbao::tests
