// First the numbers, then a message: calling is what helps at once.
import { calls } from "../bar.js";
import { begin, finish } from "../check_ins.js";
import { button, h, title } from "../dom.js";
import { isOver } from "../people.js";
import { sendNow, sentDirectly } from "../sending.js";
import { t } from "../words.js";
import { alertLine, backHome, queueLine } from "./parts.js";

let told = null; // the id of the message of this visit
let isLost = false; // it could be neither kept nor sent

// The next visit, perhaps the next night, begins anew: what was told before must not take the button away.
window.addEventListener("hashchange", () => {
  told = null;
  isLost = false;
});

export function draw(state) {
  const entry = state.entries.find((one) => one.id === told);
  return [
    title(t("cannot_wait.title")),
    h("p", {}, t("cannot_wait.why")),
    calls(state),
    entry ? [h("p", {}, t("cannot_wait.told")), queueLine(entry)] : tell(state),
    backHome(),
  ];
}

const FRESH = 60 * 60 * 1000; // milliseconds for which answers that were begun say how it is now; ours

// It is about this moment. Answers of a check-in that was begun just now go with it; older ones would say something else, and stay where they are.
export function message({ draft, person }, now = Date.now()) {
  const isFresh = draft && !draft.corrects && Math.abs(now - draft.answered_at) < FRESH;
  return isFresh ? { ...draft, asks_for: "help_now", answered_at: now } : begin(person, person.instruments[0], { asks_for: "help_now" }, now);
}

function tell(state) {
  if (!state.person?.instruments[0] || isOver(state.person)) return null; // what is written after a death or a discharge calls nobody
  const send = async ({ currentTarget: tapped }) => {
    tapped.disabled = true; // a trembling hand taps twice
    const draft = message(state);
    told = (await kept(draft)) ?? ((await sentDirectly(draft, state.person)) ? draft.id : null);
    isLost = told === null;
    sendNow();
  };
  const lost = isLost ? alertLine(t("review.full_failed")) : null;
  return [button(t("cannot_wait.tell"), send, { class: "primary", id: "tell" }), lost];
}

// Its id, or null where the phone has no room for it.
const kept = (draft) =>
  finish(draft).then(
    (stored) => stored.id,
    (error) => {
      console.error(error);
      return null;
    },
  );
