// Letters that move and act in the team's two lists. Only where nothing is typed and no dialog is open; they can be switched off on each device (WCAG 2.1.4).
(() => {
  const KEPT = "balm-letter-keys";
  const kept = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };
  const areOn = () => kept() !== "off";
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");
  const setProps = (id, props) => window.dash_clientside.set_props(id, props);

  const cards = () => [...document.querySelectorAll("#alerts .alert")];
  const card = () => document.activeElement.closest("#alerts .alert");
  const step = (by) => {
    const found = cards();
    const next = found[card() ? Math.min(Math.max(found.indexOf(card()) + by, 0), found.length - 1) : 0];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };
  const press = (selector) => { const found = card() && card().querySelector(selector); if (found) found.click(); };
  const does = (what) => () => press(`button[id*='"does":"${what}"']`);
  const onAlerts = {
    j: () => step(1), k: () => step(-1), a: does("acknowledge"), r: does("resolve"), s: does("snooze"),
    w: () => press(".why"), x: () => press(".pick"), o: () => press("a.alert-name"),
  };

  const row = () => document.activeElement.closest(".worklist .ag-row");
  const rowStep = async (by) => {
    const grid = await window.dash_ag_grid.getApiAsync("worklist");
    const at = row() && grid.getFocusedCell();
    const next = Math.min(at ? Math.max(at.rowIndex + by, 0) : 0, grid.getDisplayedRowCount() - 1);
    if (next < 0) return;
    grid.ensureIndexVisible(next);
    grid.setFocusedCell(next, at ? at.column.getColId() : "name");
  };
  const ofRow = (act) => () => { if (row()) act(row().getAttribute("row-id")); };
  const onPatients = {
    j: () => rowStep(1), k: () => rowStep(-1),
    a: ofRow((id) => setProps("worklist-take", { data: { patient: id, at: Date.now() } })),
    o: ofRow((id) => setProps("go", { pathname: "/team/patients/" + id, search: "", hash: "" })),
    "/": () => document.getElementById("search").focus(),
  };

  const keysHere = () => (document.querySelector(".worklist") ? onPatients : document.getElementById("alerts") ? onAlerts : null);
  const help = () => setProps("keys-help", { opened: true });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !areOn() || isTyping(event.target)) return;
    const act = document.querySelector("[role=dialog]") || !keysHere() ? null : event.key === "?" ? help : keysHere()[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  const written = () => {
    const button = document.getElementById("letter-keys");
    if (!button || button.textContent === (areOn() ? "on" : "off")) return;
    button.setAttribute("aria-checked", String(areOn()));
    button.textContent = areOn() ? "on" : "off";
  };
  document.addEventListener("click", ({ target }) => {
    if (target.closest("#show-keys")) help();
    if (!target.closest("#letter-keys")) return;
    try { localStorage.setItem(KEPT, areOn() ? "off" : "on"); } catch { /* private windows: they stay on */ }
    written();
  });
  new MutationObserver(written).observe(document.documentElement, { childList: true, subtree: true });
})();
