#pragma once
// The case tables in fixtures/text/*.tsv: one case a line, fields by tabs, '#' at the start of a line is a remark.
// In a field \uXXXX, \UXXXXXX, \xXX, \n, \r and \t stand for what cannot be seen or typed; an empty field is written as ''.

#include <string>
#include <vector>

namespace nianbao::tests {

struct Case {
    int line = 0;
    std::vector<std::string> fields;
};

// Every case of fixtures/text/NAME, each with exactly `columns` fields; fails the test when the file is not so.
std::vector<Case> read_cases(const std::string& name, std::size_t columns);

}  // namespace nianbao::tests
