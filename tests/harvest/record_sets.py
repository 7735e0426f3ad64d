"""Sets of invented records that agree with themselves and each other, and one planted defect at a time.

    record_sets.py NIANBAO COUNT > records.jsonl      COUNT clean reports, for measuring

A defect is a function of (set, publisher, random) that spoils a report and returns what the audit must say: (rule, publisher, year).
"""

import copy
import json
import random
import subprocess
import sys
import zlib

APPLICANTS = ["natural_person", "commercial_enterprise", "research_institution", "social_welfare_organization", "legal_service_organization", "other_organization"]
RESULTS = {"2019": None, "2021": None}
FUNCTIONS = ["教育局", "财政局", "民政局", "司法局", "水务局", "审计局", "统计局", "信访局", "林业局", "气象局", "体育局", "档案局", "商务局", "公安局"]
HAN = [chr(c) for c in range(0x4E00, 0x9000) if chr(c) not in "件条次份篇期场个人项宗年市县区旗镇乡无略"]


class Forms:
    """The figure ids of the forms, as the program lists them."""

    def __init__(self, nianbao):
        self.figures = {}
        for form in ("2019", "2021"):
            out = subprocess.run([nianbao, "forms", "show", form], capture_output=True, check=True).stdout.decode("utf-8")
            rows = [line.split("\t") for line in out.splitlines() if line.startswith(("proactive.", "applications.", "disputes."))]
            groups = ("applications.refused.", "applications.unavailable.", "applications.not_processed.") + (("applications.other.",) if form == "2021" else ())
            self.figures[form] = [(row[0], row[4]) for row in rows if not row[0].startswith(groups)]
            RESULTS[form] = sorted({i.split(".")[1] for i, _ in self.figures[form] if i.startswith("applications.")} - {"new", "carried_in", "handled_total", "carried_out"})


def split(total, parts, rng):
    cuts = sorted(rng.randint(0, total) for _ in range(parts - 1))
    return [b - a for a, b in zip([0] + cuts, cuts + [total])]


def sentence(rng, length=18):
    return "".join(rng.choice(HAN) for _ in range(length))


def narrative(year, values, rng):
    new = values["applications.new.total"]
    published = rng.randint(100, 5000)
    heads = [("主动公开", f"全年主动公开政府信息{published}条"), ("依申请公开", f"收到政府信息公开申请{new}件"), ("政府信息管理", "做好信息管理"), ("政府信息公开平台建设", "推进平台建设"),
             ("监督保障", "加强监督保障")]
    lines = [f"{year}年，{sentence(rng)}，{sentence(rng)}。"]
    for number, (head, says) in zip("一二三四五", heads):
        lines.append(f"（{number}）{head}。{sentence(rng)}，{says}，{sentence(rng)}，{sentence(rng)}。")
    problems = f"{sentence(rng)}方面还存在不足，{sentence(rng)}，{sentence(rng)}。下一步将{sentence(rng)}，进一步加强{sentence(rng)}，{sentence(rng)}。"
    return "\n".join(lines), problems


class Body:
    """A publisher and its reports by year."""

    def __init__(self, name, code, host):
        self.name, self.code, self.host, self.reports = name, code, host, {}


def values_of(form, carried_in, before, rng):
    """Figures of one report; `before` are those of the year before, or None."""
    values = {}
    new = [rng.randint(5, 120)] + [rng.choice([0, 0, 1, 3, 7]) for _ in range(5)]
    out = [rng.randint(0, min(3, have)) for have in (n + c for n, c in zip(new, carried_in))]
    for applicant, fresh, old, left in zip(APPLICANTS, new, carried_in, out):
        values[f"applications.new.{applicant}"] = fresh
        values[f"applications.carried_in.{applicant}"] = old
        values[f"applications.carried_out.{applicant}"] = left
        handled = fresh + old - left
        values[f"applications.handled_total.{applicant}"] = handled
        for row, part in zip(RESULTS[form], split(handled, len(RESULTS[form]), rng)):
            values[f"applications.{row}.{applicant}"] = part
    for row in RESULTS[form] + ["new", "carried_in", "handled_total", "carried_out"]:
        values[f"applications.{row}.total"] = sum(values[f"applications.{row}.{a}"] for a in APPLICANTS)
    for group in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        parts = [rng.randint(0, 4) for _ in range(4)]
        for name, part in zip(("upheld", "corrected", "other", "pending"), parts):
            values[f"disputes.{group}.{name}"] = part
        values[f"disputes.{group}.total"] = sum(parts)
    made, repealed = rng.randint(3, 20), rng.randint(0, 3)
    if form == "2021":
        known = before and before.get("proactive.normative_documents.in_force")
        values.update({"proactive.normative_documents.made": made, "proactive.normative_documents.repealed": repealed,
                       "proactive.normative_documents.in_force": known + made - repealed if known is not None and known else rng.randint(100, 300),
                       "proactive.fees.amount": f"{rng.uniform(50, 90):.2f}"})
    else:
        values.update({"proactive.normative_documents.made": made, "proactive.normative_documents.disclosed": made, "proactive.normative_documents.disclosed_total": rng.randint(100, 300)})
        for row in ("licensing", "other_services", "penalties", "coercive_measures", "fees"):
            last = before and before.get(f"proactive.{row}.items_last_year")
            values[f"proactive.{row}.items_last_year"] = last + before[f"proactive.{row}.change"] if last is not None and last else rng.randint(20, 200)
            values[f"proactive.{row}.change"] = rng.randint(-5, 9)
        values.update({"proactive.procurement.items": rng.randint(1, 90), "proactive.procurement.amount": f"{rng.uniform(300, 900):.2f}"})
    for row in ("licensing", "penalties", "coercive_measures"):
        values[f"proactive.{row}.decisions"] = rng.randint(50, 9000)
    return values


