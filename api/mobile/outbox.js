// Sends what waits, in order, one queue per person. Nothing leaves the queue before the server has said that it is stored.
import { Unreachable, ask } from "./api.js";
import { uuid7 } from "./ids.js";
import * as people from "./people.js";
import * as store from "./store.js";
import * as vault from "./vault.js";

const MOST = 50; // check-ins in one request; the server takes 200
const FIRST_WAIT = 5000; // milliseconds; ours
const LONGEST_WAIT = 15 * 60 * 1000;

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
      if (!person.needs_code && (force || (person.next_try_at ?? 0) <= now())) await sendFor(person, { now, fetch, random });
    }
    return (await store.all("outbox")).some((row) => row.state === "waiting");
  });

// An item that the server fails on must not hold back those behind it: it is passed over and tried again after the pause.
async function sendFor(person, { now, fetch, random }) {
  const passed = new Set();
  let most = MOST;
  for (;;) {
    const items = (await waiting(person.patient_id)).filter((item) => item.state === "waiting" && !passed.has(item.id));
    if (items.length === 0) return passed.size ? rest(person, true, { now, random }) : rested(person);
    const outcome = await tryOnce(person, items[0].kind === "withdrawal" ? [items[0]] : leading(items, most), { now, fetch });
    if (outcome.smaller) most = Math.max(1, Math.floor(Math.min(most, items.length) / 2));
    if (outcome.pass) passed.add(items[0].id);
    if (outcome.stop) return;
    if (outcome.wait) return rest(person, outcome.wait, { now, random });
  }
}

function leading(items, most) {
  const end = items.findIndex((item) => item.kind !== "check_in");
  return items.slice(0, Math.min(most, end === -1 ? items.length : end));
}

async function rest(person, seconds, { now, random }) {
  const attempts = (person.attempts ?? 0) + 1;
  const least = seconds === true ? 0 : seconds * 1000;
  await people.mark(person.patient_id, { attempts, next_try_at: now() + Math.max(least, pause(attempts, random())) });
}

const rested = async (person) => (person.attempts ? people.mark(person.patient_id, { attempts: 0, next_try_at: 0 }) : null);

// Before the request leaves, the queue says that it was tried: if the answer is lost, the check-in may be there already.
const markTried = (items) =>
  store.write(["outbox"], async ({ outbox }) => {
    const rows = await Promise.all(items.map((item) => outbox.get(item.id)));
    if (!rows.every(Boolean)) return false; // one was withdrawn just now
    for (const row of rows) await outbox.put({ ...row, attempts: row.attempts + 1 });
    return true;
  });

async function tryOnce(person, items, { now, fetch }) {
  if (!(await markTried(items))) return {};
  try {
    const answer = await ask(...request(items), { ...options(items), token: person.token, fetch });
    return await settled(person, items, answer, now());
  } catch (error) {
    if (error instanceof Unreachable) return { wait: true };
    throw error;
  }
}

function request(items) {
  const [{ kind, what }] = items;
  if (kind === "withdrawal") return [`/v1/check-ins/${what.check_in_id}/entered-in-error`];
  return [items.length === 1 ? `/v1/check-ins/${what.id}` : "/v1/check-ins"];
}

function options(items) {
  const [{ kind, what }] = items;
  if (kind === "withdrawal") return { method: "POST", body: { reason: what.reason } };
  if (items.length > 1) return { method: "POST", body: { check_ins: items.map((item) => item.what) } };
  const { id, ...content } = what;
  void id;
  return { method: "PUT", body: content };
}

async function settled(person, items, { status, body, retryAfter }, now) {
  if (status === 401) {
    await people.needsCode(person);
    return { stop: true };
  }
  const isAlone = items.length === 1;
  if (status === 500) return isAlone ? { pass: true } : { smaller: true };
  if (status === 429 || status > 500) return { wait: retryAfter ?? true };
  if (isAlone) return one(items[0], status, body, now);
  if (status !== 200 || !Array.isArray(body?.results) || body.results.length !== items.length) return { smaller: true };
  const outcomes = [];
  for (const [n, { status: itsStatus, receipt, problem }] of body.results.entries()) outcomes.push(await one(items[n], itsStatus, receipt ?? problem, now));
  return outcomes.find((outcome) => outcome.wait) ?? {};
}

async function one(item, status, body, now) {
  if (item.kind === "withdrawal" && status === 200 && body?.id === item.what.check_in_id) return gone(item);
  if (item.kind === "check_in" && status === 200 && body?.id === item.id) return stored(item, body, now);
  if (status === 200) return { wait: true }; // not the answer to what was asked
  if (status === 409 && body?.type === "urn:balm:problem:check-in-conflict" && !item.renamed) return renamed(item, now);
  return refused(item, status, body);
}

const gone = (item) =>
  store.write(["outbox", "kept"], async ({ outbox, kept }) => {
    await outbox.remove(item.id);
    await kept.remove(item.what.check_in_id);
    return {};
  });

async function stored(item, receipt, now) {
  const box = await vault.seal({ ...item.what, received_at: receipt.received_at });
  return store.write(["outbox", "kept"], async ({ outbox, kept }) => {
    await kept.put({ id: item.id, patient_id: item.patient_id, kept_at: now, box });
    if (item.what.corrects) await kept.remove(item.what.corrects);
    await outbox.remove(item.id);
    return {};
  });
}

// Another check-in has this id: the server asks for an id of its own, once.
async function renamed(item, now) {
  const id = uuid7(now);
  const box = await vault.seal({ ...item.what, id });
  return store.write(["outbox"], async ({ outbox }) => {
    const row = await outbox.get(item.id);
    await outbox.put({ ...row, id, renamed: true, box });
    await outbox.remove(item.id);
    return {};
  });
}

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
