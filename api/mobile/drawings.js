// What a questionnaire looks like: its scale as buttons that a thumb finds, and its answers of the last weeks as small charts.
import { h, svg } from "./dom.js";
import { shortDay } from "./time.js";
import { itemWords, locale, t } from "./words.js";

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
  return h("button", { type: "button", class: score === before ? "score was" : "score", "aria-pressed": String(score === chosen), "aria-label": label, "data-score": score, onclick: (event) => (event.detail > 1 ? null : choose(score)) }, String(score));
}

// For the eye; the list below it says the same in words.
const [WIDTH, HEIGHT, EDGE] = [320, 72, 8];

// `entries`: oldest first, of one questionnaire. Answers of the patient and of others are drawn apart and never joined.
export function chart(instrument, item, entries) {
  const points = entries.filter((entry) => typeof entry.answers[item.id] === "number").map((entry) => ({ at: Date.parse(entry.recorded_at), score: entry.answers[item.id], own: entry.respondent === "patient" }));
  if (points.length < 2) return null;
  const label = itemWords(instrument, item, "label");
  const scores = points.map((point) => point.score);
  const words = t("history.chart", { label, first: scores[0], last: scores.at(-1), highest: Math.max(...scores) });
  return h("figure", {}, h("figcaption", {}, h("b", {}, label)), drawing(instrument, points, words), days(points), h("p", { class: "small" }, words));
}

function drawing({ scale }, points, words) {
  const [first, last] = [points[0].at, points.at(-1).at];
  const x = (at) => EDGE + ((at - first) / Math.max(1, last - first)) * (WIDTH - 2 * EDGE);
  const y = (score) => HEIGHT - EDGE - ((score - scale.minimum) / (scale.maximum - scale.minimum)) * (HEIGHT - 2 * EDGE);
  const series = (own) => points.filter((point) => point.own === own).map((point) => ({ cx: x(point.at).toFixed(1), cy: y(point.score).toFixed(1) }));
  const drawn = (own, kind) => [
    svg("polyline", { class: `path ${kind}`, points: series(own).map(({ cx, cy }) => `${cx},${cy}`).join(" ") }),
    series(own).map(({ cx, cy }) => (own ? svg("circle", { class: kind, cx, cy, r: 4 }) : svg("rect", { class: kind, x: cx - 4, y: cy - 4, width: 8, height: 8 }))),
  ];
  const lines = [scale.minimum, (scale.minimum + scale.maximum) / 2, scale.maximum].map((score) => svg("line", { class: "rule", x1: 0, x2: WIDTH, y1: y(score), y2: y(score) }));
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words }, lines, drawn(true, "own"), drawn(false, "others"));
}

const days = (points) => h("p", { class: "ends small", "aria-hidden": "true" }, h("span", {}, shortDay(points[0].at, locale())), h("span", {}, shortDay(points.at(-1).at, locale())));
