#include "tests/audit/records.h"

#include <algorithm>
#include <stdexcept>

namespace nianbao::audit::tests {
namespace {

model::FormRow row(std::string id, std::string label, std::vector<std::string> parents = {}, std::string group = "") {
    model::FormRow result;
    result.id = std::move(id);
    result.label = std::move(label);
    result.parents = std::move(parents);
    result.group = std::move(group);
    return result;
}

model::FormColumn column(std::string id, std::string label, std::vector<std::string> parents) {
    model::FormColumn result;
    result.id = std::move(id);
    result.label = std::move(label);
    result.parents = std::move(parents);
    result.unit = "件";
    return result;
}

model::FormTable applications() {
    model::FormTable table{"applications", "applications", "三、申请情况", {}};
    model::FormBlock block;
    block.columns = {column("natural_person", "自然人", {"申请人情况"}),
                     column("commercial_enterprise", "商业企业", {"申请人情况", "法人或其他组织"}),
                     column("total", "总计", {"申请人情况"})};
    const std::string results = "三、办理结果";
    block.rows = {row("new", "一、本年新收"),
                  row("carried_in", "二、上年结转"),
                  row("granted", "（一）予以公开", {results}),
                  row("other", "（六）其他处理", {results}),
                  row("other_late", "1.逾期不补正", {results, "（六）其他处理"}, "other"),
                  row("other_unpaid", "2.未缴费", {results, "（六）其他处理"}, "other"),
                  row("handled_total", "（七）总计", {results}),
                  row("carried_out", "四、结转下年度")};
    block.rows[3].is_group = true;
    table.blocks.push_back(block);
    return table;
}

model::FormTable disputes() {
    model::FormTable table{"disputes", "disputes", "四、复议情况", {}};
    model::FormBlock block;
    block.columns = {column("reconsideration.upheld", "结果维持", {"行政复议"}),
                     column("reconsideration.pending", "尚未审结", {"行政复议"}),
                     column("reconsideration.total", "总计", {"行政复议"})};
    block.rows = {model::FormRow{}};
    table.blocks.push_back(block);
    return table;
}

model::FormTable amounts() {
    model::FormTable table{"amounts", "applications", "附、收费情况", {}};
    model::FormBlock block;
    block.label = "第（八）项";
    block.columns = {column("amount", "收费金额", {}), column("change", "本年增/减", {})};
    block.columns[0].may_have_places = true;
    block.columns[1].may_be_negative = true;
    block.rows = {row("fees", "行政事业性收费")};
    table.blocks.push_back(block);
    return table;
}

void add_checks(model::Form& form) {
    for (const char* r : {"new", "carried_in", "granted", "other_late", "other_unpaid", "handled_total", "carried_out"}) {
        const std::string prefix = std::string("applications.") + r + ".";
        form.checks.push_back(
            {"sum.applicants", {prefix + "total"}, {prefix + "natural_person", prefix + "commercial_enterprise"}});
    }
    for (const char* c : {"natural_person", "commercial_enterprise", "total"}) {
        const auto id = [&](const char* r) { return std::string("applications.") + r + "." + c; };
        form.checks.push_back({"sum.results", {id("handled_total")}, {id("granted"), id("other_late"), id("other_unpaid")}});
        form.checks.push_back({"balance.requests", {id("new"), id("carried_in")}, {id("handled_total"), id("carried_out")}});
    }
    form.checks.push_back({"sum.disputes",
                           {"disputes.reconsideration.total"},
                           {"disputes.reconsideration.upheld", "disputes.reconsideration.pending"}});
}

}  // namespace

model::Form small_form() {
    model::Form form;
    form.id = "small";
    form.notice = "小办函〔2019〕1号";
    form.first_year = 2019;
    form.last_year = 2020;
    form.sections = {{"applications", "三、申请情况", {}}, {"disputes", "四、复议情况", {}}};
    form.tables = {applications(), disputes(), amounts()};
    add_checks(form);
    form.complete();
    return form;
}

model::Record empty_record(const model::Form& form) {
    model::Record record;
    record.source.url = "https://www.example.gov.cn/a.html";
    record.report.form = form.id;
    record.report.year = form.first_year;
    record.report.publisher = "甲县人民政府";
    record.report.division_code = "990101";
    for (const model::FormSection& section : form.sections) record.sections.push_back({section.id, section.heading, "", {}});
    for (const model::FormFigure& slot : form.figures) {
        if (slot.optional) continue;
        set(record, slot.id, "0");
    }
    return record;
}

void set(model::Record& record, const std::string& id, std::string_view text) {
    auto found = std::find_if(record.figures.begin(), record.figures.end(),
                              [&](const model::Figure& figure) { return figure.id == id; });
    if (found == record.figures.end()) {
        record.figures.emplace_back();
        found = record.figures.end() - 1;
        found->id = id;
    }
    found->provenance.raw = text;
    found->value.reset();
    if (text == "blank") {
        found->presence = model::Presence::blank;
    } else if (text == "dash") {
        found->presence = model::Presence::dash;
    } else if (text == "absent") {
        found->presence = model::Presence::absent;
    } else if (text == "unreadable") {
        found->presence = model::Presence::unreadable;
    } else {
        found->presence = model::Presence::stated;
        found->value = model::Decimal::parse(text);
        if (!found->value) throw std::invalid_argument("not a number: " + std::string(text));
    }
}

void set_reading(model::Record& record, const std::string& id, model::Reading reading) {
    for (model::Figure& figure : record.figures)
        if (figure.id == id) figure.provenance.reading = reading;
}

std::vector<model::Finding> findings_of(const model::Record& record, std::string_view rule) {
    std::vector<model::Finding> result;
    for (const model::Finding& finding : record.findings)
        if (finding.rule == rule) result.push_back(finding);
    return result;
}

}  // namespace nianbao::audit::tests
