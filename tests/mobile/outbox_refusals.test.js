import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import { equal, ok } from "./assert.js";
import { problem, unreachable } from "./balm.js";
import { ADA, INSTRUMENT, NOON } from "./phone.js";
import { MINUTE, SECOND, begun, kept, left, queued, send, states } from "./queue.js";

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
  equal(
    [item.id, item.state, item.problem, await kept()],
    [ids[1], "refused", { status: 400, title: "answers-refused", detail: "about answers-refused" }, [ids[0], ids[2]].sort()],
  );
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
