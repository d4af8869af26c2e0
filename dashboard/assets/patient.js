// A check-in that somebody was sent to see (?check_in=…): its table unfolds, and its row has the focus.
(() => {
  let shown = "";
  const show = async (wanted, table) => {
    const id = table.querySelector(".answers").id;
    const grid = await window.dash_ag_grid.getApiAsync(id);
    const row = grid.getRowNode(wanted);
    if (!row || shown === wanted || document.getElementById("wanted-check-in")?.dataset.id !== wanted) return;
    shown = wanted;
    table.open = true;
    await new Promise((drawn) => { setTimeout(drawn, 100); });
    grid.ensureNodeVisible(row, "middle");
    grid.setFocusedCell(row.rowIndex, "when");
    table.scrollIntoView({ block: "center" });
  };
  new MutationObserver(() => {
    const wanted = document.getElementById("wanted-check-in")?.dataset.id;
    if (!wanted) { shown = ""; return; }
    if (shown !== wanted) for (const table of document.querySelectorAll(".table-place:has(.answers)")) show(wanted, table);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
