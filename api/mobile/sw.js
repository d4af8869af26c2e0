// Keeps the app's own files for the time without a connection, whole or not at all, and sends what waits when the browser wakes it.
// The server writes both lines below: each file with the beginning of its SHA-256, so that old and new files never mix.
import { sendAll } from "./outbox.js";
import * as store from "./store.js";
import { fileOf, known } from "./words.js";

const FILES = /*FILES*/{};
const VERSION = /*VERSION*/"";
const CACHE = `balm-${VERSION}`;
const address = (name) => new URL(name, self.registration.scope).href;

self.addEventListener("install", (event) => event.waitUntil(fill()));

// One file of another version, and the whole install is given up; the version that works stays, and the browser tries again later.
async function fill() {
  const words = [await wordsSpoken(), ...(await wordsHere())];
  const found = await Promise.all(Object.entries(FILES).filter(([name]) => !isWords(name) || words.includes(name)).map(checked));
  const cache = await caches.open(CACHE);
  await Promise.all(found.map(([name, answer]) => cache.put(address(name), answer)));
}

// Of the languages that nobody here speaks the words are loaded when one is chosen, and then kept.
const isWords = (name) => name.startsWith("words/");

const wordsSpoken = async () => fileOf(known([await store.setting("language").catch(() => null), ...navigator.languages].filter(Boolean)));

async function wordsHere() {
  const isHere = await Promise.all(Object.keys(FILES).map((name) => isWords(name) && caches.match(address(name))));
  return Object.keys(FILES).filter((_, at) => isHere[at]);
}

async function checked([name, digest]) {
  const answer = await fetch(address(name), { cache: "no-cache" }); // what the page has just loaded, or the last version had, is asked for but not sent again
  const content = await answer.clone().arrayBuffer();
  const found = [...new Uint8Array(await crypto.subtle.digest("SHA-256", content))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!answer.ok || !found.startsWith(digest)) throw new Error(`${name || "index.html"} is of another version`);
  return [name, answer];
}

self.addEventListener("activate", (event) => event.waitUntil(settle()));

async function settle() {
  for (const name of await caches.keys()) if (name.startsWith("balm-") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

// The app's files come from this version's cache; everything else, the API above all, goes to the network and is kept nowhere.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const name = url.href.startsWith(self.registration.scope) ? url.pathname.slice(new URL(self.registration.scope).pathname.length) : null;
  if (request.method === "GET" && name !== null && name in FILES) event.respondWith(kept(name, request));
});

async function kept(name, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address(name))) ?? (isWords(name) ? added(cache, name) : fetch(request));
}

async function added(cache, name) {
  const [, answer] = await checked([name, FILES[name]]);
  await cache.put(address(name), answer.clone());
  return answer;
}

// The page asks for this in a quiet moment, never in the middle of a check-in.
self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
});

self.addEventListener("sync", (event) => {
  if (event.tag === "send") event.waitUntil(sendNow(event));
});

// A reminder: what it says says nothing about health, because others see a locked phone. A newer one takes the older one's place.
self.addEventListener("push", (event) => {
  const { title = "Balm", body, tag = "reminder" } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon: "icons/icon-192.png" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(opened());
});

async function opened() {
  const [page] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  await (page ? page.focus() : self.clients.openWindow(self.registration.scope));
}

// A refusal makes the browser try again later. With a PIN nothing can be read here: then the app sends when it is opened.
async function sendNow(event) {
  const isLeft = await sendAll({ force: true }).catch((error) => {
    if (error.name !== "Locked") throw error;
    return false;
  });
  new BroadcastChannel("balm").postMessage("changed");
  if (isLeft && !event.lastChance) throw new Error("something still waits");
}
