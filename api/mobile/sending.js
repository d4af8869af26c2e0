// When to send: after each check-in, when the connection or the person comes back, and at the end of each pause.
import { Unreachable, ask } from "./api.js";
import { body, dropDraft } from "./check_ins.js";
import { changed } from "./nav.js";
import * as outbox from "./outbox.js";
import * as people from "./people.js";
import * as push from "./push.js";
import { remember } from "./state.js";
import * as vault from "./vault.js";

const OFTEN = 60000; // milliseconds between looks at the queue while the app is open; ours
const NEWS = 5 * 60000; // and between questions for news
let running = null;
let again = false; // asked while it was running: what came into the queue since may have been missed

export const isSending = () => running !== null;

// One at a time in this tab. Never raises: what could not be sent stays in the queue and is said on the page.
export function sendNow({ force = true } = {}) {
  again ||= force && running !== null;
  running ??= rounds(force).finally(() => {
    running = null;
    changed();
  });
  changed({ here: true });
  return running;
}

async function rounds(force) {
  do {
    again = false;
    await round(force).catch((error) => console.error(error));
  } while (again);
}

async function round(force) {
  if ((await vault.state()) === "locked") return;
  askForSync().catch(() => null); // not waited for: a browser that is busy with its service worker may take long to answer
  await outbox.sendAll({ force });
}

// With background sync the browser sends after the app is closed; but iPhones have none, and behind a PIN nothing can be read then.
export const sendsWhenClosed = (vaultState) => vaultState === "none" && "sync" in (globalThis.ServiceWorkerRegistration?.prototype ?? {});

async function askForSync() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register("send");
}

// The last resort of a phone that can keep nothing more: send it now or say that it couldn't be. With the draft's own id: whatever comes later is known to
// be the same check-in.
export async function sentDirectly(draft, person) {
  const entry = body(draft);
  const { id, ...content } = outbox.sendable(entry, person);
  const answer = await ask(`/v1/check-ins/${id}`, { method: "PUT", token: person.token, body: content }).catch(() => null);
  if (answer?.status !== 200 || answer.body?.id !== id) return false;
  remember({ ...entry, received_at: answer.body.received_at });
  await dropDraft(draft.patient_id).catch((error) => console.error(error));
  return true;
}

// Questions, numbers, history, what the team said and who may see what, as they are now; offline, what is here stays.
export async function renew() {
  if ((await vault.state()) === "locked") return;
  for (const person of await people.everyone()) {
    if (person.needs_code) continue;
    try {
      if (!(await people.renew(person))) continue;
      await people.renewAnswers(person);
      await people.renewMessages(person);
      if (people.mayShare(person)) await people.renewShares(person);
      await push.keepOn(person).catch((error) => console.error(error));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
  }
  changed();
}

export function keepSending() {
  const again = () => sendNow({ force: true }).then(renew).catch((error) => console.error(error));
  window.addEventListener("online", again);
  window.addEventListener("offline", () => changed({ here: true }));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  setInterval(() => document.visibilityState === "visible" && sendNow({ force: false }), OFTEN);
  setInterval(() => document.visibilityState === "visible" && renew().catch((error) => console.error(error)), NEWS);
  again();
}
