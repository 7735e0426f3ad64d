// How fast text is decoded and folded, on report pages: megabytes of the input a second, on one core.

#include <benchmark/benchmark.h>

#include <string>

#include "normalize/date.h"
#include "normalize/decode.h"
#include "normalize/fold.h"
#include "normalize/gb18030.h"
#include "normalize/number.h"

using namespace nianbao::normalize;

namespace {

// A page of the usual make-up: half of it markup, half of it Chinese text.
std::string page() {
    std::string text = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"></head><body>\n";
    for (int row = 0; row < 300; ++row) {
        text += "<p class=\"MsoNormal\" style=\"text-indent:2em\"><span>（" + std::to_string(row) +
                "）本年度，我单位认真贯彻落实《中华人民共和国政府信息公开条例》，"
                "主动公开政府信息１２６条，收到政府信息公开申请７５件，均在法定期限内答复。</span></p>\n";
        text += "<td width=\"57\">&nbsp;</td><td width=\"57\">" + std::to_string(row * 7) + "</td>\n";
    }
    return text + "</body></html>";
}

std::string text_only() {
    std::string text;
    for (int row = 0; row < 600; ++row)
        text +=
            "一、总体情况\n本年度，我单位认真贯彻落实《中华人民共和国政府信息公开条例》，主动公开政府信息 126 条，收到政府信息公开申请 75 件。\n";
    return text;
}

std::string to_gbk(std::string_view utf8) {
    std::string bytes;
    for (const char32_t c : to_utf32(utf8)) {
        const auto pair = gb18030_pair_of(c);
        if (c < 0x80 || !pair) {
            bytes.push_back(static_cast<char>(c & 0x7F));
        } else {
            bytes.push_back(static_cast<char>(*pair >> 8));
            bytes.push_back(static_cast<char>(*pair & 0xFF));
        }
    }
    return bytes;
}

template <typename Run>
void measure(benchmark::State& state, const std::string& input, Run run) {
    for (auto _ : state) benchmark::DoNotOptimize(run(input));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
}

void decode_utf8(benchmark::State& state) {
    measure(state, page(), [](const std::string& bytes) { return decode(bytes, {"utf-8", true}); });
}
void decode_utf8_unmarked(benchmark::State& state) {
    measure(state, page(), [](const std::string& bytes) { return decode(bytes, {"", false}); });
}
void decode_gbk(benchmark::State& state) {
    measure(state, to_gbk(page()), [](const std::string& bytes) { return decode(bytes, {"", true}); });
}
void decode_gbk_mislabelled(benchmark::State& state) {
    measure(state, to_gbk(page()), [](const std::string& bytes) { return decode(bytes, {"utf-8", true}); });
}
void fold_label_page(benchmark::State& state) {
    measure(state, page(), [](const std::string& text) { return fold_label(text); });
}
void fold_label_text(benchmark::State& state) {
    measure(state, text_only(), [](const std::string& text) { return fold_label(text); });
}
void folded_text_page(benchmark::State& state) {
    measure(state, page(), [](const std::string& text) { return folded_text(text); });
}
void tidy_page(benchmark::State& state) {
    measure(state, page(), [](const std::string& text) { return tidy(text); });
}
void tidy_text_text(benchmark::State& state) {
    measure(state, text_only(), [](const std::string& text) { return tidy_text(text); });
}
void find_dates_page(benchmark::State& state) {
    measure(state, page(), [](const std::string& text) { return find_dates(text); });
}
void number_of_a_cell(benchmark::State& state) {
    measure(state, "１，２３４件", [](const std::string& text) { return read_number(text); });
}
void number_of_digits(benchmark::State& state) {
    measure(state, "1234", [](const std::string& text) { return read_number(text); });
}

}  // namespace

BENCHMARK(decode_utf8);
BENCHMARK(decode_utf8_unmarked);
BENCHMARK(decode_gbk);
BENCHMARK(decode_gbk_mislabelled);
BENCHMARK(fold_label_page);
BENCHMARK(fold_label_text);
BENCHMARK(folded_text_page);
BENCHMARK(tidy_page);
BENCHMARK(tidy_text_text);
BENCHMARK(find_dates_page);
BENCHMARK(number_of_a_cell);
BENCHMARK(number_of_digits);
