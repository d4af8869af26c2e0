// Where it hurts: ticks and drawing are one control, and what is sent goes with pain that isn't 0.
import * as checkIns from "/app/check_ins.js";
import { DRAWN, REGIONS, draw, placesIn } from "/app/pages/where.js";
import { draw as review } from "/app/pages/review.js";
import { LANGUAGES, speak, t } from "/app/words.js";
import { equal, ok } from "./assert.js";
import { ADA, INSTRUMENT, NOON, settle } from "./phone.js";

const begin = (given = {}) => checkIns.begin(ADA, INSTRUMENT, { answers: { pain: 4 }, ...given }, NOON);

function page(content) {
  const found = document.createElement("main");
  found.append(...content.flat(4).filter(Boolean));
  return found;
}

export const before = () => settle(ADA);

export async function each_region_has_a_name_in_each_language() {
  for (const language of Object.keys(LANGUAGES)) {
    await speak(language);
    const names = t("where.regions").split(", ");
    equal([names.length, new Set(names).size], [REGIONS.length, REGIONS.length], language);
  }
  await speak("en");
  equal([placesIn(["left_calf", "head"]), placesIn([]), placesIn(undefined)], ["Head, Left calf", "", ""]);
}

export async function a_tick_marks_the_drawing_and_a_tap_on_it_ticks() {
  const draft = begin();
  const found = page(draw({ draft }));
  document.body.append(found);
  found.querySelector("#left_arm").click();
  equal([...found.querySelectorAll(".left_arm.on")].length, 2); // from both sides
  found.querySelector("path.chest").dispatchEvent(new MouseEvent("click"));
  ok(found.querySelector("#chest").checked);
  found.querySelector("#left_arm").click();
  equal([draft.pain_regions, found.querySelectorAll(".on").length], [["chest"], 1]);
  equal([...found.querySelectorAll("label")].map((one) => one.textContent).length, REGIONS.length);
  equal(found.querySelector("svg").getAttribute("aria-hidden"), "true");
}

export function left_is_the_patients_own_on_both_sides() {
  const left = DRAWN.map((view) => view.find(({ name }) => name === "left_hand").transform);
  equal(left, ["translate(45)", "translate(135)scale(-1 1)"]);
}

export function what_is_sent_goes_with_pain_that_is_not_0() {
  const sent = (pain, pain_regions = ["chest"]) => checkIns.body(begin({ answers: { pain }, pain_regions })).pain_regions ?? null;
  equal([sent(1), sent(null), sent(0), sent(4, []), sent(4, null)], [["chest"], ["chest"], null, null, null]);
}

export function it_is_offered_where_pain_is_asked_is_not_0_and_there_is_strength_for_it() {
  const offered = (given, settings = {}, items = INSTRUMENT.items) =>
    Boolean(page(review({ draft: begin(given), person: { ...ADA, instruments: [{ ...INSTRUMENT, items }] }, settings, numbers: [] })).querySelector("#where"));
  equal([offered({}), offered({ answers: { pain: null } }), offered({ answers: { pain: 0 } })], [true, true, false]);
  equal([offered({}, { low_energy: true }), offered({}, {}, INSTRUMENT.items.slice(1))], [false, false]);
}
