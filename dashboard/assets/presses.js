// Buttons in lists that news draws anew. Dash looks for n_clicks some milliseconds after a click; where the list was drawn anew meanwhile it finds nothing, and
// the click is lost. So a button named {"type": "alert-step", …} is heard here, and what it asks is told at once to the store "alert-step" beside the list.
(() => {
  const APART = 50; // milliseconds; of what comes at once Dash takes up only the last
  const free = {}; // by type: from when on the next one may be told
  const buttonOf = (target) => (target.closest ? target.closest('button[id^="{"]') : null);

  const tell = (button) => {
    const { type, ...asked } = JSON.parse(button.id);
    const now = Date.now();
    const at = Math.max(now, free[type] || 0);
    free[type] = at + APART;
    const told = () => window.dash_clientside.set_props(type, { data: { ...asked, at } });
    if (at > now) setTimeout(told, at - now); else told();
  };

  document.addEventListener("click", ({ target }) => { const button = buttonOf(target); if (button) tell(button); });

  // Drawn anew while the mouse was down, it is another button to the browser, which then has no click for either.
  let begun = null;
  document.addEventListener("pointerdown", ({ target, pointerType }) => { begun = pointerType === "mouse" ? buttonOf(target) : null; });
  document.addEventListener("pointerup", ({ target, button }) => {
    const ended = buttonOf(target);
    if (button === 0 && begun && ended && !begun.isConnected && begun.id === ended.id) tell(ended);
    begun = null;
  });
})();
