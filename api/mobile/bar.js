// Always there, offline and locked too: that nobody watches around the clock, and the numbers to call.
import { button, h } from "./dom.js";
import { go } from "./nav.js";
import { t, watchedWords } from "./words.js";

// On the page that shows all numbers large, they don't stand twice.
export function bar(state) {
  const numbers = numbersFor(state);
  const isAbove = state.place === "cannot-wait";
  return [isAbove ? null : h("div", { class: "calls" }, cannotWait(), shortCalls(numbers)), h("p", {}, watchedWords(numbers?.not_watched))];
}

const MOST = 0.35; // of the screen's height; ours

// With large text it would cover the page: then only its first row of buttons stays in place, and the rest stands at the page's end. What has the focus
// is never scrolled to behind it.
export function fit(element) {
  const measure = () => {
    const whole = element.offsetHeight;
    const shown = whole > MOST * window.innerHeight ? firstRow(element) : whole;
    element.style.bottom = `${shown - whole}px`;
    document.documentElement.style.scrollPaddingBottom = `${shown}px`;
  };
  new ResizeObserver(measure).observe(element);
  window.addEventListener("resize", measure);
  document.addEventListener("focusin", ({ target }) => target.matches(":focus-visible") && !element.contains(target) && target.scrollIntoView({ block: "nearest" }));
}

function firstRow(element) {
  const first = element.querySelector(".calls > *");
  return first ? first.offsetTop + first.offsetHeight + parseFloat(getComputedStyle(element).paddingBottom) : 0;
}

export const numbersFor = (state) => state.numbers.find((one) => one.patient_id === state.person?.patient_id) ?? state.numbers[0] ?? null;

// tel: takes digits, plus, star, hash, comma and semicolon; spaces are for people.
export const dial = (number) => `tel:${number.replace(/[^\d+*#,;]/g, "")}`;

// All of them, with the organisation's words.
export function calls(numbers) {
  const ours = (numbers?.phone_numbers ?? []).map((one) => call(one.number, t("bar.call", { name: one.label })));
  return [...ours, ...emergency(numbers)];
}

const call = (number, words, kind = "call", label = null) => h("a", { class: kind, href: dial(number), "aria-label": label }, words);

const emergency = (numbers) => (numbers?.emergency_number ? [call(numbers.emergency_number, t("bar.emergency", { number: numbers.emergency_number }), "call emergency")] : []);

// The first of the organisation's; short, so that three buttons stand side by side.
function shortCalls(numbers) {
  const [first] = numbers?.phone_numbers ?? [];
  return [first ? call(first.number, t("bar.call_team"), "call", t("bar.call_team_label", { words: t("bar.call_team"), name: first.label })) : null, ...emergency(numbers)];
}

const cannotWait = () => button(t("bar.cannot_wait"), () => go("cannot-wait"), { class: "cannot-wait" });
