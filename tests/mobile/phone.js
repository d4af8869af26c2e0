// The cast on a phone: Ada, and Olga, whose phone it is too. And what every test needs to know of the storage.
import * as people from "/app/people.js";
import * as store from "/app/store.js";
import * as vault from "/app/vault.js";

export const NOON = Date.UTC(2026, 4, 20, 10); // 12:00 in Berlin
export const INSTRUMENT = {
  id: "daily-check",
  version: "1",
  title: "Daily check",
  instruction: "How are you right now?",
  scale: { minimum: 0, maximum: 10, worse: "higher" },
  items: [
    { id: "pain", label: "Pain", question: "How strong is your pain?", low: "No pain", high: "The worst pain" },
    { id: "nausea", label: "Nausea", question: "How sick do you feel?", low: "Not sick", high: "As sick as can be" },
  ],
};
export const ADA = { patient_id: "11111111-0000-7000-8000-000000000001", name: "Ada", token: "token-of-ada", instruments: [INSTRUMENT] };
export const OLGA = { patient_id: "22222222-0000-7000-8000-000000000002", name: "Olga", token: "token-of-olga", instruments: [INSTRUMENT] };
export const SECRETS = ["Ada", "token-of-ada", "I feel wretched"]; // what must not lie open under a PIN

// As if their codes had been redeemed.
export async function settle(...persons) {
  for (const { patient_id, name, token, instruments } of persons) {
    const box = await vault.seal({ name, token, instruments });
    await store.put("people", {
      patient_id,
      needs_code: false,
      attempts: 0,
      next_try_at: 0,
      numbers: { phone_numbers: [{ label: "Ward", number: "030 1" }] },
      box,
    });
  }
}

export const person = async (one = ADA) => (await people.everyone()).find((found) => found.patient_id === one.patient_id);

export async function everything() {
  const names = ["settings", "people", "outbox", "kept", "drafts"];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await store.all(name)])));
}

// All that somebody reads who copies the storage: every text in it, and the bytes of what is encrypted as if they were text.
export async function readable() {
  const texts = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
    return value && typeof value === "object" ? Object.values(value).map(texts).join("\n") : String(value);
  };
  return texts(await everything());
}

// The same app in another tab: its own memory, the same storage.
export async function otherTab() {
  const frame = document.createElement("iframe");
  frame.src = "/tests/page.html";
  const opened = new Promise((resolve) => frame.addEventListener("load", resolve));
  document.body.append(frame);
  await opened;
  return (name) => frame.contentWindow.load(`/app/${name}`);
}
