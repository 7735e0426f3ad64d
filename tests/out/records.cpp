#include "tests/out/records.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "tests/support/catch.h"

namespace nianbao::out::tests {

model::Form tiny_form() {
    model::Form form;
    form.id = "tiny";
    model::FormColumn column;
    column.id = "x";
    column.label = "自然人";
    column.parents = {"申请人情况"};
    model::FormRow first;
    first.id = "a";
    first.label = "一、新收";
    model::FormRow second;
    second.id = "b";
    second.label = "（一）公开,或不公开";
    second.parents = {"三、结果"};
    model::FormBlock block;
    block.columns = {column};
    block.rows = {first, second};
    form.tables = {{"t", "s", "表", {block}}};
    form.complete();
    return form;
}

model::Record full_record() {
    model::Record record;
    record.source = {"pages/a \"1\".html",
                     "https://www.example.gov.cn/a?b=1,2",
                     std::string(64, 'a'),
                     "gb18030",
                     "gb2312",
                     "text/html",
                     "2020-02-20T01:02:03Z",
                     "2020.warc.gz",
                     0};
    record.report = {"tiny",      2019, "甲县人民政府2019年度报告", "甲县人民政府", "990101", "2020-02-19T17:44:00+08:00",
                     "甲县政府办"};
    record.identity = {{"year", "2019", "headline", {1, 5}, true}, {"publisher", "甲县", "address", {}, false}};
    record.sections = {{"overview", "一、总体情况", "第一行\n第二行\t“引”，𠮷", {3, 90}}};
    model::Figure first;
    first.id = "t.a.x";
    first.value = model::Decimal::parse("36563210.00");
    first.unit = "件";
    first.presence = model::Presence::stated;
    first.provenance = {{10, 20}, "36,563,210.00", 0, 0, model::Reading::split};
    model::Figure second;
    second.id = "t.b.x";
    second.unit = "件";
    second.presence = model::Presence::absent;
    record.figures = {first, second};
    record.mentions = {{"t.a.x", model::Decimal(-35), "减35件", {40, 50}, model::MentionKind::count, false, {{"t.a.x"}, {"t.a.x", "t.b.x"}}, "", -1}};
    record.checks = {30, 1, 4, 2};
    record.used_figures = {"t.a.x"};
    record.findings = {
        {"9f2c000000000000",
         "sum.applicants",
         model::Severity::conflict,
         "自然人 4 = 5, but “总计” states 4",
         {"t.a.x", "t.b.x"},
         model::Decimal(5),
         model::Decimal::parse("4.0"),
         model::Span{1, 2}},
        {"9f2c000000000001", "section.missing", model::Severity::doubt, "", {}, std::nullopt, std::nullopt, std::nullopt}};
    return record;
}

namespace {

class Chance {
public:
    explicit Chance(std::uint32_t seed) : engine_(seed) {}
    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(engine_() % limit); }
    bool one_in(std::uint32_t n) { return below(n) == 0; }
    std::string text() {
        static const std::vector<std::string> pieces = {"a", "年", "\"",   "\\", "\n",   "\r",           "\t",        ",", "=",
                                                        "-", "𠮷", "\x01", " ",  "\x7F", "\xE2\x80\xA8", "</script>", "0"};
        std::string result;
        for (std::uint32_t i = below(6); i > 0; --i) result += pieces[below(static_cast<std::uint32_t>(pieces.size()))];
        return result;
    }
    std::string some_text() { return "x" + text(); }
    model::Decimal decimal() {
        const auto digits =
            static_cast<std::int64_t>((std::uint64_t{engine_()} << 32 | engine_()) % 1'000'000'000'000'000'000ULL);
        const std::int64_t unscaled = one_in(4) ? below(10) : digits;
        return model::Decimal(one_in(2) ? -unscaled : unscaled, static_cast<int>(below(19)));
    }
    model::Span span() {
        if (one_in(3)) return {};
        const std::uint32_t begin = below(0xFFFFFFF0U);
        return {begin, begin + 1 + below(10)};
    }

private:
    std::mt19937 engine_;
};

model::Figure random_figure(Chance& chance) {
    model::Figure figure;
    figure.id = chance.some_text();
    figure.unit = chance.text();
    figure.presence = static_cast<model::Presence>(chance.below(5));
    if (figure.presence == model::Presence::stated) figure.value = chance.decimal();
    figure.provenance = {chance.span(), chance.text(), static_cast<int>(chance.below(5)) - 1,
                         static_cast<int>(chance.below(5)) - 1, static_cast<model::Reading>(chance.below(6))};
    return figure;
}

model::Finding random_finding(Chance& chance) {
    model::Finding finding{
        chance.text(), chance.some_text(), static_cast<model::Severity>(chance.below(3)), chance.text(), {}, {}, {}, {}};
    for (std::uint32_t i = chance.below(3); i > 0; --i) finding.figures.push_back(chance.text());
    if (chance.one_in(2)) finding.expected = chance.decimal();
    if (chance.one_in(2)) finding.actual = chance.decimal();
    const model::Span span = chance.span();
    if (!span.empty()) finding.span = span;
    return finding;
}

}  // namespace

model::Record random_record(std::uint32_t seed) {
    Chance chance(seed);
    model::Record record;
    model::Source& source = record.source;
    for (std::string* text :
         {&source.path, &source.url, &source.sha256, &source.charset, &source.charset_declared, &source.media_type,
          &source.fetched_at, &source.warc_file, &record.report.form, &record.report.title, &record.report.publisher,
          &record.report.division_code, &record.report.published, &record.report.issuer})
        *text = chance.text();
    if (!source.warc_file.empty()) source.warc_offset = chance.below(1U << 31);
    if (chance.one_in(2)) record.report.year = static_cast<int>(chance.below(3000));
    for (std::uint32_t i = chance.below(4); i > 0; --i)
        record.identity.push_back({chance.some_text(), chance.text(), chance.text(), chance.span(), chance.one_in(2)});
    for (std::uint32_t i = chance.below(4); i > 0; --i)
        record.sections.push_back({chance.some_text(), chance.text(), chance.text(), chance.span()});
    for (std::uint32_t i = chance.below(8); i > 0; --i) record.figures.push_back(random_figure(chance));
    for (std::uint32_t i = chance.below(3); i > 0; --i)
        record.mentions.push_back({chance.some_text(), chance.decimal(), chance.text(), chance.span(), static_cast<model::MentionKind>(chance.below(2)), chance.one_in(2),
                                   {{chance.text()}, {}, {chance.text(), chance.text()}}, chance.text(), static_cast<int>(chance.below(5)) - 1});
    record.checks = {static_cast<int>(chance.below(50)), static_cast<int>(chance.below(50)), static_cast<int>(chance.below(50)),
                     0};
    for (const model::Figure& figure : record.figures)
        if (figure.provenance.reading == model::Reading::split || figure.provenance.reading == model::Reading::inferred)
            record.used_figures.push_back(figure.id);
    for (std::uint32_t i = chance.below(3); i > 0; --i) record.findings.push_back(random_finding(chance));
    return record;
}

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    INFO(path);
    REQUIRE(file);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

TemporaryFolder::TemporaryFolder() {
    path_ = (std::filesystem::temp_directory_path() / "nianbao-out-XXXXXX").string();
    REQUIRE(::mkdtemp(path_.data()) != nullptr);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::size_t TemporaryFolder::files() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(path_)) ++count;
    return count;
}

}  // namespace nianbao::out::tests
