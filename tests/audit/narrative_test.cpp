// The rules that read the text: each sentence with what must be said of it.

#include "audit/audit.h"
#include "audit/text.h"
#include "audit/text_sums.h"
#include "tests/audit/records.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

model::Record with_text(const char* section, const char* text, int year = 2021) {
    model::Record record;
    record.report.publisher = "甲县财政局";
    record.report.division_code = "990101";
    record.report.year = year;
    record.sections.push_back({section, section, text, {}});
    return record;
}

std::size_t count(const model::Record& record, const char* rule) { return audit::tests::findings_of(record, rule).size(); }

struct Case {
    const char* text;
    std::size_t findings;
};

}  // namespace

TEST_CASE("numbers that were left out of sentences") {
    const std::vector<Case> cases = {
        {"全年主动公开政府信息  条。", 1},
        {"全年主动公开政府信息条，同比增长。", 1},
        {"共收到政府信息公开申请件，均已办结。", 1},
        {"共收到申请XX件，其中网络申请__件。", 2},
        {"召开新闻发布会 场，", 1},
        {"占比  %，", 1},
        {"举办培训（）次。", 1},
        {"全年主动公开政府信息 120 条。", 0},
        {"收到申请 3 件，办结 3 件。", 0},
        {"未收到政府信息公开申请。认真办理申请件，对收到的申请件及时答复。", 0},
        {"根据《政府信息公开 条例》规定，每条信息都要审核。", 0},
        {"主动公开信息一百二十条，发布文件若干件。", 0},
        {"各乡镇报送信息条目清晰，件件有回音。", 0},
        {"收到申请十二件，召开会议两次。", 0},
        {"加强文件管理，做好信件办理、案件评查和事项 条目梳理。", 0},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        model::Record record = with_text("overview", c.text);
        audit::assess(record, nullptr);
        CHECK(count(record, "narrative.placeholder") == c.findings);
    }
}

TEST_CASE("years in the text that are not the report's") {
    const std::vector<Case> cases = {
        {"2020年，我局主动公开政府信息120条。", 1},
        {"2021年，我局主动公开政府信息120条。", 0},
        {"2021年，我局主动公开政府信息120条，较2020年增长。与2020年相比有所提高。", 0},
        {"2022年，我局将进一步加强公开。", 0},
        {"2021年工作如下。2020年3月印发文件。2020年以来持续推进。", 0},
        {"统计期限自2020年1月1日起至2020年12月31日止。", 1},
        {"统计期限自2021年1月1日起至2021年12月31日止。", 0},
        {"条例自2019年5月15日起施行。2021年，我局按照2018年印发的办法公开。", 0},
        {"在2020年工作中，我局主动公开政府信息120条。", 1},
        {"2021年，全局继续落实2020年机构改革要求。", 0},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        model::Record record = with_text("overview", c.text);
        audit::assess(record, nullptr);
        CHECK(count(record, "narrative.year") == c.findings);
    }
    model::Record titled = with_text("overview", "");
    titled.report.title = "甲县财政局2020年政府信息公开工作年度报告";
    audit::assess(titled, nullptr);
    CHECK(count(titled, "narrative.year") == 1);
}

TEST_CASE("another place's name in the words of a publisher") {
    audit::Knowledge knowledge;
    knowledge.places = [](std::string_view name, std::string_view) -> std::optional<audit::NamedPlace> {
        if (name == "甲县") return audit::NamedPlace{"990101", "某市甲县"};
        if (name == "乙丙县") return audit::NamedPlace{"990102", "某市乙丙县"};
        if (name == "某某市") return audit::NamedPlace{"990100", "某某市"};
        return std::nullopt;
    };
    const std::vector<Case> cases = {
        {"乙丙县人民政府高度重视政府信息公开工作。", 1},
        {"在乙丙县政务公开办公室指导下，乙丙县人民政府门户网站。", 1},
        {"某某市人民政府要求公开。", 0},
        {"赴乙丙县学习经验。", 0},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        model::Record record = with_text("overview", c.text);
        audit::assess(record, nullptr, knowledge);
        CHECK(count(record, "narrative.place") == c.findings);
    }
}

