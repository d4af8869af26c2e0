// For whoever cares for somebody: who answers now, how they are themselves, and, for a surrogate, that others answer from now on.
import { keepWellbeing } from "../check_ins.js";
import { button, h, title } from "../dom.js";
import { scale } from "../drawings.js";
import { changed, go, left } from "../nav.js";
import * as people from "../people.js";
import { sendNow } from "../sending.js";
import { shortDay } from "../time.js";
import { instrumentWords, itemWords, language, locale, t } from "../words.js";
import { alertLine, backHome, field, when } from "./parts.js";
import { told, whatWentWrong } from "./shares.js";

export const wellbeing = { draw: drawWellbeing };
export const answering = { draw: drawAnswering };

let answers = {};
left("wellbeing", () => (answers = {}));

export const othersAnswer = ({ answering: now }) => now?.answered_by === "proxy";

// On the patient's phone and on the caregivers': since when, why, and who said so.
export function standing(person) {
  if (!othersAnswer(person)) return null;
  const { since_on, reason, set_by: by } = person.answering;
  const day = shortDay(Date.parse(`${since_on}T12:00`), locale());
  return h("section", { class: "card", id: "answering" }, h("p", {}, t("care.others", { name: person.name, day })), h("p", { class: "note" }, reason), h("p", { class: "small" }, t("care.said_by", { by })));
}

// What a caregiver finds on their first page.
export function own(person) {
  const { wellbeing: asks, grants } = person;
  if (!asks) return null;
  const check = asks.asked ? [button(instrumentWords(asks.instrument, "title"), () => go("wellbeing"), { id: "wellbeing" }), asks.last_at && h("p", { class: "small" }, t("care.last", { when: when(asks.last_at) }))] : null;
  const maySwitch = grants.surrogate && !people.isOver(person);
  return [check, maySwitch ? button(othersAnswer(person) ? t("care.again", { name: person.name }) : t("care.no_longer", { name: person.name }), () => go("answering"), { id: "switch" }) : null];
}

// The organisation's quiet words once the patient has died; in another of its languages where it has none in the reader's.
export function quiet({ wellbeing: asks }) {
  const [lang, words] = Object.entries(asks?.message ?? {}).sort(([one]) => (one === language() ? -1 : 1))[0] ?? [];
  return words ? h("p", { class: "note", lang, id: "quiet" }, words) : null;
}

function drawWellbeing({ person }, redraw) {
  if (!person.wellbeing?.asked) return go("");
  const { instrument } = person.wellbeing;
  const problem = alertLine();
  const question = (item) => {
    const choose = (score) => {
      answers[item.id] = answers[item.id] === score ? null : score;
      redraw({ keepFocus: true });
    };
    const id = `question-${item.id}`;
    return h("section", { class: "card question" }, h("h2", { id }, itemWords(instrument, item, "question")), scale(instrument, item, { chosen: answers[item.id] ?? null, before: null, choose, labelledBy: id }));
  };
  const send = async () => {
    if (!Object.values(answers).some((score) => (score ?? null) !== null)) return (problem.textContent = t("review.nothing"));
    await keepWellbeing(person, answers);
    await people.edit(person.patient_id, { wellbeing: { ...person.wellbeing, asked: !person.wellbeing.after_death, last_at: new Date().toISOString() } });
    sendNow();
    changed();
    return go("");
  };
  return [title(instrumentWords(instrument, "title")), h("p", {}, instrumentWords(instrument, "instruction")), h("p", { class: "small" }, t("care.who_reads")), instrument.items.map(question), problem, button(t("review.send"), send, { class: "primary huge", id: "send" }), backHome()];
}

function drawAnswering({ person }) {
  const isBack = othersAnswer(person);
  const reason = h("input", { id: "reason", maxlength: "300", autocomplete: "off" });
  const problem = alertLine();
  const send = async (event) => {
    event.preventDefault();
    const body = { answered_by: isBack ? "patient" : "proxy", since_on: new Date().toLocaleDateString("sv"), reason: reason.value.trim() };
    try {
      await people.edit(person.patient_id, { answering: await told(person, "/v1/me/answering", { method: "PUT", body }) });
    } catch (error) {
      return (problem.textContent = whatWentWrong(error));
    }
    changed();
    return go("");
  };
  const words = isBack ? t("care.again", { name: person.name }) : t("care.no_longer", { name: person.name });
  return [
    title(words),
    h("p", {}, isBack ? t("care.again_means", { name: person.name }) : t("care.no_longer_means", { name: person.name })),
    h("form", { novalidate: true, onsubmit: send }, isBack ? null : field(t("care.reason"), reason, t("care.reason_hint", { name: person.name })), problem, button(t("care.say"), () => null, { type: "submit", class: "primary huge", id: "say" })),
    backHome(),
  ];
}
