import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import * as people from "/app/people.js";
import * as store from "/app/store.js";
import * as vault from "/app/vault.js";
import { equal, ok, raised } from "./assert.js";
import { ADA, INSTRUMENT, NOON, OLGA, SECRETS, everything, otherTab, person, readable, settle } from "./phone.js";

const PIN = "4711";

const draft = (given = {}) => checkIns.begin(ADA, INSTRUMENT, { answers: { pain: 7 }, note: "I feel wretched", ...given }, NOON);

// One thing on each shelf.
async function fill() {
  await settle(ADA, OLGA);
  await checkIns.keepDraft(draft());
  await checkIns.finish(draft(), NOON);
  await checkIns.keepDraft(draft());
  await store.put("kept", { id: "1", patient_id: ADA.patient_id, kept_at: NOON, box: await vault.seal({ note: "I feel wretched" }) });
}

export async function without_a_pin_a_box_says_that_it_is_open() {
  equal(await vault.state(), "none");
  const box = await vault.seal({ a: 1 });
  equal([box, await vault.open(box)], [{ plain: { a: 1 } }, { a: 1 }]);
  await vault.unlock("whatever");
  equal(await vault.state(), "none");
}

export async function with_a_pin_a_box_opens_to_what_was_put_in() {
  await vault.setPin(PIN);
  equal(await vault.state(), "open");
  const box = await vault.seal({ note: "Ä ☂ \u0000" });
  ok(!("plain" in box) && !new TextDecoder().decode(box.data).includes("note"));
  equal(await vault.open(box), { note: "Ä ☂ \u0000" });
  const again = await vault.seal({ note: "Ä ☂ \u0000" });
  ok(String(new Uint8Array(again.data)) !== String(new Uint8Array(box.data)), "the same twice looks the same");
}

export async function setting_a_pin_leaves_nothing_readable() {
  await fill();
  for (const secret of SECRETS) ok((await readable()).includes(secret), `${secret} should be there to begin with`);
  await vault.setPin(PIN);
  const left = await readable();
  for (const secret of [...SECRETS, "Olga", PIN]) ok(!left.includes(secret), `${secret} lies open`);
  for (const [name, rows] of Object.entries(await everything())) for (const row of rows) ok(name === "settings" || !("plain" in row.box), name);
}

export async function with_a_pin_everything_is_as_before() {
  await fill();
  await vault.setPin(PIN);
  equal([(await people.everyone()).map((one) => one.token).sort(), (await outbox.waiting()).length], [["token-of-ada", "token-of-olga"], 1]);
  equal((await checkIns.draftOf(ADA.patient_id)).note, "I feel wretched");
}

export async function locked_nothing_is_read_or_written() {
  await fill();
  await vault.setPin(PIN);
  const before = await everything();
  vault.lock();
  equal(await vault.state(), "locked");
  for (const work of [
    () => vault.seal({}),
    () => people.everyone(),
    () => outbox.waiting(),
    () => checkIns.finish(draft()),
    () => vault.removePin(),
    () => outbox.sendAll({}),
  ]) {
    equal((await raised(work)).name, "Locked", work);
  }
  equal(await everything(), before);
}

export async function locked_the_numbers_to_call_are_there() {
  await fill();
  await vault.setPin(PIN);
  vault.lock();
  equal(
    (await people.numbersOfAll()).map((one) => one.phone_numbers[0].number),
    ["030 1", "030 1"],
  );
}

export async function a_wrong_pin_opens_nothing() {
  await fill();
  await vault.setPin(PIN);
  vault.lock();
  for (const wrong of ["", "4712", "47110", " 4711"]) ok((await raised(() => vault.unlock(wrong))) instanceof vault.WrongPin, wrong);
  equal(await vault.state(), "locked");
  await vault.unlock(PIN);
  equal([await vault.state(), (await person()).name], ["open", "Ada"]);
}

export async function another_tab_needs_the_pin_too() {
  await fill();
  await vault.setPin(PIN);
  const load = await otherTab();
  const theirs = await load("vault.js");
  equal(await theirs.state(), "locked");
  await theirs.unlock(PIN);
  equal((await (await load("people.js")).everyone()).length, 2);
}

