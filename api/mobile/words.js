// All words that people read, one catalogue a language, of which a phone loads its own. Only Balm's own texts are translated: a questionnaire of others stays
// as its authors wrote it.
export const LANGUAGES = { en: "English", de: "Deutsch", es: "Español" };
const CATALOGUES = {};
// As in the English catalogue, which not every phone has: an organisation that has written nothing of its own says this.
const NOT_WATCHED = "This app is not watched around the clock. If it can't wait, please call.";
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];

let spoken = "en";

export const language = () => spoken;
// For times and dates: the language as spoken where the phone is, so that British clocks show 22:09.
export const locale = (preferred = navigator.languages ?? []) => preferred.find((one) => one.toLowerCase().split("-")[0] === spoken) ?? spoken;
export const direction = (language) => (RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr");
export const known = (wanted) => wanted.map((one) => one.toLowerCase().split("-")[0]).find((one) => Object.hasOwn(LANGUAGES, one)) ?? "en";

export const fileOf = (language) => `words/${language}.js`;

// Rejects where its words aren't here and can't be loaded; then everything stays in the language that it is in.
export async function speak(wanted) {
  const language = known([wanted]);
  CATALOGUES[language] ??= (await import(`./${fileOf(language)}`)).default;
  spoken = language;
  document.documentElement.lang = spoken;
  document.documentElement.dir = direction(spoken);
}

// "home.title" is title in the group home.
const found = (key) => key.split(".").reduce((group, name) => group?.[name], CATALOGUES[spoken]);

// The words of `key`, with {name} filled in from `given`; where they differ by number, `given.n` chooses (CLDR plurals).
export function t(key, given = {}) {
  return said(found(key), given, spoken);
}

export function said(words, given, language) {
  const text = typeof words === "object" ? (words[new Intl.PluralRules(language).select(given.n)] ?? words.other) : words;
  return text.replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? new Intl.NumberFormat(language).format(given.n) : String(given[name])));
}

const ofQuestionnaire = ({ id, version }) => CATALOGUES[spoken][`${id}/${version}`];

// `field`: title or instruction of a questionnaire.
export const instrumentWords = (instrument, field) => ofQuestionnaire(instrument)?.[field] ?? instrument[field];

// `field`: label, question, low, high or definition of one of its questions.
export const itemWords = (instrument, item, field) => ofQuestionnaire(instrument)?.[item.id]?.[field] ?? item[field] ?? "";

// What the organisation says about who is watching; Balm's own sentence in the reader's language.
export const watchedWords = (text, usual = "bar.not_watched") => (!text || text === NOT_WATCHED ? t(usual) : text);