def record_of(body, year, values, forms, rng):
    form = "2019" if year < 2021 else "2021"
    overview, problems = narrative(year, values, rng)
    figures = []
    for figure, unit in forms.figures[form]:
        figures.append({"id": figure, "value": json.loads(str(values.get(figure, 0))), "unit": unit, "presence": "stated", "reading": "cell", "raw": str(values.get(figure, 0))})
    headings = {"overview": "一、总体情况", "proactive": "二、主动公开政府信息情况", "applications": "三、收到和处理政府信息公开申请情况",
                "disputes": "四、政府信息公开行政复议、行政诉讼情况", "problems": "五、存在的主要问题及改进情况", "other": "六、其他需要报告的事项"}
    texts = {"overview": overview, "problems": problems, "other": "无其他需要报告的事项。"}
    return {"schema": "nianbao.record/1", "source": {"path": None, "url": f"http://{body.host}/zfxxgknb/{year}/{zlib.crc32((body.name + str(year)).encode())}.html", "sha256": None,
                                                     "fetched_at": f"{year + 1}-06-01T00:00:00Z"},
            "report": {"form": form, "year": year, "title": f"{body.name}{year}年政府信息公开工作年度报告", "publisher": body.name, "division_code": body.code,
                       "published": f"{year + 1}-01-{rng.randint(10, 29)}"},
            "sections": [{"id": i, "heading": h, "text": texts.get(i, "")} for i, h in headings.items()],
            "figures": figures, "mentions": [], "checks": {}, "findings": []}


