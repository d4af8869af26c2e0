// A phone becomes somebody's: the code of the link, or typed.
import { Unreachable } from "../api.js";
import { button, h, title } from "../dom.js";
import { changed, go } from "../nav.js";
import * as people from "../people.js";
import { renew, sendNow } from "../sending.js";
import * as store from "../store.js";
import { t } from "../words.js";
import { alertLine, backHome, field } from "./parts.js";

let scanned = ""; // the code of the link that opened the app; never kept

export const scan = (code) => (scanned = code);

export function draw(state) {
  const again = state.person?.needs_code ? state.person : null;
  const code = h("input", { id: "code", value: scanned, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", enterkeyhint: "go", "aria-describedby": "code-hint" });
  const device = h("input", { id: "device", autocomplete: "off", maxlength: "60" });
  const problem = alertLine();
  const submit = button(t("start.go"), () => null, { class: "primary huge", type: "submit", id: "set-up" });
  const form = h("form", { novalidate: true }, field(t("start.code"), code, t("start.code_hint")), again ? null : field(t("start.device"), device), problem, submit);
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
