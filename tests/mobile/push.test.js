// Reminders on the closed app, with a browser's push service that this file plays.
import * as people from "/app/people.js";
import * as push from "/app/push.js";
import { equal, ok } from "./assert.js";
import { Balm, problem } from "./balm.js";
import { ADA, OLGA, person, settle } from "./phone.js";

const PATH = "/v1/me/push-subscription";

// One subscription at most, for one key, as browsers have it.
class Service {
  current = null;
  made = 0;

  getSubscription = async () => this.current;

  subscribe = async ({ applicationServerKey: key, userVisibleOnly }) => {
    ok(userVisibleOnly);
    if (this.current && this.current.key !== key) throw new DOMException("another key", "InvalidStateError");
    this.current ??= this.made_for(key);
    return this.current;
  };

  made_for(key) {
    const endpoint = `https://push.example/${++this.made}`;
    return { key, endpoint, toJSON: () => ({ endpoint, keys: { p256dh: "p", auth: "a" } }), unsubscribe: async () => ((this.current = null), true) };
  }
}

let service, balm;

export const before = async () => {
  await settle(ADA, OLGA);
  for (const one of [ADA, OLGA]) await people.edit(one.patient_id, { push_key: "key-1" });
  [service, balm] = [new Service(), new Balm()];
  balm.usual = ({ path }) => (path === PATH ? { status: 204 } : problem("not-found", 404));
  globalThis.fetch = balm.fetch;
  Object.defineProperty(navigator, "serviceWorker", { configurable: true, value: { ready: Promise.resolve({ pushManager: service }) } });
  answer("granted");
};

function answer(permission) {
  globalThis.Notification = { permission, requestPermission: async () => permission };
}

const asked = () => balm.asked.map(({ method, token, body }) => [method, token, body?.endpoint ?? null]);

export async function turned_on_the_server_knows_where_and_in_which_language() {
  equal(await push.turnOn(await person()), true);
  equal(balm.asked, [{ path: PATH, method: "PUT", token: "token-of-ada", body: { endpoint: "https://push.example/1", keys: { p256dh: "p", auth: "a" }, language: "en" } }]);
  equal((await person()).push, { endpoint: "https://push.example/1", key: "key-1", language: "en" });
}

export async function whoever_does_not_allow_it_is_not_subscribed() {
  answer("denied");
  equal([await push.turnOn(await person()), balm.asked, service.current, (await person()).push], [false, [], null, undefined]);
}

export async function what_the_server_refuses_is_not_kept_as_on() {
  balm.next = [problem("push-is-off", 409)];
  equal([await push.turnOn(await person()), (await person()).push], [false, undefined]);
}

export async function a_subscription_for_another_key_is_made_anew() {
  await push.turnOn(await person());
  await people.edit(ADA.patient_id, { push_key: "key-2" });
  await push.keepOn(await person());
  equal([(await person()).push.key, service.current.key, asked().length], ["key-2", "key-2", 2]);
}

export async function it_tells_the_server_when_the_browser_takes_them_elsewhere_and_only_then() {
  await push.turnOn(await person());
  await push.keepOn(await person());
  equal(asked().length, 1);
  service.current = null;
  await push.keepOn(await person());
  equal(asked()[1], ["PUT", "token-of-ada", "https://push.example/2"]);
}

export async function once_notifications_are_off_in_the_phone_it_asks_for_nothing() {
  await push.turnOn(await person());
  answer("denied");
  service.current = null;
  await push.keepOn(await person());
  equal(asked().length, 1);
}

export async function turned_off_for_one_it_stays_on_for_the_other() {
  await push.turnOn(await person(ADA));
  await push.turnOn(await person(OLGA));
  await push.turnOff(await person(ADA));
  ok(service.current);
  await push.turnOff(await person(OLGA));
  equal([service.current, asked().map(([method]) => method)], [null, ["PUT", "PUT", "DELETE", "DELETE"]]);
}
