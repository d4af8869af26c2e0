// What will be sent, to look at once more: each answer, who answers, a note.
import { calls } from "../bar.js";
import { answered, finish, keepDraft, speaksOfIt, waysOf } from "../check_ins.js";
import { button, h, title } from "../dom.js";
import { changed, go } from "../nav.js";
import { sendNow, sentDirectly } from "../sending.js";
import { itemWords, t } from "../words.js";
import { alertLine, backHome, field, instrumentOf, scoreWords, shownItems } from "./parts.js";
import { placesIn } from "./where.js";

export function draw(state) {
  const { draft, person } = state;
  const instrument = draft && instrumentOf(person, draft);
  if (!instrument) return go("");
  const problem = alertLine();
  const send = button(t(draft.corrects ? "review.send_correction" : "review.send"), () => submit(state, problem, send), { class: "primary huge", id: "send" });
  return [
    title(t("review.title")),
    h("ul", { class: "answers" }, shownItems(instrument).map((item, step) => line(draft, instrument, item, step)), where(state, instrument)),
    problem,
    send,
    who(draft, person),
    note(state),
    callBack(draft),
    h("nav", { class: "row" }, backHome()),
  ];
}

function line(draft, instrument, item, step) {
  const label = itemWords(instrument, item, "label");
  const change = async () => {
    Object.assign(draft, { step, changes_one: true });
    await keepDraft(draft);
    go("check-in");
  };
  return h("li", {}, button([h("span", {}, label), h("b", {}, scoreWords(instrument, draft.answers[item.id]))], change, { "aria-label": `${t("review.change", { label })}: ${scoreWords(instrument, draft.answers[item.id])}` }));
}

// Left out at low energy, and where pain isn't asked or is 0.
const where = ({ draft, settings }, { items }) =>
  settings.low_energy || draft.answers.pain === 0 || !items.some(({ id }) => id === "pain")
    ? null
    : h("li", {}, button([h("span", {}, t("where.title")), h("b", {}, placesIn(draft.pain_regions) || t("check_in.skipped"))], () => go("where"), { id: "where" }));

const isChosen = (draft, respondent, mode) => draft.respondent === respondent && draft.mode === mode;

const said = (key, name) => (key === "assisted" ? t("care.helping", { name }) : t("care.answering", { name }));

const asked = (key, name) => ({ self: t("who.self"), assisted: t("who.assisted"), proxy: t("who.proxy", { name }), professional: t("who.professional", { name }) })[key];

export function who(draft, person, keep = keepDraft) {
  const option = ([key, ...pair]) => {
    const choose = () => {
      [draft.respondent, draft.mode] = pair;
      return keep(draft);
    };
    const input = h("input", { type: "radio", name: "who", id: `who-${key}`, checked: isChosen(draft, ...pair), onchange: choose });
    return h("label", { class: "choice" }, input, (person.caregiver_id ? said : asked)(key, person.name));
  };
  return h("fieldset", {}, h("legend", {}, t("review.who")), waysOf(person).map(option));
}

function note(state) {
  const { draft } = state;
  const help = h("div", { role: "alert" }, helpFor(state));
  const keep = (event) => {
    draft.note = event.target.value;
    if (Boolean(help.firstChild) !== Boolean(helpFor(state).length)) {
      help.replaceChildren(...helpFor(state));
      help.firstChild?.scrollIntoView({ block: "nearest" });
    }
    return keepDraft(draft);
  };
  const text = h("textarea", { id: "note", rows: "3", maxlength: "2000", oninput: keep });
  text.value = draft.note;
  return [help, field(t("review.note"), text)];
}

// At once, while it is being written; sending goes on as usual.
function helpFor(state) {
  if (!speaksOfIt(state.draft.note, state.person.crisis_phrases)) return [];
  return [h("section", { class: "card", id: "crisis" }, h("p", { class: "error" }, t("review.crisis")), calls(state))];
}

function callBack(draft) {
  const keep = (event) => {
    draft.asks_for = event.target.checked ? "call_back" : null;
    return keepDraft(draft);
  };
  return h("label", { class: "choice" }, h("input", { type: "checkbox", id: "call-back", checked: draft.asks_for === "call_back", onchange: keep }), t("review.call_back"));
}

async function submit({ draft, person }, problem, send) {
  if (!answered(draft)) return (problem.textContent = t("review.nothing"));
  send.disabled = true;
  try {
    await finish(draft);
  } catch (failure) {
    console.error(failure);
    problem.textContent = t("review.full");
    if (!(await sentDirectly(draft, person))) {
      problem.textContent = t("review.full_failed");
      send.disabled = false;
      return null;
    }
  }
  sendNow();
  changed();
  return go(speaksOfIt(draft.note, person.crisis_phrases) ? "cannot-wait" : "");
}
