// Several alerts chosen, to be taken at once. What is chosen is known here alone, and stays chosen when news draws the list anew.
(() => {
  const picked = new Set();
  const boxes = () => [...document.querySelectorAll("#alerts .pick")];
  const alertOf = (box) => box.id.slice("pick-".length);

  const show = () => {
    const bar = document.getElementById("picked");
    if (!bar) return picked.clear();
    const here = new Set(boxes().map(alertOf));
    for (const id of picked) if (!here.has(id)) picked.delete(id);
    for (const box of boxes()) {
      const is = String(picked.has(alertOf(box)));
      if (box.getAttribute("aria-checked") !== is) box.setAttribute("aria-checked", is);
    }
    const said = picked.size + (picked.size === 1 ? " alert chosen" : " alerts chosen");
    const words = document.getElementById("picked-number");
    if (words.textContent !== said) words.textContent = said;
    if (bar.hidden !== !picked.size) bar.hidden = !picked.size;
    return undefined;
  };

  document.addEventListener("click", ({ target }) => {
    const box = target.closest("#alerts .pick");
    if (box) picked[picked.has(alertOf(box)) ? "delete" : "add"](alertOf(box));
    if (target.closest("#take-picked")) window.dash_clientside.set_props("alerts-several", { data: { alerts: [...picked], at: Date.now() } });
    if (target.closest("#take-picked, #pick-none")) { picked.clear(); document.getElementById("alerts-tally").focus(); }
    if (box || target.closest("#picked")) show();
  });
  new MutationObserver(show).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["id", "hidden"] });
})();
