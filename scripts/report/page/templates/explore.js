// Filter and dialogs: every number comes from the values that the page was written with.
(function () {
  "use strict";
  var rules = JSON.parse(document.getElementById("rules").textContent);
  var source = document.getElementById("values");
  if (!source || !window.DecompressionStream || !window.HTMLDialogElement) { return; }
  var bytes = Uint8Array.from(atob(source.textContent), function (sign) { return sign.charCodeAt(0); });
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json()
    .then(start);

  function start(data) {
    var rows = new Map();
    var dialogs = document.querySelectorAll("dialog");
    data.s.forEach(function (series, index) {
      var segment = data.segments[data.g[index]];
      rows.set([data.series[series].join(), data.months[data.m[index]], segment.join("=")].join("|"), index);
    });
    var kept = new Map();

    function find(kpi, statistic, month, segment) {
      var index = rows.get(kpi + "," + statistic + "|" + month + "|" + segment);
      if (index === undefined) { return null; }
      return {
        kpi: kpi, statistic: statistic, value: data.v[index], low: data.l[index], high: data.h[index],
        n: data.n[index], targetLow: data.tl[index], targetHigh: data.th[index],
        status: data.st_codes[data.st[index]], target: data.ts_codes[data.ts[index]],
        side: data.sd_codes[data.sd[index]],
        isSignal: data.signal.indexOf(index) >= 0, isOpen: data.open.indexOf(index) >= 0
      };
    }
    // Small segments have no quantiles: their mean is shown, and named.
    function published(kpi, statistic, chosen) {
      function has(name) { return Boolean(find(kpi, name, chosen.month, chosen.segment)); }
      return !has(statistic) && has("mean") ? "mean" : statistic;
    }

    // -- Writing, as the Python side writes -----------------------------------------------------
    function fill(text, values) {
      return text.replace(/{(\w+)}/g, function (_, name) { return "\u2068" + values[name] + "\u2069"; });
    }
    function number(rule, value, digits, most) {
      return new Intl.NumberFormat(rule.locale, {
        minimumFractionDigits: digits, maximumFractionDigits: most === undefined ? digits : most,
        useGrouping: "always"
      }).format(Math.abs(value));
    }
    // A hundred times 0.0725 is 7.249999999999999.
    function hundredfold(share) { return Number((share * 100).toPrecision(12)); }
    function sign(rule, value, shown, plus) {
      if (!/[1-9۱-۹]/.test(shown)) { return shown; }
      var mark = value < 0 ? "\u2212" : plus ? "+" : "";
      if (!mark) { return shown; }
      return rule.persian ? shown.replace(/^[\d۰-۹.,٫٬]+/, function (found) { return "\u2066" + mark + found + "\u2069"; }) : mark + shown;
    }
    function duration(rule, seconds, plus) {
      var size = Math.abs(seconds);
      var unit = size < 90 ? "second" : size < 5400 ? "minute" : size < 172800 ? "hour" : "day";
      var amount = size / {second: 1, minute: 60, hour: 3600, day: 86400}[unit];
      var digits = amount < 100 ? 1 : 0;
      var rounded = Number(new Intl.NumberFormat("en", {maximumFractionDigits: digits, useGrouping: false}).format(amount));
      var forms = rule.units[unit];
      var form = forms[new Intl.PluralRules(rule.locale).select(rounded)] || forms.other;
      var shown = form.replace("{0}", number(rule, rounded, 0, digits)).replace(/ /g, "\u00a0");
      return sign(rule, seconds, shown, plus);
    }
    function percent(rule, share) {
      var pattern = rule.percent.replace(/[#,]*0(\.0+)?/, number(rule, hundredfold(share), 1));
      return sign(rule, share, rule.persian ? pattern.replace("%", "٪") : pattern, false);
    }
    function write(rule, kpi, value, statistic) {
      if (value === null || value === undefined) { return "–"; }
      var unit = data.kpis[kpi][0], shownAs = data.kpis[kpi][1];
      if (unit === "share") { return percent(rule, value); }
      if (unit === "seconds") { return duration(rule, value, false); }
      if (shownAs === "count" || unit === "count") { return sign(rule, value, number(rule, value, 0)); }
      if (unit === "reporting currency") {
        var zero = rule.money.match(/[0۰](?:[.,٫][0۰]+)?/);
        return sign(rule, value, zero ? rule.money.replace(zero[0], number(rule, value, 2)) : number(rule, value, 2));
      }
      return sign(rule, value, number(rule, value, Math.abs(value) < 10 && statistic !== "score" ? 2 : 1));
    }
    function difference(rule, kpi, change) {
      var unit = data.kpis[kpi][0];
      if (unit === "share") {
        return sign(rule, change, number(rule, hundredfold(change), 1), true) + "\u00a0" + rule.texts.points_short;
      }
      if (unit === "seconds") { return duration(rule, change, true); }
      return sign(rule, change, number(rule, change, data.kpis[kpi][1] === "count" ? 0 : 1), true);
    }
    function range(rule, row) {
      if (row.high === null) { return fill(rule.texts.at_least, {value: write(rule, row.kpi, row.low, row.statistic)}); }
      return fill(rule.texts.range, {low: write(rule, row.kpi, row.low, row.statistic), high: write(rule, row.kpi, row.high, row.statistic)});
    }
    function target(rule, row) {
      var low = row.targetLow, high = row.targetHigh;
      if (low === null && high === null) { return rule.texts.no_target; }
      var ends = {low: write(rule, row.kpi, low, row.statistic), high: write(rule, row.kpi, high, row.statistic)};
      if (high === null) { return fill(rule.texts.at_least, {value: ends.low}); }
      return low === null ? fill(rule.texts.at_most, {value: ends.high}) : fill(rule.texts.range, ends);
    }
    function mark(row) {
      if (!row || row.value === null) { return "no_value"; }
      return row.status === "low_n" || row.status === "provisional" ? row.status : row.target || "no_target";
    }
    function chip(rule, name, side) {
      var icon = {green: "green", amber: "amber", red: "red", open: "unclear"}[name] || "open";
      var word = name === "open" && side ? rule.words.unclear[side] : rule.words.statuses[name];
      var made = element("span", "chip chip-" + name, word);
      if (name === "open") { made.title = rule.words.unclear.long; }
      made.insertAdjacentHTML("afterbegin", '<svg class="icon icon-' + icon + '" aria-hidden="true" focusable="false" width="14" height="14"><use href="#i-' + icon + '"/></svg>');
      return made;
    }
    function element(name, kind, text) {
      var made = document.createElement(name);
      if (kind) { made.className = kind; }
      if (text !== undefined) { made.textContent = text; }
      return made;
    }

    // -- Trend with an axis ------------------------------------------------------------------
    function trend(rule, points, shownMonth, size) {
      // From the first month with a value to the last.
      var has = points.map(function (point) { return Boolean(point.row && point.row.value !== null); });
      points = points.slice(Math.max(has.indexOf(true), 0), has.lastIndexOf(true) + 1);
      // A drawing runs from left to right; what is written in it, as the language does.
      function embed(text) { return rule.persian ? "\u202b" + text + "\u202c" : text; }
      var known = points.filter(function (point) { return point.row && point.row.value !== null; });
      if (known.length < 2) { return ""; }
      var ends = [];
      known.forEach(function (point) {
        ends.push(point.row.value);
        [point.row.low, point.row.high, point.row.targetLow, point.row.targetHigh].forEach(function (end) {
          if (end !== null) { ends.push(end); }
        });
      });
      var low = Math.min.apply(null, ends), high = Math.max.apply(null, ends);
      if (high === low) { high = low + (Math.abs(low) || 1); }
      // Where there is little room, the two months are written one under the other.
      var isNarrow = size.width < 600, left = size.axis ? 76 : 6, bottom = size.axis ? (isNarrow ? 42 : 26) : 6;
      function x(index) { return left + index * (size.width - left - 10) / Math.max(points.length - 1, 1); }
      function y(value) { return 8 + (high - value) / (high - low) * (size.height - bottom - 16); }
      var parts = [];
      if (size.axis) {
        [low, (low + high) / 2, high].forEach(function (tick) {
          parts.push('<line class="t-grid" x1="' + left + '" x2="' + (size.width - 6) + '" y1="' + y(tick) + '" y2="' + y(tick) + '"/>');
          parts.push('<text class="t-label" text-anchor="end" x="' + (left - 8) + '" y="' + (y(tick) + 4) + '">' + embed(write(rule, known[0].row.kpi, tick, known[0].row.statistic)) + "</text>");
        });
        [0, points.length - 1].forEach(function (index) {
          parts.push('<text class="t-label" text-anchor="' + (index ? "end" : "start") + '" x="' + x(index) + '" y="' + (size.height - (isNarrow && !index ? 24 : 6)) + '">' + embed(points[index].label) + "</text>");
        });
      }
      var limit = known[known.length - 1].row;
      [limit.targetLow, limit.targetHigh].forEach(function (end) {
        if (end !== null) { parts.push('<line class="t-limit" x1="' + left + '" x2="' + (size.width - 6) + '" y1="' + y(end) + '" y2="' + y(end) + '"/>'); }
      });
      points.forEach(function (point, index) {
        (point.begun || []).forEach(function (begun) {
          parts.push('<line class="' + begun.kind + '" x1="' + x(index) + '" x2="' + x(index) + '" y1="0" y2="' + (size.height - bottom) + '"/>');
        });
      });
      var run = [];
      function draw() {
        var bounded = run.filter(function (at) { return at.row.low !== null && at.row.high !== null; });
        if (bounded.length > 1) {
          parts.push('<polygon class="t-band" points="' + bounded.map(function (at) { return at.x + "," + y(at.row.high); })
            .concat(bounded.slice().reverse().map(function (at) { return at.x + "," + y(at.row.low); })).join(" ") + '"/>');
        }
        parts.push('<polyline class="t-line" points="' + run.map(function (at) { return at.x + "," + y(at.row.value); }).join(" ") + '"/>');
        run = [];
      }
      points.forEach(function (point, index) {
        if (point.row && point.row.value !== null) { run.push({x: x(index), row: point.row}); } else if (run.length) { draw(); }
      });
      if (run.length) { draw(); }
      points.forEach(function (point, index) {
        if (!point.row || point.row.value === null) { return; }
        var kind = point.row.isSignal ? "t-signal" : point.row.isOpen ? "t-open" : point.month === shownMonth ? "t-last" : "";
        if (kind) { parts.push('<circle class="' + kind + '" cx="' + x(index) + '" cy="' + y(point.row.value) + '" r="4"/>'); }
      });
      return '<svg class="trend" viewBox="0 0 ' + size.width + " " + size.height + '" width="' + size.width + '" height="' + size.height + '" aria-hidden="true" focusable="false">' + parts.join("") + "</svg>";
    }
    function monthBefore(month) {
      var day = new Date(month + "T00:00:00Z");
      day.setUTCMonth(day.getUTCMonth() - 1);
      return day.toISOString().slice(0, 10);
    }
    function months(page, kpi, statistic, segment) {
      var labels = {};
      page.querySelectorAll(".filter-month option").forEach(function (option) { labels[option.value] = option.textContent.trim(); });
      return data.months.slice().sort().map(function (month) {
        var begun = data.begun.filter(function (item) { return item.month === month && item.of[0] === kpi && item.of[1] === segment; });
        return {month: month, label: labels[month], row: find(kpi, statistic, month, segment), begun: begun};
      });
    }

    // -- Filter -------------------------------------------------------------------------------
    function choice(page) {
      return {month: page.querySelector(".filter-month").value, segment: page.querySelector(".filter-segment").value};
    }
    function restore(page) {
      page.querySelectorAll("[data-block]").forEach(function (block) {
        if (kept.has(block)) { block.className = kept.get(block); }
      });
      page.querySelectorAll("[data-part]").forEach(function (part) {
        if (kept.has(part)) { part.innerHTML = kept.get(part); part.hidden = false; }
      });
    }
    function show(page) {
      var rule = rules[page.id], chosen = choice(page);
      var select = page.querySelector(".filter-month");
      var isWhole = chosen.segment === "overall=all" && chosen.month === select.dataset.now;
      page.classList.toggle("filtered", !isWhole);
      page.querySelector(".filter-clear").hidden = isWhole;
      page.querySelector(".filter-note").hidden = isWhole;
      if (isWhole) { restore(page); return; }
      page.querySelectorAll("[data-block]").forEach(function (block) {
        var kpi = block.dataset.kpi, statistic = published(kpi, block.dataset.statistic, chosen);
        var row = find(kpi, statistic, chosen.month, chosen.segment);
        if (!kept.has(block)) { kept.set(block, block.className); }
        block.className = kept.get(block).replace(/\btile-\w+/, "tile-" + mark(row));
        block.querySelectorAll("[data-part]").forEach(function (part) {
          if (!kept.has(part)) { kept.set(part, part.innerHTML); }
          put(page, rule, part, row, {kpi: kpi, statistic: statistic, month: chosen.month, segment: chosen.segment});
        });
      });
    }
    function put(page, rule, part, row, asked) {
      var name = part.dataset.part, known = row && row.value !== null;
      part.hidden = false;
      part.textContent = "";
      if (name === "value") {
        var made = element("data", "num");
        made.value = known ? String(row.value) : "";
        made.dataset.kpi = asked.kpi; made.dataset.statistic = asked.statistic; made.dataset.grain = "month";
        made.dataset.period = asked.month; made.dataset.slice = asked.segment;
        made.append(element("bdi", "", known ? write(rule, asked.kpi, row.value, asked.statistic) : "–"));
        part.append(made);
      } else if (name === "period") {
        var option = page.querySelector('.filter-month option[value="' + asked.month + '"]');
        part.textContent = option ? option.textContent.trim() : asked.month;
      } else if (name === "mark") {
        if (mark(row) !== "no_target") { part.append(chip(rule, mark(row), row && row.side)); }
        if (row && !known && rule.words.value_statuses[row.status]) { part.append(" ", element("span", "quiet", rule.words.value_statuses[row.status])); }
      } else if (name === "statistic") {
        part.textContent = rule.words.statistics[asked.statistic];
      } else if (name === "interval") {
        part.textContent = known && row.low !== null ? range(rule, row) : "–";
      } else if (name === "sample") {
        part.textContent = row && row.n !== null ? fill(rule.texts.sample, {count: number(rule, row.n, 0)}) : "";
      } else if (name === "target") {
        part.textContent = row ? target(rule, row) : "–";
      } else if (name === "change") {
        var before = find(asked.kpi, asked.statistic, monthBefore(asked.month), asked.segment);
        part.textContent = known && before && before.value !== null ? fill(rule.texts.previous, {change: difference(rule, asked.kpi, row.value - before.value)}) : "–";
      } else if (name === "trend") {
        part.innerHTML = trend(rule, months(page, asked.kpi, asked.statistic, asked.segment), asked.month, {width: 240, height: 64});
      } else { part.hidden = true; }
    }

    // -- Dialog --------------------------------------------------------------------------------
    function open(page, button) {
      var block = button.closest("[data-block]"), rule = rules[page.id], words = rule.texts.explore;
      var kpi = block.dataset.kpi, chosen = choice(page);
      var statistic = published(kpi, block.dataset.statistic, chosen);
      var dialog = page.querySelector("dialog"), body = dialog.querySelector(".dialog-body");
      var segment = page.querySelector(".filter-segment").selectedOptions[0].textContent.trim();
      var month = page.querySelector(".filter-month").selectedOptions[0].textContent.trim();
      dialog.querySelector("h2").textContent = button.textContent.trim();
      body.textContent = "";
      body.append(element("p", "note", month + " · " + segment));
      body.append(statistics(rule, kpi, chosen));
      var points = months(page, kpi, statistic, chosen.segment);
      // A narrow one is drawn narrow: its labels must not shrink with it.
      var size = innerWidth < 600 ? {width: 320, height: 190, axis: true} : {width: 640, height: 220, axis: true};
      var drawing = trend(rule, points, chosen.month, size);
      if (drawing) {
        body.append(element("h3", "", words.trend + " · " + rule.words.statistics[statistic]));
        var picture = element("div", "dialog-trend");
        picture.dir = "ltr";
        picture.innerHTML = drawing;
        body.append(picture);
        points.forEach(function (point) {
          point.begun.forEach(function (begun) {
            body.append(element("p", "begun " + begun.kind, fill("{title} · {month} · {verdict}", {title: begun.title, month: point.label, verdict: rule.texts.interventions.verdicts[begun.verdict]})));
          });
        });
        body.append(table(words.table, points.filter(function (point) { return point.row; }).reverse().map(function (point) {
          return [point.label, write(rule, kpi, point.row.value, statistic), point.row.low === null ? "–" : range(rule, point.row)];
        }), [words.month, words.value, rule.interval]));
      }
      ["channel", "team"].forEach(function (name) {
        var found = bars(page, rule, kpi, statistic, chosen.month, name);
        if (found) { body.append(element("h3", "", words["by_" + name]), found); }
      });
      var said = document.getElementById(page.id + "-kpi-" + kpi);
      if (said) {
        body.append(element("h3", "", words.definition));
        said.querySelectorAll(".def-said, .def-target").forEach(function (part) { body.append(part.cloneNode(true)); });
      }
      body.append(links(words, kpi, chosen));
      dialog.showModal();
      dialog.scrollTop = 0;
    }
    function statistics(rule, kpi, chosen) {
      var list = element("dl", "headline");
      ["median", "p90", "mean", "rate", "ratio", "score", "count", "stock", "max"].forEach(function (statistic) {
        var row = find(kpi, statistic, chosen.month, chosen.segment);
        if (!row) { return; }
        var item = element("div"), term = element("dt", "", rule.words.statistics[statistic]), said = element("dd");
        said.append(element("bdi", "", write(rule, kpi, row.value, statistic)), " ");
        if (row.low !== null) { said.append(element("span", "quiet", range(rule, row))); }
        if (row.value === null) { said.append(element("span", "quiet", rule.words.value_statuses[row.status])); }
        item.append(term, said);
        list.append(item);
      });
      return list;
    }
    function bars(page, rule, kpi, statistic, month, name) {
      var found = [];
      page.querySelectorAll('.filter-segment option[value^="' + name + '="]').forEach(function (option) {
        var row = find(kpi, statistic, month, option.value);
        if (row && row.value !== null) { found.push({label: option.textContent.trim(), row: row}); }
      });
      if (!found.length) { return null; }
      var most = Math.max.apply(null, found.map(function (item) { return Math.max(Math.abs(item.row.value), item.row.high || 0); })) || 1;
      var made = element("table", "fit");
      found.forEach(function (item) {
        var line = element("tr"), head = element("th", "", item.label), cell = element("td");
        head.scope = "row";
        cell.append(element("bdi", "", write(rule, kpi, item.row.value, statistic)));
        var isBounded = item.row.high !== null || item.row.low > 0;
        cell.append(" ", element("span", "quiet", (item.row.low === null || !isBounded ? "" : range(rule, item.row) + " · ") + fill(rule.texts.sample, {count: number(rule, item.row.n || 0, 0)})));
        var bar = element("span", "bar bar-interval"), inner = element("span", "bar-speed");
        inner.style.inlineSize = 100 * Math.max(item.row.value, 0) / most + "%";
        bar.append(inner);
        bar.setAttribute("aria-hidden", "true");
        if (item.row.low !== null && item.row.high !== null) {
          var whisker = element("span", "whisker");
          whisker.style.insetInlineStart = 100 * Math.max(item.row.low, 0) / most + "%";
          whisker.style.inlineSize = 100 * Math.max(item.row.high - Math.max(item.row.low, 0), 0) / most + "%";
          bar.append(whisker);
        }
        cell.append(bar);
        line.append(head, cell);
        made.append(line);
      });
      return made;
    }
    function table(title, lines, heads) {
      var details = element("details"), made = element("table"), head = element("tr");
      details.append(element("summary", "", title), made);
      heads.forEach(function (text) { var cell = element("th", "", text); cell.scope = "col"; head.append(cell); });
      var top = element("thead"), body = element("tbody");
      top.append(head);
      lines.forEach(function (line) {
        var row = element("tr");
        line.forEach(function (text, index) { var cell = element(index ? "td" : "th", "", text); if (!index) { cell.scope = "row"; } row.append(cell); });
        body.append(row);
      });
      made.append(top, body);
      return details;
    }
    function links(words, kpi, chosen) {
      var made = element("div", "dialog-links"), link = element("a", "", words.handbook);
      link.href = "handbook.html?lang=" + document.documentElement.lang + "#" + kpi;
      var command = "make explain ARGS=\"" + kpi + " --period " + chosen.month.slice(0, 7) +
        (chosen.segment === "overall=all" ? "" : " --slice '" + chosen.segment + "'") + "\"";
      var code = element("code", "command", command), copy = element("button", "plain-button", words.copy);
      code.dir = "ltr";
      copy.type = "button";
      copy.addEventListener("click", function () {
        var range = document.createRange();
        range.selectNodeContents(code);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        if (document.execCommand("copy")) { copy.textContent = words.copied; }
      });
      made.append(link, element("p", "note", words.explain), code, " ", copy);
      return made;
    }

    // -- Start -------------------------------------------------------------------------------
    function apply() {
      var asked = new URLSearchParams(location.hash.slice(1).replace(/^[a-z]{2}(-\w+)?(&|$)/, ""));
      document.querySelectorAll(".page").forEach(function (page) {
        var segments = page.querySelector(".filter-segment"), month = page.querySelector(".filter-month");
        // The page of an agent opens with that agent's numbers.
        var own = document.documentElement.dataset.agent;
        if (own && !page.classList.contains("filtered")) { segments.value = "agent=" + own; }
        ["channel", "team", "topic", "priority", "agent"].forEach(function (name) {
          if (!asked.has(name)) { return; }
          var wanted = name + "=" + asked.get(name);
          if (Array.prototype.some.call(segments.options, function (option) { return option.value === wanted; })) { segments.value = wanted; }
        });
        if (asked.has("month")) {
          var start = (asked.get("month") + "-01").slice(0, 10);
          if (data.months.indexOf(start) >= 0) { month.value = start; }
        }
        show(page);
      });
    }
    document.querySelectorAll(".page").forEach(function (page) {
      page.querySelector(".filter").hidden = false;
      page.querySelector(".filter").addEventListener("change", function () { show(page); });
      page.querySelector(".filter-clear").addEventListener("click", function () {
        page.querySelector(".filter-segment").value = "overall=all";
        page.querySelector(".filter-month").value = page.querySelector(".filter-month").dataset.now;
        show(page);
        page.querySelector(".filter-segment").focus();
      });
      page.querySelectorAll("[data-block] .opens").forEach(function (name) {
        var button = element("button", "opener");
        button.type = "button";
        button.setAttribute("aria-haspopup", "dialog");
        while (name.firstChild) { button.append(name.firstChild); }
        name.append(button);
        button.addEventListener("click", function () { open(page, button); });
      });
    });
    dialogs.forEach(function (dialog) {
      dialog.addEventListener("click", function (event) { if (event.target === dialog) { dialog.close(); } });
    });
    addEventListener("hashchange", apply);
    apply();
    document.documentElement.dataset.explore = "ready";
  }
})();
