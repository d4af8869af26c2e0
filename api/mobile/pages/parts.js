// What several pages show.
import { button, h } from "../dom.js";
import { go } from "../nav.js";
import { moment } from "../time.js";
import { itemWords, locale, t } from "../words.js";

export const when = (at) => moment(new Date(at).getTime(), Date.now(), locale());

// What the patient reads of themselves, and a caregiver of the patient ({name}).
export const of = (person, own, others) => t(person.caregiver_id ? others : own, { name: person.name });

export const asksAgain = ({ caregiver_id, name: patient }, { for_name: name }) => t(caregiver_id ? "shares.asks_of" : "shares.asks", { name, patient });

export const backHome = () => button(t("page.back"), () => go(""), { class: "plain" });

// An input with its name above it, and perhaps a hint below.
export const field = (words, input, hint = null) => h("div", { class: "field" }, h("label", { for: input.id }, words), input, hint && h("p", { class: "small", id: `${input.id}-hint` }, hint));

// Where a page says what went wrong; empty at first.
export const alertLine = (words = "") => h("p", { class: "error", role: "alert" }, words);

// What is wrong with a field is said at it, and it takes the focus; anything else above the button.
export function complain(form, line, words, input = null) {
  if (input) input.after(line);
  else form.lastChild.before(line);
  line.textContent = words;
  input?.focus();
}

// "Are you sure?", with what would be done and the way back.
export const sure = (said, yes, no) => h("section", { class: "card", role: "group" }, said, h("div", { class: "row" }, yes, no));

// The two sentences that must never be confused: on this phone, or with the team.
export function queueLine(entry) {
  if (entry.state === "sent") return h("p", { class: "line is-sent" }, t("queue.with_team", { when: when(entry.received_at) }));
  return h("p", { class: "line is-waiting" }, t("queue.waiting", { n: 1 }));
}

// When somebody of the team took the alert about this check-in; empty where nobody has.
export function seenWords({ messages = [] }, entry) {
  const seen = messages.find((one) => one.kind === "seen" && one.check_in_id === entry.id);
  return seen ? t("queue.seen", { when: when(seen.at) }) : "";
}

export const instrumentOf = (person, entry) =>
  person.instruments.find((one) => one.id === entry.instrument && one.version === entry.instrument_version) ?? person.instruments.find((one) => one.id === entry.instrument);

// Severity by the questionnaire's own bands; null where it has none, or nothing was answered.
export function band({ bands, scale }, score) {
  if (!bands || score === null || score === undefined) return null;
  return ["severe", "moderate", "mild"].find((name) => (scale.worse === "higher" ? score >= bands[name] : score <= bands[name])) ?? "none";
}

// The questions that are asked: an optional one only where the organisation switched it on.
export const shownItems = (instrument) => instrument.items.filter((item) => instrument.whole || !item.optional || instrument.switched_on.includes(item.id));

export const scoreWords = (instrument, score) => (score === null || score === undefined ? t("check_in.skipped") : t("check_in.score", { score, of: instrument.scale.maximum }));

export const labelOf = (instrument, id) => itemWords(instrument, instrument.items.find((item) => item.id === id) ?? { label: id }, "label");

// "Pain 3, Nausea 0"
export const answersInWords = (instrument, answers) =>
  Object.entries(answers)
    .filter(([, score]) => score !== null)
    .map(([id, score]) => `${labelOf(instrument, id)} ${score}`)
    .join(", ");

export function whoWords({ mode, respondent, entered_by_kind, entered_by: by }, name) {
  if (mode === "phone_call" || mode === "paper") return t("who_was.staff");
  if (entered_by_kind === "caregiver") return mode === "assisted" ? t("who_was.helped", { name, by }) : t("who_was.caregiver", { by });
  if (respondent === "family_caregiver") return t("who_was.proxy");
  if (respondent === "professional_caregiver") return t("who_was.professional");
  return mode === "assisted" ? t("who_was.assisted", { name }) : t("who_was.self", { name });
}