TEST_CASE("what 总体情况 and 问题 have to say") {
    struct Substance {
        const char* section;
        const char* text;
        int year;
        const char* rule;
        std::size_t findings;
    };
    const char* whole =
        "（一）主动公开。公开信息。（二）依申请公开。无。（三）政府信息管理。规范。（四）平台建设。好。（五）监督保障。考核。";
    const std::vector<Substance> cases = {
        {"overview", whole, 2021, "substance.overview", 0},
        {"overview", "（一）主动公开。（二）依申请公开。（三）政府信息管理。（四）平台建设。", 2021, "substance.overview", 1},
        {"overview", "（一）主动公开。（二）依申请公开。（三）政府信息管理。（四）平台建设。", 2020, "substance.overview", 0},
        {"overview", "无。", 2020, "substance.overview", 1},
        {"overview", "我局主动公开信息，办理申请公开，加强规范性文件审核，用好网站，开展培训。", 2022, "substance.overview", 0},
        {"overview", "〔略〕", 2022, "substance.overview", 0},
        {"problems", "存在问题：公开不够及时。下一步将加强培训。", 2021, "substance.problems", 0},
        {"problems", "无", 2021, "substance.problems", 1},
        {"problems", "", 2021, "substance.problems", 1},
        {"problems", "公开还存在不足。", 2021, "substance.problems", 1},
        {"problems", "下一步将加强培训。", 2021, "substance.problems", 1},
    };
    const model::Form form = audit::tests::small_form();
    for (const Substance& c : cases) {
        INFO(c.text << c.year);
        model::Record record = audit::tests::empty_record(form);
        record.report.year = c.year;
        record.sections.push_back({c.section, "五、问题", c.text, {}});
        record.sections.push_back({"other", "六、其他", "无其他事项。", {}});
        audit::assess(record, &form);
        CHECK(count(record, c.rule) == c.findings);
    }
}

TEST_CASE("sums and shares within a text") {
    const std::vector<Case> cases = {
        {"收到政府信息公开申请81件，其中当面申请3件、网络申请70件、信函申请9件。", 1},
        {"收到政府信息公开申请82件，其中当面申请3件、网络申请70件、信函申请9件。", 0},
        {"收到政府信息公开申请10件，其中自然人8件，法人3件。", 1},
        {"收到政府信息公开申请10件，其中自然人8件。", 0},
        {"收到申请1,234件，其中网络申请1,000件，信函申请234件。", 0},
        {"收到申请100件，予以公开40件，占60%。", 1},
        {"收到申请641件，予以公开258件，占40.2%。", 0},
        {"收到申请641件，予以公开258件，占40.25%。", 0},
        {"收到行政复议申请10件，其中当面3件，网络3件。", 0},
        {"主动公开信息50条。其中动态类10条，占20%。", 0},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        CHECK(audit::contradictions_in(c.text, {}).size() == c.findings);
    }
}

TEST_CASE("numbers of the text against those of the table") {
    const model::Form form = audit::tests::small_form();
    struct Mentioned {
        const char* figure;
        int value;
        std::size_t findings;
    };
    model::Record table = audit::tests::empty_record(form);
    audit::tests::set(table, "applications.new.natural_person", "4");
    audit::tests::set(table, "applications.new.commercial_enterprise", "1");
    audit::tests::set(table, "applications.new.total", "blank");  // told by its row all the same
    audit::tests::set(table, "applications.carried_in.total", "2");
    audit::tests::set(table, "applications.other_late.total", "3");
    audit::tests::set(table, "applications.other_unpaid.total", "4");
    const std::vector<Mentioned> cases = {
        {"applications.new.total", 5, 0},   {"applications.new.total", 7, 0},
        {"applications.new.total", 6, 1},   {"applications.carried_in.total", 3, 1},
        {"applications.other.total", 7, 0}, {"applications.other.total", 8, 1},
        {"disputes.unknown", 8, 0},         {"applications.carried_in.total + applications.other_late.total", 5, 0},
    };
    for (const Mentioned& c : cases) {
        INFO(c.figure << " " << c.value);
        model::Record record = table;
        record.mentions.push_back(
            {c.figure, model::Decimal(c.value), "收到", {}, model::MentionKind::count, false, {}, "", -1});
        audit::assess(record, &form);
        CHECK(count(record, "narrative.mismatch") == c.findings);
        record.mentions[0].approximate = true;
        audit::assess(record, &form);
        CHECK(count(record, "narrative.mismatch") == 0);
    }
}

