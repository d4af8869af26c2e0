// Begins everything: language, what is kept, which page, and updates of the app in quiet moments.
import { bar, fit } from "./bar.js";
import { title } from "./dom.js";
import { go, onNews } from "./nav.js";
import * as cannotWait from "./pages/cannot_wait.js";
import * as caregivers from "./pages/caregivers.js";
import { answering, wellbeing } from "./pages/caring.js";
import * as checkIn from "./pages/check_in.js";
import * as doses from "./pages/doses.js";
import { choice, lock, scan, start } from "./pages/entry.js";
import * as history from "./pages/history.js";
import * as home from "./pages/home.js";
import { alertLine } from "./pages/parts.js";
import * as reminders from "./pages/reminders.js";
import * as review from "./pages/review.js";
import * as settings from "./pages/settings.js";
import * as share from "./pages/share.js";
import * as shares from "./pages/shares.js";
import * as where from "./pages/where.js";
import { isSending, keepSending } from "./sending.js";
import * as state from "./state.js";
import * as store from "./store.js";
import { keepUpToDate, quietMoment } from "./updates.js";
import * as vault from "./vault.js";
import { LANGUAGES, known, speak, t } from "./words.js";

const PAGES = { "": home, answering, "cannot-wait": cannotWait, caregivers, "check-in": checkIn, doses, history, people: choice, reminders, review, settings, share, shares, start, wellbeing, where };
const LIVE = [home, history, cannotWait, choice, shares, caregivers]; // drawn anew when something changed; the others hold what is being typed
const LOCK_AFTER = 5 * 60 * 1000; // milliseconds in the background; ours

const page = document.getElementById("page");
const place = () => location.hash.replace(/^#\/?/, "");

function chosen(now) {
  if (now.vault === "locked" && place() !== "cannot-wait") return lock;
  if (now.vault !== "locked" && !now.people.length && place() !== "cannot-wait") return start;
  if (!now.person && !["start", "people", "cannot-wait"].includes(place())) return now.vault === "locked" ? lock : choice;
  return PAGES[place()] ?? home;
}

let drawing = Promise.resolve();
let shown = null;
let drawnAt = null; // the place that was drawn last: where news drew it before the address told that it changed, what has the focus keeps it
let written = null; // the id of the check-in that was begun, as it was drawn last

// One drawing after the other: what was asked last is what stands there.
function draw({ keepFocus = false, onlyLive = false, arrives = false } = {}) {
  drawing = drawing.then(() => drawNow(keepFocus || (arrives && drawnAt === place()), onlyLive)).catch(trouble);
  return drawing;
}

async function drawNow(keepFocus, onlyLive) {
  const now = { ...(await state.read()), sending: isSending(), place: place() };
  const wanted = chosen(now);
  const below = document.getElementById("bar");
  const held = document.activeElement;
  below.replaceChildren(...bar(now).flat(3).filter(Boolean));
  if (!held.isConnected) refocus(below, held);
  const isAsDrawn = written === (now.draft?.id ?? null); // another tab may have sent it, or begun another one
  if (onlyLive && wanted === shown && !LIVE.includes(wanted) && isAsDrawn) return;
  written = now.draft?.id ?? null;
  const focused = (keepFocus || wanted === shown) && page.contains(document.activeElement) ? document.activeElement : null;
  const content = wanted.draw(now, (how) => draw(how));
  if (!Array.isArray(content)) return; // it led elsewhere
  page.replaceChildren(...content.flat(4).filter(Boolean));
  document.title = [page.querySelector("h1")?.textContent, "Balm"].filter(Boolean).join(" · ");
  page.className = now.settings.low_energy ? "low-energy" : "";
  const isNew = wanted !== shown || !(keepFocus || onlyLive);
  [shown, drawnAt] = [wanted, now.place];
  if (isNew) begin();
  else if (focused) refocus(page, focused);
  tell([...page.querySelectorAll("#standing .line, #standing .line + .small, #told .line")].map((one) => one.textContent).join(" "));
  if (wanted.isQuiet && !isSending()) quietMoment();
}

// What had the focus, drawn anew: found by what stays the same.
function refocus(place, one) {
  const score = one.dataset.score && `[aria-labelledby="${one.closest("[aria-labelledby]").getAttribute("aria-labelledby")}"] [data-score="${one.dataset.score}"]`;
  const same = one.id || score ? place.querySelector(score || `#${CSS.escape(one.id)}`) : [...place.querySelectorAll(one.localName)].find((other) => other.textContent === one.textContent);
  same?.focus({ preventScroll: true });
}

// For screen readers: that it is with the team, as soon as it is.
function tell(words) {
  const status = document.getElementById("status");
  if ((words || shown === home) && status.textContent !== words) status.textContent = words;
}

function begin() {
  window.scrollTo(0, 0);
  (page.querySelector("h1") ?? page).focus({ preventScroll: true });
}

function trouble(error) {
  console.error(error);
  page.prepend(alertLine(t("page.trouble")));
}

// The task switcher of a phone takes a picture of the page as it goes away: it gets a blank one where the browser tells us in time.
function veil() {
  let hiddenAt = 0;
  document.addEventListener("visibilitychange", () => {
    const isHidden = document.visibilityState === "hidden";
    document.body.classList.toggle("veiled", isHidden);
    if (isHidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > LOCK_AFTER) lockAgain();
  });
  window.addEventListener("pagehide", () => document.body.classList.add("veiled"));
  window.addEventListener("pageshow", () => document.body.classList.remove("veiled"));
}

async function lockAgain() {
  if ((await vault.state()) !== "open") return;
  vault.lock();
  await draw();
}

// The code stands in the address only until it is read.
function takeCode() {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (code === null) return;
  scan(code);
  window.history.replaceState(null, "", `${location.pathname}#/start`);
}

const preferred = () => known(navigator.languages ?? [navigator.language ?? "en"]);

// Without a connection in another language that is here, rather than not at all.
async function begun(language) {
  for (const one of [language, ...Object.keys(LANGUAGES)]) {
    if (await speak(one).then(() => true, () => false)) return;
  }
}

async function run() {
  takeCode();
  try {
    await begun((await store.setting("language")) ?? preferred());
  } catch {
    await begun(preferred());
    page.replaceChildren(title(t("page.no_storage")));
    return;
  }
  window.addEventListener("hashchange", ({ newURL }) => (takeCode(), draw({ arrives: Boolean(newURL) })));
  window.addEventListener("balm-changed", () => draw({ onlyLive: true }));
  onNews((news) => (news === "pin" ? location.reload() : draw({ onlyLive: true })));
  veil();
  fit(document.getElementById("bar"));
  const isHome = place() === ""; // as it was opened: by the time it is drawn somebody may have come home on purpose
  await draw();
  if (isHome && (await state.read()).people.length > 1) go("people");
  keepUpToDate();
  keepSending();
  if (matchMedia("(display-mode: standalone)").matches) navigator.storage?.persist?.(); // browsers grant it to what was installed
}

run();
