// Who answers on this phone. Each has a token, a queue and a history of their own; none ever touches another's.
import { Unreachable, ask, isOurs } from "./api.js";
import * as store from "./store.js";
import * as vault from "./vault.js";

// Readable without the PIN: whom to call, and whether the phone still has a valid code. Everything else is in the box.
const opened = async (row) => ({ ...row, ...(await vault.open(row.box)) });

async function boxed(person) {
  const { patient_id, needs_code, attempts, next_try_at, numbers, box, ...personal } = person;
  void [needs_code, attempts, next_try_at, box]; // marks are written by those who send
  return { patient_id, numbers, box: await vault.seal(personal) };
}

// After a death or a discharge the app asks for nothing and prompts for nothing.
export const isOver = ({ care }) => care === "died" || care === "discharged";

// The patient, and whom the team has recorded as deciding for the patient.
export const mayShare = ({ caregiver_id, grants }) => !caregiver_id || grants?.surrogate;

const DAYS = 30; // of own answers that are kept here
const UNTRIED = { needs_code: false, attempts: 0, next_try_at: 0 };

export const everyone = async () => Promise.all((await store.all("people")).map(opened));

// For the bar with the numbers, which is there before anything is unlocked.
export const numbersOfAll = async () => (await store.all("people")).map((row) => ({ patient_id: row.patient_id, ...row.numbers }));

const personOf = async (patientId) => (await everyone()).find((one) => one.patient_id === patientId);

// Read, changed and written with nobody in between, so that an answer that comes late never brings an old token back. `edit` may answer null: no change.
const change = (patientId, edit, marks = {}) =>
  vault.alone(async () => {
    const person = edit(await personOf(patientId));
    if (!person) return null;
    const row = await boxed(person);
    await store.write(["people"], async ({ people }) => people.put({ ...UNTRIED, ...(await people.get(patientId)), ...row, ...marks }));
    return person;
  });

// Marks that sending changes while pages may be writing the same person: only these fields are touched.
export const mark = (patientId, marks) =>
  store.write(["people"], async ({ people }) => {
    const row = await people.get(patientId);
    if (row) await people.put({ ...row, ...marks });
  });

// The server doesn't know this token any more. Another tab may have a new one meanwhile: then that one is asked next.
export async function needsCode(person) {
  const fresh = await personOf(person.patient_id);
  if (fresh?.token === person.token) await mark(person.patient_id, { needs_code: true });
}

// {person} or {problem}. A code is good once: when the answer is lost on the way, the team makes a new one.
export async function redeem(code, deviceName, { fetch } = {}) {
  const { status, body } = await ask("/v1/enrolments/redeem", { method: "POST", body: { code, device_name: deviceName }, fetch });
  if (isOurs(body) && status < 500) return { problem: body };
  if (status !== 201 || !body?.token) throw new Unreachable(`not Balm's answer: ${status}`);
  return { person: await change(keyOf(body), (known) => enrolled(known, body), UNTRIED) };
}

// Under which id somebody is kept here. A caregiver goes by their own, so that a phone can be the patient's and theirs; the server knows by the token whose answers they are.
const keyOf = (body) => body?.caregiver_id ?? body?.patient_id;

const enrolled = (known, { patient_name, organisation_name, token, caregiver_id, caregiver_name, ...body }) => ({
  numbers: { phone_numbers: [], emergency_number: "", not_watched: "" },
  instruments: [],
  ...known,
  ...(caregiver_id && { caregiver_id, caregiver_name }),
  patient_id: keyOf({ caregiver_id, ...body }),
  name: patient_name,
  organisation_name,
  token,
});

// {isKnown: whether the server knows this phone, body: what it answers, if it does}
async function askedFor(person, path, fetch) {
  const { status, body } = await ask(path, { token: person.token, fetch });
  const isKnown = status !== 401 || !isOurs(body);
  if (!isKnown) await needsCode(person);
  return { isKnown, body: status === 200 ? body : null };
}

// The questionnaires and the numbers, as they are now. False where the phone needs a new code; raises Unreachable.
export async function renew(person, { now = Date.now, fetch } = {}) {
  const asked = now();
  const { isKnown, body } = await askedFor(person, "/v1/me", fetch);
  if (keyOf(body) !== person.patient_id) return isKnown;
  const { patient_id: _, phone_numbers, emergency_number, texts, watching, ...personal } = body;
  const numbers = { phone_numbers, emergency_number, not_watched: texts.not_watched, organisation_name: personal.organisation_name, watching: isOver(personal) ? null : watching };
  const chosenSince = (known) => known.chosen_at > asked && { reminders: known.reminders };
  void _;
  await change(person.patient_id, (known) => known && { ...known, ...personal, ...chosenSince(known), numbers, shares: mayShare(personal) ? known.shares : [] });
  return true;
}

export const edit = (patientId, more) => change(patientId, (known) => known && { ...known, ...more });

// An answer that was asked for before and comes later doesn't bring the old times back.
export const choose = (patientId, reminders, now = Date.now()) => edit(patientId, { reminders, chosen_at: now });

// For reading offline: what the team said to this person, and to whom the person shows what. False and raises as above.
const renewed = (name) => async (person, { fetch } = {}) => {
  const { isKnown, body } = await askedFor(person, `/v1/me/${name}`, fetch);
  if (Array.isArray(body)) await edit(person.patient_id, { [name]: body });
  return isKnown;
};
export const renewMessages = renewed("messages");
export const renewShares = renewed("shares");
export const renewCaregivers = renewed("caregivers");

// The person's own answers as the server has them, kept for reading offline; what was sent while we asked stays. False and raises as above.
export async function renewAnswers(person, { now = Date.now, fetch } = {}) {
  const asked = now();
  const { isKnown, body } = await askedFor(person, `/v1/me/check-ins?days=${DAYS}`, fetch);
  if (!Array.isArray(body?.check_ins)) return isKnown;
  const doses = (body.when_needed_doses ?? []).map((one) => ({ ...one, kind: "dose" }));
  await vault.alone(() => keep(person.patient_id, [...body.check_ins, ...doses], asked));
  return true;
}

async function keep(patientId, checkIns, asked) {
  const rows = await Promise.all(checkIns.map(async (one) => ({ id: one.id, patient_id: patientId, kept_at: asked, box: await vault.seal({ ...one, patient_id: patientId }) })));
  await store.write(["kept", "people"], async ({ kept, people }) => {
    if (!(await people.get(patientId))) return; // signed out meanwhile
    for (const row of await kept.all()) if (row.patient_id === patientId && row.kept_at < asked) await kept.remove(row.id);
    for (const row of rows) await kept.put(row);
  });
}

// Takes everything of this person off the phone, unsent check-ins too: the page has asked first.
export async function forget(person, { fetch } = {}) {
  await vault.alone(() => store.write(["people", "outbox", "kept", "drafts", "settings"], (stores) => erase(stores, person.patient_id)));
  await ask("/v1/me/device", { method: "DELETE", token: person.token, fetch }).catch(() => null); // offline, the team can take the phone back
}

async function erase(stores, patientId) {
  await stores.people.remove(patientId);
  await stores.drafts.remove(patientId);
  for (const name of ["outbox", "kept"]) {
    for (const row of await stores[name].all()) if (row.patient_id === patientId) await stores[name].remove(row.id);
  }
  if ((await stores.people.all()).length === 0) await stores.settings.clear();
}
