// How the app asks, in which language, and who is on this phone.
import { APP_VERSION } from "../check_ins.js";
import { button, h, title } from "../dom.js";
import { changed, go, pinChanged } from "../nav.js";
import * as people from "../people.js";
import { forget as forgetUnkept } from "../state.js";
import * as store from "../store.js";
import * as vault from "../vault.js";
import { LANGUAGES, fileOf, language, speak, t } from "../words.js";
import { othersAnswer } from "./caring.js";
import { alertLine, backHome, field, sure } from "./parts.js";

const SHORTEST_PIN = 4;
export const isQuiet = true;

let leaving = false;

export function draw(state, redraw) {
  return [
    title(t("settings.title")),
    languages(redraw),
    toggle("low_energy", t("settings.low_energy"), state),
    toggle("one_screen", t("settings.one_screen"), state),
    state.person && !people.isOver(state.person) ? ofPerson(state.person) : null,
    pin(state, redraw),
    button(t("people.add"), () => go("start"), { id: "add-person" }),
    signOut(state, redraw),
    h("p", { class: "small" }, t(state.persisted ? "settings.storage" : "settings.storage_may_clear"), " ", t("settings.version", { version: APP_VERSION })),
    backHome(),
  ];
}

const ofPerson = (person) => [
  person.caregiver_id && !(othersAnswer(person) && person.grants?.proxy) ? null : button(t("reminders.title"), () => go("reminders"), { id: "reminders" }),
  person.caregiver_id ? null : button(t("care.title"), () => go("caregivers"), { id: "caregivers" }),
];

function languages(redraw) {
  const problem = alertLine();
  const choose = async ({ target }) => {
    try {
      if (!(await fetch(fileOf(target.value))).ok) throw new Error("not here"); // first, because a module that failed once isn't asked for again
      await speak(target.value);
    } catch {
      target.value = language();
      problem.textContent = t("page.offline");
      return;
    }
    await store.set("language", language());
    changed({ here: true });
    redraw({ keepFocus: true });
  };
  const options = Object.entries(LANGUAGES).map(([code, name]) => h("option", { value: code, selected: code === language(), lang: code }, name));
  return [field(t("settings.language"), h("select", { id: "language", onchange: choose }, options)), problem];
}

function toggle(name, words, state) {
  const keep = async (event) => {
    await store.set(name, event.target.checked);
    changed();
  };
  return h("label", { class: "choice" }, h("input", { type: "checkbox", id: name, checked: state.settings[name], onchange: keep }), words);
}

function pin(state, redraw) {
  const isSet = state.vault !== "none";
  const problem = alertLine();
  const input = h("input", { id: "pin", type: "password", inputmode: "numeric", autocomplete: "new-password" });
  const after = async () => {
    pinChanged();
    changed();
    await redraw();
  };
  const set = async (event) => {
    event.preventDefault();
    problem.textContent = input.value.length < SHORTEST_PIN ? t("settings.pin_short") : "";
    if (!problem.textContent) await vault.setPin(input.value).then(after);
  };
  const remove = () => vault.removePin().then(after);
  const submit = button(t("settings.pin_set"), () => null, { id: "set-pin", type: "submit" });
  const form = h("form", { novalidate: true, onsubmit: set }, field(t("settings.pin_new"), input), problem, submit);
  return h("section", { class: "card" }, h("h2", {}, t("settings.pin")), h("p", {}, t("settings.pin_why")), isSet ? [h("p", {}, t("settings.pin_is_set")), button(t("settings.pin_remove"), remove, { id: "remove-pin" })] : form);
}

function signOut(state, redraw) {
  const { person } = state;
  if (!person) return null;
  const name = person.caregiver_name ?? person.name;
  const ask = (wanted) => {
    leaving = wanted;
    redraw();
  };
  if (!leaving) return button(t("settings.sign_out", { name }), () => ask(true), { id: "sign-out" });
  const n = state.unsent.length;
  const yes = async () => {
    leaving = false;
    await people.forget(person);
    forgetUnkept(person.patient_id);
    changed();
    go("");
  };
  const lost = n ? h("p", { class: "line is-waiting" }, t("settings.sign_out_unsent", { n })) : null;
  return sure([h("p", {}, t("settings.sign_out_sure", { name })), lost], button(t("settings.sign_out_yes"), yes, { class: "primary", id: "sign-out-yes" }), button(t("page.back"), () => ask(false)));
}
