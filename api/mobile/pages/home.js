// Where one stands, and one big thing to do.
import { answered, begin, keepDraft } from "../check_ins.js";
import { button, h, title } from "../dom.js";
import { changed, go } from "../nav.js";
import { sendNow, sendsWhenClosed } from "../sending.js";
import { t } from "../words.js";
import { answersInWords, instrumentOf, when } from "./parts.js";

export const isQuiet = true;

export function draw(state) {
  const { person, people } = state;
  return [
    h("header", {}, title(t("home.title", { name: person.name })), people.length > 1 ? button(t("home.switch"), () => go("people"), { class: "plain" }) : null),
    standing(state),
    person.instruments.length ? actions(state) : h("p", {}, t("home.no_questions")),
    h("nav", { class: "row" }, button(t("home.history"), () => go("history")), button(t("home.settings"), () => go("settings"))),
  ];
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

function withTheTeam({ entries, person }) {
  const newest = entries.filter((entry) => entry.state === "sent").sort((a, b) => Date.parse(b.received_at) - Date.parse(a.received_at))[0];
  const line = newest ? [h("p", { class: "line is-sent" }, t("queue.with_team", { when: when(newest.received_at) })), h("p", { class: "small" }, t("queue.not_seen"))] : h("p", {}, t("home.first"));
  const code = person.needs_code ? [h("p", {}, t("queue.needs_code")), button(t("queue.enter_code"), () => go("start"), { class: "primary", id: "enter-code" })] : null;
  return [line, code];
}

const notTaken = (n) => [h("p", { class: "line is-refused" }, t("queue.refused", { n })), button(t("queue.look"), () => go("history"))];

function actions(state) {
  const { draft, last, person } = state;
  if (draft && answered(draft)) return unfinished(draft, person);
  return [button(t("home.start"), () => start(person, {}), { class: "primary huge", id: "begin" }), last ? sameAgain(person, last) : null];
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
  const given = { answers, respondent, mode: ["self", "assisted", "proxy"].includes(mode) ? mode : "self", step: Object.keys(answers).length };
  return [
    button(t("home.same"), () => start(person, { ...given, instrument: instrument.id, instrument_version: instrument.version }, "review"), { class: "huge", id: "same" }),
    h("p", { class: "small" }, t("home.last", { when: when(last.recorded_at), answers: answersInWords(instrument, answers) })),
  ];
}
