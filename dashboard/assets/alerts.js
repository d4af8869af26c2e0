// The inbox in the browser: the waiting time runs on, and the focus stays on the same alert when news redraws the list.
(() => {
  window.dash_clientside = window.dash_clientside || {};
  const none = () => window.dash_clientside.no_update;

  window.dash_clientside.alerts = {
    same: (value) => value,
    unfolded(asked, open) {
      if (!asked) return none();
      const id = asked.alert;
      return open.includes(id) ? open.filter((one) => one !== id) : [...open, id];
    },
  };

  const counted = (number, unit) => number + " " + unit + (number === 1 ? "" : "s");
  const write = (where, words) => { if (where.textContent !== words) where.textContent = words; };
  const span = (at) => { // until then or since then
    const minutes = Math.max(1, Math.floor(Math.abs(Date.now() - Date.parse(at)) / 60000));
    if (minutes < 60) return counted(minutes, "minute");
    return minutes < 1440 ? counted(Math.floor(minutes / 60), "hour") : counted(Math.floor(minutes / 1440), "day");
  };
  const clocks = () => {
    for (const one of document.querySelectorAll("[data-since]")) write(one, span(one.dataset.since));
    for (const one of document.querySelectorAll("[data-respond]")) {
      const isLate = Date.parse(one.dataset.respond) <= Date.now();
      write(one, one.dataset[isLate ? "late" : "due"].replace("{}", span(one.dataset.respond)));
      if (isLate) one.classList.add("is-late");
    }
  };

  // A snooze that is over waits again, on an open page too.
  const told = new Set();
  const wake = () => {
    for (const { id, dataset } of document.querySelectorAll("[data-over]")) {
      if (Date.parse(dataset.over) > Date.now() || told.has(id + dataset.over)) continue;
      told.add(id + dataset.over);
      window.dash_clientside.set_props("live-change", { data: { state: "live", patients: [] } });
    }
  };
  setInterval(() => { clocks(); wake(); }, 20000);

  let held = null; // what had the focus in the list: its id, its alert, the alert's place
  const listOf = (target) => target.closest && target.closest("#alerts");
  const isBeside = (target) => target.closest && target.closest("[role=dialog]");
  const cards = () => [...document.querySelectorAll("#alerts .alert")];
  document.addEventListener("focusin", ({ target }) => {
    if (isBeside(target)) return;
    const card = listOf(target) && target.closest(".alert");
    held = card ? { id: target.id, card: card.id, place: cards().indexOf(card) } : null;
  });
  document.addEventListener("pointerdown", ({ target }) => { if (!listOf(target) && !isBeside(target)) held = null; });

  // The same button; else its alert; else the one that stands there now; else the sentence above the list.
  const keep = () => {
    if (!held || isBeside(document.activeElement) || document.querySelector("[role=dialog]")) return;
    const place = document.getElementById(held.id) || document.getElementById(held.card) || cards()[Math.min(held.place, cards().length - 1)];
    const now = document.activeElement;
    if (now.id === held.id && now.id) return;
    const wanted = place || document.getElementById("alerts-tally");
    if (wanted && wanted !== now) wanted.focus({ preventScroll: true });
  };

  new MutationObserver((changes) => {
    if (changes.some(({ target }) => target.nodeType === 1 && (listOf(target) || target.closest("[data-portal]") || target === document.body))) { clocks(); keep(); }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["id"] });
})();
