// Blanks an open page within seconds of its end. Without this script the page says from when it is.
(() => {
  const gone = () => { document.body.replaceChildren(); location.replace("/family/summary"); };
  const look = async () => {
    try {
      const answer = await fetch("/family/alive", { cache: "no-store", credentials: "same-origin" });
      if (answer.status === 401 || answer.status === 404) gone();
    } catch { /* no connection: the page still says from when it is */ }
  };
  setInterval(look, 4000);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) look(); });
})();
