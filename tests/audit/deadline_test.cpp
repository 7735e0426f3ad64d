#include "audit/deadline.h"

#include "audit/audit.h"
#include "tests/audit/records.h"
#include "tests/support/catch.h"

using namespace nianbao;
using audit::PublisherKind;

TEST_CASE("the kind of a publisher, told by its name") {
    struct Case {
        const char* name;
        PublisherKind kind;
    };
    const std::vector<Case> cases = {
        {"佳木斯市郊区人民政府", PublisherKind::government},
        {"甲县乙镇人民政府", PublisherKind::government},
        {"平潭综合实验区管理委员会", PublisherKind::government},
        {"某市高新技术产业开发区管委会", PublisherKind::government},
        {"沭阳县发展和改革局", PublisherKind::department},
        {"某省财政厅", PublisherKind::department},
        {"某市卫生健康委员会", PublisherKind::department},
        {"某市发展改革委", PublisherKind::department},
        {"某市人民政府国有资产监督管理委员会", PublisherKind::department},
        {"某市某区城市管理委员会", PublisherKind::department},
        {"某县人民政府外事办公室", PublisherKind::department},
        {"教育部", PublisherKind::department},
        {"某区人民政府财政局", PublisherKind::department},
        {"上海市人民政府办公厅", PublisherKind::unclear},
        {"某县人民政府办公室", PublisherKind::unclear},
        {"平潭综合实验区", PublisherKind::unclear},
        {"某街道办事处", PublisherKind::unclear},
        {"某某管理委员会", PublisherKind::unclear},
        {"", PublisherKind::unclear},
    };
    for (const Case& c : cases) {
        INFO(c.name);
        CHECK(audit::kind_of_publisher(c.name) == c.kind);
    }
}

TEST_CASE("the earliest day that a date allows") {
    using namespace std::chrono;
    CHECK(audit::earliest_day("2020-04-03T09:00:00+08:00") == 2020y / 4 / 3);
    CHECK(audit::earliest_day("2020-04-03 09:00") == 2020y / 4 / 3);
    CHECK(audit::earliest_day("2020-04-03") == 2020y / 4 / 3);
    CHECK(audit::earliest_day("2020-04") == 2020y / 4 / 1);
    CHECK(audit::earliest_day("2020") == 2020y / 1 / 1);
    for (const char* text : {"", "2020-", "2020-4-3", "2020-02-30", "2020-13", "2020-00-01", "20200403", "2020-04-031",
                             "-020-04-03", "2020-+4-03", "unknown"}) {
        INFO(text);
        CHECK_FALSE(audit::earliest_day(text));
    }
}

TEST_CASE("deadline.late") {
    struct Case {
        const char* publisher;
        int year;
        const char* published;
        const char* says;  // a part of the text; "" for no finding
    };
    const std::vector<Case> cases = {
        {"甲县人民政府", 2019, "2020-03-31T23:59:00+08:00", ""},
        {"甲县人民政府", 2019, "2020-04-01",
         "dated 2020-04-01, 1 day after 2020-03-31, the last day for the report on 2019 for a government ("},
        {"甲县财政局", 2019, "2020-01-31", ""},
        {"甲县财政局", 2019, "2020-02-03",
         "dated 2020-02-03, 3 days after 2020-01-31, the last day for the report on 2019 for a department ("},
        {"甲县财政局", 2018, "2019-03-31", ""},
        {"甲县财政局", 2018, "2019-04-02", "2 days after 2019-03-31, the last day for the report on 2018 for all publishers ("},
        {"甲县人民政府办公室", 2022, "2023-02-10", ""},
        {"甲县人民政府办公室", 2022, "2023-04-10", "the later of the two dates"},
        {"甲县人民政府", 2019, "2020-03", ""},
        {"甲县人民政府", 2019, "2020-05", "dated 2020-05, at least 31 days after"},
        {"甲县人民政府", 2019, "", ""},
        {"甲县人民政府", 2019, "2019-12-31", ""},
    };
    for (const Case& c : cases) {
        INFO(c.publisher << " " << c.year << " " << c.published);
        model::Record record;
        record.report.publisher = c.publisher;
        record.report.year = c.year;
        record.report.published = c.published;
        audit::assess(record, nullptr);
        REQUIRE(record.findings.size() == (*c.says == '\0' ? 0U : 1U));
        if (record.findings.empty()) continue;
        CHECK(record.findings[0].rule == "deadline.late");
        CHECK(record.findings[0].severity == model::Severity::conflict);
        CHECK(record.findings[0].text.find(c.says) != std::string::npos);
    }
}

TEST_CASE("a report without a year has no deadline") {
    model::Record record;
    record.report.publisher = "甲县人民政府";
    record.report.published = "2020-05-01";
    audit::assess(record, nullptr);
    CHECK(record.findings.empty());
}
