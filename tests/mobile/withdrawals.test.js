import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import * as store from "/app/store.js";
import { equal } from "./assert.js";
import { Balm } from "./balm.js";
import { ADA, INSTRUMENT, NOON, settle } from "./phone.js";

export const before = () => settle(ADA);

const begin = (given = {}) => checkIns.begin(ADA, INSTRUMENT, given, NOON);
const queue = async () => (await outbox.waiting()).map((item) => item.what);
const entryOf = async () => (await outbox.waiting())[0].what;

async function finished(given = { answers: { pain: 3 } }) {
  return checkIns.finish(begin(given), NOON);
}

export async function withdrawn_before_it_was_ever_tried_it_never_leaves() {
  await finished();
  await checkIns.withdraw(await entryOf(), "a mistake", NOON);
  equal(await queue(), []);
}

export async function withdrawn_after_a_try_the_team_is_told() {
  const { id } = await finished();
  const balm = new Balm();
  balm.next = [balm.lost];
  await outbox.sendAll({ fetch: balm.fetch, force: true });
  await checkIns.withdraw(await entryOf(), "a mistake", NOON + 1);
  equal(
    (await outbox.waiting()).map((item) => item.kind),
    ["check_in", "withdrawal"],
  );
  await outbox.sendAll({ fetch: balm.fetch, force: true });
  equal([await queue(), balm.withdrawn, balm.asked.at(-1).body, await store.all("kept")], [[], [id], { reason: "a mistake" }, []]);
}

export async function withdrawn_after_it_was_sent_the_team_is_told() {
  const stored = await finished();
  const balm = new Balm();
  await outbox.sendAll({ fetch: balm.fetch });
  await checkIns.withdraw(stored, "a mistake", NOON + 1);
  await outbox.sendAll({ fetch: balm.fetch });
  equal([await queue(), balm.withdrawn], [[], [stored.id]]);
}

export async function a_refused_one_is_withdrawn_by_taking_it_away() {
  await finished();
  const row = (await store.all("outbox"))[0];
  await store.put("outbox", { ...row, attempts: 4, state: "refused", problem: { status: 400 } });
  await checkIns.withdraw(await entryOf(), "a mistake", NOON);
  equal(await queue(), []);
}

export async function one_that_a_correction_needs_is_not_simply_taken_away() {
  const first = await finished();
  await checkIns.finish(begin({ answers: { pain: 4 }, corrects: first.id }), NOON + 1);
  await checkIns.withdraw(first, "a mistake", NOON + 2);
  const balm = new Balm();
  await outbox.sendAll({ fetch: balm.fetch });
  equal([await queue(), balm.stored.size, balm.withdrawn], [[], 2, [first.id]]);
}
