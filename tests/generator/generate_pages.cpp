// generate_pages --seed N --count K --layout NAME|all --noise 0..3 --out DIR
//
// Writes DIR/<layout>-<n>.{html,txt,md} and DIR/<layout>-<n>.truth.json, K of each layout. The same arguments write the
// same bytes on every machine. --layouts prints the names of the layouts.

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "tests/generator/page.h"

using namespace nianbao::generator;

namespace {

int usage(const std::string& what) {
    std::cerr << "generate_pages: " << what
              << "\nusage: generate_pages --seed N --count K --layout NAME|all --noise 0..3 --out DIR\n";
    return 2;
}

template <typename Number>
bool read_number(const std::string& text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

bool write_file(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    return static_cast<bool>(file.flush());
}

bool write_pages(const std::filesystem::path& folder, const std::string& layout, std::uint64_t seed, int noise, int count) {
    for (int n = 0; n < count; ++n) {
        const Page page = make_page(seed, layout, noise, n);
        const std::string name = layout + "-" + std::to_string(n);
        if (!write_file(folder / (name + "." + page.extension), page.bytes) ||
            !write_file(folder / (name + ".truth.json"), page.truth)) {
            std::cerr << "generate_pages: " << (folder / name).string() << ": cannot be written\n";
            return false;
        }
    }
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    std::map<std::string, std::string> options{
        {"--seed", "1"}, {"--count", "10"}, {"--layout", "all"}, {"--noise", "0"}, {"--out", ""}};
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments == std::vector<std::string>{"--layouts"}) {
        for (const std::string& name : layout_names()) std::cout << name << '\n';
        return 0;
    }
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        if (options.count(arguments[i]) == 0 || i + 1 == arguments.size())
            return usage(arguments[i] + ": no such option, or no value");
        options[arguments[i]] = arguments[i + 1];
    }
    std::uint64_t seed = 0;
    int count = 0;
    int noise = 0;
    if (!read_number(options["--seed"], seed) || !read_number(options["--count"], count) ||
        !read_number(options["--noise"], noise))
        return usage("not a number");
    if (noise < 0 || noise > 3 || options["--out"].empty()) return usage("--noise is 0 to 3, and --out must be given");
    const std::filesystem::path folder = options["--out"];
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    bool known = false;
    for (const std::string& layout : layout_names()) {
        if (options["--layout"] != "all" && options["--layout"] != layout) continue;
        known = true;
        if (!write_pages(folder, layout, seed, noise, count)) return 1;
    }
    return known ? 0 : usage(options["--layout"] + ": no such layout; --layouts prints them");
}
