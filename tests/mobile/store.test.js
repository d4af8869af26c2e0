import * as store from "/app/store.js";
import { equal, ok, raised } from "./assert.js";
import { otherTab } from "./phone.js";

export async function what_was_put_is_there() {
  await store.set("language", "de");
  equal([await store.setting("language"), await store.setting("nothing"), await store.setting("nothing", 7)], ["de", null, 7]);
  await store.put("outbox", { id: "1", patient_id: "a" });
  equal(await store.get("outbox", "1"), { id: "1", patient_id: "a" });
  await store.remove("outbox", "1");
  equal(await store.all("outbox"), []);
}

export async function a_setting_that_is_off_stays_off() {
  await store.set("low_energy", false);
  equal(await store.setting("low_energy", true), false);
}

const halfDone = (fails) => async (stores) => {
  await stores.outbox.put({ id: "1" });
  await stores.settings.put({ name: "language", value: "de" });
  return fails(stores);
};

export async function a_work_that_throws_leaves_nothing() {
  const fails = () => {
    throw new Error("planted");
  };
  equal((await raised(() => store.write(["outbox", "settings"], halfDone(fails)))).message, "planted");
  equal([await store.all("outbox"), await store.all("settings")], [[], []]);
}

export async function a_work_that_throws_at_once_leaves_nothing() {
  const work = (stores) => {
    stores.outbox.put({ id: "1" }).catch(() => null);
    throw new Error("planted");
  };
  equal((await raised(() => store.write(["outbox"], work))).message, "planted");
  equal(await store.all("outbox"), []);
}

export async function a_write_that_the_storage_refuses_leaves_nothing() {
  const error = await raised(() =>
    store.write(
      ["outbox", "settings"],
      halfDone((stores) => stores.outbox.put({ id: () => null })),
    ),
  );
  ok(["DataError", "DataCloneError"].includes(error.name), error.name);
  equal([await store.all("outbox"), await store.all("settings")], [[], []]);
}

export async function a_full_phone_is_told_by_its_name() {
  const work = async (stores) => {
    await stores.outbox.put({ id: "1" });
    throw new DOMException("full", "QuotaExceededError");
  };
  equal((await raised(() => store.write(["outbox"], work))).name, "QuotaExceededError");
  equal(await store.all("outbox"), []);
}

export async function a_write_answers_with_what_its_work_found() {
  equal(await store.write(["outbox"], async ({ outbox }) => (await outbox.put({ id: "1" }), (await outbox.all()).length)), 1);
}

export async function a_read_cannot_write() {
  equal((await raised(() => store.read(["outbox"], (stores) => stores.outbox.put({ id: "1" })))).name, "ReadOnlyError");
}

export async function two_writes_at_once_both_count() {
  const add = () =>
    store.write(["settings"], async ({ settings }) => {
      const row = (await settings.get("count")) ?? { name: "count", value: 0 };
      await settings.put({ ...row, value: row.value + 1 });
    });
  await Promise.all(Array.from({ length: 20 }, add));
  equal(await store.setting("count"), 20);
}

export async function another_tab_sees_it() {
  const load = await otherTab();
  await store.set("language", "es");
  equal(await (await load("store.js")).setting("language"), "es");
}

const upgradedTo = (version) =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("balm", version);
    request.onsuccess = () => resolve(request.result);
    request.onblocked = request.onerror = () => reject(new Error("held back"));
  });

export async function a_newer_app_in_another_tab_need_not_wait_for_this_one() {
  await store.set("language", "de");
  const newer = await upgradedTo(2);
  ok(newer.objectStoreNames.contains("outbox"));
  newer.close();
  equal((await raised(() => store.setting("language"))).name, "VersionError");
}

export async function what_was_closed_is_opened_again() {
  await store.set("language", "de");
  (await store.open()).onversionchange();
  equal(await store.setting("language"), "de");
}

export async function all_is_gone_when_it_is_wiped() {
  await store.set("language", "de");
  for (const name of ["people", "drafts"]) await store.put(name, { patient_id: "a" });
  for (const name of ["outbox", "kept"]) await store.put(name, { id: "1" });
  await store.wipe();
  for (const name of ["settings", "people", "outbox", "kept", "drafts"]) equal(await store.all(name), [], name);
}
