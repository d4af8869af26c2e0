// Findings and wishes: what is wrong is found at once, and an entry that somebody was sent to see is in sight.
(() => {
  const SAID = "#visit-error, #laboratory-error, #fact-error";
  const told = new Map();

  // A form that was refused takes the eye, and the keys, to the first field that is marked.
  const toTheFault = () => {
    for (const place of document.querySelectorAll(SAID)) {
      const words = place.textContent;
      if (told.get(place.id) === words) continue;
      told.set(place.id, words);
      const form = place.closest(".visit-form, .fact-form");
      if (words && form) requestAnimationFrame(() => form.querySelector("[aria-invalid=true]")?.focus());
    }
  };

  let shown = "";
  const toTheEntry = () => {
    const entry = document.querySelector(".history .is-opened");
    if (!entry || shown === entry.id || !entry.offsetParent) return;
    shown = entry.id;
    entry.scrollIntoView({ block: "center" });
  };

  new MutationObserver(() => { toTheFault(); toTheEntry(); }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();
