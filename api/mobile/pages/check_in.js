// The questions: one after another, or all on one page. Every tap is written down at once.
import { answered, dropDraft, keepDraft } from "../check_ins.js";
import { button, h, title } from "../dom.js";
import { scale } from "../drawings.js";
import { changed, go } from "../nav.js";
import { instrumentWords, itemWords, t } from "../words.js";
import { instrumentOf, shownItems } from "./parts.js";

export function draw(state, redraw) {
  const { draft, person, settings } = state;
  const instrument = draft && instrumentOf(person, draft);
  if (!instrument) return go("");
  const items = shownItems(instrument);
  if (settings.one_screen && !settings.low_energy) return onePage(state, instrument, items, redraw);
  const step = Math.min(draft.step, items.length - 1);
  return oneQuestion(state, instrument, items, step, redraw);
}

const before = (state, item) => (state.last?.instrument === state.draft.instrument ? (state.last.answers[item.id] ?? null) : null);

function oneQuestion(state, instrument, items, step, redraw) {
  const [item, { draft }] = [items[step], state];
  const answer = async (score) => {
    await answer_(draft, item, score, step + 1);
    if (step + 1 < items.length && !draft.changes_one) redraw();
    else go("review"); // where it came from, if it was to change this one only
  };
  const back = draft.changes_one ? () => go("review") : step > 0 ? () => stepTo(draft, step - 1, redraw) : null;
  return [
    about(state),
    h("p", { class: "progress" }, t("check_in.step", { n: step + 1, of: items.length }), h("progress", { max: items.length, value: step + 1, "aria-hidden": "true" })),
    title(itemWords(instrument, item, "question"), { id: "question" }),
    definition(instrument, item),
    scale(instrument, item, { chosen: draft.answers[item.id] ?? null, before: before(state, item), choose: answer, labelledBy: "question" }),
    button(t("check_in.skip"), () => answer(null), { class: "skip", id: "skip" }),
    h("nav", { class: "row" }, back && button(t("check_in.back"), back, { id: "back" }), close(draft)),
  ];
}

async function answer_(draft, item, score, step) {
  draft.answers = { ...draft.answers, [item.id]: score };
  if (!draft.keeps_time) draft.answered_at = Date.now();
  draft.step = step;
  await keepDraft(draft);
}

async function stepTo(draft, step, redraw) {
  draft.step = step;
  await keepDraft(draft);
  redraw();
}

// The questions say "you" to the patient.
const about = ({ person }) => (person.caregiver_id ? h("p", { class: "small" }, t("care.about", { name: person.name }), " ", t("care.you", { name: person.name })) : null);

const definition = (instrument, item) => (item.definition ? h("p", { class: "small" }, itemWords(instrument, item, "definition")) : null);

function close(draft) {
  const leave = async () => {
    if (!answered(draft)) await dropDraft(draft.patient_id);
    changed();
    go("");
  };
  return button(t("check_in.close"), leave, { class: "plain", id: "close" });
}

function onePage(state, instrument, items, redraw) {
  const { draft } = state;
  const question = (item) => {
    const choose = async (score) => {
      await answer_(draft, item, draft.answers[item.id] === score ? null : score, items.length);
      redraw({ keepFocus: true });
    };
    const id = `question-${item.id}`;
    const parts = { chosen: draft.answers[item.id] ?? null, before: before(state, item), choose, labelledBy: id };
    return h("section", { class: "card question" }, h("h2", { id }, itemWords(instrument, item, "question")), definition(instrument, item), scale(instrument, item, parts));
  };
  const review = async () => {
    for (const item of items) draft.answers[item.id] ??= null;
    await keepDraft(draft);
    go("review");
  };
  return [
    title(instrumentWords(instrument, "title")),
    about(state),
    h("p", {}, instrumentWords(instrument, "instruction")),
    items.map(question),
    h("nav", { class: "row" }, button(t("check_in.review"), review, { class: "primary", id: "to-review" }), close(draft)),
  ];
}
