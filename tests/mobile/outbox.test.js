import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import * as people from "/app/people.js";
import * as store from "/app/store.js";
import { equal, ok } from "./assert.js";
import { Balm, html, problem, unreachable } from "./balm.js";
import { ADA, INSTRUMENT, NOON, OLGA, otherTab, person, settle } from "./phone.js";

const [SECOND, MINUTE] = [1000, 60000];

// What Ada answered: `pain` tells one from another. A second lies between them.
async function queued(count, given = {}, one = ADA) {
  const ids = [];
  for (let n = 0; n < count; n++) ids.push((await checkIns.finish(checkIns.begin(one, INSTRUMENT, { answers: { pain: n % 11 }, note: `number ${n}`, ...given }, NOON), NOON + n * SECOND)).id);
  return ids;
}

const send = (balm, given = {}) => outbox.sendAll({ fetch: balm.fetch, now: () => NOON, random: () => 1, ...given });
const left = async () => (await outbox.waiting()).map((item) => item.id);
const states = async () => (await outbox.waiting()).map(({ state, attempts }) => [state, attempts]);
const kept = async () => (await store.all("kept")).map((row) => row.id).sort();
const sent = (balm) => balm.asked.map(({ method, body }) => (method === "PUT" ? 1 : body.check_ins.length));

async function begun(count = 1, given = {}) {
  await settle(ADA);
  return { balm: new Balm(), ids: await queued(count, given) };
}

export async function what_the_server_has_stored_moves_to_what_is_kept() {
  const { balm, ids } = await begun();
  equal(await send(balm), false);
  equal([await left(), await kept()], [[], ids]);
  const [{ method, path, token, body }] = balm.asked;
  equal([method, path, token, body.note, "id" in body], ["PUT", `/v1/check-ins/${ids[0]}`, "token-of-ada", "number 0", false]);
  const [row] = await store.all("kept");
  equal([row.box.plain.received_at, row.kept_at, row.box.plain.answers], ["2026-05-20T10:00:05Z", NOON, { pain: 0 }]);
}

export async function several_go_together_in_the_order_they_were_made() {
  const { balm, ids } = await begun(3);
  await send(balm);
  equal([balm.asked.length, balm.asked[0].path, balm.asked[0].body.check_ins.map((one) => one.id)], [1, "/v1/check-ins", ids]);
  equal([await left(), await kept()], [[], [...ids].sort()]);
}

export async function at_most_fifty_go_in_one_request() {
  const { balm, ids } = await begun(103);
  equal(await send(balm), false);
  equal([sent(balm), [...balm.stored.keys()]], [[50, 50, 3], ids]);
}

const TAKEN_FOR_NO_ANSWER = {
  "a hotel's page": html(200),
  "another receipt": { status: 200, body: { id: "11111111-0000-7000-8000-00000000000f", received_at: "2026-05-20T10:00:05Z" } },
  "an empty page": { status: 200, text: "" },
  "no content": { status: 204, body: null },
  "a hotel's 401": html(401),
  "a hotel's 403": html(403),
  "a hotel's 404": { status: 404, body: { error: "not found" } },
  "a proxy's 502": html(502),
  "a proxy's 511": html(511),
  "a busy database": problem("unavailable", 503),
  "no connection": unreachable,
};

export async function what_is_not_balms_own_answer_takes_nothing_from_the_queue() {
  const { balm, ids } = await begun();
  for (const [about, answer] of Object.entries(TAKEN_FOR_NO_ANSWER)) {
    balm.next = [answer];
    equal(await send(balm, { force: true }), true, about);
    equal([await left(), await kept(), (await states())[0][0], (await person()).needs_code], [ids, [], "waiting", false], about);
  }
  equal(await send(balm, { force: true }), false);
  equal([await left(), await kept()], [[], ids]);
}

