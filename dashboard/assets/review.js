// The hospice review on paper and under the hand: what is met and not met is printed with what it stands on, and the focus stays near when news redraws the page.
(() => {
  const GROUNDS = ".criteria .silent, .criteria li > details:has(> summary > .is-met, > summary > .is-not-met)"; // of what is unknown the name is enough
  const opened = new Set(); // by id: news may draw the page anew while the paper is made
  const fold = (one, open) => { one.open = open; one.dispatchEvent(new Event("toggle")); }; // told at once, as the browser tells it later: shell.js keeps what is unfolded
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll(GROUNDS)) {
      if (one.open) continue;
      opened.add(one.id);
      fold(one, true);
    }
  });
  window.addEventListener("afterprint", () => {
    const shown = [...opened].map((id) => document.getElementById(id)).filter(Boolean);
    opened.clear();
    for (const one of shown) fold(one, false);
  });

  let held = null; // what has the focus on the page, and its id; drawn anew, the same element may be another to-do's
  const onPage = (target) => target.closest && target.closest("#review-content");
  document.addEventListener("focusin", ({ target }) => { if (!target.closest("[role=dialog]")) held = onPage(target) ? { element: target, id: target.id } : null; });
  document.addEventListener("pointerdown", ({ target }) => { if (!onPage(target) && !target.closest("[role=dialog]")) held = null; });
  new MutationObserver(() => {
    const now = document.activeElement;
    if (!held || document.querySelector("[role=dialog]") || (now === held.element && now.id === held.id) || (now !== held.element && now !== document.body)) return;
    (document.getElementById(held.id) || document.getElementById("to-find-out"))?.focus({ preventScroll: true });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["id"] });

  // The form opens away from its button: whoever opened it is taken there, and back when it closes.
  let opener = null;
  document.addEventListener("click", ({ target }) => { const button = target.closest('button[id*="decision-dialog"]'); if (button) opener = button.id; });
  let title = null;
  new MutationObserver(() => {
    const now = document.getElementById("decision-title");
    if (now && now !== title) now.focus({ preventScroll: false });
    if (!now && title) document.getElementById(opener)?.focus({ preventScroll: true });
    title = now;
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.decision = { closed: (clicks) => (clicks ? [] : window.dash_clientside.no_update) };
