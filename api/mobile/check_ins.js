// A check-in from its first tap to the queue. It is written down at every tap, so a phone call, a closed app or an empty battery takes nothing.
import { waiting } from "./outbox.js";
import * as store from "./store.js";
import { stamp, uuid7, zone } from "./time.js";
import * as vault from "./vault.js";

export const APP_VERSION = "0.1.0";

export const answered = (draft) => Object.keys(draft.answers).length > 0 || Boolean(draft.note) || Boolean(draft.asks_for);

const WAYS = { self: ["patient", "self"], assisted: ["patient", "assisted"], proxy: ["family_caregiver", "proxy"], professional: ["professional_caregiver", "proxy"] };

// In which ways this person may answer, the usual one first: on a caregiver's phone those that were granted.
export function waysOf({ grants, relationship }) {
  const proxy = relationship === "professional" ? "professional" : "proxy";
  const ways = grants ? [grants.proxy && proxy, grants.assisted && "assisted"].filter(Boolean) : Object.keys(WAYS);
  return ways.map((way) => [way, ...WAYS[way]]);
}

const usual = (person) => {
  const [[, respondent, mode]] = waysOf(person);
  return { respondent, mode };
};

export const begin = (person, instrument, given = {}, now = Date.now()) => ({
  id: uuid7(now),
  patient_id: person.patient_id,
  instrument: instrument.id,
  instrument_version: instrument.version,
  begun_at: now,
  answered_at: now,
  step: 0,
  answers: {},
  ...usual(person),
  note: "",
  asks_for: null,
  corrects: null,
  ...given,
});

const homeless = new Map(); // patient -> a draft for which the phone had no room: it lives as long as the page does

export async function draftOf(patientId) {
  if (homeless.has(patientId)) return homeless.get(patientId);
  const row = await store.get("drafts", patientId);
  return row ? vault.open(row.box) : null;
}

// Signed out in another tab meanwhile, nothing of this person is left here.
async function known(people, { patient_id }) {
  if (!(await people.get(patient_id))) throw new Error("signed out of this phone");
}

export const keepDraft = (draft) =>
  vault.alone(async () => {
    try {
      const kept = { patient_id: draft.patient_id, id: draft.id, box: await vault.seal(draft) };
      await store.write(["drafts", "people"], async ({ drafts, people }) => (await known(people, draft), drafts.put(kept)));
      homeless.delete(draft.patient_id);
    } catch (error) {
      console.error(error);
      homeless.set(draft.patient_id, draft);
    }
  });

export const dropDraft = (patientId) =>
  vault.alone(async () => {
    homeless.delete(patientId);
    await store.remove("drafts", patientId);
  });

// Words of crisis in a note: the numbers are shown at once, without a connection too. It finds words, not what somebody means, and promises no watching.
// The same as the server does (api/rules/crisis.py): small letters without marks, whole words, whatever stands between them.
export const folded = (text) =>
  ` ${text.replaceAll("´", "'").normalize("NFKD").replace(/['’‘ʼ\x60]/g, "").toLowerCase().replaceAll("ß", "ss").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

export function speaksOfIt(note, phrases = []) {
  const text = folded(note);
  return phrases.some((phrase) => text.includes(phrase));
}

// As the server wants it. It counts at the last answer, not when somebody finds the button.
export function body(draft) {
  const { id, patient_id, instrument, instrument_version, answers, respondent, mode, note, asks_for, corrects } = draft;
  const facts = { id, patient_id, instrument, instrument_version, answers, respondent, mode, recorded_at: stamp(draft.answered_at), zone: zone() };
  if (note.trim()) facts.note = note.trim();
  if (asks_for) facts.asks_for = asks_for;
  if (corrects) facts.corrects = corrects;
  if (draft.pain_regions?.length && answers.pain !== 0) facts.pain_regions = draft.pain_regions;
  return { ...facts, app_version: APP_VERSION };
}

const row = async (what, kind, now) => ({
  id: what.id, patient_id: what.patient_id, kind, order: now, state: "waiting", attempts: 0, problem: null, box: await vault.seal(what),
});

// How a caregiver is, into the same queue.
export const keepWellbeing = ({ patient_id, wellbeing }, answers, now = Date.now()) =>
  vault.alone(async () => {
    const what = { id: uuid7(now), patient_id, instrument_version: wellbeing.instrument.version, answers, recorded_at: stamp(now), zone: zone() };
    const sealed = await row(what, "wellbeing", now);
    await store.write(["outbox", "people"], async ({ outbox, people }) => (await known(people, what), outbox.put(sealed)));
  });

// From draft to queue in one transaction. Where another tab has finished the same draft, this one gets an id of its own: two people may have answered.
export const finish = (draft, now = Date.now()) =>
  vault.alone(async () => {
    const [mine, other] = [body(draft), { ...body(draft), id: uuid7(now) }];
    const [mineRow, otherRow] = [await row(mine, "check_in", now), await row(other, "check_in", now)];
    const stored = await store.write(["drafts", "outbox", "kept", "people"], async ({ drafts, outbox, kept, people }) => {
      await known(people, draft);
      const begun = await drafts.get(draft.patient_id);
      const isFinished = (await outbox.get(draft.id)) ?? (await kept.get(draft.id));
      const isMine = !isFinished && (begun?.id === draft.id || homeless.get(draft.patient_id)?.id === draft.id);
      await outbox.put(isMine ? mineRow : otherRow);
      if (begun?.id === draft.id) await drafts.remove(draft.patient_id);
      return isMine ? mine : other;
    });
    homeless.delete(draft.patient_id);
    return stored;
  });

// A medicine that was taken goes into the same queue.
export const log = (dose, now = Date.now()) =>
  vault.alone(async () => {
    const kept = await row(dose, "dose", now);
    await store.write(["outbox", "people"], async ({ outbox, people }) => (await known(people, dose), outbox.put(kept)));
  });

// One that was never tried is simply taken out of the queue. One that was may have arrived: then the team is told that it doesn't count.
export const withdraw = (entry, reason, now = Date.now()) =>
  vault.alone(async () => {
    const request = await row({ id: uuid7(now), patient_id: entry.patient_id, check_in_id: entry.id, reason, ...(entry.kind === "dose" && { of: "dose" }) }, "withdrawal", now);
    const isCorrected = (await waiting(entry.patient_id)).some((item) => item.what.corrects === entry.id); // the correction needs it
    return store.write(["outbox"], async ({ outbox }) => {
      const found = await outbox.get(entry.id);
      if (found && !isCorrected && (found.attempts === 0 || found.state === "refused")) await outbox.remove(entry.id);
      else await outbox.put(request);
    });
  });