TEST_CASE("the parts that a text names of a whole") {
    const model::Form form = audit::tests::small_form();
    const auto findings = [&](int whole, std::vector<int> parts, const char* group) {
        model::Record record = audit::tests::empty_record(form);
        record.mentions.push_back(
            {"narrative.whole", model::Decimal(whole), "共", {}, model::MentionKind::count, false, {}, "", -1});
        for (const int part : parts)
            record.mentions.push_back(
                {"narrative.part", model::Decimal(part), "其中", {}, model::MentionKind::count, false, {}, group, 0});
        audit::assess(record, &form);
        return count(record, "narrative.mismatch");
    };
    CHECK(findings(10, {4, 6}, "channel") == 0);
    CHECK(findings(10, {4, 5}, "channel") == 1);
    CHECK(findings(10, {4}, "channel") == 0);
    CHECK(findings(10, {4, 5}, "result") == 0);
    CHECK(findings(10, {4, 7}, "result") == 1);
}

TEST_CASE("folded text joins lines of print and keeps paragraphs") {
    CHECK(audit::to_utf8(audit::folded("新时代中国特\n色社会主义，\n全年 7\n期")) == "新时代中国特色社会主义,全年 7期");
    CHECK(audit::to_utf8(audit::folded("办结。\n（二）依申请　　公开")) == "办结。\n(二)依申请 公开");
    CHECK(audit::to_utf8(audit::folded("\xFF坏")) == "\uFFFD坏");
}

TEST_CASE("规章 of bodies that cannot make any, and 元 for 万元") {
    model::Form form = audit::tests::small_form();
    model::FormBlock& block = form.tables[2].blocks[0];
    block.rows[0].id = "regulations";
    block.columns[0].unit = "万元";
    form.complete();
    const auto rules = [&](const char* publisher, const char* code, const char* amount, const char* raw) {
        model::Record record = audit::tests::empty_record(form);
        record.report.publisher = publisher;
        record.report.division_code = code;
        audit::tests::set(record, "amounts.regulations.amount", amount);
        for (model::Figure& figure : record.figures)
            if (figure.id == "amounts.regulations.amount") figure.provenance.raw = raw;
        audit::assess(record, &form);
        return std::pair(count(record, "authority.regulations"), count(record, "unit.suspect"));
    };
    using Found = std::pair<std::size_t, std::size_t>;
    CHECK(rules("甲县人民政府", "990101", "3", "3") == Found{1, 0});
    CHECK(rules("甲县人民政府", "990101", "0", "0") == Found{0, 0});
    CHECK(rules("甲县乙镇人民政府", "990101", "3", "3") == Found{1, 0});
    CHECK(rules("某市财政局", "990100", "3", "3") == Found{1, 0});
    CHECK(rules("某市人民政府", "990100", "3", "3") == Found{0, 0});
    CHECK(rules("某市人民政府办公室", "990100", "3", "3") == Found{0, 0});
    CHECK(rules("财政部", "", "3", "3") == Found{0, 0});
    CHECK(rules("某市人民政府", "990100", "251000", "251000元") == Found{0, 1});
    CHECK(rules("某市人民政府", "990100", "25.1", "25.1万元") == Found{0, 0});
    CHECK(rules("甲县人民政府", "990101", "36563210.00", "36,563,210.00") == Found{1, 1});
}
