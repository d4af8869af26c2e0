// Where one stands, and one big thing to do.
import { answered, begin, keepDraft, waysOf } from "../check_ins.js";
import { button, h, title } from "../dom.js";
import { changed, go } from "../nav.js";
import { isOver, mayShare } from "../people.js";
import { sendNow, sendsWhenClosed } from "../sending.js";
import { isOwn } from "../state.js";
import { language, t } from "../words.js";
import * as caring from "./caring.js";
import { open } from "./doses.js";
import { answersInWords, asksAgain, band, instrumentOf, seenWords, when } from "./parts.js";
import { due } from "./reminders.js";

export const isQuiet = true;

export function draw(state) {
  const { person, people } = state;
  const other = people.length > 1 ? button(t("home.switch"), () => go("people"), { class: "plain" }) : null;
  const pages = h("nav", { class: "row" }, button(t("home.history"), () => go("history")), isOver(person) || !mayShare(person) ? null : button(t("shares.nav"), () => go("shares"), { id: "shares" }), button(t("home.settings"), () => go("settings")));
  if (isOver(person)) return [h("header", {}, title(person.organisation_name), other), state.unsent.length ? standing(state) : null, caring.quiet(person) ?? h("p", {}, t("home.over")), caring.own(person), pages];
  return [
    h("header", {}, title(t("home.title", { name: person.caregiver_name ?? person.name })), other),
    person.caregiver_id ? h("p", { id: "about" }, t("care.about", { name: person.name })) : null,
    caring.standing(person),
    standing(state),
    told(person),
    advice(state),
    asking(person),
    person.instruments.length ? [reminder(state), actions(state)] : h("p", {}, t("home.no_questions")),
    medicines(state),
    caring.own(person),
    pages,
  ];
}

// To log one; and to say of the newest ones how they helped, while that is known.
function medicines({ person, doses = [] }) {
  const unsaid = doses.filter((one) => isOwn(person, one) && !one.withdrawn && one.state !== "refused" && (one.relief ?? one.relief_words ?? null) === null && Date.now() - Date.parse(one.taken_at) < FRESH);
  const ask = (one) => button(t("doses.ask", { name: one.medicine, when: when(one.taken_at) }), () => open(one));
  return [person.when_needed?.length ? button(t("doses.taken"), () => open(), { class: "huge", id: "dose" }) : null, unsaid.slice(0, TOLD).map(ask)];
}

const TOLD = 3; // of what the team said, the newest

// A fixed phrase in the reader's language, and the nurse's own words. What only a newer app could say is left out.
function told({ messages = [] }) {
  const words = ({ phrase, text }) => [PHRASES[phrase] && t(PHRASES[phrase]), text].filter(Boolean).join(" ");
  const said = messages.filter((one) => one.kind === "told" && words(one)).slice(0, TOLD);
  const lines = said.map((one) => [h("p", { class: "line", dir: "auto" }, words(one)), h("p", { class: "small" }, `${one.by}, ${when(one.at)}`)]);
  return lines.length ? h("section", { class: "card", id: "told" }, h("h2", {}, t("told.title")), lines) : null;
}

// Somebody whose link has ended asks for it anew.
function asking(person) {
  const asks = (person.shares ?? []).filter((one) => one.asks).map((one) => h("p", {}, asksAgain(person, one.share)));
  return asks.length ? h("section", { class: "card", id: "asking" }, asks, button(t("shares.look"), () => go("shares"))) : null;
}

const PHRASES = {
  nurse_will_call_today: "told.call_today",
  nurse_will_call_tomorrow: "told.call_tomorrow",
  visit_planned: "told.visit",
  medicine_being_looked_at: "told.medicine",
  doctor_is_asked: "told.doctor",
  as_we_discussed: "told.discussed",
  please_call_us: "told.call_us",
};

const FRESH = 24 * 60 * 60 * 1000; // milliseconds for which advice belongs to a check-in; ours

