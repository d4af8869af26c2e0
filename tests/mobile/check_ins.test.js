import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import * as people from "/app/people.js";
import * as store from "/app/store.js";
import * as vault from "/app/vault.js";
import { equal, ok, raised } from "./assert.js";
import { unreachable } from "./balm.js";
import { ADA, INSTRUMENT, NOON, OLGA, otherTab, settle } from "./phone.js";

export const before = () => settle(ADA, OLGA);

const begin = (given = {}, person = ADA) => checkIns.begin(person, INSTRUMENT, given, NOON);
const queue = async (patientId = null) => (await outbox.waiting(patientId)).map((item) => item.what);

// For as long as `work` takes, nothing can be written here: the phone is full.
async function full(work) {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  try {
    return await work();
  } finally {
    IDBObjectStore.prototype.put = put;
  }
}

export function a_check_in_begins_with_the_patients_own_word() {
  const { id, answers, ...rest } = begin();
  ok(id[14] === "7");
  equal([answers, rest.respondent, rest.mode, rest.begun_at, rest.answered_at, rest.step], [{}, "patient", "self", NOON, NOON, 0]);
}

export function something_is_answered_when_there_is_something_to_send() {
  equal(
    [{}, { answers: { pain: null } }, { answers: { pain: 0 } }, { note: "x" }, { asks_for: "call_back" }].map((given) => checkIns.answered(begin(given))),
    [false, true, true, true, true],
  );
}

export async function each_step_is_kept() {
  const draft = begin();
  for (const [step, score] of [
    [1, 3],
    [2, 0],
  ]) {
    draft.answers = { ...draft.answers, [INSTRUMENT.items[step - 1].id]: score };
    draft.step = step;
    await checkIns.keepDraft(draft);
    const load = await otherTab();
    equal(await (await load("check_ins.js")).draftOf(ADA.patient_id), draft, "as if the app had been closed");
  }
  await checkIns.dropDraft(ADA.patient_id);
  equal(await checkIns.draftOf(ADA.patient_id), null);
}

export async function each_person_has_a_draft_of_their_own() {
  const [adas, olgas] = [begin({ note: "Ada's" }), begin({ note: "Olga's" }, OLGA)];
  await checkIns.keepDraft(adas);
  await checkIns.keepDraft(olgas);
  await checkIns.dropDraft(OLGA.patient_id);
  equal([await checkIns.draftOf(ADA.patient_id), await checkIns.draftOf(OLGA.patient_id)], [adas, null]);
}

export function what_is_sent_is_what_the_server_knows() {
  const draft = begin({ answers: { pain: 3, nausea: null }, note: "  bad night \n", asks_for: "call_back", corrects: "x" });
  equal(checkIns.body(draft), {
    id: draft.id,
    patient_id: ADA.patient_id,
    instrument: "daily-check",
    instrument_version: "1",
    answers: { pain: 3, nausea: null },
    respondent: "patient",
    mode: "self",
    recorded_at: "2026-05-20T10:00:00.000Z",
    zone: "Europe/Berlin",
    note: "bad night",
    asks_for: "call_back",
    corrects: "x",
    app_version: checkIns.APP_VERSION,
  });
  const bare = checkIns.body(begin({ note: " " }));
  ok(!["note", "asks_for", "corrects"].some((name) => name in bare));
}

export function it_counts_at_the_last_answer() {
  equal(checkIns.body({ ...begin(), answered_at: NOON + 60_000 }).recorded_at, "2026-05-20T10:01:00.000Z");
  equal(
    checkIns.body(begin({ answered_at: NOON - 86400000, keeps_time: true, corrects: "x" })).recorded_at,
    "2026-05-19T10:00:00.000Z",
    "a correction keeps its time",
  );
}

export async function finished_it_stands_in_the_queue_and_is_no_draft() {
  const draft = begin({ answers: { pain: 3 } });
  await checkIns.keepDraft(draft);
  const stored = await checkIns.finish(draft, NOON);
  equal([stored, await queue(), await checkIns.draftOf(ADA.patient_id)], [checkIns.body(draft), [checkIns.body(draft)], null]);
  const [{ state, attempts, kind, problem }] = await outbox.waiting();
  equal({ state, attempts, kind, problem }, { state: "waiting", attempts: 0, kind: "check_in", problem: null });
}

export async function where_the_phone_is_full_the_draft_is_still_there() {
  const draft = begin({ answers: { pain: 3 } });
  await checkIns.keepDraft(draft);
  equal((await full(() => raised(() => checkIns.finish(draft)))).name, "QuotaExceededError");
  equal([await checkIns.draftOf(ADA.patient_id), await queue()], [draft, []]);
}

