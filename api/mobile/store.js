// What is kept on this phone, in IndexedDB. A write is done when it is on the disk, not before.
const NAME = "balm";
const VERSION = 1;
export const KEYS = { settings: "name", people: "patient_id", outbox: "id", kept: "id", drafts: "patient_id" };

let opening = null;

export const open = () => (opening ??= connect());

function connect() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => resolve(watched(request.result));
    request.onerror = () => {
      opening = null;
      reject(request.error);
    };
  });
}

function upgrade(db) {
  for (const [name, keyPath] of Object.entries(KEYS)) {
    if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, { keyPath });
  }
}

// A newer app in another tab must not wait for this one.
function watched(db) {
  db.onversionchange = () => {
    db.close();
    opening = null;
  };
  db.onclose = () => (opening = null);
  return db;
}

const told = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const shelf = (store) => ({
  get: (key) => told(store.get(key)),
  all: () => told(store.getAll()),
  put: (value) => told(store.put(value)),
  remove: (key) => told(store.delete(key)),
  clear: () => told(store.clear()),
});

// One transaction: all of it, or nothing where anything throws. `work` gets the stores by name and may wait for nothing but them: IndexedDB commits as soon as nothing is asked of it.
async function transaction(names, mode, work) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const tx = db.transaction(names, mode, { durability: "strict" });
    let answer, failure;
    tx.oncomplete = () => resolve(answer);
    tx.onabort = () => reject(failure ?? tx.error);
    const stores = Object.fromEntries(names.map((name) => [name, shelf(tx.objectStore(name))]));
    (async () => work(stores))().then(
      (found) => (answer = found),
      (error) => {
        failure = error;
        try { tx.abort(); } catch { reject(tx.error ?? error); } // it has been given up already, for want of room for instance
      },
    );
  });
}

export const write = (names, work) => transaction(names, "readwrite", work);
export const read = (names, work) => transaction(names, "readonly", work);

export const get = (name, key) => read([name], (stores) => stores[name].get(key));
export const all = (name) => read([name], (stores) => stores[name].all());
export const put = (name, value) => write([name], (stores) => stores[name].put(value));
export const remove = (name, key) => write([name], (stores) => stores[name].remove(key));

export const setting = async (name, otherwise = null) => (await get("settings", name))?.value ?? otherwise;
export const set = (name, value) => put("settings", { name, value });

export const wipe = () => write(Object.keys(KEYS), (stores) => Promise.all(Object.values(stores).map((one) => one.clear())));
