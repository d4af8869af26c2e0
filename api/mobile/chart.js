// One symptom over the last weeks, small. The list below it says the same in words; this is for the eye.
import { h, svg } from "./dom.js";
import { shortDay } from "./time.js";
import { itemWords, locale, t } from "./words.js";

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
