// The whole of `nianbao parse`, from bytes to a line of JSON with findings, beside bare gumbo_parse of the same bytes.
//
//   parse_bench [--benchmark_...] [FILE...]
//
// Pages come from tests/generator; the files named on the command line are measured too, as a layout of their own.
// of_gumbo is the time for a page over that of gumbo_parse: the goal is 1 or less. peak_MiB is the memory of the process.

#include <benchmark/benchmark.h>
#include <gumbo.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/memory.h"
#include "cli/record_stream.h"
#include "out/record_json.h"
#include "tests/generator/page.h"

using namespace nianbao;

namespace {

constexpr int pages_of_layout = 40;
constexpr std::uint64_t seed = 20191231;
constexpr int noise = 2;

std::map<std::string, std::vector<model::Page>>& layouts() {
    static std::map<std::string, std::vector<model::Page>> pages;
    return pages;
}

// What a portal puts around an article: styles, scripts, menus and lists of links, some 45 kB.
std::string in_a_portal(const std::string& page) {
    std::string before = "<style>.nav li{float:left;width:96px} .list td{border:1px solid #ccc;padding:2px 5px}</style><div class=\"nav\"><ul>";
    std::string after = "<div class=\"footer\">";
    for (int n = 0; n < 120; ++n) {
        before += "<li class=\"item\"><a href=\"/zwgk/col" + std::to_string(n) + "/index.html\" target=\"_blank\" title=\"政务公开栏目\"><span>政务公开栏目</span></a></li>\n";
        after += "<div class=\"row\"><a href=\"/xxgk/" + std::to_string(n) + ".shtml\" target=\"_blank\">相关信息</a><span class=\"date\">来源</span></div>\n";
    }
    before += "</ul></div>\n<script>\n";
    for (int n = 0; n < 200; ++n) before += "  if (document.getElementById('menu" + std::to_string(n) + "') != null) { show('menu', " + std::to_string(n) + "); }\n";
    before += "</script>\n";
    std::string whole = page;
    const std::size_t end = std::min(whole.rfind("</body>"), whole.size());
    whole.insert(end, after + "</div>");
    const std::size_t body = whole.find("<body");
    const std::size_t begin = body == std::string::npos ? 0 : whole.find('>', body) + 1;
    return whole.insert(begin, before);
}

const std::vector<model::Page>& pages_of(const std::string& layout) {
    std::vector<model::Page>& pages = layouts()[layout];
    const bool portal = layout == "table-in-portal";
    for (int n = static_cast<int>(pages.size()); layout != "files" && n < pages_of_layout; ++n) {
        const generator::Page made = generator::make_page(seed, portal ? "table" : layout, noise, n);
        model::Page page;
        page.path = layout + std::to_string(n) + "." + made.extension;
        page.bytes = portal ? in_a_portal(made.bytes) : made.bytes;
        page.media_type = made.extension == "html" ? "text/html" : "text/plain";
        pages.push_back(std::move(page));
    }
    return pages;
}

double bytes_of(const std::vector<model::Page>& pages) {
    double bytes = 0;
    for (const model::Page& page : pages) bytes += static_cast<double>(page.bytes.size());
    return bytes;
}

void gumbo_parse_all(const std::vector<model::Page>& pages) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    for (const model::Page& page : pages) {
        GumboOutput* output = gumbo_parse_with_options(&options, page.bytes.data(), page.bytes.size());
        benchmark::DoNotOptimize(output->root);
        gumbo_destroy_output(&options, output);
    }
}

void parse_all(const std::vector<model::Page>& pages, int jobs) {
    std::size_t at = 0;
    cli::RecordStream stream([&]() -> std::optional<model::Page> { return at < pages.size() ? std::optional(pages[at++]) : std::nullopt; },
                             [](model::Record& record) { return out::to_json(std::exchange(record, {})); }, jobs);
    while (const auto document = stream.next()) benchmark::DoNotOptimize(document->line.data());
}

enum class Clock { processor, wall };

double seconds_of(Clock clock) {
    if (clock == Clock::processor) return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// The best of some runs, in seconds: what other programs on the machine do only makes a run longer.
template <typename Run>
double shortest(int runs, Clock clock, Run run) {
    double best = 1e9;
    for (int i = 0; i < runs; ++i) {
        const double begin = seconds_of(clock);
        run();
        best = std::min(best, seconds_of(clock) - begin);
    }
    return best;
}

// "VmHWM: 123 kB" of /proc/self/status, which writing 5 to clear_refs sets back; 0 where there is no such file.
double peak_mebibytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    return 0;
}

void parse(benchmark::State& state, const std::string& layout, int jobs) {
    const std::vector<model::Page>& pages = pages_of(layout);
    std::ofstream("/proc/self/clear_refs") << 5;
    // One thread is measured in processor time, so that a busy machine matters less; what two gain is only seen on the clock.
    const Clock clock = jobs == 1 ? Clock::processor : Clock::wall;
    double seconds = 1e9;
    for (auto _ : state) seconds = std::min(seconds, shortest(1, clock, [&] { parse_all(pages, jobs); }));
    const auto count = static_cast<double>(pages.size());
    state.counters["pages/s"] = count / seconds;
    state.counters["MB/s"] = bytes_of(pages) / seconds / 1e6;
    state.counters["kB/page"] = bytes_of(pages) / count / 1e3;
    state.counters["ms/page"] = seconds * 1e3 / count;
    state.counters["of_gumbo"] = seconds / shortest(7, clock, [&] { gumbo_parse_all(pages); });
    state.counters["peak_MiB"] = peak_mebibytes();
}

bool add_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return false;
    model::Page page;
    page.path = path;
    page.bytes = {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    layouts()["files"].push_back(std::move(page));
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    cli::keep_memory();
    benchmark::Initialize(&argc, argv);
    for (int i = 1; i < argc; ++i) {
        if (add_file(argv[i])) continue;
        std::fprintf(stderr, "parse_bench: %s: cannot be read\n", argv[i]);
        return 2;
    }
    std::vector<std::string> names = {"table", "table-in-portal", "word", "paragraphs", "lines", "rows-spaces", "glued"};
    if (argc > 1) names.emplace_back("files");
    for (const std::string& layout : names) {
        benchmark::RegisterBenchmark((layout + "/jobs:1").c_str(), parse, layout, 1)->Unit(benchmark::kMillisecond);
        if (std::thread::hardware_concurrency() > 1)
            benchmark::RegisterBenchmark((layout + "/jobs:2").c_str(), parse, layout, 2)->Unit(benchmark::kMillisecond)->UseRealTime();
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