def clean_set(nianbao, publishers, years, seed=7):
    """Bodies of invented counties (codes that no list has), each with a report a year."""
    rng = random.Random(seed)
    forms = Forms(nianbao)
    bodies = []
    for number in range(publishers):
        county, function = divmod(number, len(FUNCTIONS))
        name = HAN[4000 + county % 5000] + HAN[9000 + county // 5000] + "县" + FUNCTIONS[function]
        body = Body(name, f"99{county // 100 % 100:02d}{county % 100:02d}" if county < 10000 else "", f"www.x{county}.gov.cn")
        before, carried = None, [0] * 6
        for year in years:
            form = "2019" if year < 2021 else "2021"
            values = values_of(form, carried, before, rng)
            body.reports[year] = record_of(body, year, values, forms, rng)
            before, carried = values, [values[f"applications.carried_out.{a}"] for a in APPLICANTS]
        bodies.append(body)
    return bodies


def figure(record, figure_id):
    return next(f for f in record["figures"] if f["id"] == figure_id)


def change(record, figure_id, by):
    found = figure(record, figure_id)
    found["value"] += by
    found["raw"] = str(found["value"])


def section(record, section_id):
    return next(s for s in record["sections"] if s["id"] == section_id)


def rewrite(record, section_id, old, new):
    found = section(record, section_id)
    assert old in found["text"], (old, found["text"])
    found["text"] = found["text"].replace(old, new, 1)


def year_of(body, rng, least=None):
    return rng.choice([y for y in body.reports if least is None or y >= least])


def sum_applicants(bodies, body, rng):
    year = year_of(body, rng)
    change(body.reports[year], f"applications.{rng.choice(RESULTS[body.reports[year]['report']['form']])}.{rng.choice(APPLICANTS)}", rng.choice([1, 2, 10]))
    return [("sum.applicants", body.name, year), ("sum.results", body.name, year)]


def balance(bodies, body, rng):
    year = year_of(body, rng)
    for column in ("natural_person", "total"):
        change(body.reports[year], f"applications.new.{column}", 3)
    return [("balance.requests", body.name, year)]


def disputes(bodies, body, rng):
    year = year_of(body, rng)
    change(body.reports[year], "disputes.reconsideration.total", 1)
    return [("sum.disputes", body.name, year)]


def carry(bodies, body, rng):
    year = year_of(body, rng, min(body.reports) + 1)
    report = body.reports[year]
    for row in ("carried_in", "granted", "handled_total"):
        for column in ("natural_person", "total"):
            change(report, f"applications.{row}.{column}", 2)
    return [("carry.requests", body.name, year)]


def documents(bodies, body, rng):
    change(body.reports[2022], "proactive.normative_documents.in_force", 5)
    after = [("carry.documents", body.name, 2023)] if 2023 in body.reports else []
    return [("carry.documents", body.name, 2022)] + after


def items(bodies, body, rng):
    change(body.reports[2020], "proactive.licensing.items_last_year", 4)
    return [("carry.items", body.name, 2020)]


def late(bodies, body, rng):
    year = year_of(body, rng)
    body.reports[year]["report"]["published"] = f"{year + 1}-0{rng.randint(2, 9)}-{rng.randint(10, 28)}"
    return [("deadline.late", body.name, year)]


def outdated(bodies, body, rng):
    record = copy.deepcopy(body.reports[2020])
    record["report"].update(year=2021, title=record["report"]["title"].replace("2020", "2021"), published="2022-01-20")
    record["source"].update(url=record["source"]["url"].replace("/2020/", "/2021/"), fetched_at="2022-06-01T00:00:00Z")
    for found in record["sections"]:
        found["text"] = found["text"].replace("2020", "2021")
    body.reports[2021] = record
    return [("form.outdated", body.name, 2021)]


def placeholder(bodies, body, rng):
    year = year_of(body, rng)
    text = section(body.reports[year], "overview")["text"]
    number = text.split("主动公开政府信息")[1].split("条")[0]
    rewrite(body.reports[year], "overview", f"主动公开政府信息{number}条", rng.choice(["主动公开政府信息 条", "主动公开政府信息条", "主动公开政府信息XX条", "主动公开政府信息__条"]))
    return [("narrative.placeholder", body.name, year)]


def wrong_year(bodies, body, rng):
    year = year_of(body, rng)
    rewrite(body.reports[year], "overview", f"{year}年，", f"{year - 1}年，")
    return [("narrative.year", body.name, year)]


def wrong_title(bodies, body, rng):
    year = year_of(body, rng)
    body.reports[year]["report"]["title"] = body.reports[year]["report"]["title"].replace(str(year), str(year - 1))
    return [("narrative.year", body.name, year)]


def parts(bodies, body, rng):
    year = year_of(body, rng)
    new = figure(body.reports[year], "applications.new.total")["value"]
    rewrite(body.reports[year], "overview", f"收到政府信息公开申请{new}件", f"收到政府信息公开申请{new}件，其中当面申请1件、网络申请{new}件、信函申请2件")
    return [("narrative.mismatch", body.name, year)]


def mention(bodies, body, rng):
    year = year_of(body, rng)
    new = figure(body.reports[year], "applications.new.total")["value"] + figure(body.reports[year], "applications.carried_in.total")["value"] + 4
    body.reports[year]["mentions"] = [{"figure": "applications.new.total", "value": new, "raw": f"收到政府信息公开申请{new}件"}]
    return [("narrative.mismatch", body.name, year)]


def text_number(bodies, body, rng):
    """The text alone says another number; nobody read it before."""
    year = year_of(body, rng)
    new = figure(body.reports[year], "applications.new.total")["value"]
    carried = figure(body.reports[year], "applications.carried_in.total")["value"]
    rewrite(body.reports[year], "overview", f"收到政府信息公开申请{new}件", f"收到政府信息公开申请{new + carried + 9}件")
    return [("narrative.mismatch", body.name, year)]


def regulations(bodies, body, rng):
    year = year_of(body, rng)
    change(body.reports[year], "proactive.regulations.made", 2)
    return [("authority.regulations", body.name, year)]


def unit(bodies, body, rng):
    found = figure(body.reports[2023], "proactive.fees.amount")
    found["value"] = float(f"{found['value'] * 10000:.2f}")
    return [("unit.suspect", body.name, 2023)]


def same_figures(bodies, body, rng):
    year = year_of(body, rng, 2022)
    for found, old in zip(body.reports[year]["figures"], body.reports[year - 1]["figures"]):
        if found["id"].startswith("proactive.") and not found["id"].endswith("in_force"):
            found["value"] = old["value"]
    report = body.reports[year]
    before, made, repealed = (figure(r, f"proactive.normative_documents.{c}")["value"] for r, c in ((body.reports[year - 1], "in_force"), (report, "made"), (report, "repealed")))
    figure(report, "proactive.normative_documents.in_force")["value"] = before + made - repealed
    after = [("carry.documents", body.name, year + 1)] if year + 1 in body.reports else []
    return [("repetition.figures", body.name, year)] + after


def copied_year(bodies, body, rng):
    year = year_of(body, rng, min(body.reports) + 1)
    for name in ("overview", "problems"):
        section(body.reports[year], name)["text"] = section(body.reports[year - 1], name)["text"].replace(str(year - 1), str(year))
    return [("repetition.across_years", body.name, year)]


def copied_neighbour(bodies, body, rng):
    year = year_of(body, rng)
    other = rng.choice([b for b in bodies if b is not body])
    for name in ("overview", "problems"):
        section(body.reports[year], name)["text"] = section(other.reports[year], name)["text"].replace(other.name, body.name)
    return [("repetition.across_publishers", body.name, year), ("repetition.across_publishers", other.name, year)]


def no_head(bodies, body, rng):
    year = year_of(body, rng, 2021)
    found = section(body.reports[year], "overview")
    lines = found["text"].split("\n")
    found["text"] = "\n".join(lines[:-1])
    return [("substance.overview", body.name, year)]


def no_problem(bodies, body, rng):
    year = year_of(body, rng)
    section(body.reports[year], "problems")["text"] = rng.choice(["无。", "下一步将进一步加强" + sentence(rng) + "。", sentence(rng) + "还存在不足。"])
    return [("substance.problems", body.name, year)]


def backdated(bodies, body, rng):
    year = year_of(body, rng)
    record = body.reports[year]
    record["source"]["url"] = f"http://{body.host}/zfxxgknb/{year + 1}03/t{year + 1}0315_{rng.randint(1000, 9999)}.html"
    return [("publication.backdated", body.name, year)]


def negative(bodies, body, rng):
    year = year_of(body, rng)
    figure(body.reports[year], "proactive.penalties.decisions")["value"] = -4
    return [("figure.negative", body.name, year)]


def no_section(bodies, body, rng):
    year = year_of(body, rng)
    body.reports[year]["sections"] = [s for s in body.reports[year]["sections"] if s["id"] != "problems"]
    return [("section.missing", body.name, year)]


DEFECTS = [sum_applicants, balance, disputes, carry, documents, items, late, outdated, placeholder, wrong_year, wrong_title, parts, mention, text_number, regulations, unit, same_figures, copied_year,
           copied_neighbour, no_head, no_problem, backdated, negative, no_section]


def lines_of(bodies):
    for body in bodies:
        for year in sorted(body.reports):
            yield json.dumps(body.reports[year], ensure_ascii=False)


def main():
    """Many reports, quickly: the figures of a few bodies under new names, each with a text of its own; every twentieth body copies the text of the one before."""
    nianbao, count = sys.argv[1], int(sys.argv[2])
    rng = random.Random(1)
    sheets = clean_set(nianbao, 56, range(2019, 2024))
    lines = []
    for body in sheets:
        for year in sorted(body.reports):
            for name in ("overview", "problems"):
                section(body.reports[year], name)["text"] = f"@{name}@"
            lines.append((body, year, json.dumps(body.reports[year], ensure_ascii=False)))
    heads = "".join(f"（{n}）{h}。全年主动公开政府信息120条，" for n, h in zip("一二三四五", ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")))
    texts = {}
    for number in range(count):
        body, year, line = lines[number % len(lines)]
        round_, place = divmod(number, len(lines))
        name = "".join(rng.choice(HAN) for _ in range(2)) if place % 5 == 0 else name
        if place % 5 == 0:
            copies = place % 100 == 95
        for part, length in (("overview", 700), ("problems", 300)):
            if not copies:
                texts[part, year] = "".join(rng.choices(HAN, k=length))
            line = line.replace(f"@{part}@", f"{year}年，{texts[part, year]}。" + (heads if part == "overview" else "存在不足。下一步将加强。"))
        line = line.replace(body.name, name + "县" + body.name[-3:]).replace(f'"{body.code}"', f'"98{round_ % 10000:04d}"').replace(body.host, f"r{round_}.{body.host}")
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
