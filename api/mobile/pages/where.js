// Where it hurts: named places to tick, and a drawing that shows the same and can be tapped. Left and right are the patient's own.
import { keepDraft } from "../check_ins.js";
import { button, h, svg, title } from "../dom.js";
import { go } from "../nav.js";
import { t } from "../words.js";

// Seen from the front, from behind, and the outline; $ is a side, drawn at the right and mirrored. As in dashboard/figures/body.py.
const PARTS = [
  ["head", "back_of_head", "M0 3C7 3 11 9 10 17 9 24 5 29 0 29S-9 24-10 17C-11 9-7 3 0 3Z"],
  ["throat", "neck", "M-5 29H5L7 37H-7Z"],
  ["chest", "", "M-16 38H16L15 61H-15Z"],
  ["upper_belly", "", "M-15 62H15L14 77H-14Z"],
  ["lower_belly", "", "M-14 78H14L15 92H-15Z"],
  ["groin", "", "M-15 93H15L16 100 0 109-16 100Z"],
  ["", "upper_back", "M-16 38H16L14 67H-14Z"],
  ["", "lower_back", "M-14 68H14L15 90H-15Z"],
  ["", "buttocks", "M-15 91H15L16 103Q8 111 0 106-8 111-16 103Z"],
  ["$_shoulder", "$_shoulder", "M17 38Q27 39 28 50L18 53Z"],
  ["$_arm", "$_arm", "M18 54L28 51 35 92 28 94Z"],
  ["$_hand", "$_hand", "M28 95L35 93Q40 101 37 110L31 109Z"],
  ["$_thigh", "back_of_$_thigh", "M1 110L16 101 15 143 5 143Z"],
  ["$_lower_leg", "$_calf", "M5 144H15L12 180H6Z"],
  ["$_foot", "$_foot", "M6 181H12L17 192H4Z"],
];
const drawnAs = (part, view, side) => ({ name: part[view].replace("$", side), d: part[2], transform: `translate(${45 + 90 * view})${side === ["right", "left"][view] ? "scale(-1 1)" : ""}` });
const sides = (name) => (name.includes("$") ? ["left", "right"] : [""]);
export const DRAWN = [0, 1].map((view) => PARTS.filter((part) => part[view]).flatMap((part) => sides(part[view]).map((side) => drawnAs(part, view, side))));

const [FRONT, BEHIND] = DRAWN.map((view) => view.map(({ name }) => name));
export const REGIONS = [...new Set([...FRONT, ...BEHIND])]; // in the order of their names in the catalogues

const nameOf = (region) => t("where.regions").split(", ")[REGIONS.indexOf(region)];

export const placesIn = (regions = []) => REGIONS.filter((one) => regions.includes(one)).map(nameOf).join(", ");

export function draw({ draft }) {
  if (!draft) return go("");
  const marked = draft.pain_regions ?? [];
  const box = (region) => h("input", { type: "checkbox", id: region, checked: marked.includes(region), onchange: () => keep(region) });
  const boxes = Object.fromEntries(REGIONS.map((region) => [region, box(region)]));
  const outline = ({ name, ...shape }) => svg("path", { ...shape, class: marked.includes(name) ? `${name} on` : name, onclick: () => boxes[name].click() });
  const body = svg("svg", { viewBox: "0 0 180 195", class: "body", "aria-hidden": "true" }, DRAWN.flat().map(outline));
  const keep = (region) => {
    for (const one of body.querySelectorAll(`.${region}`)) one.classList.toggle("on", boxes[region].checked);
    draft.pain_regions = REGIONS.filter((one) => boxes[one].checked);
    return keepDraft(draft);
  };
  const choices = (words, regions) => h("fieldset", {}, h("legend", {}, words), h("div", { class: "regions" }, regions.map((one) => h("label", { class: "choice" }, boxes[one], nameOf(one)))));
  return [
    title(t("where.title")),
    body,
    choices(t("where.front"), FRONT),
    choices(t("where.behind"), BEHIND.filter((one) => !FRONT.includes(one))),
    h("nav", { class: "row" }, button(t("check_in.review"), () => go("review"), { class: "primary", id: "to-review" })),
  ];
}
