// An optional PIN that encrypts what is stored here. It keeps out whoever picks the phone up; a laboratory that copies the phone can try all short PINs.
// Everything personal goes through seal() and open(); a box says itself whether it is encrypted, so nothing is lost when two tabs disagree for a moment.
import * as store from "./store.js";

const ITERATIONS = 600000; // PBKDF2 with SHA-256, as OWASP's Password Storage Cheat Sheet (2023) asks
const BOXED = ["people", "outbox", "kept", "drafts"];

export class Locked extends Error {
  name = "Locked";
}
export class WrongPin extends Error {}

let held = null; // {key, of}: only while unlocked, only in memory

const kept = () => store.setting("vault");
const nameOf = (record) => String(record.iv); // random, so no two PINs have the same

// The key that is held, if it is the one of this record: another tab may have removed the PIN or set a new one.
const keyOf = (record) => (held?.of === nameOf(record) ? held.key : null);

export async function state() {
  const record = await kept();
  if (!record) return "none";
  return keyOf(record) ? "open" : "locked";
}

export const lock = () => (held = null);

// What is sealed is written before anybody else seals, changes the PIN, or writes what it read: one tab at a time, in the order asked.
// Never within itself (it would wait for itself), and never around a request to the server.
export const alone = (work) => navigator.locks.request("balm-vault", work);

const bytes = (text) => new TextEncoder().encode(text);
const random = (length) => crypto.getRandomValues(new Uint8Array(length));

async function keyOfPin(pin, salt, iterations) {
  const raw = await crypto.subtle.importKey("raw", bytes(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

export async function seal(value) {
  const record = await kept();
  if (!record) return { plain: value };
  if (!keyOf(record)) throw new Locked();
  return encrypted(value, held.key);
}

export async function open(box) {
  if ("plain" in box) return box.plain;
  if (!held) throw new Locked();
  const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, held.key, box.data).catch(unreadable);
  return JSON.parse(new TextDecoder().decode(data));
}

// With the key of an earlier PIN we are as good as locked.
async function unreadable(error) {
  throw (await state()) === "locked" ? new Locked() : error;
}

async function encrypted(value, by) {
  const iv = random(12);
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, by, bytes(JSON.stringify(value))) };
}

export async function unlock(pin) {
  const record = await kept();
  if (!record) return;
  const byPin = await keyOfPin(pin, record.salt, record.iterations);
  try {
    const key = await crypto.subtle.unwrapKey("raw", record.wrapped, byPin, { name: "AES-GCM", iv: record.iv }, "AES-GCM", true, ["encrypt", "decrypt"]);
    held = { key, of: nameOf(record) };
  } catch {
    throw new WrongPin();
  }
}

// Everything is encrypted anew and written in one transaction together with the PIN's record: never half.
export async function setPin(pin) {
  const [fresh, salt, iv] = [await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]), random(16), random(12)];
  const wrapped = await crypto.subtle.wrapKey("raw", fresh, await keyOfPin(pin, salt, ITERATIONS), { name: "AES-GCM", iv });
  const record = { salt, iterations: ITERATIONS, iv, wrapped };
  await alone(() => rewrite((value) => encrypted(value, fresh), record, { key: fresh, of: nameOf(record) }));
}

export async function removePin() {
  await alone(() => rewrite(async (value) => ({ plain: value }), null, null));
}

// Only the boxes: what was marked or taken away while we encrypted stays so.
async function rewrite(boxed, record, key) {
  const rows = await store.read(BOXED, (stores) => Promise.all(BOXED.map((name) => stores[name].all())));
  const boxes = await Promise.all(rows.map((some) => Promise.all(some.map(async (row) => boxed(await open(row.box))))));
  await store.write([...BOXED, "settings"], async (stores) => {
    for (const [n, name] of BOXED.entries()) for (const [m, row] of rows[n].entries()) await put(stores[name], row[store.KEYS[name]], boxes[n][m]);
    await stores.settings.put({ name: "vault", value: record });
  });
  held = key;
}

async function put(shelf, id, box) {
  const row = await shelf.get(id);
  if (row) await shelf.put({ ...row, box });
}