export async function a_batch_that_a_hotel_answers_stays_whole() {
  const { balm, ids } = await begun(3);
  for (const answer of [html(200), { status: 200, body: { results: [] } }, html(403), { status: 200, body: { results: [1, 2, 3].map(() => ({ status: 200, receipt: { id: "x" } })) } }]) {
    balm.next = Array(20).fill(answer);
    equal(await send(balm, { force: true }), true);
    equal([await left(), (await states()).map(([state]) => state)], [ids, ["waiting", "waiting", "waiting"]]);
  }
}

export async function a_lost_answer_is_asked_for_again_with_the_same_words() {
  const { balm, ids } = await begun();
  balm.next = [balm.lost];
  equal(await send(balm), true);
  equal([await left(), await states()], [ids, [["waiting", 1]]]);
  equal(await send(balm, { force: true }), false);
  equal([balm.asked[1].path, balm.asked[1].body, balm.stored.size], [balm.asked[0].path, balm.asked[0].body, 1]);
}

export async function a_lost_answer_to_a_batch_is_asked_for_again_with_the_same_words() {
  const { balm, ids } = await begun(3);
  balm.next = [balm.lost];
  await send(balm);
  await send(balm, { force: true });
  equal([balm.asked[1].body, [...balm.stored.keys()], await left()], [balm.asked[0].body, ids, []]);
}

export async function it_is_marked_as_tried_before_it_leaves() {
  const { balm } = await begun();
  let seen;
  balm.next = [async () => ((seen = await states()), unreachable())];
  await send(balm);
  equal(seen, [["waiting", 1]]);
}

// Says 500 whenever `id` is in it.
const failingOn = (balm, id) => (request) => (request.path.includes(id) || request.body?.check_ins?.some((one) => one.id === id) ? problem("internal", 500) : balm.usual(request));

export async function one_that_the_server_fails_on_does_not_hold_back_the_rest() {
  const { balm, ids } = await begun(5);
  balm.next = Array(30).fill(failingOn(balm, ids[1]));
  equal(await send(balm), true);
  equal([await left(), [...balm.stored.keys()].sort()], [[ids[1]], [ids[0], ...ids.slice(2)].sort()]);
  ok((await person()).next_try_at > NOON, "it is tried again after a pause");
}

export async function a_500_on_a_batch_makes_it_smaller() {
  const { balm, ids } = await begun(4);
  balm.next = [problem("internal", 500)];
  equal(await send(balm), false);
  equal([sent(balm), await kept()], [[4, 2, 2], [...ids].sort()]);
}

export async function a_batch_that_is_too_large_is_made_smaller() {
  for (const answer of [problem("too-large", 413), html(413)]) {
    const { balm, ids } = await begun(8);
    const small = (request) => (request.body.check_ins?.length > 2 ? answer : balm.usual(request));
    balm.next = Array(20).fill(small);
    equal(await send(balm), false);
    equal([sent(balm), [...balm.stored.keys()]], [[8, 4, 2, 2, 2, 2], ids]);
  }
}

export async function a_batch_that_is_refused_whole_goes_one_by_one() {
  const { balm, ids } = await begun(2);
  balm.next = [problem("invalid-content", 400)];
  equal(await send(balm), false);
  equal([sent(balm), await kept()], [[2, 1, 1], [...ids].sort()]);
}

export async function told_to_wait_it_waits_as_long_as_it_was_told() {
  const { balm, ids } = await begun();
  balm.next = [{ ...problem("rate-limit", 429), headers: { "retry-after": "120" } }];
  await send(balm);
  equal([(await person()).next_try_at, await left()], [NOON + 2 * MINUTE, ids]);
  await send(balm, { now: () => NOON + 2 * MINUTE - 1 });
  equal(balm.asked.length, 1);
  await send(balm, { now: () => NOON + 2 * MINUTE });
  equal([balm.asked.length, await left()], [2, []]);
}

export async function told_to_wait_without_a_number_or_with_a_silly_one_it_waits_its_own_time() {
  const { balm } = await begun();
  const waits = { "": 5, "-7": 5, soon: 5, "Wed, 21 Oct 2026 07:28:00 GMT": 5, 99999999: 15 * 60 };
  for (const [header, seconds] of Object.entries(waits)) {
    await people.mark(ADA.patient_id, { attempts: 0, next_try_at: 0 });
    balm.next = [{ ...problem("rate-limit", 429), headers: { "retry-after": header } }];
    await send(balm);
    equal((await person()).next_try_at, NOON + seconds * SECOND, header);
  }
}

