// What goes back to the person, as the home page shows it; and what it leaves out once care has ended.
import { draw } from "/app/pages/home.js";
import { ask } from "/app/api.js";
import { bar } from "/app/bar.js";
import { speak } from "/app/words.js";
import { equal, ok } from "./assert.js";
import { ADA, INSTRUMENT } from "./phone.js";

const HOUR = 3600000;
const iso = (ago) => new Date(Date.now() - ago).toISOString();
const BANDS = { mild: 1, moderate: 4, severe: 7 };
const sent = { id: "c1", instrument: "daily-check", instrument_version: "1", state: "sent", kind: "check_in", recorded_at: iso(HOUR), received_at: iso(HOUR), answers: { pain: 5, nausea: 0 } };
const state = (person = {}, given = {}) => ({
  people: [ADA],
  person: { ...ADA, organisation_name: "Haus am See", instruments: [{ ...INSTRUMENT, bands: BANDS }], ...person },
  entries: [sent],
  unsent: [],
  numbers: [],
  settings: {},
  ...given,
});
const page = (one) => {
  const found = document.createElement("main");
  found.append(...draw(one).flat(4).filter(Boolean));
  return found;
};
const text = (one, selector) => page(one).querySelector(selector)?.textContent ?? null;

const seen = (check_in_id) => ({ kind: "seen", check_in_id, at: iso(0), by: "Nadia Rahman" });

export function seen_is_said_of_the_check_in_that_was_seen_and_of_no_other() {
  ok(text(state({ messages: [seen("c1")] }), "#standing").includes("Seen by your team at"));
  for (const messages of [[], [seen("an older one")]]) ok(text(state({ messages }), "#standing").includes("That doesn't say that somebody has read it."));
}

export async function what_the_nurse_said_stands_there_with_her_name_in_the_readers_language() {
  const told = (phrase, words) => ({ kind: "told", phrase, text: words, at: iso(0), by: "Nadia Rahman" });
  const messages = [told("nurse_will_call_today", "Before noon."), seen("c1"), told(null, "I am thinking of you."), told("a_phrase_of_next_year", null), told("please_call_us", null)];
  const lines = () => [...page(state({ messages })).querySelectorAll("#told .line")].map((one) => one.textContent);
  equal(lines(), ["A nurse will call you today. Before noon.", "I am thinking of you.", "Please call us."]);
  await speak("de");
  equal(lines()[0], "Eine Pflegekraft ruft Sie heute an. Before noon.");
  await speak("en");
  ok(text(state({ messages }), "#told").includes("Nadia Rahman, "));
  equal(text(state(), "#told"), null);
}

export function advice_is_the_organisations_own_and_fits_the_answer() {
  const self_care = { en: { pain: { moderate: "The heat pad.", severe: "Call us." } }, de: { pain: { moderate: "Das Wärmekissen." } } };
  const advice = (given, answers, more = {}) => text(state({ self_care: given }, { entries: [{ ...sent, answers, ...more }] }), "#advice");
  equal(advice(self_care, { pain: 4 }), "From Haus am See, in their own wordsThe heat pad.");
  equal(advice(self_care, { pain: 7, nausea: 9 }), "From Haus am See, in their own wordsCall us.");
  for (const answers of [{ pain: 3 }, { pain: null }, {}]) equal(advice(self_care, answers), null);
  equal([advice({}, { pain: 4 }), advice(undefined, { pain: 4 })], [null, null]);
  equal(advice({ de: self_care.de }, { pain: 4 }), "From Haus am See, in their own wordsDas Wärmekissen.");
  equal([advice(self_care, { pain: 4 }, { recorded_at: iso(24 * HOUR) }), advice(self_care, { pain: 4 }, { withdrawn: true })], [null, null]);
  ok(advice(self_care, { pain: 4 }, { state: "waiting" }), "without a connection too");
}

export function a_scale_on_which_low_is_bad_has_its_bands_the_other_way_round() {
  const instrument = { ...INSTRUMENT, bands: { mild: 9, moderate: 6, severe: 3 }, scale: { minimum: 0, maximum: 10, worse: "lower" } };
  const shown = (pain) => text(state({ instruments: [instrument], self_care: { en: { pain: { severe: "Call us.", none: "Good." } } } }, { entries: [{ ...sent, answers: { pain } }] }), "#advice p");
  equal([shown(3), shown(4), shown(10)], ["Call us.", null, "Good."]);
}

export function once_care_has_ended_nothing_is_asked_and_what_waits_is_still_said() {
  const messages = [{ kind: "told", phrase: "please_call_us", at: iso(0), by: "Nadia" }];
  for (const care of ["died", "discharged"]) {
    const found = page(state({ care, messages, self_care: { en: { pain: { moderate: "Rest." } } }, reminders: { times: ["00:00"], zone: "UTC" } }));
    equal([found.querySelector("h1").textContent, ...["#begin", "#told", "#advice", "#due", "#standing"].map((one) => found.querySelector(one))], ["Haus am See", null, null, null, null, null]);
  }
  const waits = { ...sent, state: "waiting" };
  ok(text(state({ care: "died" }, { entries: [waits], unsent: [waits], persisted: true }), "#standing").includes("On this phone only."));
}

const words = (watching, more = {}) => bar({ ...state(), numbers: [{ phone_numbers: [], watching, ...more }] })[1].textContent;
const isOnline = (value) => ask("/v1/me", { fetch: async () => (value ? new Response("{}") : Promise.reject(new TypeError("Failed to fetch"))) }).catch(() => null);
const soon = new Date(Date.now() + HOUR).toISOString();

export async function the_bar_says_who_watches_as_long_as_the_server_answers_and_its_word_holds() {
  equal(words({ by: "team", until: soon }), "This app is not watched around the clock. If it can't wait, please call.", "before the first answer");
  await isOnline(true);
  ok(words({ by: "team", until: soon }).startsWith("Your team is there until "));
  equal(words({ by: "team", until: null }), "Somebody of your team is on duty now. If it can't wait, please call.");
  equal(words({ by: "on_call", until: soon }), "Somebody of your team is on duty now. If it can't wait, please call.");
  ok(words({ by: "nobody", until: soon, next_from: soon }).startsWith("Nobody is watching now; next from "));
  equal(words({ by: "nobody", until: null, next_from: null }), "Nobody is watching now. If it can't wait, please call.");
  for (const over of [{ by: "team", until: iso(0) }, null, undefined]) equal(words(over), "This app is not watched around the clock. If it can't wait, please call.");
  equal(words({ by: "on_call", until: soon }, { not_watched: "We read from 8 to 18." }), "Somebody of your team is on duty now. We read from 8 to 18.");
}

export async function without_a_connection_it_promises_nobody() {
  await isOnline(true);
  await isOnline(false);
  equal(words({ by: "team", until: soon }), "No connection: nobody sees this now. If it can't wait, please call.");
}
