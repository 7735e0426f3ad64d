// What every page does: the language, and the details of a cell in the tables of a report. Foreign text only ever becomes
// text nodes.
"use strict";

(function () {
  const words = window.nianbaoWords;
  let language = "zh";

  function word(key) {
    const found = words[key];
    return found ? found[language === "en" ? 1 : 0] : key;
  }

  function translate(root) {
    // The page stays Chinese: what comes from reports is. Only our own words change.
    for (const element of root.querySelectorAll("[data-t]")) {
      element.textContent = word(element.dataset.t);
      element.lang = language === "en" ? "en" : "zh-Hans";
    }
    // data-ta is "attribute:key": a word of an attribute.
    for (const element of root.querySelectorAll("[data-ta]")) {
      const [name, key] = element.dataset.ta.split(":");
      element.setAttribute(name, word(key));
    }
  }

  function remember(value) {
    // Some browsers refuse storage to pages of file: URLs.
    try {
      if (value === undefined) return window.localStorage.getItem("nianbao.language");
      window.localStorage.setItem("nianbao.language", value);
    } catch (refused) { /* the choice lasts for this page */ }
    return null;
  }

  function speak(chosen) {
    language = chosen === "en" ? "en" : "zh";
    const button = document.getElementById("language");
    button.textContent = language === "en" ? "中文" : "English";
    button.lang = language === "en" ? "zh-Hans" : "en";
    button.hidden = false;
    translate(document);
    for (const part of document.querySelectorAll("[data-only]")) part.hidden = part.dataset.only !== language;
    document.dispatchEvent(new CustomEvent("nianbao-language"));
  }

  // The slots of a table with spans: which cell stands at row and column.
  function gridOf(table) {
    const grid = [];
    Array.from(table.rows).forEach((row, r) => {
      grid[r] = grid[r] || [];
      let c = 0;
      for (const cell of row.cells) {
        while (grid[r][c]) c++;
        for (let i = 0; i < cell.rowSpan; i++) {
          grid[r + i] = grid[r + i] || [];
          for (let k = 0; k < cell.colSpan; k++) grid[r + i][c + k] = cell;
        }
        c += cell.colSpan;
      }
    });
    return grid;
  }

  function placeOf(grid, cell) {
    for (let r = 0; r < grid.length; r++) {
      const c = grid[r].indexOf(cell);
      if (c >= 0) return [r, c];
    }
    return [0, 0];
  }

  // The headers of a cell: to the left in its row, and above it up to the nearest group of column headers.
  function headersOf(grid, cell) {
    const [row, column] = placeOf(grid, cell);
    const left = [], above = [];
    for (let c = 0; c < column; c++) {
      const header = grid[row][c];
      if (header.tagName === "TH" && header.scope === "row" && !left.includes(header)) left.push(header);
    }
    let seen = false;
    for (let r = row - 1; r >= 0; r--) {
      const header = grid[r][column];
      if (header.tagName === "TH") {
        seen = true;
        if (!above.includes(header)) above.unshift(header);
        if (header.classList.contains("block")) break;
      } else if (seen) break;
    }
    return [left, above];
  }

  // 申请人分类之和不等于总计 sum.applicants: the details
  function wordsOf(finding) {
    const name = finding.querySelector("[data-t^='rule.']"), rule = finding.querySelector("code").textContent;
    return (name ? name.textContent + " " : "") + rule + ": " + finding.querySelector("p[lang]").textContent;
  }

  const presences = { b: "blank", d: "dash", x: "absent", u: "unreadable", o: "left_out" };
  const readings = { c: "cell", l: "line", s: "split", i: "inferred", a: "ambiguous", p: "prose" };

  function classWord(cell, table, prefix, otherwise) {
    for (const letter of cell.classList) if (table[letter]) return prefix + table[letter];
    return otherwise;
  }

  function put(list, key, value) {
    const term = document.createElement("dt"), text = document.createElement("dd");
    term.textContent = word(key);
    if (value instanceof Node) text.append(value); else text.textContent = value;
    list.append(term, text);
  }

  function sourceLink(raw) {
    const source = document.querySelector("a.source");
    if (!source) return null;
    const link = document.createElement("a");
    const encoded = encodeURIComponent(raw).replace(/-/g, "%2D");
    // A short number stands in a hundred places of a page; then the link goes to the page alone.
    link.href = source.href + (raw.length >= 4 ? "#:~:text=" + encoded : "");
    link.rel = "noreferrer noopener";
    link.textContent = word("cell.source");
    return link;
  }

  function describe(cell, panel) {
    const grid = gridOf(cell.closest("table"));
    const [left, above] = headersOf(grid, cell);
    const id = cell.id.slice(2);
    const missing = cell.querySelector("i");
    const copy = cell.cloneNode(true);
    for (const mark of copy.querySelectorAll("sup")) mark.remove();
    const shown = copy.textContent;
    const ofRow = cell.parentNode.querySelector("td.unit");
    const unit = above.map((header) => header.dataset.u).filter(Boolean).pop() || (ofRow ? ofRow.textContent : "");
    panel.replaceChildren();
    const title = document.createElement("h3");
    const block = above.length && above[0].classList.contains("block") ? [above.shift()] : [];
    title.textContent = block.concat(left, above).map((header) => header.textContent).join(" › ");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", word("cell.close"));
    close.addEventListener("click", () => hide(panel));
    const list = document.createElement("dl");
    const presence = classWord(cell, presences, "presence.", "presence.stated");
    if (!missing) put(list, "cell.value", presence === "presence.stated" && unit ? shown + " " + unit : shown);
    put(list, "cell.presence", word(presence));
    if (presence !== "presence.absent" && presence !== "presence.left_out") put(list, "cell.reading", word(classWord(cell, readings, "reading.", "reading.cell")));
    const raw = cell.title || (missing ? "" : shown);
    if (raw) put(list, "cell.raw", raw);
    if (cell.dataset.s) put(list, "cell.span", cell.dataset.s.replace(",", "–"));
    if (cell.classList.contains("k")) put(list, "checks", word("mark.check"));
    for (const finding of document.querySelectorAll("ul.findings li[data-f]"))
      if (finding.dataset.f.split(" ").includes(id)) put(list, "findings", wordsOf(finding));
    for (const mention of document.querySelectorAll("mark[data-f]"))
      if (mention.dataset.f.split(" ").includes(id)) put(list, "cell.mentions", mention.textContent);
    put(list, "cell.id", id);
    const link = raw && sourceLink(raw);
    if (link) put(list, "fact.source", link);
    panel.append(title, close, list);
    panel.hidden = false;
  }

  function hide(panel) {
    panel.hidden = true;
    const chosen = document.querySelector("td.chosen");
    if (chosen) chosen.classList.remove("chosen");
  }

  function choose(cell, panel) {
    hide(panel);
    cell.classList.add("chosen");
    describe(cell, panel);
  }

  // The cell of a value next to one, in a direction; the grid repeats a cell that spans.
  function neighbour(cell, down, right) {
    const grid = gridOf(cell.closest("table"));
    let [r, c] = placeOf(grid, cell);
    for (r += down, c += right; grid[r] && grid[r][c]; r += down, c += right) {
      const next = grid[r][c];
      if (next !== cell && next.id.startsWith("f.")) return next;
    }
    return null;
  }

  function watchTables() {
    const panel = document.getElementById("cell");
    if (!panel) return;
    const directions = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    for (const table of document.querySelectorAll("table.form")) {
      const cells = table.querySelectorAll("td[id]");
      cells.forEach((cell, index) => { cell.tabIndex = index === 0 ? 0 : -1; });
      table.addEventListener("click", (event) => {
        const cell = event.target.closest("td[id]");
        if (cell) { move(table, cell); choose(cell, panel); }
      });
      table.addEventListener("keydown", (event) => {
        const cell = event.target.closest("td[id]");
        if (!cell) return;
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          choose(cell, panel);
        } else if (directions[event.key]) {
          event.preventDefault();
          const next = neighbour(cell, ...directions[event.key]);
          if (next) { move(table, next); if (!panel.hidden) choose(next, panel); }
        }
      });
    }
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(panel); });
    const jump = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.matches("td[id]")) { move(target.closest("table"), target); choose(target, panel); }
    };
    window.addEventListener("hashchange", jump);
    document.addEventListener("nianbao-language", () => {
      const chosen = document.querySelector("td.chosen");
      if (chosen && !panel.hidden) describe(chosen, panel);
    });
    jump();
  }

  function move(table, cell) {
    for (const other of table.querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
  }

  window.nianbao = { word, translate, language: () => language };
  document.getElementById("language").addEventListener("click", () => {
    speak(language === "en" ? "zh" : "en");
    remember(language);
  });
  speak(remember() || "zh");
  watchTables();
})();
