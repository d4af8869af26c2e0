// What works the same on every page. No page's data passes through here.
(() => {
  const LATE = 50000; // milliseconds without a sign of life; the API gives one every 20 seconds
  const news = { state: "", heard: Date.now() };
  const PAUSED = "Live updates paused, trying again.";

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.balm = {
    pressed: (clicks) => (clicks ? true : window.dash_clientside.no_update),
    // Settled here and not by a server's "nothing new": that would be the newest answer, and Dash would throw away the one before it, still on its way.
    news(change) {
      const [patient] = location.pathname.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) || [];
      const isAboutOthers = patient && change && change.state === "changed" && !change.patients.includes(patient);
      return isAboutOthers ? window.dash_clientside.no_update : change;
    },
    liveLine(data) {
      const ctx = window.dash_clientside.callback_context;
      if (ctx.triggered.some((one) => one.prop_id.startsWith("live-state"))) { news.heard = Date.now(); news.state = (data || {}).state || ""; }
      if (["ended", "signed_out"].includes(news.state)) return "";
      return news.state === "paused" || Date.now() - news.heard > LATE ? PAUSED : "";
    },
  };

  // What was unfolded stays so when news redraws the page. One that already stands there is the reader's: the browser tells of a press later than it folds.
  const unfolded = new Set();
  const known = new WeakMap(); // element: the id under which it was last seen
  document.addEventListener("toggle", ({ target }) => {
    if (!target.id) return;
    unfolded[target.open ? "add" : "delete"](target.id);
    known.set(target, target.id);
  }, true);
  const unfold = (id) => {
    const drawn = document.getElementById(id);
    if (!drawn || known.get(drawn) === id) return;
    known.set(drawn, id);
    drawn.setAttribute("open", "");
  };
  // Drawers and dialogs come with a header of their own, which is no banner of the page.
  const HEADERS = ":is(.mantine-Drawer-header, .mantine-Modal-header):not([role])";
  new MutationObserver(() => {
    unfolded.forEach(unfold);
    for (const one of document.querySelectorAll(HEADERS)) one.setAttribute("role", "none");
  }).observe(document.documentElement, { childList: true, subtree: true });

  const here = () => location.pathname + location.search;
  const signIn = () => "/team/sign-in?next=" + encodeURIComponent(here());

  const UNREACHED = "Balm's server doesn't answer just now. Please try again in a minute. ";
  const button = (words) => ({ type: "A", namespace: "dash_html_components", props: { className: "button small", href: "", children: words } });
  const say = (words) => window.dash_clientside.set_props("notice", {
    children: { type: "Div", namespace: "dash_html_components", props: { className: "banner", role: "alert", children: words } },
  });

  // Dash tells only its console when the server is gone; whoever opened a patient then would wait before the old page.
  const ask = window.fetch;
  window.fetch = (...sent) => ask(...sent).catch((error) => {
    if (error.name !== "AbortError") say([UNREACHED, button("Load the page again")]);
    throw error;
  });

  // Signing out in one window takes the patients off the screen in all of them. Where it fails, nobody is told that it worked.
  const windows = new BroadcastChannel("balm");
  windows.onmessage = () => location.assign(signIn() + "&ended");
  const signOut = async () => {
    const answer = await fetch("/v1/sessions", { method: "DELETE" }).catch(() => null);
    if (!answer || !(answer.ok || answer.status === 401)) return say("Signing out did not work, so you are still signed in. Please try again.");
    windows.postMessage("signed out");
    return location.assign("/team/sign-in");
  };

  document.addEventListener("click", (event) => {
    const on = (what) => event.target.closest(what);
    if (on(".keeps-place")) on(".keeps-place").href = signIn();
    if (on(".close-banner")) window.dash_clientside.set_props("notice", { children: null });
    if (on(".print")) window.print();
    if (on("#sign-out")) signOut();
  });

  // A page kept by the browser's back button may be somebody else's by now.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
