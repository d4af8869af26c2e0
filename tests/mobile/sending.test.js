import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import { isSending, sendNow } from "/app/sending.js";
import { equal, ok } from "./assert.js";
import { Balm, unreachable } from "./balm.js";
import { ADA, INSTRUMENT, OLGA, settle } from "./phone.js";

const queue = (one) => checkIns.finish(checkIns.begin(one, INSTRUMENT, { answers: { pain: 3 } }));

// The page's own way to the server.
function behind(balm) {
  globalThis.fetch = balm.fetch;
  return balm;
}

export const before = () => settle(ADA, OLGA);

export async function asked_twice_it_sends_once() {
  const balm = behind(new Balm());
  await queue(ADA);
  await Promise.all([sendNow(), sendNow(), sendNow()]);
  equal([balm.asked.length, await outbox.waiting(), isSending()], [1, [], false]);
}

export async function what_is_finished_when_its_queue_was_passed_already_goes_in_the_same_breath() {
  const balm = behind(new Balm());
  await queue(ADA);
  await queue(OLGA);
  const whileOlgasIsOut = async (request) => {
    await queue(ADA);
    sendNow();
    return balm.usual(request);
  };
  balm.next = [(request) => balm.usual(request), whileOlgasIsOut];
  await sendNow();
  equal([balm.stored.size, await outbox.waiting()], [3, []]);
}

export async function it_says_that_it_is_sending_and_never_raises() {
  const balm = behind(new Balm());
  await queue(ADA);
  balm.next = [() => (ok(isSending()), unreachable())];
  await sendNow();
  equal([(await outbox.waiting()).length, isSending()], [1, false]);
}

export async function where_the_browser_has_no_background_it_sends_all_the_same() {
  const balm = behind(new Balm());
  navigator.serviceWorker.getRegistration = () => Promise.reject(new DOMException("not here", "SecurityError"));
  await queue(ADA);
  await sendNow();
  equal([balm.stored.size, await outbox.waiting()], [1, []]);
}

export async function where_the_background_never_answers_it_sends_all_the_same() {
  const balm = behind(new Balm());
  navigator.serviceWorker.getRegistration = () => new Promise(() => null);
  await queue(ADA);
  await sendNow();
  equal([balm.stored.size, await outbox.waiting(), isSending()], [1, [], false]);
}
