// A queue of Ada's, and what became of it.
import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import * as store from "/app/store.js";
import { Balm } from "./balm.js";
import { ADA, INSTRUMENT, NOON, settle } from "./phone.js";

export const [SECOND, MINUTE] = [1000, 60000];

// What Ada answered; the note tells one from another. A second lies between them. Their ids.
export async function queued(count, given = {}, one = ADA) {
  const ids = [];
  for (let n = 0; n < count; n++) {
    const draft = checkIns.begin(one, INSTRUMENT, { answers: { pain: n % 11 }, note: `number ${n}`, ...given }, NOON);
    ids.push((await checkIns.finish(draft, NOON + n * SECOND)).id);
  }
  return ids;
}

export async function begun(count = 1, given = {}) {
  await settle(ADA);
  return { balm: new Balm(), ids: await queued(count, given) };
}

export const send = (balm, given = {}) => outbox.sendAll({ fetch: balm.fetch, now: () => NOON, random: () => 1, ...given });
export const left = async () => (await outbox.waiting()).map((item) => item.id);
export const states = async () => (await outbox.waiting()).map(({ state, attempts }) => [state, attempts]);
export const kept = async () => (await store.all("kept")).map((row) => row.id).sort();
