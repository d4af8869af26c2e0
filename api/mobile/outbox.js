// Sends what waits, in order, one queue per person. Nothing leaves the queue before the server has said that it is stored.
import { Unreachable, ask, isOurs } from "./api.js";
import * as people from "./people.js";
import * as store from "./store.js";
import { uuid7 } from "./time.js";
import * as vault from "./vault.js";

const MOST = 50; // check-ins in one request; the server takes 200
const FIRST_WAIT = 5000; // milliseconds; ours
const LONGEST_WAIT = 15 * 60 * 1000;
const [CONFLICTS, MISSING] = [["urn:balm:problem:check-in-conflict", "urn:balm:problem:fact-conflict"], "urn:balm:problem:not-found"];
const pathOf = (kind) => ({ dose: "/v1/when-needed-doses", wellbeing: "/v1/me/wellbeing-checks" })[kind] ?? "/v1/check-ins";

// id -> what the server has and this phone had no room to keep: shown as long as the page lives.
export const unkept = new Map();

// A phone that can write nothing down any more must send all the same.
const withoutRoom = (otherwise) => (error) => {
  if (error?.name !== "QuotaExceededError") throw error;
  return otherwise();
};

// Milliseconds until the next try: doubled each time, and spread, so that phones don't all come back at once after an outage.
export function pause(attempts, random = Math.random()) {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, attempts - 1)) * (0.5 + random / 2);
}

export async function waiting(patientId = null) {
  const rows = (await store.all("outbox")).filter((row) => patientId === null || row.patient_id === patientId);
  rows.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  return Promise.all(rows.map(async (row) => ({ ...row, what: await vault.open(row.box) })));
}

// One tab, or the service worker, at a time. `force`: somebody asked, so don't wait for the pause to end. Answers whether something is left to send.
export const sendAll = ({ force = false, now = Date.now, fetch, random = Math.random } = {}) =>
  navigator.locks.request("balm-outbox", async () => {
    for (const person of await people.everyone()) {
      if (!person.needs_code && (force || !isResting(person, now()))) await sendFor(person, { now, fetch, random });
    }
    return (await store.all("outbox")).some((row) => row.state === "waiting");
  });

// A pause that would be longer than any was made by a clock that has been put right since.
const isResting = ({ next_try_at }, now) => now < next_try_at && next_try_at <= now + LONGEST_WAIT;

// An item that the server fails on must not hold back those behind it: it is passed over and tried again after the pause.
async function sendFor(person, { now, fetch, random }) {
  const passed = new Set();
  let most = MOST;
  for (;;) {
    const items = ready(await waiting(person.patient_id)).filter((item) => !passed.has(item.id));
    if (items.length === 0) return passed.size ? rest(person, true, { now, random }) : rested(person);
    const outcome = await tryOnce(person, items[0].kind === "check_in" ? leading(items, most) : [items[0]], { now, fetch });
    if (outcome.smaller) most = Math.max(1, Math.floor(Math.min(most, items.length) / 2));
    if (outcome.pass) passed.add(items[0].id);
    if (outcome.stop) return;
    if (outcome.wait) return rest(person, outcome.wait, { now, random });
  }
}

// What corrects or withdraws a check-in can go only when that check-in is there, whatever the phone's clock said about their order.
function ready(items) {
  const unsent = items.filter((item) => item.state === "waiting");
  const ids = new Set(unsent.map((item) => item.id));
  return unsent.filter(({ what }) => !ids.has(what.check_in_id ?? what.corrects));
}

function leading(items, most) {
  const end = items.findIndex((item) => item.kind !== "check_in");
  return items.slice(0, Math.min(most, end === -1 ? items.length : end));
}

async function rest(person, seconds, { now, random }) {
  const attempts = (person.attempts ?? 0) + 1;
  const least = seconds === true ? 0 : seconds * 1000;
  const next_try_at = now() + Math.min(LONGEST_WAIT, Math.max(least, pause(attempts, random())));
  await people.mark(person.patient_id, { attempts, next_try_at }).catch(withoutRoom(() => null));
}

const rested = async (person) => (person.attempts ? people.mark(person.patient_id, { attempts: 0, next_try_at: 0 }).catch(withoutRoom(() => null)) : null);

// Before the request leaves, the queue says that it was tried: if the answer is lost, the check-in may be there already.
const markTried = (items) =>
  store.write(["outbox"], async ({ outbox }) => {
    const rows = await Promise.all(items.map((item) => outbox.get(item.id)));
    if (!rows.every(Boolean)) return false; // one was withdrawn just now
    for (const row of rows) await outbox.put({ ...row, attempts: row.attempts + 1 });
    return true;
  }).catch(withoutRoom(() => true));

async function tryOnce(person, items, { now, fetch }) {
  if (!(await markTried(items))) return {};
  try {
    const answer = await ask(...request(items), { ...options(items, person), token: person.token, fetch });
    return await settled(person, items, answer, now());
  } catch (error) {
    if (error instanceof Unreachable) return { wait: true };
    throw error;
  }
}

