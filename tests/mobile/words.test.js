import de from "/app/words/de.js";
import en from "/app/words/en.js";
import { LANGUAGES, direction, instrumentWords, itemWords, known, language, locale, said, speak, t, watchedWords } from "/app/words.js";
import { calls, bar } from "/app/bar.js";
import { equal, ok } from "./assert.js";
import { INSTRUMENT } from "./phone.js";

export async function plurals_follow_the_number() {
  for (const [spoken, one, two] of [
    ["en", "1 check-in not sent yet", "2 check-ins"],
    ["de", "1 Eintrag noch", "2 Einträge"],
    ["es", "1 registro sin", "2 registros"],
  ]) {
    await speak(spoken);
    ok(t("people.waiting", { n: 1 }).startsWith(one), t("people.waiting", { n: 1 }));
    for (const n of [0, 2]) ok(t("people.waiting", { n }).startsWith(two.replace("2", n)), t("people.waiting", { n }));
  }
}

export function numbers_are_written_as_the_language_does() {
  equal(
    ["en", "de", "es"].map((one) => said("{n}", { n: 12345 }, one)),
    ["12,345", "12.345", "12.345"],
  );
}

export function a_language_with_more_plurals_gets_its_own() {
  const found = { one: "{n} wpis", few: "{n} wpisy", many: "{n} wpisów", other: "{n} wpisu" };
  equal(
    [1, 2, 5, 22, 25].map((n) => said(found, { n }, "pl")),
    ["1 wpis", "2 wpisy", "5 wpisów", "22 wpisy", "25 wpisów"],
  );
  equal(said({ one: "one", other: "{n} millones" }, { n: 1_000_000 }, "es"), "1.000.000 millones", "a category that is not written falls back");
}

export async function gaps_are_filled_once_and_as_text() {
  await speak("en");
  equal(t("home.title", { name: "{n} <b>$&" }), "Hello, {n} <b>$&");
  equal(t("home.last", { when: "now", answers: "Pain 3" }), "Last time, now: Pain 3");
}

export async function the_first_language_that_is_known_is_spoken() {
  equal([["fr-CA", "es-MX", "de"], ["de-AT"], ["DE"], ["fr"], [], ["constructor", "__proto__"]].map(known), ["es", "de", "de", "en", "en", "en"]);
  await speak("tlh");
  equal([language(), document.documentElement.lang], ["en", "en"]);
}

export async function times_are_written_as_where_the_phone_is() {
  await speak("en");
  equal([locale(["de-CH", "en-GB", "en"]), locale(["de-DE"]), locale([])], ["en-GB", "en", "en"]);
  await speak("de");
  equal(locale(["en-US", "de-AT"]), "de-AT");
}

export async function the_page_says_its_language_and_direction() {
  for (const one of Object.keys(LANGUAGES)) {
    await speak(one);
    equal([language(), document.documentElement.lang, document.documentElement.dir], [one, one, "ltr"]);
  }
  equal(["ar", "he", "fa", "ur"].map(direction), ["rtl", "rtl", "rtl", "rtl"]);
}

export function from_right_to_left_the_page_is_mirrored() {
  document.documentElement.dir = direction("ar");
  document.body.innerHTML = '<p class="ends"><span>0</span><span>10</span></p>';
  const [low, high] = document.querySelectorAll("span");
  ok(low.getBoundingClientRect().left > high.getBoundingClientRect().left);
}

export async function the_daily_check_is_asked_in_the_readers_language() {
  const [pain] = INSTRUMENT.items;
  await speak("de");
  equal([instrumentWords(INSTRUMENT, "title"), itemWords(INSTRUMENT, pain, "label")], ["Täglicher Eintrag", "Schmerzen"]);
  await speak("en");
  equal([instrumentWords(INSTRUMENT, "title"), itemWords(INSTRUMENT, pain, "label")], ["Daily check", "Pain"]);
}

export async function a_questionnaire_of_others_stays_as_its_authors_wrote_it() {
  await speak("de");
  const theirs = { ...INSTRUMENT, id: "esas-r" };
  equal(
    [instrumentWords(theirs, "title"), itemWords(theirs, theirs.items[0], "label"), itemWords(theirs, theirs.items[0], "definition")],
    ["Daily check", "Pain", ""],
  );
  equal(itemWords({ ...INSTRUMENT, version: "2" }, INSTRUMENT.items[0], "label"), "Pain", "a later version isn't the one that was translated");
}

export async function what_the_organisation_says_about_watching_stands() {
  await speak("de");
  equal(watchedWords("We read from 8 to 18."), "We read from 8 to 18.");
  for (const usual of ["", null, undefined, en.bar.not_watched])
    equal(watchedWords(usual), de.bar.not_watched);
}

const STATE = {
  place: "",
  person: null,
  numbers: [
    {
      phone_numbers: [
        { label: "Ward", number: "030 1" },
        { label: "Night", number: "+49 (30) 2" },
      ],
      emergency_number: "112",
      not_watched: "",
    },
  ],
};

export async function three_buttons_stand_side_by_side_in_every_language() {
  for (const one of Object.keys(LANGUAGES)) {
    await speak(one);
    document.body.innerHTML = '<div id="app"><main></main><aside id="bar"></aside></div>';
    document.getElementById("bar").append(...bar(STATE));
    const buttons = [...document.querySelectorAll(".calls > *")];
    equal([buttons.length, new Set(buttons.map((button) => button.getBoundingClientRect().top)).size], [3, 1], one);
    for (const button of buttons) {
      ok(button.scrollWidth <= button.clientWidth, `${one}: ${button.textContent} is too wide`);
      ok(button.offsetHeight < 60, `${one}: ${button.textContent} takes three lines`);
    }
  }
}

export async function every_number_can_be_dialled() {
  await speak("en");
  equal(
    [...calls(STATE).children].map((call) => [call.textContent, call.getAttribute("href")]),
    [
      ["Call Ward", "tel:0301"],
      ["Call Night", "tel:+49302"],
      ["Emergency 112", "tel:112"],
    ],
  );
  equal(calls({ numbers: [] }).textContent, "Please call your team or your local emergency number.");
}
