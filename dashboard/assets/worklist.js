// How the grid's cells are drawn, and its keys. Plain React elements: nothing is evaluated, so the content security policy stays strict.
(() => {
  const cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const h = (...parts) => window.React.createElement(...parts);
  const address = (id) => "/team/patients/" + id;

  const ago = (iso) => {
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(iso)) / 60000));
    if (minutes < 1) return "just now";
    if (minutes < 60) return minutes + " min ago";
    if (minutes < 60 * 24) return Math.floor(minutes / 60) + " h ago";
    const days = Math.floor(minutes / 1440);
    if (days > 730) return Math.floor(days / 365.25) + " years ago";
    if (days > 60) return Math.floor(days / 30.44) + " months ago";
    return days === 1 ? "1 day ago" : days + " days ago";
  };

  const spark = (one) => {
    if (one.trend.length < 2) return null;
    const [W, H] = [62, 22];
    const [first, last] = [one.trend[0][0], one.trend[one.trend.length - 1][0]];
    const x = (at) => 2 + ((at - first) / Math.max(1, last - first)) * (W - 6);
    const y = (score) => H - 3 - ((score - one.min) / (one.max - one.min)) * (H - 6);
    const points = one.trend.map(([at, score]) => x(at).toFixed(1) + "," + y(score).toFixed(1));
    const end = one.trend[one.trend.length - 1];
    return h("svg", { className: "spark", width: W, height: H, "aria-hidden": "true" },
      h("polyline", { points: points.join(" "), className: one.by ? "by-other" : "" }),
      h("circle", { cx: x(end[0]), cy: y(end[1]), r: 2.6 }));
  };

  const chip = (one) => h("span", { className: "chip band-" + (one.severity || "unknown") }, h("b", null, one.score), one.max === 10 ? null : "/" + one.max, one.severity ? " " + one.severity : "");

  const change = (one) => {
    if (!one.delta) return null;
    const worse = one.delta > 0;
    const sign = (worse ? "▲ +" : "▼ −") + Math.abs(one.delta);
    return h("span", { className: worse ? "worse" : "better", title: one.change }, h("span", { "aria-hidden": "true" }, sign), h("span", { className: "unseen" }, one.change));
  };

  const aside = (one) => [one.by, one.recall].filter(Boolean).join(", ");
  const told = (one) => [one.label + " " + one.score + " of " + one.max, one.severity, one.change, aside(one), one.at].filter(Boolean).join(", ");

  cells.BalmName = ({ data }) => h("div", { className: "cell-name" },
    h("a", { href: address(data.id), tabIndex: -1, title: data.name, dir: "auto" }, data.name),
    data.asks ? h("span", { className: "asks " + data.asks.for }, data.asks.said) : null,
    h("span", { className: "muted" }, [data.identifier, data.care].filter(Boolean).join(" · ")),
    h("span", { className: "muted on-phone" }, data.heard ? ago(data.heard) : "not yet heard"),
    h("span", { className: "cell-reason on-tablet", title: data.reason }, data.reason));

  cells.BalmHeard = ({ data }) => h("span", { title: data.heard_at, className: data.heard ? "" : "muted" }, data.heard ? ago(data.heard) : "not yet");

  cells.BalmReason = ({ data }) => h("span", { className: "cell-reason", title: data.reason }, data.reason);

  cells.BalmSymptom = ({ data, item }) => {
    const [one, ...others] = data.cells[item] || [];
    if (!one) return h("span", { className: "muted", title: "Not asked or not answered" }, "–");
    const second = others[0];
    return h("div", { className: "cell-symptom", title: [one, ...others].map(told).join("\n") },
      h("span", { className: "line" }, chip(one)),
      h("span", { className: "line" }, spark(one), change(one)),
      h("span", { className: "aside" }, aside(one) || (second && second.by ? second.by.replace("by ", "") + ": " + second.score : "")));
  };

  cells.BalmAlso = ({ data }) => h("div", { className: "cell-also" },
    data.also.map((one, n) => h("span", { key: n, title: told(one) }, one.label + " " + one.score + (aside(one) ? " (" + aside(one) + ")" : ""))));

  cells.BalmScoreCell = ({ value }) => value ? h("span", { className: "chip band-" + (value.severity || "unknown") }, h("b", null, value.score), value.severity ? " " + value.severity : "") : h("span", { className: "muted" }, "skipped");

  const asks = (does, id) => JSON.stringify({ type: "check-in-change", does, check_in: id }); // heard by presses.js
  cells.BalmActions = ({ data }) => h("span", { className: "row-actions" },
    h("button", { className: "button small", id: asks("correct", data.id) }, "Correct"),
    h("button", { className: "button small", id: asks("in-error", data.id) }, "In error"));

  // Where there is less room, what the name's cell says as well goes first.
  const fit = async () => {
    if (!document.getElementById("worklist")) return;
    const grid = await window.dash_ag_grid.getApiAsync("worklist");
    grid.setColumnsVisible(["heard"], window.innerWidth >= 1200);
    grid.setColumnWidths([{ key: "name", newWidth: window.innerWidth < 500 ? 142 : 205 }]);
    const isPhone = window.innerWidth < 500;
    const isTablet = !isPhone && window.innerWidth < 900; // the reason stands below the name then, so that all symptoms fit
    grid.setColumnsVisible(["reason"], !isTablet);
    const height = isTablet ? 124 : isPhone ? 96 : 76;
    if (grid.getGridOption("rowHeight") === height) return;
    grid.setGridOption("rowHeight", height);
    grid.resetRowHeights();
  };

  // News moves rows. The focus stays with its patient, not with the place in the list, so that a key never means somebody else.
  let held = null;
  const followed = new WeakSet();
  const follow = async () => {
    const grid = document.getElementById("worklist") && await window.dash_ag_grid.getApiAsync("worklist");
    if (!grid || followed.has(grid)) return;
    followed.add(grid);
    grid.addEventListener("cellFocused", ({ rowIndex, column, rowPinned }) => {
      const node = rowPinned || rowIndex === null ? null : grid.getDisplayedRowAtIndex(rowIndex);
      held = node && column ? { id: node.id, column: column.getColId ? column.getColId() : column } : null;
    });
    grid.addEventListener("modelUpdated", () => {
      const at = grid.getFocusedCell();
      const node = held && at && grid.getRowNode(held.id);
      if (!node || node.rowIndex === null || node.rowIndex === at.rowIndex) return;
      grid.ensureIndexVisible(node.rowIndex);
      grid.setFocusedCell(node.rowIndex, held.column);
    });
  };
  window.addEventListener("resize", fit);
  new MutationObserver((changes) => {
    if (changes.some((one) => [...one.addedNodes].some((node) => node.querySelector && (node.classList.contains("ag-root-wrapper") || node.querySelector(".ag-root-wrapper"))))) { fit(); follow(); }
  }).observe(document.documentElement, { childList: true, subtree: true });

  functions.BalmScore = (params, item) => params.data["score_" + item];

  const open = (id) => window.dash_clientside.set_props("go", { pathname: address(id), search: "", hash: "" });
  const rowOf = (target) => (target.closest(".worklist .ag-row") || { getAttribute: () => null }).getAttribute("row-id");
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (event.key === "Enter" && row && !isTyping(event.target)) { event.preventDefault(); open(row); }
    if (event.key === "ArrowDown" && event.target.id === "search") {
      const first = document.querySelector(".worklist .ag-center-cols-container .ag-cell, .worklist .ag-cell");
      if (first) { event.preventDefault(); first.focus(); }
    }
  });

  document.addEventListener("click", (event) => {
    const row = rowOf(event.target);
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || String(window.getSelection())) return;
    event.preventDefault();
    open(row);
  });
})();
