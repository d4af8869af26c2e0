// The pages before a person's own: whose phone it becomes, who of several is checking in, and the PIN.
import { Unreachable } from "../api.js";
import { button, h, title } from "../dom.js";
import { changed, go } from "../nav.js";
import * as people from "../people.js";
import { renew, sendNow } from "../sending.js";
import * as store from "../store.js";
import { t } from "../words.js";
import * as vault from "../vault.js";
import { alertLine, backHome, field, sure } from "./parts.js";

export const start = { draw: drawStart };
export const choice = { draw: drawPeople, isQuiet: true };
export const lock = { draw: drawLock };

let scanned = ""; // the code of the link that opened the app; never kept
let forgotten = false;

export const scan = (code) => (scanned = code);

// A phone becomes somebody's: the code of the link, or typed.
function drawStart(state) {
  const again = state.person?.needs_code ? state.person : null;
  const code = h("input", { id: "code", value: scanned, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", enterkeyhint: "go", "aria-describedby": "code-hint" });
  const device = h("input", { id: "device", autocomplete: "off", maxlength: "60" });
  const problem = alertLine();
  const submit = button(t("start.go"), () => null, { class: "primary huge", type: "submit", id: "set-up" });
  const form = h("form", { novalidate: true }, field(t("start.code"), code, t("start.code_hint")), problem, again ? null : field(t("start.device"), device), submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    setUp({ code, device, problem, submit, again });
  });
  return [
    h("header", { class: "welcome" }, h("img", { src: "icons/icon.svg", alt: "", width: "64", height: "64" }), title(again ? t("start.title_again") : t("start.title"))),
    h("p", {}, again ? t("start.again", { name: again.name }) : t("start.intro")),
    isBrowserOnIos() ? h("p", { class: "card" }, t("start.ios")) : null,
    form,
    state.people.length ? backHome() : null,
  ];
}

// There, an app on the home screen keeps things apart from the browser: a code used in Safari would be lost to it.
const isBrowserOnIos = () => "standalone" in navigator && !navigator.standalone;

async function setUp({ code, device, problem, submit, again }) {
  problem.textContent = code.value.trim() ? "" : t("start.empty");
  if (problem.textContent) return code.focus();
  submit.disabled = true;
  submit.textContent = t("start.working");
  const words = await redeemed(code.value.trim(), device.value.trim() || t("start.device_usual"), again).catch(whatWentWrong);
  submit.disabled = false;
  submit.textContent = t("start.go");
  problem.textContent = words ?? "";
}

const whatWentWrong = (error) => {
  if (error instanceof Unreachable) return t("start.offline");
  console.error(error);
  return t("page.trouble");
};

async function redeemed(code, device, again) {
  const { person, problem } = await people.redeem(code, device);
  if (problem) return problem.status === 429 ? t("start.slow") : t("start.refused");
  scanned = "";
  await store.set("current", person.patient_id);
  await navigator.storage?.persist?.();
  await renew();
  sendNow();
  changed();
  if (again && again.patient_id !== person.patient_id) return t("start.other_person", { new: person.name, old: again.name });
  go("");
  return null;
}

// Each is chosen by name, so that nobody answers for the wrong one.
function drawPeople(state) {
  return [title(t("people.title")), h("ul", { class: "people" }, state.people.map((person) => one(state, person))), button(t("people.add"), () => go("start"), { id: "add-person" })];
}

function one(state, person) {
  const n = state.counts[person.patient_id];
  const notes = [n ? t("people.waiting", { n }) : null, person.needs_code ? t("people.needs_code") : null].filter(Boolean);
  const choose = async () => {
    await store.set("current", person.patient_id);
    changed({ here: true });
    go("");
  };
  return h("li", {}, button([h("b", {}, person.name), h("span", { class: "small" }, [person.caregiver_name && t("people.as", { name: person.caregiver_name }), person.organisation_name, ...notes].filter(Boolean).join(" · "))], choose, { class: "huge person" }));
}

// Before anything is read: the PIN. The numbers to call stand below, as everywhere.
function drawLock(_, redraw) {
  const problem = alertLine();
  const input = h("input", { id: "pin", type: "password", inputmode: "numeric", autocomplete: "current-password" });
  const form = h("form", { novalidate: true }, field(t("lock.pin"), input), problem, button(t("lock.open"), () => null, { type: "submit", class: "primary huge", id: "open" }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await vault.unlock(input.value).then(opened, (failure) => wrong(failure, input, problem));
  });
  return [title(t("lock.title")), form, erase(redraw)];
}

function opened() {
  sendNow();
  changed({ here: true });
  go("");
}

function wrong(failure, input, problem) {
  if (!(failure instanceof vault.WrongPin)) throw failure;
  problem.textContent = t("lock.wrong");
  input.value = "";
  input.focus();
}

function erase(redraw) {
  const ask = (wanted) => {
    forgotten = wanted;
    redraw();
  };
  if (!forgotten) return button(t("lock.forgotten"), () => ask(true), { class: "plain" });
  const yes = async () => {
    forgotten = false;
    await store.wipe();
    changed();
    go("");
  };
  return sure(h("p", {}, t("lock.forgotten_sure")), button(t("lock.erase"), yes, { id: "erase" }), button(t("page.back"), () => ask(false)));
}
