// A share is looked at before it is given: the look, and the form that comes back, have the focus as they appear.
(() => {
  window.dash_clientside = window.dash_clientside || {};
  const same = () => window.dash_clientside.no_update;
  window.dash_clientside.sharing = { again: (clicks) => (clicks ? [null, false] : [same(), same()]) };

  let looked = null;
  new MutationObserver(() => {
    const now = document.getElementById("share-looked");
    if (now === looked) return;
    const back = looked && !now && document.getElementById("look-share");
    looked = now;
    (now || back)?.focus();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