export async function without_the_pin_again_everything_is_as_before() {
  await fill();
  const before = await everything();
  await vault.setPin(PIN);
  await vault.removePin();
  equal(await vault.state(), "none");
  const { settings, ...rest } = await everything();
  equal([settings, rest], [[{ name: "vault", value: null }], (({ settings: _, ...others }) => others)(before)]);
}

export async function what_is_sealed_after_a_new_pin_needs_that_one() {
  await settle(ADA);
  const load = await otherTab();
  await vault.setPin(PIN);
  const theirs = await load("vault.js");
  await theirs.unlock(PIN);
  await vault.removePin();
  await vault.setPin("8888");
  equal([await theirs.state(), (await raised(() => theirs.seal({}))).name], ["locked", "Locked"]);
  equal((await raised(() => load("people.js").then((module) => module.everyone()))).name, "Locked");
  await theirs.unlock("8888");
  equal((await (await load("people.js")).everyone())[0].name, "Ada");
}

export async function a_tab_that_still_has_the_key_writes_openly_once_the_pin_is_removed() {
  await settle(ADA);
  const load = await otherTab();
  await vault.setPin(PIN);
  await (await load("vault.js")).unlock(PIN);
  await vault.removePin();
  await (await load("check_ins.js")).finish(draft(), NOON);
  equal((await outbox.waiting())[0].what.note, "I feel wretched");
}

export async function whoever_signs_out_takes_the_key_along() {
  await settle(ADA);
  await vault.setPin(PIN);
  await people.forget(await person(), { fetch: async () => new Response(null, { status: 204 }) });
  equal(await vault.state(), "none");
  equal(await vault.seal({ a: 1 }), { plain: { a: 1 } }, "nobody could ever read it again");
}

// Begins `work` in the middle of the encrypting of everything, with time enough to end before it goes on, unless somebody holds it back.
async function inTheMiddleOf(changing, work) {
  const [before, begun] = [{}, []];
  for (const name of ["encrypt", "decrypt"]) {
    before[name] = SubtleCrypto.prototype[name];
    SubtleCrypto.prototype[name] = async function (...given) {
      if (!begun.length) begun.push(...work());
      for (let n = 0; n < 20; n++) await store.setting("nothing");
      return before[name].apply(this, given);
    };
  }
  await changing();
  Object.assign(SubtleCrypto.prototype, before);
  ok(begun.length, "nothing was encrypted");
  await Promise.all(begun);
}

export async function a_check_in_while_the_pin_is_being_set_is_neither_lost_nor_readable() {
  await fill();
  const unfinished = await checkIns.draftOf(ADA.patient_id);
  await inTheMiddleOf(
    () => vault.setPin(PIN),
    () => [checkIns.finish(unfinished, NOON + 1), people.mark(OLGA.patient_id, { attempts: 3 })],
  );
  equal([(await outbox.waiting()).length, await checkIns.draftOf(ADA.patient_id), (await person(OLGA)).attempts], [2, null, 3]);
  const left = await readable();
  for (const secret of SECRETS) ok(!left.includes(secret), `${secret} lies open`);
}

export async function a_check_in_while_the_pin_is_being_removed_can_be_read_after_it() {
  await fill();
  await vault.setPin(PIN);
  await inTheMiddleOf(vault.removePin, () => [checkIns.finish(draft(), NOON + 1), checkIns.keepDraft(draft({ note: "newer" }))]);
  vault.lock();
  equal([(await outbox.waiting()).length, (await checkIns.draftOf(ADA.patient_id)).note], [2, "newer"]);
}

export async function what_goes_away_while_the_pin_is_being_set_does_not_come_back() {
  await fill();
  const [entry] = await outbox.waiting();
  await inTheMiddleOf(
    () => vault.setPin(PIN),
    () => [
      checkIns.withdraw(entry.what, "a mistake"),
      checkIns.dropDraft(ADA.patient_id),
      store.remove("kept", "1"),
      people.forget(OLGA, { fetch: () => Promise.reject(new Error("offline")) }),
    ],
  );
  const { outbox: queue, kept, drafts, people: rows } = await everything();
  equal([queue, kept, drafts, rows.map((row) => row.patient_id)], [[], [], [], [ADA.patient_id]]);
}

export async function the_records_are_as_slow_to_guess_as_promised() {
  await vault.setPin(PIN);
  const { salt, iterations, wrapped } = await store.setting("vault");
  equal([salt.length, iterations, wrapped.byteLength], [16, 600000, 48]);
}
