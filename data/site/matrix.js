// The matrix of publishers and years. Its data come as scripts in chunks of a thousand publishers, one after another; what has
// come is shown at once. A page shows fifty publishers.
"use strict";

(function () {
  const rows = [];  // [id, name, code, reports…]; a report is [year, state, id, rules…]
  const aPage = 50;
  const { word } = window.nianbao;
  const element = (id) => document.getElementById(id);
  const fields = ["search", "region", "division", "year", "state", "rule"];
  let index = null, loaded = 0, failed = false, page = 0, found = [];

  function make(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function load(number) {
    const script = make("script");
    script.src = "data/publishers-" + number + ".js";
    script.addEventListener("error", () => { failed = true; next(); });
    document.head.append(script);
  }

  function next() {
    loaded++;
    if (loaded < index.chunks) load(loaded);
    // Redrawn seldom while much is coming, at once when it is little.
    if (loaded <= 2 || loaded === index.chunks || loaded % 10 === 0) filter(false); else report();
  }

  window.nianbaoChunk = function (number, publishers) {
    for (const publisher of publishers) rows.push(publisher);
    next();
  };

  function option(value, text) {
    const made = make("option", text);
    made.value = value;
    return made;
  }

  function fill(id, options) {
    const select = element(id), kept = select.value;
    select.replaceChildren(option("", word("filter.all")), ...options);
    select.value = kept;
  }

  function yearName(year) { return year === 0 ? word("year.unknown") : String(year); }
  function stateName(state) { return word("state." + index.states[2 * state]); }
  function signOf(state) { return index.states[2 * state + 1]; }
  function ruleName(rule) {
    const key = "rule." + rule, words = word(key);
    return words === key ? rule : words + " " + rule;
  }

  function fillFilters() {
    const regions = Object.keys(window.nianbaoWords).filter((key) => /^division\.\d\d$/.test(key)).sort();
    fill("region", regions.map((key) => option(key.slice(-2), word(key))));
    fill("year", index.years.map((year) => option(String(year), yearName(year))));
    const states = [];
    for (let state = 0; 2 * state < index.states.length; state++) states.push(option(String(state), signOf(state) + " " + stateName(state)));
    fill("state", states);
    const rules = index.rules.map((rule, number) => [rule, number]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    fill("rule", rules.map(([rule, number]) => option(String(number), ruleName(rule))));
    element("signs").replaceChildren(...states.map((state, number) => {
      const item = make("li");
      item.append(make("span", state.textContent, "state " + index.states[2 * number]));
      return item;
    }));
  }

  // A publisher is shown when one of its reports meets all conditions on reports.
  function meets(report, wanted) {
    return (wanted.year === "" || report[0] === Number(wanted.year)) && (wanted.state === "" || report[1] === Number(wanted.state)) &&
      (wanted.rule === "" || report.indexOf(Number(wanted.rule), 3) > 0);
  }

  function wantedNow() {
    const wanted = {};
    for (const field of fields) wanted[field] = element(field).value.trim();
    return wanted;
  }

  function filter(fromStart) {
    const wanted = wantedNow();
    const onReports = wanted.year !== "" || wanted.state !== "" || wanted.rule !== "";
    const parts = wanted.search.toLowerCase().split(/\s+/).filter(Boolean);
    found = rows.filter((row) => {
      const name = row[1].toLowerCase();
      if (!parts.every((part) => name.includes(part))) return false;
      if (!row[2].startsWith(wanted.region) || !row[2].startsWith(wanted.division)) return false;
      if (!onReports) return true;
      for (let i = 3; i < row.length; i++) if (meets(row[i], wanted)) return true;
      return false;
    });
    if (fromStart) page = 0;
    draw(wanted, onReports);
    report();
  }

  function report() {
    let text = found.length + " " + word("matrix.found");
    if (index.publishers === 0 || (found.length === 0 && loaded >= index.chunks)) text = word("matrix.none");
    if (loaded < index.chunks) text += " · " + word("matrix.loading") + " " + loaded + "/" + index.chunks;
    if (failed) text += " · " + word("matrix.failed");
    element("status").textContent = text;
  }

  function path(folder, id) { return folder + "/" + id.slice(0, 2) + "/" + id + ".html"; }

  function cellOf(row, year, wanted, onReports) {
    let reports = [];
    for (let i = 3; i < row.length; i++) if (row[i][0] === year) reports.push(row[i]);
    // A report that is missing has no page, and where there is one it is not missing.
    if (reports.some((one) => one[2])) reports = reports.filter((one) => one[2]);
    const cell = make("td");
    if (reports.length === 0) return cell;
    const worst = reports.reduce((state, one) => Math.max(state, one[1]), 0);
    cell.className = index.states[2 * worst];
    if (onReports && !reports.some((one) => meets(one, wanted))) cell.className += " other";
    const link = make("a", signOf(worst) + (reports.length > 1 ? reports.length : ""));
    link.href = reports.length === 1 && reports[0][2] ? path("reports", reports[0][2]) : path("publishers", row[0]) + (reports[0][2] ? "" : "#findings");
    const rules = reports.flatMap((one) => one.slice(3)).map((rule) => ruleName(index.rules[rule]));
    link.title = row[1] + " " + yearName(year) + ": " + stateName(worst) + (reports.length > 1 ? " (" + reports.length + " " + word("matrix.several") + ")" : "") + (rules.length ? "\n" + rules.join("\n") : "");
    link.setAttribute("aria-label", yearName(year) + " " + stateName(worst));
    link.tabIndex = -1;
    cell.append(link);
    return cell;
  }

  function draw(wanted, onReports) {
    const pages = Math.max(1, Math.ceil(found.length / aPage));
    page = Math.min(page, pages - 1);
    element("pages").hidden = pages === 1;
    element("page").textContent = page + 1 + " / " + pages;
    element("back").disabled = page === 0;
    element("forth").disabled = page === pages - 1;
    const table = make("table", undefined, "matrix"), head = table.createTHead().insertRow(), body = table.createTBody();
    const corner = make("th", word("matrix.publisher"));
    corner.scope = "col";
    head.append(corner);
    for (const year of index.years) {
      const header = make("th", yearName(year));
      header.scope = "col";
      head.append(header);
    }
    for (const row of found.slice(page * aPage, (page + 1) * aPage)) {
      const line = body.insertRow(), header = make("th"), link = make("a", row[1] || word("publisher.unknown"));
      header.scope = "row";
      link.href = path("publishers", row[0]);
      header.append(link);
      line.append(header, ...index.years.map((year) => cellOf(row, year, wanted, onReports)));
    }
    const first = body.querySelector("td a");
    if (first) first.tabIndex = 0;
    element("matrix").replaceChildren(found.length ? table : make("p", loaded < index.chunks ? word("matrix.loading") : ""));
  }

  // One cell of the matrix is in the order of the Tab key; the arrow keys go from it to the others.
  function walk(event) {
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const cell = event.target.closest("td");
    if (!cell || !steps[event.key]) return;
    event.preventDefault();
    const [down, right] = steps[event.key], body = cell.closest("tbody");
    let r = cell.parentNode.sectionRowIndex + down, c = cell.cellIndex + right;
    for (; body.rows[r] && body.rows[r].cells[c] && c > 0; r += down, c += right) {
      const link = body.rows[r].cells[c].querySelector("a");
      if (!link) continue;
      for (const other of body.querySelectorAll("td a[tabindex='0']")) other.tabIndex = -1;
      link.tabIndex = 0;
      link.focus();
      return;
    }
  }

  function turn(step) {
    page += step;
    draw(wantedNow(), fields.slice(3).some((field) => element(field).value !== ""));
    element("matrix").scrollIntoView();
  }

  // The conditions stand in the address, so that a view can be passed on: matrix.html#division=23&state=3
  function readAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) if (given.has(field)) element(field).value = given.get(field);
  }

  function writeAddress() {
    const kept = new URLSearchParams();
    for (const [field, value] of Object.entries(wantedNow())) if (value !== "") kept.set(field, value);
    history.replaceState(null, "", kept.size === 0 ? location.pathname : "#" + kept);
  }

  window.nianbaoIndex = function (given) {
    index = given;
    fillFilters();
    element("filters").hidden = false;
    readAddress();
    element("filters").addEventListener("input", () => { writeAddress(); filter(true); });
    element("filters").addEventListener("reset", () => setTimeout(() => { writeAddress(); filter(true); }));
    element("filters").addEventListener("submit", (event) => event.preventDefault());
    element("back").addEventListener("click", () => turn(-1));
    element("forth").addEventListener("click", () => turn(1));
    element("matrix").addEventListener("keydown", walk);
    document.addEventListener("nianbao-language", () => { fillFilters(); filter(false); });
    filter(true);
    if (index.chunks > 0) load(0);
  };
})();
