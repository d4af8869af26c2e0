// Who answers on this phone. Each has a token, a queue and a history of their own; none ever touches another's.
import { ask } from "./api.js";
import * as store from "./store.js";
import * as vault from "./vault.js";

// Readable without the PIN: whom to call, and whether the phone still has a valid code. Everything else is in the box.
const opened = async (row) => ({ ...row, ...(await vault.open(row.box)) });

async function boxed(person) {
  const { patient_id, needs_code, attempts, next_try_at, numbers, ...personal } = person;
  delete personal.box;
  return { patient_id, needs_code, attempts, next_try_at, numbers, box: await vault.seal(personal) };
}

export const everyone = async () => Promise.all((await store.all("people")).map(opened));

// For the bar with the numbers, which is there before anything is unlocked.
export const numbersOfAll = async () => (await store.all("people")).map((row) => ({ patient_id: row.patient_id, ...row.numbers }));

export async function keep(person) {
  await store.put("people", await boxed(person));
}

// Marks that sending changes while pages may be writing the same person: only these fields are touched.
export const mark = (patientId, marks) =>
  store.write(["people"], async ({ people }) => {
    const row = await people.get(patientId);
    if (row) await people.put({ ...row, ...marks });
  });

// The server doesn't know this token any more. Another tab may have a new one meanwhile: then that one is asked next.
export async function needsCode(person) {
  const fresh = (await everyone()).find((one) => one.patient_id === person.patient_id);
  if (fresh?.token === person.token) await mark(person.patient_id, { needs_code: true });
}

// {person} or {problem}. A code is good once: when the answer is lost on the way, the team makes a new one.
export async function redeem(code, deviceName, { fetch } = {}) {
  const { status, body } = await ask("/v1/enrolments/redeem", { method: "POST", body: { code, device_name: deviceName }, fetch });
  if (status !== 201 || !body?.token) return { problem: body ?? { status } };
  const before = (await everyone()).find((one) => one.patient_id === body.patient_id);
  const person = {
    ...before,
    patient_id: body.patient_id,
    name: body.patient_name,
    organisation_name: body.organisation_name,
    token: body.token,
    needs_code: false,
    attempts: 0,
    next_try_at: 0,
    numbers: before?.numbers ?? { phone_numbers: [], emergency_number: "", not_watched: "" },
    instruments: before?.instruments ?? [],
  };
  await keep(person);
  return { person };
}

// The questionnaires and the numbers, as they are now. False where the phone needs a new code; raises Unreachable.
export async function renew(person, { fetch } = {}) {
  const { status, body } = await ask("/v1/me", { token: person.token, fetch });
  if (status === 401) await needsCode(person);
  if (status !== 200 || body?.patient_id !== person.patient_id) return status !== 401;
  const { phone_numbers, emergency_number, texts, instruments, schedule, name, organisation_name } = body;
  const numbers = { phone_numbers, emergency_number, not_watched: texts.not_watched, organisation_name };
  const fresh = (await everyone()).find((one) => one.patient_id === person.patient_id);
  if (fresh) await keep({ ...fresh, name, organisation_name, instruments, schedule, numbers });
  return true;
}

// Takes everything of this person off the phone, unsent check-ins too: the page has asked first.
export async function forget(person, { fetch } = {}) {
  await store.write(["people", "outbox", "kept", "drafts", "settings"], async (stores) => {
    await stores.people.remove(person.patient_id);
    await stores.drafts.remove(person.patient_id);
    for (const name of ["outbox", "kept"]) {
      for (const row of await stores[name].all()) if (row.patient_id === person.patient_id) await stores[name].remove(row.id);
    }
    if ((await stores.people.all()).length === 0) for (const row of await stores.settings.all()) await stores.settings.remove(row.name);
  });
  await ask("/v1/me/device", { method: "DELETE", token: person.token, fetch }).catch(() => null); // offline, the team can take the phone back
}
