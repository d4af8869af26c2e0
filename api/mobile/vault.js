// An optional PIN that encrypts what is stored here. It keeps out whoever picks the phone up; a laboratory that copies the phone can try all short PINs.
// Everything personal goes through seal() and open(); a box says itself whether it is encrypted, so nothing is lost when two tabs disagree for a moment.
import * as store from "./store.js";

const ITERATIONS = 600000; // PBKDF2 with SHA-256, as OWASP's Password Storage Cheat Sheet (2023) asks
const BOXED = ["people", "outbox", "kept", "drafts"];

export class Locked extends Error {
  name = "Locked";
}
export class WrongPin extends Error {}

let key = null; // only while unlocked, only in memory

export async function state() {
  if (!(await store.setting("vault"))) return "none";
  return key ? "open" : "locked";
}

export const lock = () => (key = null);

const bytes = (text) => new TextEncoder().encode(text);
const random = (length) => crypto.getRandomValues(new Uint8Array(length));

async function keyOfPin(pin, salt, iterations) {
  const raw = await crypto.subtle.importKey("raw", bytes(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

export async function seal(value) {
  if (key) return encrypted(value, key);
  if (await store.setting("vault")) throw new Locked();
  return { plain: value };
}

export async function open(box) {
  if ("plain" in box) return box.plain;
  if (!key) throw new Locked();
  const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, key, box.data);
  return JSON.parse(new TextDecoder().decode(data));
}

async function encrypted(value, by) {
  const iv = random(12);
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, by, bytes(JSON.stringify(value))) };
}

export async function unlock(pin) {
  const kept = await store.setting("vault");
  if (!kept) return;
  const byPin = await keyOfPin(pin, kept.salt, kept.iterations);
  try {
    key = await crypto.subtle.unwrapKey("raw", kept.wrapped, byPin, { name: "AES-GCM", iv: kept.iv }, "AES-GCM", true, ["encrypt", "decrypt"]);
  } catch {
    throw new WrongPin();
  }
}

// Everything is encrypted anew and written in one transaction together with the PIN's record: never half.
export async function setPin(pin) {
  const [fresh, salt, iv] = [await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]), random(16), random(12)];
  const wrapped = await crypto.subtle.wrapKey("raw", fresh, await keyOfPin(pin, salt, ITERATIONS), { name: "AES-GCM", iv });
  await rewrite((value) => encrypted(value, fresh), { name: "vault", value: { salt, iterations: ITERATIONS, iv, wrapped } });
  key = fresh;
}

export async function removePin() {
  await rewrite(async (value) => ({ plain: value }), { name: "vault", value: null });
  key = null;
}

async function rewrite(boxed, record) {
  await navigator.locks.request("balm-outbox", async () => {
    const before = await store.read(BOXED, (stores) => Promise.all(BOXED.map((name) => stores[name].all())));
    const after = await Promise.all(before.map((rows) => Promise.all(rows.map(async (row) => ({ ...row, box: await boxed(await open(row.box)) })))));
    await store.write([...BOXED, "settings"], async (stores) => {
      for (const [n, name] of BOXED.entries()) for (const row of after[n]) await stores[name].put(row);
      await stores.settings.put(record);
    });
  });
}
