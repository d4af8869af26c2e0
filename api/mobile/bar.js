// Always there, offline and locked too: that nobody watches around the clock, and the numbers to call.
import { isReached } from "./api.js";
import { button, h } from "./dom.js";
import { go } from "./nav.js";
import { moment } from "./time.js";
import { locale, t, watchedWords } from "./words.js";

// On the page that shows all numbers large, they don't stand twice.
export function bar(state) {
  const numbers = numbersFor(state);
  const isAbove = state.place === "cannot-wait";
  return [isAbove ? null : h("div", { class: "calls" }, cannotWait(), shortCalls(numbers)), h("p", {}, watchWords(numbers))];
}

// Who watches now, as long as the server answers and its word holds; never a promise without a connection.
function watchWords(numbers, now = Date.now()) {
  const { watching, not_watched } = numbers ?? {};
  const { by, until, next_from } = watching ?? {};
  const when = (at) => moment(Date.parse(at), now, locale());
  const isOffline = isReached() === false;
  if (!isOffline && (!isReached() || !by || (until && Date.parse(until) <= now))) return watchedWords(not_watched);
  const known = () => {
    if (by === "nobody") return next_from ? t("bar.nobody", { when: when(next_from) }) : t("bar.nobody_ever");
    return by === "team" && until ? t("bar.team", { when: when(until) }) : t("bar.on_call");
  };
  return `${isOffline ? t("bar.offline") : known()} ${watchedWords(not_watched, "bar.please_call")}`;
}

const MOST = 0.35; // of the screen's height; ours

// With large text it would cover the page: then only its first row of buttons stays in place, and the rest stands at the page's end. What has the focus
// is never scrolled to behind it, and comes forth where it grows.
export function fit(element) {
  const measure = () => {
    const whole = element.offsetHeight;
    const shown = whole > MOST * window.innerHeight ? firstRow(element) : whole;
    element.style.bottom = `${shown - whole}px`;
    document.documentElement.style.scrollPaddingBottom = `${shown}px`;
    inSight(document.activeElement);
  };
  const inSight = (one) => one.matches(":focus-visible") && !element.contains(one) && one.scrollIntoView({ block: "nearest" });
  new ResizeObserver(measure).observe(element);
  window.addEventListener("resize", measure);
  document.addEventListener("focusin", ({ target }) => inSight(target));
}

function firstRow(element) {
  const first = element.querySelector(".calls > *");
  return first ? first.offsetTop + first.offsetHeight + parseFloat(getComputedStyle(element).paddingBottom) : 0;
}

export const numbersFor = (state) => state.numbers.find((one) => one.patient_id === state.person?.patient_id) ?? state.numbers[0] ?? null;

// tel: takes digits, plus, star, hash, comma and semicolon; spaces are for people.
export const dial = (number) => `tel:${number.replace(/[^\d+*#,;]/g, "")}`;

// All of them, large, with the organisation's words.
export function calls(state) {
  const numbers = numbersFor(state);
  const ours = (numbers?.phone_numbers ?? []).map((one) => call(one.number, t("bar.call", { name: one.label })));
  const all = [...ours, ...emergency(numbers)];
  return h("div", { class: "numbers" }, all.length ? all : h("p", {}, t("cannot_wait.no_numbers")));
}

const call = (number, words, kind = "call", label = null) => h("a", { class: kind, href: dial(number), "aria-label": label }, words);

const emergency = (numbers) => (numbers?.emergency_number ? [call(numbers.emergency_number, t("bar.emergency", { number: numbers.emergency_number }), "call emergency")] : []);

// The first of the organisation's; short, so that three buttons stand side by side.
function shortCalls(numbers) {
  const [first] = numbers?.phone_numbers ?? [];
  return [first ? call(first.number, t("bar.call_team"), "call", t("bar.call_team_label", { words: t("bar.call_team"), name: first.label })) : null, ...emergency(numbers)];
}

const cannotWait = () => button(t("bar.cannot_wait"), () => go("cannot-wait"), { class: "cannot-wait" });