export async function a_draft_without_room_lives_as_long_as_the_page() {
  const draft = begin({ answers: { pain: 3 } });
  await full(() => checkIns.keepDraft(draft));
  equal([await checkIns.draftOf(ADA.patient_id), await store.all("drafts")], [draft, []]);
  const again = await full(() => raised(() => checkIns.finish(draft)));
  equal([again.name, await checkIns.draftOf(ADA.patient_id)], ["QuotaExceededError", draft]);
  const stored = await checkIns.finish(draft, NOON);
  equal([stored.id, (await queue()).length, await checkIns.draftOf(ADA.patient_id)], [draft.id, 1, null]);
}

export async function a_draft_without_room_is_sent_whole_though_an_older_one_was_kept() {
  const draft = begin({ answers: { pain: 3 } });
  await checkIns.keepDraft(draft);
  draft.answers = { pain: 3, nausea: 5 };
  await full(() => checkIns.keepDraft(draft));
  await checkIns.finish(draft, NOON);
  equal([(await queue())[0].answers, await checkIns.draftOf(ADA.patient_id)], [{ pain: 3, nausea: 5 }, null]);
}

export async function a_draft_without_room_outlives_what_another_person_does() {
  const draft = begin({ answers: { pain: 3 } });
  await full(() => checkIns.keepDraft(draft));
  const olgas = begin({ answers: { pain: 1 } }, OLGA);
  await checkIns.keepDraft(olgas);
  equal(await checkIns.draftOf(ADA.patient_id), draft);
  await checkIns.finish(olgas, NOON);
  await checkIns.dropDraft(OLGA.patient_id);
  equal(await checkIns.draftOf(ADA.patient_id), draft);
}

export async function a_message_that_it_cannot_wait_takes_the_homeless_draft_along() {
  const draft = begin({ answers: { pain: 9 } });
  await full(() => checkIns.keepDraft(draft));
  const stored = await checkIns.finish({ ...draft, asks_for: "help_now" }, NOON);
  equal([stored.id, await checkIns.draftOf(ADA.patient_id)], [draft.id, null]);
}

export async function the_same_draft_finished_in_two_tabs_is_two_check_ins() {
  const draft = begin({ answers: { pain: 3 } });
  await checkIns.keepDraft(draft);
  const theirs = await (await otherTab())("check_ins.js");
  const copy = await theirs.draftOf(ADA.patient_id);
  copy.answers = { pain: 8 };
  const [mine, other] = await Promise.all([checkIns.finish(draft, NOON), theirs.finish(copy, NOON)]);
  ok(mine.id === draft.id && other.id !== draft.id);
  equal((await queue()).map((one) => one.answers.pain).sort(), [3, 8]);
}

export async function a_tab_that_goes_on_with_a_finished_draft_takes_nothing_of_it_away() {
  const draft = begin({ answers: { pain: 3 } });
  await checkIns.keepDraft(draft);
  const theirs = await (await otherTab())("check_ins.js");
  const copy = await theirs.draftOf(ADA.patient_id);
  await checkIns.finish(draft, NOON);
  await theirs.keepDraft({ ...copy, answers: { pain: 8 } });
  const other = await theirs.finish({ ...copy, answers: { pain: 8 } }, NOON);
  ok(other.id !== draft.id);
  equal([(await queue()).map((one) => one.answers.pain).sort(), await checkIns.draftOf(ADA.patient_id)], [[3, 8], null]);
}

export async function a_draft_of_another_check_in_stays() {
  const [draft, newer] = [begin({ answers: { pain: 3 } }), begin({ answers: { pain: 4 } })];
  await checkIns.keepDraft(newer);
  await checkIns.finish(draft, NOON);
  equal(await checkIns.draftOf(ADA.patient_id), newer);
}

export async function a_last_tap_does_not_bring_back_what_is_finished() {
  for (const pin of [null, "4711"]) {
    if (pin) await vault.setPin(pin);
    const draft = begin({ answers: { pain: 3 } });
    await Promise.all([checkIns.keepDraft(draft), checkIns.keepDraft({ ...draft, note: "a long note".repeat(1000) }), checkIns.finish(draft, NOON)]);
    equal(await checkIns.draftOf(ADA.patient_id), null, pin);
  }
}

export async function what_was_written_last_is_what_is_kept() {
  await vault.setPin("4711");
  const notes = Array.from({ length: 30 }, (_, n) => "x".repeat((30 - n) * 500) + n); // the first takes longest to encrypt
  await Promise.all(notes.map((note) => checkIns.keepDraft(begin({ note }))));
  equal((await checkIns.draftOf(ADA.patient_id)).note, notes.at(-1));
}

export async function after_signing_out_in_another_tab_nothing_is_kept_here() {
  const draft = begin({ answers: { pain: 3 } });
  await checkIns.keepDraft(draft);
  await people.forget(ADA, { fetch: unreachable });
  await checkIns.keepDraft(draft);
  equal((await raised(() => checkIns.finish(draft, NOON))).message, "signed out of this phone");
  equal([await store.all("drafts"), await store.all("outbox"), await checkIns.draftOf(ADA.patient_id)], [[], [], draft]);
}
