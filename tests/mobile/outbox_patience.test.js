import * as outbox from "/app/outbox.js";
import * as people from "/app/people.js";
import { equal, ok } from "./assert.js";
import { problem, unreachable } from "./balm.js";
import { ADA, NOON, person } from "./phone.js";
import { MINUTE, SECOND, begun, left, send } from "./queue.js";

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
