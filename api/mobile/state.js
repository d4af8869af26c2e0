// Everything the pages draw, read anew whenever something changed. Small: one person's last weeks.
import * as checkIns from "./check_ins.js";
import * as outbox from "./outbox.js";
import * as people from "./people.js";
import * as store from "./store.js";
import * as vault from "./vault.js";

export async function read() {
  const [vaultState, numbers] = [await vault.state(), await people.numbersOfAll()];
  const settings = { low_energy: await store.setting("low_energy", false), one_screen: await store.setting("one_screen", false) };
  const base = { vault: vaultState, numbers, settings, persisted: await isPersisted(), people: [], person: null, entries: [], doses: [], draft: null, last: null };
  if (vaultState === "locked") return base;
  const everyone = await people.everyone();
  const current = await store.setting("current");
  const person = everyone.find((one) => one.patient_id === current) ?? (everyone.length === 1 ? everyone[0] : null);
  const waiting = await outbox.waiting();
  const counts = Object.fromEntries(everyone.map((one) => [one.patient_id, waiting.filter((item) => item.patient_id === one.patient_id).length]));
  return { ...base, people: everyone, counts, person, ...(person ? await ofPerson(person, waiting) : {}) };
}

async function ofPerson(person, waiting) {
  const entries = [...waiting.filter((item) => item.patient_id === person.patient_id).map(unsent), ...(await kept(person.patient_id))];
  const withdrawn = new Set(waiting.filter((item) => item.kind === "withdrawal").map((item) => item.what.check_in_id));
  const shown = entries.filter((entry) => entry.kind === "check_in").map((entry) => ({ ...entry, withdrawn: withdrawn.has(entry.id) }));
  const replaced = new Set(entries.map((entry) => entry.corrects));
  const doses = entries.filter((entry) => entry.kind === "dose" && !replaced.has(entry.id)).map((entry) => ({ ...entry, withdrawn: withdrawn.has(entry.id) }));
  doses.sort((a, b) => Date.parse(b.taken_at) - Date.parse(a.taken_at));
  shown.sort((a, b) => Date.parse(b.recorded_at) - Date.parse(a.recorded_at));
  return { draft: await checkIns.draftOf(person.patient_id), entries: shown, doses, unsent: entries.filter((entry) => entry.state !== "sent"), last: latest(shown.filter((entry) => (person.caregiver_id ? isOwn(person, entry) : entry.entered_by_kind !== "caregiver"))) };
}

// Entered by whom the phone belongs to. What is still on its way says nothing of it: it is.
export const isOwn = ({ caregiver_id }, { entered_by_kind, entered_by_id }) =>
  caregiver_id ? (entered_by_id ?? caregiver_id) === caregiver_id : (entered_by_kind ?? "patient") === "patient";

const unsent = (item) => ({ ...item.what, kind: item.kind, state: item.state, attempts: item.attempts, problem: item.problem });

export const remember = (entry) => outbox.unkept.set(entry.id, entry);

export function forget(patientId) {
  for (const [id, entry] of outbox.unkept) if (entry.patient_id === patientId) outbox.unkept.delete(id);
}

async function kept(patientId) {
  const rows = (await store.all("kept")).filter((row) => row.patient_id === patientId);
  const entries = await Promise.all(rows.map((row) => vault.open(row.box)));
  const others = [...outbox.unkept.values()].filter((entry) => entry.patient_id === patientId && !entries.some((one) => one.id === entry.id));
  return [...entries, ...others].map((entry) => ({ kind: "check_in", ...entry, state: "sent" }));
}

// What "same as last time" repeats: the newest answers, by whom they were.
const latest = (entries) => entries.find((entry) => !entry.withdrawn && entry.state !== "refused" && Object.values(entry.answers).some((score) => score !== null)) ?? null;

const isPersisted = async () => Boolean(await navigator.storage?.persisted?.());
