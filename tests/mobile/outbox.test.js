import * as store from "/app/store.js";
import { equal, ok } from "./assert.js";
import { html, problem, unreachable } from "./balm.js";
import { NOON, person } from "./phone.js";
import { begun, kept, left, send, states } from "./queue.js";

const sent = (balm) => balm.asked.map(({ method, body }) => (method === "PUT" ? 1 : body.check_ins.length)); // how many in each request

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
  for (const answer of [
    html(200),
    { status: 200, body: { results: [] } },
    html(403),
    { status: 200, body: { results: [1, 2, 3].map(() => ({ status: 200, receipt: { id: "x" } })) } },
  ]) {
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

const failingOn = (balm, id) => (request) =>
  request.path.includes(id) || request.body?.check_ins?.some((one) => one.id === id) ? problem("internal", 500) : balm.usual(request);

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
