import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import * as people from "/app/people.js";
import * as store from "/app/store.js";
import { equal } from "./assert.js";
import { Balm, problem, unreachable } from "./balm.js";
import { ADA, NOON, OLGA, otherTab, person, settle } from "./phone.js";
import { MINUTE, begun, kept, left, queued, send, states } from "./queue.js";

export async function a_token_that_is_no_longer_known_keeps_the_queue() {
  const { balm, ids } = await begun(2);
  balm.next = [problem("not-signed-in", 401)];
  equal(await send(balm), true);
  equal(
    [await left(), (await person()).needs_code, await states()],
    [
      ids,
      true,
      [
        ["waiting", 1],
        ["waiting", 1],
      ],
    ],
  );
  await send(balm, { force: true });
  equal(balm.asked.length, 1, "without a new code there is nothing to ask");
}

export async function a_401_of_an_old_token_does_not_undo_a_new_code() {
  const { balm, ids } = await begun();
  const fetch = async () =>
    new Response(JSON.stringify({ patient_id: ADA.patient_id, patient_name: "Ada", organisation_name: "Haus", token: "new" }), { status: 201 });
  balm.next = [async () => (await people.redeem("code", "phone", { fetch }), problem("not-signed-in", 401))];
  await send(balm);
  equal([await left(), (await person()).needs_code], [ids, false]);
  await send(balm);
  equal([await left(), balm.asked.map((one) => one.token)], [[], ["token-of-ada", "new"]]);
}

export async function two_persons_queues_go_with_their_own_tokens() {
  await settle(ADA, OLGA);
  const balm = new Balm();
  for (let n = 0; n < 3; n++) {
    await queued(1, {}, ADA);
    await queued(1, {}, OLGA);
  }
  equal(await send(balm), false);
  for (const { token, body } of balm.asked) {
    const whose = token === "token-of-ada" ? ADA : OLGA;
    equal(
      body.check_ins.map((one) => one.patient_id),
      Array(3).fill(whose.patient_id),
      token,
    );
  }
  equal(balm.asked.map((one) => one.token).sort(), ["token-of-ada", "token-of-olga"]);
}

export async function one_persons_lost_code_or_pause_does_not_hold_back_the_other() {
  await settle(ADA, OLGA);
  const balm = new Balm();
  for (const [mark, count] of [
    [{ needs_code: true }, 1],
    [{ needs_code: false, next_try_at: NOON + MINUTE }, 2],
  ]) {
    await people.mark(ADA.patient_id, mark);
    await queued(1, {}, ADA);
    const [olgas] = await queued(1, {}, OLGA);
    equal(await send(balm), true);
    equal([balm.asked.length, balm.asked.at(-1).token, balm.stored.has(olgas)], [count, "token-of-olga", true]);
  }
  equal([await outbox.waiting(OLGA.patient_id), (await outbox.waiting(ADA.patient_id)).length], [[], 2]);
}

export async function two_at_once_send_once() {
  const { balm, ids } = await begun(3);
  const theirs = await (await otherTab())("outbox.js");
  const given = { fetch: balm.fetch, now: () => NOON, force: true };
  await Promise.all([outbox.sendAll(given), theirs.sendAll(given), outbox.sendAll(given)]);
  equal([balm.asked.length, [...balm.stored.keys()]], [1, ids]);
}

export async function what_is_finished_while_others_are_sent_goes_too() {
  const { balm } = await begun();
  balm.next = [async (request) => (await queued(1), balm.usual(request))];
  equal(await send(balm), false);
  equal([balm.asked.length, balm.stored.size], [2, 2]);
}

export async function what_is_withdrawn_before_its_turn_is_not_sent() {
  const { balm, ids } = await begun(51);
  balm.next = [async (request) => (await checkIns.withdraw({ id: ids[50], patient_id: ADA.patient_id }, "x"), balm.usual(request))];
  equal(await send(balm), false);
  equal([balm.stored.has(ids[50]), balm.stored.size, balm.withdrawn], [false, 50, []]);
}

export async function an_answer_that_comes_after_signing_out_leaves_nothing_here() {
  const { balm } = await begun();
  const forgotten = (answer) => async (request) => {
    await people.forget(await person(), { fetch: unreachable });
    return typeof answer === "function" ? answer(request) : answer;
  };
  for (const answer of [
    (request) => balm.usual(request),
    problem("check-in-conflict", 409),
    problem("answers-refused", 400),
    problem("not-signed-in", 401),
    unreachable,
  ]) {
    balm.next = [forgotten(answer)];
    await send(balm);
    equal([await store.all("people"), await store.all("outbox"), await store.all("kept")], [[], [], []]);
    await settle(ADA);
    await queued(1);
  }
}

export async function a_worker_without_a_page_sends_and_with_a_pin_leaves_it_to_the_app() {
  const { ids } = await begun();
  const ask = (pin) =>
    new Promise((resolve) => {
      const worker = new Worker("/tests/worker.js", { type: "module", name: pin });
      worker.onmessage = ({ data }) => (worker.terminate(), resolve(data));
    });
  const { setPin, removePin } = await import("/app/vault.js");
  await setPin("4711");
  equal([await ask(), await left()], ["Locked", ids]);
  await removePin();
  equal([await ask(), await left(), await kept()], [false, [], ids]);
}