// What the organisation wrote for such an answer: its words, not ours; in another of its languages where it has none in the reader's.
function advice({ entries, person }) {
  const entry = entries.find((one) => !one.withdrawn && one.state !== "refused");
  const instrument = entry && Date.now() - Date.parse(entry.recorded_at) < FRESH ? instrumentOf(person, entry) : null;
  const [lang, texts] = Object.entries(person.self_care ?? {}).sort(([one]) => (one === language() ? -1 : 1))[0] ?? [];
  const said = instrument && texts ? Object.entries(entry.answers).map(([item, score]) => texts[item]?.[band(instrument, score)]).filter(Boolean) : [];
  return said.length ? h("section", { class: "card", id: "advice" }, h("h2", {}, t("home.advice", { name: person.organisation_name })), said.map((text) => h("p", { class: "note", lang }, text))) : null;
}

// Where others answer for the patient, their phones say it, and the patient's doesn't.
function reminder({ person, entries }) {
  if (Boolean(person.caregiver_id) !== caring.othersAnswer(person)) return null;
  const time = due(person, entries);
  return time ? h("p", { id: "due" }, t("reminders.due", { time })) : null;
}

function standing(state) {
  const waiting = state.unsent.filter((entry) => entry.state === "waiting");
  const refused = state.unsent.filter((entry) => entry.state === "refused");
  const lines = [waiting.length ? onThisPhone(state, waiting.length) : withTheTeam(state), refused.length ? notTaken(refused.length) : null];
  return h("section", { class: waiting.length ? "card is-waiting" : "card is-sent", id: "standing" }, lines);
}

function onThisPhone(state, n) {
  const [words, action] = state.person.needs_code
    ? [t("queue.needs_code"), button(t("queue.enter_code"), () => go("start"), { class: "primary", id: "enter-code" })]
    : [t(sendsWhenClosed(state.vault) ? "queue.goes_by_itself" : "queue.goes_when_open"), button(state.sending ? t("queue.trying") : t("queue.try"), () => sendNow(), { id: "try", disabled: state.sending })];
  const mayClear = state.persisted ? null : h("p", { class: "small" }, t("queue.may_clear"));
  return [h("p", { class: "line is-waiting" }, t("queue.waiting", { n })), h("p", { class: "small" }, words), mayClear, action];
}

function withTheTeam({ entries, doses = [], person }) {
  const newest = [...entries, ...doses].filter((entry) => entry.state === "sent").sort((a, b) => Date.parse(b.received_at) - Date.parse(a.received_at))[0];
  const line = newest ? [h("p", { class: "line is-sent" }, t("queue.with_team", { when: when(newest.received_at) })), h("p", { class: "small" }, seenWords(person, newest) || t("queue.not_seen"))] : h("p", {}, t("home.first"));
  const code = person.needs_code ? [h("p", {}, t("queue.needs_code")), button(t("queue.enter_code"), () => go("start"), { class: "primary", id: "enter-code" })] : null;
  return [line, code];
}

const notTaken = (n) => [h("p", { class: "line is-refused" }, t("queue.refused", { n })), button(t("queue.look"), () => go("history"))];

function actions(state) {
  const { draft, last, person } = state;
  if (draft && answered(draft)) return unfinished(draft, person);
  return [button(person.caregiver_id ? t("care.start", { name: person.name }) : t("home.start"), () => start(person, {}), { class: "primary huge", id: "begin" }), last ? sameAgain(person, last) : null];
}

const unfinished = (draft, person) => [
  h("p", {}, t("home.begun", { when: when(draft.begun_at) })),
  button(t("home.go_on"), () => go("check-in"), { class: "primary huge", id: "go-on" }),
  button(t("home.anew"), () => start(person, {})),
];

async function start(person, given, place = "check-in") {
  await keepDraft(begin(person, instrumentOf(person, given) ?? person.instruments[0], given));
  changed();
  go(place);
}

function sameAgain(person, last) {
  const instrument = instrumentOf(person, last);
  if (!instrument) return null;
  const { answers, respondent, mode } = last;
  const who = { respondent, mode: ["self", "assisted", "proxy"].includes(mode) ? mode : "self" };
  const given = { answers, ...(waysOf(person).some((way) => way[1] === who.respondent && way[2] === who.mode) && who), step: Object.keys(answers).length };
  return [
    button(t("home.same"), () => start(person, { ...given, instrument: instrument.id, instrument_version: instrument.version }, "review"), { class: "huge", id: "same" }),
    h("p", { class: "small" }, t("home.last", { when: when(last.recorded_at), answers: answersInWords(instrument, answers) })),
  ];
}
