// 0 to 10 as buttons that a thumb finds, with words at both ends.
import { h } from "./dom.js";
import { itemWords, t } from "./words.js";

// `chosen`, `before`: scores or null. `choose(score)` is called with the number that was tapped.
export function scale(instrument, item, { chosen, before, choose, labelledBy }) {
  const { minimum, maximum } = instrument.scale;
  const numbers = Array.from({ length: maximum - minimum + 1 }, (_, n) => minimum + n);
  return h(
    "div",
    { class: "scale", role: "group", "aria-labelledby": labelledBy },
    h("div", { class: numbers.length > 12 ? "scores many" : "scores" }, numbers.map((score) => number(instrument, item, score, { chosen, before, choose }))),
    h("p", { class: "ends" }, h("span", {}, `${minimum}: ${itemWords(instrument, item, "low")}`), h("span", {}, `${maximum}: ${itemWords(instrument, item, "high")}`)),
    before === null || before === undefined ? null : h("p", { class: "small" }, t("check_in.last", { score: before })),
  );
}

// The second click of a double tap is none: it would answer the next question, where the same number stands in the same place.
function number(instrument, item, score, { chosen, before, choose }) {
  const { minimum, maximum } = instrument.scale;
  const words = score === minimum ? itemWords(instrument, item, "low") : score === maximum ? itemWords(instrument, item, "high") : null;
  const label = words ? t("check_in.score_low", { score, of: maximum, words }) : t("check_in.score", { score, of: maximum });
  const marks = ["score", score === before ? "was" : "", `step-${Math.round(((score - minimum) / (maximum - minimum)) * 10)}`].join(" ");
  return h("button", { type: "button", class: marks, "aria-pressed": String(score === chosen), "aria-label": label, "data-score": score, onclick: (event) => (event.detail > 1 ? null : choose(score)) }, String(score));
}
