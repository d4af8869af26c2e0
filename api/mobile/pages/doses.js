// A medicine of the team's list was taken: which, when, and how it helped, which may also be said later.
import { log, waysOf } from "../check_ins.js";
import { h, title } from "../dom.js";
import { changed, go } from "../nav.js";
import { sendNow } from "../sending.js";
import { stamp, uuid7, zone } from "../time.js";
import { t } from "../words.js";
import { alertLine, backHome, field } from "./parts.js";
import { who } from "./review.js";

let changing = null; // the dose that gets a new version

export function open(dose = null) {
  changing = dose;
  go("doses");
}

export const helped = ({ relief, relief_words }) => [relief ?? null, relief_words].filter((one) => one !== null && one !== undefined).join(", ") || t("doses.not_said");

// As the field for it wants it: the phone's own clock, without seconds.
const local = (at) => new Date(at - new Date(at).getTimezoneOffset() * 60000).toISOString().slice(0, 16);

export function draw({ person }) {
  const before = changing?.patient_id === person.patient_id ? changing : null;
  const [[, respondent, mode]] = waysOf(person);
  const said = { respondent, mode, ...(before && { respondent: before.respondent, mode: before.mode }) };
  const names = [...new Set([...(before ? [before.medicine] : []), ...(person.when_needed ?? [])])];
  const medicine = (name) => h("label", { class: "choice" }, h("input", { type: "radio", name: "medicine", value: name, required: true, checked: name === (before?.medicine ?? (names.length > 1 ? null : name)) }), name);
  const at = h("input", { type: "datetime-local", id: "taken-at", required: true, value: local(before ? Date.parse(before.taken_at) : Date.now()), max: local(Date.now()) });
  const ends = { 0: t("doses.none"), 10: t("doses.all") };
  const option = (n) => h("option", { value: n, selected: n === before?.relief }, ends[n] ? `${n}: ${ends[n]}` : n);
  const relief = h("select", { id: "relief" }, h("option", { value: "" }, t("doses.later")), Array.from({ length: 11 }, (_, n) => option(n)));
  const words = h("input", { id: "relief-words", maxlength: 200, value: before?.relief_words });
  const problem = alertLine();
  const submit = async (event) => {
    event.preventDefault();
    const dose = { id: uuid7(), patient_id: person.patient_id, medicine: new FormData(form).get("medicine"), taken_at: stamp(Date.parse(at.value)), zone: zone(), ...said };
    if (relief.value) dose.relief = Number(relief.value);
    if (words.value.trim()) dose.relief_words = words.value.trim();
    if (before) dose.corrects = before.id;
    const button = form.querySelector("#save");
    button.disabled = true;
    try {
      await log(dose);
    } catch (failure) {
      console.error(failure);
      problem.textContent = t("review.full_failed");
      button.disabled = false;
      return;
    }
    changing = null;
    sendNow();
    changed();
    go("");
  };
  const form = h(
    "form",
    { onsubmit: submit },
    h("fieldset", {}, h("legend", {}, t("doses.which")), names.map(medicine)),
    field(t("doses.when"), at),
    field(t("doses.helped"), relief),
    field(t("doses.own_words"), words),
    who(said, person, () => null),
    problem,
    h("button", { class: "primary huge", id: "save" }, t("reminders.save")),
  );
  return [title(t("doses.title")), h("p", { class: "small" }, t("doses.why")), form, h("nav", { class: "row" }, backHome())];
}
