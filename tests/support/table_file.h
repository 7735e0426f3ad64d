#pragma once
// A table of test cases in fixtures/text/: fields separated by tabs, lines that begin with "# " and empty lines left out.
// In a field \n \r \t \\ and \xHH stand for the bytes they name.

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace nianbao::tests {

struct TableRow {
    int line = 0;
    std::vector<std::string> fields;
};

inline std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        switch (const char c = text[++i]) {
            case 'n': out += '\n'; break;
            case 'r': out += '\r'; break;
            case 't': out += '\t'; break;
            case 'x':
                out += static_cast<char>(std::strtol(text.substr(i + 1, 2).c_str(), nullptr, 16));
                i += 2;
                break;
            default: out += c;
        }
    }
    return out;
}

// name: "text/urls.tsv", below fixtures/.
inline std::vector<TableRow> read_table(const std::string& name) {
    std::ifstream file(std::string(NIANBAO_SOURCE_DIR) + "/fixtures/" + name);
    std::vector<TableRow> rows;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.starts_with("# ")) continue;
        TableRow row{number, {}};
        std::size_t begin = 0;
        for (std::size_t tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', begin)) {
            row.fields.push_back(unescaped(line.substr(begin, tab - begin)));
            begin = tab + 1;
        }
        row.fields.push_back(unescaped(line.substr(begin)));
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace nianbao::tests
