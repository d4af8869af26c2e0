// Light or dark before anything is drawn. Mantine reads and writes the same word of the browser's storage.
(() => {
  const KEY = "mantine-color-scheme-value";
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const kept = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const shown = () => (["light", "dark"].includes(kept()) ? kept() : dark.matches ? "dark" : "light");
  const show = () => {
    document.documentElement.setAttribute("data-mantine-color-scheme", shown());
    document.documentElement.setAttribute("data-ag-theme-mode", shown());
  };
  show();
  dark.addEventListener("change", show);
  new MutationObserver(() => {
    const now = document.documentElement.getAttribute("data-mantine-color-scheme");
    if (now !== shown()) show();
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#scheme")) return;
    try { localStorage.setItem(KEY, shown() === "dark" ? "light" : "dark"); } catch { /* private windows: for this page only */ }
    show();
  });
})();