function request(items) {
  const [{ kind, what }] = items;
  if (kind === "withdrawal") return [`${pathOf(what.of)}/${what.check_in_id}/entered-in-error`];
  return [items.length === 1 ? `${pathOf(kind)}/${what.id}` : pathOf(kind)];
}

// A caregiver's phone leaves the patient's id to the server: here that person goes by another one.
export const sendable = (what, { caregiver_id }) => (caregiver_id ? { ...what, patient_id: undefined } : what);

function options(items, person) {
  const [{ kind, what }] = items;
  if (kind === "withdrawal") return { method: "POST", body: { reason: what.reason } };
  if (items.length > 1) return { method: "POST", body: { check_ins: items.map((item) => sendable(item.what, person)) } };
  const { id, ...content } = sendable(what, person);
  void id;
  return { method: "PUT", body: content };
}

async function settled(person, items, { status, body, retryAfter }, now) {
  if (status === 401 && isOurs(body)) {
    await people.needsCode(person);
    return { stop: true };
  }
  const isAlone = items.length === 1;
  if (status === 500) return isAlone ? { pass: true } : { smaller: true };
  if (status === 429 || status > 500) return { wait: retryAfter ?? true };
  if (isAlone) return status === 200 || isOurs(body) ? one(items[0], status, body, now) : { pass: true }; // a proxy's word
  if (status !== 200 || !Array.isArray(body?.results) || body.results.length !== items.length) return { smaller: true };
  const outcomes = [];
  for (const [n, { status: itsStatus, receipt, problem }] of body.results.entries()) outcomes.push(await one(items[n], itsStatus, receipt ?? problem, now));
  return outcomes.find((outcome) => outcome.wait) ?? {};
}

async function one(item, status, body, now) {
  if (item.kind === "withdrawal" && status === 200 && body?.id === item.what.check_in_id) return gone(item);
  if (item.kind === "wellbeing" && status === 200 && body?.id === item.id) return gone(item); // the team reads it there; no page here shows it
  if (item.kind !== "withdrawal" && status === 200 && body?.id === item.id) return stored(item, body, now);
  if (status === 200) return { wait: true }; // not the answer to what was asked
  if (item.kind === "withdrawal" && body?.type === MISSING) return gone(item); // the team has never had it
  if (status === 409 && CONFLICTS.includes(body?.type) && !item.renamed) return renamed(item, now);
  return refused(item, status, body);
}

// A withdrawal goes when its check-in waits no more: what is left of that one here was refused.
const gone = (item) =>
  store.write(["outbox", "kept"], async ({ outbox, kept }) => {
    await outbox.remove(item.id);
    if (item.kind === "withdrawal") for (const shelf of [outbox, kept]) await shelf.remove(item.what.check_in_id);
    return {};
  });

const stored = (item, receipt, now) =>
  vault.alone(async () => {
    const entry = { ...item.what, kind: item.kind, received_at: receipt.received_at };
    const box = await vault.seal(entry);
    return store.write(["outbox", "kept"], async ({ outbox, kept }) => {
      if (!(await outbox.get(item.id))) return {}; // signed out meanwhile
      await kept.put({ id: item.id, patient_id: item.patient_id, kept_at: now, box });
      if (item.what.corrects) await kept.remove(item.what.corrects);
      await outbox.remove(item.id);
      return {};
    }).catch(withoutRoom(() => letGo(entry)));
  });

async function letGo(entry) {
  unkept.set(entry.id, entry);
  await store.remove("outbox", entry.id);
  return {};
}

// Another check-in has this id: the server asks for an id of its own, once. What corrects or withdraws it means the new id from now on.
const renamed = (item, now) =>
  vault.alone(async () => {
    const id = uuid7(now);
    const changed = [[item.id, { ...item.what, id }, { id, renamed: true }]];
    for (const { id: its, what } of await waiting(item.patient_id)) {
      if (what.check_in_id === item.id) changed.push([its, { ...what, check_in_id: id }, {}]);
      if (what.corrects === item.id) changed.push([its, { ...what, corrects: id }, {}]);
    }
    const boxes = await Promise.all(changed.map(([, what]) => vault.seal(what)));
    return store.write(["outbox"], async ({ outbox }) => {
      for (const [n, [its, , more]] of changed.entries()) {
        const row = await outbox.get(its);
        await outbox.remove(its);
        if (row) await outbox.put({ ...row, ...more, box: boxes[n] }); // it isn't there where somebody signed out
      }
      return {};
    });
  });

// Kept, shown with the server's own sentence, and the person decides.
const refused = (item, status, problem) =>
  store.write(["outbox"], async ({ outbox }) => {
    const row = await outbox.get(item.id);
    if (row) await outbox.put({ ...row, state: "refused", problem: { status, title: problem?.title ?? "", detail: problem?.detail ?? "" } });
    return {};
  });

export const tryAgain = (id) =>
  store.write(["outbox"], async ({ outbox }) => {
    const row = await outbox.get(id);
    if (row) await outbox.put({ ...row, state: "waiting", problem: null });
  });