export async function each_failure_doubles_the_pause_until_one_succeeds() {
  const { balm } = await begun();
  const pauses = [];
  for (let n = 0; n < 10; n++) {
    balm.next = [unreachable];
    await send(balm, { force: true });
    pauses.push(((await person()).next_try_at - NOON) / SECOND);
  }
  equal(pauses, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  await send(balm, { force: true });
  equal([(await person()).attempts, (await person()).next_try_at], [0, 0]);
}

export function a_pause_is_spread_so_that_phones_do_not_come_back_at_once() {
  equal([outbox.pause(1, 0), outbox.pause(1, 1), outbox.pause(0, 1), outbox.pause(4, 0.5), outbox.pause(1000, 1)], [2500, 5000, 5000, 30000, 900000]);
  const found = Array.from({ length: 100 }, () => outbox.pause(3));
  ok(new Set(found).size > 90 && found.every((one) => one >= 10000 && one <= 20000));
}

export async function during_a_pause_nothing_is_asked_unless_somebody_wants_it() {
  const { balm } = await begun();
  balm.next = [unreachable];
  await send(balm);
  equal([await send(balm), balm.asked.length], [true, 1]);
  equal([await send(balm, { force: true }), balm.asked.length], [false, 2]);
}

export async function a_clock_that_is_put_right_does_not_leave_the_queue_asleep() {
  const { balm } = await begun();
  balm.next = [unreachable];
  await send(balm, { now: () => NOON + 400 * 24 * 60 * MINUTE });
  equal([await send(balm), balm.asked.length], [false, 2]);
}

export async function a_token_that_is_no_longer_known_keeps_the_queue() {
  const { balm, ids } = await begun(2);
  balm.next = [problem("not-signed-in", 401)];
  equal(await send(balm), true);
  equal([await left(), (await person()).needs_code, await states()], [ids, true, [["waiting", 1], ["waiting", 1]]]);
  await send(balm, { force: true });
  equal(balm.asked.length, 1, "without a new code there is nothing to ask");
}

export async function a_401_of_an_old_token_does_not_undo_a_new_code() {
  const { balm, ids } = await begun();
  const fetch = async () => new Response(JSON.stringify({ patient_id: ADA.patient_id, patient_name: "Ada", organisation_name: "Haus", token: "new" }), { status: 201 });
  balm.next = [async () => (await people.redeem("code", "phone", { fetch }), problem("not-signed-in", 401))];
  await send(balm);
  equal([await left(), (await person()).needs_code], [ids, false]);
  await send(balm);
  equal([await left(), balm.asked.map((one) => one.token)], [[], ["token-of-ada", "new"]]);
}

export async function an_id_that_is_taken_is_changed_once() {
  const { balm, ids } = await begun();
  balm.stored.set(ids[0], { another: "check-in" });
  equal(await send(balm), false);
  const [renamed] = await kept();
  ok(renamed !== ids[0]);
  equal([balm.stored.get(renamed).note, balm.asked.length, await left()], ["number 0", 2, []]);
}

export async function an_id_that_is_taken_twice_is_refused() {
  const { balm } = await begun();
  balm.next = [problem("check-in-conflict", 409), problem("check-in-conflict", 409)];
  equal(await send(balm), false);
  equal([balm.asked.length, (await outbox.waiting())[0].state, (await outbox.waiting())[0].problem.title], [2, "refused", "check-in-conflict"]);
}

export async function what_corrects_or_withdraws_follows_its_check_in_to_the_new_id() {
  const { balm, ids } = await begun();
  balm.next = [unreachable];
  await send(balm);
  await queued(1, { corrects: ids[0], note: "better" });
  await checkIns.withdraw({ id: ids[0], patient_id: ADA.patient_id }, "a mistake", NOON + 5 * SECOND);
  balm.stored.set(ids[0], { another: "check-in" });
  equal(await send(balm, { force: true }), false);
  const [, [renamed, first], [, second]] = [...balm.stored];
  equal([first.note, second.note, second.corrects, balm.withdrawn], ["number 0", "better", renamed, [renamed]]);
}

export async function a_refusal_is_kept_with_its_sentence_and_holds_nothing_back() {
  const { balm, ids } = await begun(3);
  const refuse = (request) => {
    const answer = balm.usual(request);
    answer.body.results[1] = { id: ids[1], status: 400, problem: problem("answers-refused", 400).body };
    return answer;
  };
  balm.next = [refuse];
  equal(await send(balm), false);
  const [item] = await outbox.waiting();
  equal([item.id, item.state, item.problem, await kept()], [ids[1], "refused", { status: 400, title: "answers-refused", detail: "about answers-refused" }, [ids[0], ids[2]].sort()]);
  await send(balm, { force: true });
  equal(balm.asked.length, 1, "it is not sent again by itself");
}

export async function a_refused_one_can_be_sent_again() {
  const { balm, ids } = await begun();
  balm.next = [problem("answers-refused", 400)];
  await send(balm);
  equal((await states())[0][0], "refused");
  await outbox.tryAgain(ids[0]);
  equal((await outbox.waiting())[0].problem, null);
  await send(balm);
  equal([await left(), await kept()], [[], ids]);
}

export async function what_corrects_another_goes_after_it_whatever_the_clock_said() {
  const { balm, ids } = await begun();
  const back = checkIns.begin(ADA, INSTRUMENT, { answers: { pain: 9 }, corrects: ids[0] }, NOON);
  const { id } = await checkIns.finish(back, NOON - 60 * MINUTE);
  await checkIns.withdraw({ id: ids[0], patient_id: ADA.patient_id }, "x", NOON - 90 * MINUTE);
  equal(await send(balm), false);
  equal([[...balm.stored.keys()], balm.withdrawn, await left()], [[ids[0], id], [ids[0]], []]);
}

export async function a_correction_takes_the_place_of_what_it_corrects() {
  const { balm, ids } = await begun();
  await send(balm);
  const [newer] = await queued(1, { corrects: ids[0] });
  await send(balm);
  equal(await kept(), [newer]);
}

export async function a_withdrawal_waits_for_a_check_in_that_the_server_fails_on() {
  const { balm, ids } = await begun();
  balm.next = [problem("internal", 500)];
  await send(balm);
  await checkIns.withdraw({ id: ids[0], patient_id: ADA.patient_id }, "x", NOON + SECOND);
  balm.next = [problem("internal", 500)];
  equal(await send(balm, { force: true }), true);
  equal([balm.asked.length, balm.withdrawn, (await left()).length], [2, [], 2]);
  equal(await send(balm, { force: true }), false);
  equal([balm.withdrawn, await left(), await kept()], [ids, [], []]);
}

export async function a_withdrawal_of_what_the_team_never_had_is_done() {
  const { balm, ids } = await begun();
  balm.next = [unreachable];
  await send(balm);
  await checkIns.withdraw({ id: ids[0], patient_id: ADA.patient_id }, "x", NOON + SECOND);
  balm.next = [problem("answers-refused", 400)];
  equal(await send(balm, { force: true }), false);
  equal([await left(), balm.withdrawn], [[], []]);
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
    equal(body.check_ins.map((one) => one.patient_id), Array(3).fill(whose.patient_id), token);
  }
  equal(balm.asked.map((one) => one.token).sort(), ["token-of-ada", "token-of-olga"]);
}

export async function one_persons_lost_code_or_pause_does_not_hold_back_the_other() {
  await settle(ADA, OLGA);
  const balm = new Balm();
  for (const [mark, count] of [[{ needs_code: true }, 1], [{ needs_code: false, next_try_at: NOON + MINUTE }, 2]]) {
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
  for (const answer of [(request) => balm.usual(request), problem("check-in-conflict", 409), problem("answers-refused", 400), problem("not-signed-in", 401), unreachable]) {
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
