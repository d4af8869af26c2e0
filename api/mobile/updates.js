// A new version of the app waits until nobody is in the middle of something; then the page begins anew with all files of one version.
import { changed } from "./nav.js";
import { fileOf, language } from "./words.js";

const HOUR = 3600000;

let waiting = null; // the service worker that would take over
let isNew = false;

export async function keepUpToDate() {
  if (!navigator.serviceWorker) return;
  let hasOne = Boolean(navigator.serviceWorker.controller);
  const hadOne = hasOne;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    isNew ||= hasOne; // the first one takes over a page that has its files already
    hasOne = true;
    words();
    changed({ here: true });
  });
  const registration = await navigator.serviceWorker.register("sw.js", { type: "module", updateViaCache: "none" }).catch((error) => console.error(error));
  if (!registration) return;
  if (hadOne) words();
  if (registration.waiting) comes(registration.waiting);
  watch(registration);
  registration.addEventListener("updatefound", () => watch(registration));
  setInterval(() => registration.update().catch(() => null), HOUR);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && registration.update().catch(() => null));
}

// What is spoken here, the service worker keeps, also where it was chosen before there was one. Asking for it is enough.
const words = () => fetch(fileOf(language())).catch(() => null);

function watch(registration) {
  const coming = registration.installing;
  coming?.addEventListener("statechange", () => {
    if (coming.state === "installed" && navigator.serviceWorker.controller) comes(coming);
  });
}

// A page on which nothing is being written makes room for it at once.
function comes(worker) {
  waiting = worker;
  changed({ here: true });
}

// Called by pages on which nothing is being written.
export function quietMoment() {
  if (isNew) return location.reload();
  if (waiting === null) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("activate");
  waiting = null;
}
