import { chart, scale } from "/app/drawings.js";
import { speak } from "/app/words.js";
import { equal, ok } from "./assert.js";
import { INSTRUMENT, NOON } from "./phone.js";

const [PAIN] = INSTRUMENT.items;
const DAY = 86400000;

const drawn = (given = {}) => scale(INSTRUMENT, PAIN, { chosen: null, before: null, choose: () => null, labelledBy: "question", ...given });
const buttons = (element) => [...element.querySelectorAll("button")];

export async function every_number_says_what_it_means() {
  await speak("en");
  const labels = buttons(drawn()).map((button) => button.getAttribute("aria-label"));
  equal(labels, ["0 of 10: No pain", ...Array.from({ length: 9 }, (_, n) => `${n + 1} of 10`), "10 of 10: The worst pain"]);
}

export function the_scale_is_a_group_named_by_its_question() {
  const element = drawn();
  equal([element.getAttribute("role"), element.getAttribute("aria-labelledby")], ["group", "question"]);
  equal(
    buttons(element).map((button) => button.type),
    Array(11).fill("button"),
  );
}

export function only_the_chosen_number_is_pressed() {
  equal(
    buttons(drawn({ chosen: 0 })).map((button) => button.getAttribute("aria-pressed")),
    ["true", ...Array(10).fill("false")],
  );
  ok(buttons(drawn()).every((button) => button.getAttribute("aria-pressed") === "false"));
}

export function the_last_answer_is_marked_and_said() {
  const element = drawn({ before: 0 });
  equal(
    buttons(element)
      .filter((button) => button.classList.contains("was"))
      .map((button) => button.textContent),
    ["0"],
  );
  ok(element.textContent.includes("last time 0"));
  ok(!drawn().textContent.includes("last time"));
}

export function a_tap_chooses_its_number() {
  const chosen = [];
  buttons(drawn({ choose: (score) => chosen.push(score) })).forEach((button) => button.click());
  equal(chosen, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
}

export function numbers_are_large_enough_for_a_thumb() {
  document.body.append(drawn());
  for (const button of buttons(document.body))
    ok(button.offsetWidth >= 44 && button.offsetHeight >= 44, `${button.textContent}: ${button.offsetWidth} by ${button.offsetHeight}`);
}

const entry = (n, score, respondent = "patient") => ({ recorded_at: new Date(NOON + n * DAY).toISOString(), answers: { pain: score }, respondent });
const figure = (...entries) => chart(INSTRUMENT, PAIN, entries);

export function a_chart_says_in_words_what_it_shows() {
  const found = figure(entry(0, 2), entry(1, 9), entry(2, null), entry(3, 4));
  const words = "Pain: 2 at first, 4 at last, highest 9.";
  equal([found.querySelector("svg").getAttribute("role"), found.querySelector("svg").getAttribute("aria-label")], ["img", words]);
  ok(found.textContent.includes(words));
  equal(found.querySelectorAll("circle").length, 3, "what was skipped is no point");
}

export function own_answers_and_those_of_others_are_drawn_apart() {
  const found = figure(entry(0, 2), entry(1, 9, "family_caregiver"), entry(2, 3), entry(3, 8, "professional_caregiver"));
  equal([found.querySelectorAll("circle.own").length, found.querySelectorAll("rect.others").length], [2, 2]);
  const points = (kind) =>
    found
      .querySelector(`polyline.${kind}`)
      .getAttribute("points")
      .split(" ")
      .map((pair) => pair.split(",")[0]);
  equal([points("own").length, points("others").length], [2, 2]);
  ok(
    points("own").every((x) => !points("others").includes(x)),
    "they are never joined",
  );
}

export function worse_is_higher_and_later_is_further_right() {
  const [first, last] = figure(entry(0, 0), entry(1, 10)).querySelectorAll("circle");
  ok(Number(last.getAttribute("cx")) > Number(first.getAttribute("cx")) && Number(last.getAttribute("cy")) < Number(first.getAttribute("cy")));
}

export function from_right_to_left_the_first_day_stays_under_the_first_point() {
  document.documentElement.dir = "rtl";
  const found = figure(entry(0, 1), entry(9, 2));
  document.body.replaceChildren(found);
  const [[first, last], [firstPoint, lastPoint]] = ["p.ends span", "circle"].map((kind) => [...found.querySelectorAll(kind)].map((one) => one.getBoundingClientRect().left));
  ok(first < last && firstPoint < lastPoint);
}

export function one_answer_is_no_chart() {
  equal([figure(), figure(entry(0, 3)), figure(entry(0, 3), entry(1, null))], [null, null, null]);
}

export function answers_of_one_moment_can_be_drawn() {
  for (const circle of figure(entry(0, 3), entry(0, 5)).querySelectorAll("circle")) ok(Number.isFinite(Number(circle.getAttribute("cx"))));
}
