// Where the keyboard goes on from: at the new page after a link, and, where what had the focus was taken away by what it did, at the nearest that is still there.
(() => {
  const PATIENCE = 250; // milliseconds in which a closing dialog gives the focus back to what opened it; ours
  const around = (one) => (one.parentElement ? [one, ...around(one.parentElement)] : [one]);
  const isIn = (one, what) => one.closest && one.closest(what);
  // Escape in an open calendar closes that, not the form around it with all that was typed: the form closes for any Escape that isn't marked so (Mantine 8).
  const NOT_FOR_THE_FORM = "data-mantine-stop-propagation";
  window.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape" || !document.querySelector("[data-dates-dropdown]") || target.hasAttribute(NOT_FOR_THE_FORM)) return;
    target.setAttribute(NOT_FOR_THE_FORM, "true");
    setTimeout(() => target.removeAttribute(NOT_FOR_THE_FORM));
  }, true);

  let last = []; // what had the focus last, with all around it
  let beneath = []; // the same of what had it last outside dialogs: there one goes on when they close

  document.addEventListener("focusin", ({ target }) => {
    last = around(target);
    if (!isIn(target, "[role=dialog]")) beneath = last;
  });
  document.addEventListener("pointerdown", ({ target }) => { if (!isIn(target, "a, button, input, textarea, summary, label")) last = []; });

  const goOn = () => {
    if (document.activeElement !== document.body || !last.length) return;
    const there = (one) => one.isConnected && isIn(one, "header, main, [role=dialog]") && one.getClientRects().length; // not what is left empty of a dialog
    const next = last.find(there) || beneath.find(there);
    if (!next) return;
    if (next.tabIndex < 0) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  };

  let waits = 0;
  let shown = null; // the page's address and its heading
  new MutationObserver(() => {
    const main = document.getElementById("content");
    const heading = main && main.querySelector("h1");
    const said = heading && heading.textContent;
    if (said && (!shown || (shown.path !== location.pathname && shown.said !== said))) {
      if (shown) main.focus();
      shown = { path: location.pathname, said };
    }
    if (last.length && !last[0].isConnected && document.activeElement === document.body && !waits) waits = setTimeout(() => { waits = 0; goOn(); }, PATIENCE);
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();
// Mantine's lists under a field say by their keys, but not by their role, what they are.
(() => {
  const FIELD = 'input[aria-haspopup="listbox"]';
  const told = (field) => {
    const isOpen = String(Boolean(field.getAttribute("aria-controls")));
    if (field.getAttribute("role") !== "combobox") field.setAttribute("role", "combobox");
    if (field.getAttribute("aria-expanded") !== isOpen) field.setAttribute("aria-expanded", isOpen);
  };
  new MutationObserver(() => document.querySelectorAll(FIELD).forEach(told))
    .observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-controls"] });
})();
