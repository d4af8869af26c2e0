// The person's own answers: charts, and below them the same as a list, where one can be corrected or withdrawn.
import { answered, begin, keepDraft, withdraw } from "../check_ins.js";
import { button, h, title } from "../dom.js";
import { chart } from "../drawings.js";
import { changed, go } from "../nav.js";
import { sendNow } from "../sending.js";
import * as outbox from "../outbox.js";
import { isOwn } from "../state.js";
import { instrumentWords, t } from "../words.js";
import { helped, open } from "./doses.js";
import { backHome, instrumentOf, labelOf, scoreWords, seenWords, sure, when, whoWords } from "./parts.js";
import { placesIn } from "./where.js";

export const isQuiet = true;

let asked = null; // the id that "Withdraw" was tapped for

export function draw(state) {
  const { entries, person, doses = [], unsent } = state;
  const all = [...entries, ...doses, ...unsent.filter((one) => isAboutOneself(one) && one.state === "refused")].sort((a, b) => at(b) - at(a));
  if (!all.length) return [title(t("history.title")), h("p", {}, t("history.empty")), backHome()];
  return [title(t("history.title")), charts(person, entries), h("ol", { class: "entries" }, all.map((entry) => one(state, entry))), backHome()];
}

// How a caregiver is themselves: listed only where the server wouldn't take it.
const isAboutOneself = ({ kind }) => kind === "wellbeing";

const at = (entry) => Date.parse(entry.taken_at ?? entry.recorded_at);

function charts(person, entries) {
  const counted = entries.filter((entry) => !entry.withdrawn && entry.state !== "refused").reverse();
  const kinds = [...new Set(counted.map((entry) => `${entry.instrument}/${entry.instrument_version}`))];
  const drawn = kinds.flatMap((kind) => {
    const mine = counted.filter((entry) => `${entry.instrument}/${entry.instrument_version}` === kind);
    const instrument = instrumentOf(person, mine[0]);
    return instrument ? instrument.items.map((item) => chart(instrument, item, mine)) : [];
  });
  const legend = counted.some((entry) => entry.respondent !== "patient") ? h("p", { class: "legend small" }, h("span", { class: "own" }, t("history.own", { name: person.name })), h("span", { class: "others" }, t("history.by_others"))) : null;
  return drawn.some(Boolean) ? h("section", { class: "card" }, h("h2", {}, t("history.days")), legend, drawn) : null;
}

function one(state, entry) {
  const instrument = entry.medicine ? null : isAboutOneself(entry) ? state.person.wellbeing.instrument : instrumentOf(state.person, entry);
  return h(
    "li",
    { class: `card entry is-${entry.state}`, "data-id": entry.id },
    h("h2", {}, when(at(entry))),
    h("p", {}, answers(instrument, entry)),
    entry.pain_regions?.length ? h("p", {}, t("where.title"), " ", placesIn(entry.pain_regions)) : null,
    entry.asks_for ? h("p", {}, t(entry.asks_for === "help_now" ? "history.help_now" : "history.call_back")) : null,
    entry.note ? h("p", { class: "note" }, entry.note) : null,
    h("p", { class: "small" }, isAboutOneself(entry) ? instrumentWords(instrument, "title") : whoWords(entry, state.person.name)),
    h("p", { class: `line is-${entry.state}` }, standing(entry), " ", seenWords(state.person, entry)),
    entry.withdrawn ? null : actions(state, entry, instrument),
  );
}

const answers = (instrument, entry) =>
  entry.medicine ? `${entry.medicine} · ${t("doses.helped")} ${helped(entry)}` :
  Object.entries(entry.answers)
    .map(([id, score]) => (instrument ? `${labelOf(instrument, id)}: ${scoreWords(instrument, score)}` : `${id}: ${score}`))
    .join(" · ");

function standing(entry) {
  if (entry.withdrawn) return t("history.withdrawn");
  if (entry.state === "refused") return t("history.refused", { reason: [entry.problem.title, entry.problem.detail].filter(Boolean).join(". ") || entry.problem.status });
  return entry.state === "sent" ? t("history.since", { when: when(entry.received_at) }) : t("history.not_sent");
}

function actions(state, entry, instrument) {
  if (!isOwn(state.person, entry)) return null; // what the team or somebody else typed, they correct
  if (asked === entry.id) return surely(state.person, entry);
  if (entry.state === "refused") return h("div", { class: "row" }, button(t("history.send_again"), () => again(entry)), button(t("history.remove"), () => ask(entry)));
  return h("div", { class: "row" }, instrument || entry.medicine ? button(t("history.correct"), () => (instrument ? correct(state, entry, instrument) : open(entry))) : null, button(t("history.withdraw"), () => ask(entry)));
}

function ask(entry) {
  asked = entry?.id ?? null;
  changed({ here: true });
}

function surely({ caregiver_name: name }, entry) {
  const yes = async () => {
    await withdraw(entry, name ? t("history.reason_of", { name }) : t("history.reason"));
    ask(null);
    sendNow();
  };
  return sure(h("p", {}, t("history.withdraw_sure")), button(t("history.yes"), yes, { class: "primary" }), button(t("history.no"), () => ask(null)));
}

async function again(entry) {
  await outbox.tryAgain(entry.id);
  sendNow();
}

// A new version beside the old one; both stay stored, the newest counts. It keeps the time of the answers that it corrects.
async function correct(state, entry, instrument) {
  if (state.draft && answered(state.draft) && !state.draft.corrects) return go(""); // one that was begun comes first: there it says so
  const { answers: given, respondent, mode, note, asks_for, pain_regions, id, recorded_at } = entry;
  const begun = { answers: given, respondent, mode, note: note ?? "", asks_for: asks_for ?? null, pain_regions, corrects: id, instrument: instrument.id, instrument_version: entry.instrument_version };
  await keepDraft(begin(state.person, instrument, { ...begun, answered_at: Date.parse(recorded_at), keeps_time: true, step: 0 }));
  changed();
  go("review");
}
