// Reminders while the app is closed, where the browser and the server can; the times themselves are kept by the server.
import { ask } from "./api.js";
import * as people from "./people.js";
import { language } from "./words.js";

const PATH = "/v1/me/push-subscription";

export const isPossible = () => "PushManager" in globalThis && "Notification" in globalThis && Boolean(navigator.serviceWorker);

const manager = async () => (await navigator.serviceWorker.ready).pushManager;

// False where the person, the browser or the server doesn't want it.
export async function turnOn(person) {
  return (await Notification.requestPermission()) === "granted" && subscribed(person);
}

async function subscribed({ patient_id, token, push_key: key }) {
  const push = await manager();
  const subscribe = () => push.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const renewed = async () => (await (await push.getSubscription())?.unsubscribe(), subscribe()); // it was made for another key
  const { endpoint, keys } = (await subscribe().catch(renewed)).toJSON();
  const { status } = await ask(PATH, { method: "PUT", token, body: { endpoint, keys, language: language() } });
  if (status >= 300) return false;
  await people.edit(patient_id, { push: { endpoint, key, language: language() } });
  return true;
}

// A browser may change where it takes them, a server its key, and a person the language.
export async function keepOn(person) {
  const { push, push_key: key } = person;
  if (!push || !key || !isPossible() || Notification.permission !== "granted") return;
  const found = await (await manager()).getSubscription();
  if (found?.endpoint !== push.endpoint || push.key !== key || push.language !== language()) await subscribed(person);
}

// Others on this phone keep theirs.
export async function turnOff({ patient_id, token }) {
  await ask(PATH, { method: "DELETE", token });
  await people.edit(patient_id, { push: null });
  if ((await people.everyone()).every((one) => !one.push)) await (await (await manager()).getSubscription())?.unsubscribe();
  return true;
}
