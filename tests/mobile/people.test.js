import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import * as people from "/app/people.js";
import * as store from "/app/store.js";
import * as vault from "/app/vault.js";
import { Unreachable } from "/app/api.js";
import { equal, ok, raised } from "./assert.js";
import { html, problem, unreachable } from "./balm.js";
import { ADA, INSTRUMENT, NOON, OLGA, everything, person, settle } from "./phone.js";

const answers =
  (...given) =>
  async () => {
    const first = given.length > 1 ? given.shift() : given[0];
    if (typeof first === "function") return first();
    return new Response(first.text ?? JSON.stringify(first.body), { status: first.status });
  };
const redeemed = ({ patient_id, name }, token) => ({
  status: 201,
  body: { device_id: "d", patient_id, patient_name: name, organisation_name: "Haus am See", token },
});
const begin = (one, given = {}) => checkIns.begin(one, INSTRUMENT, { answers: { pain: 3 }, ...given }, NOON);
const of = (rows, { patient_id }) => rows.filter((row) => row.patient_id === patient_id);
const mine = ({ patient_id, name }) => ({
  patient_id,
  name,
  organisation_name: "Haus am See",
  phone_numbers: [{ label: "Ward", number: "030 2" }],
  emergency_number: "112",
  texts: { not_watched: "We read from 8 to 18." },
  instruments: [INSTRUMENT],
  schedule: { times_a_day: 1, zone: "Europe/Berlin" },
});

async function withQueue() {
  await settle(ADA);
  await checkIns.finish(begin(ADA), NOON);
  await checkIns.keepDraft(begin(ADA, { note: "unfinished" }));
  await store.put("kept", { id: "k", patient_id: ADA.patient_id, kept_at: NOON, box: { plain: { id: "k" } } });
}

export async function a_code_makes_the_phone_somebodys() {
  const asked = [];
  const fetch = async (path, { method, body }) => (asked.push([method, path, JSON.parse(body)]), answers(redeemed(ADA, "t1"))());
  const { person: found } = await people.redeem("7K2M-9QXD-4T", "kitchen", { fetch });
  equal(asked, [["POST", "/v1/enrolments/redeem", { code: "7K2M-9QXD-4T", device_name: "kitchen" }]]);
  equal([found.token, (await person()).token, (await person()).name, (await person()).needs_code], ["t1", "t1", "Ada", false]);
}

export async function a_second_persons_code_leaves_the_first_ones_queue_alone() {
  await withQueue();
  const before = await everything();
  await people.redeem("code", "phone", { fetch: answers(redeemed(OLGA, "t2")) });
  const after = await everything();
  equal([after.outbox, after.kept, after.drafts, of(after.people, ADA)], [before.outbox, before.kept, before.drafts, of(before.people, ADA)]);
  equal(
    (await people.everyone()).map((one) => one.token),
    ["token-of-ada", "t2"],
  );
}

export async function the_same_persons_new_code_keeps_everything_and_wakes_the_queue() {
  await withQueue();
  await people.mark(ADA.patient_id, { needs_code: true, attempts: 5, next_try_at: NOON * 2 });
  const before = await everything();
  await people.redeem("code", "phone", { fetch: answers(redeemed(ADA, "t2")) });
  const after = await everything();
  equal([after.outbox, after.kept, after.drafts], [before.outbox, before.kept, before.drafts]);
  const { token, needs_code, attempts, next_try_at, instruments, numbers } = await person();
  equal({ token, needs_code, attempts, next_try_at }, { token: "t2", needs_code: false, attempts: 0, next_try_at: 0 });
  equal([instruments, numbers.phone_numbers.length], [[INSTRUMENT], 1], "questions and numbers stay until there are newer ones");
}

export async function a_refused_code_says_why_and_changes_nothing() {
  await withQueue();
  const before = await everything();
  const refused = await people.redeem("code", "phone", { fetch: answers(problem("code-refused", 400)) });
  equal([refused.problem.type, refused.problem.status], ["urn:balm:problem:code-refused", 400]);
  equal((await people.redeem("code", "phone", { fetch: answers(problem("slowed", 429)) })).problem.status, 429);
  equal(await everything(), before);
}

export async function what_is_not_balms_answer_says_nothing_about_the_code() {
  for (const answer of [
    html(200),
    html(403),
    html(502),
    problem("unavailable", 503),
    problem("internal", 500),
    { status: 201, body: { welcome: true } },
    unreachable,
  ]) {
    ok((await raised(() => people.redeem("code", "phone", { fetch: answers(answer) }))) instanceof Unreachable, JSON.stringify(answer));
  }
  equal(await people.everyone(), []);
}

export async function questions_and_numbers_are_renewed() {
  await settle({ ...ADA, instruments: [] });
  equal(await people.renew(await person(), { fetch: answers({ status: 200, body: mine(ADA) }) }), true);
  const { instruments, numbers, token } = await person();
  equal([instruments, token, numbers.emergency_number, numbers.not_watched], [[INSTRUMENT], "token-of-ada", "112", "We read from 8 to 18."]);
}

export async function an_answer_that_was_asked_for_before_brings_no_old_reminder_times_back() {
  await settle(ADA);
  const [old, chosen] = [{ times: [], zone: "UTC" }, { times: ["08:00"], zone: "UTC" }];
  const whileItIsOut = async () => (await people.choose(ADA.patient_id, chosen, NOON + 1), new Response(JSON.stringify({ ...mine(ADA), reminders: old })));
  await people.renew(await person(), { now: () => NOON, fetch: answers(whileItIsOut) });
  equal((await person()).reminders, chosen);
  await people.renew(await person(), { now: () => NOON + 2, fetch: answers({ status: 200, body: { ...mine(ADA), reminders: old } }) });
  equal((await person()).reminders, old);
}

export async function what_the_team_said_and_who_may_see_what_is_kept_for_reading_offline() {
  await settle(ADA);
  const said = [{ id: "m", kind: "told", phrase: "please_call_us", at: "2026-05-20T10:00:00Z", by: "Nadia" }];
  const kept = async () => [(await person()).messages, (await person()).shares];
  const shares = [{ share: { id: "s" }, holds: true, asks: false, events: [] }];
  equal(await people.renewMessages(await person(), { fetch: answers({ status: 200, body: said }) }), true);
  equal(await people.renewShares(await person(), { fetch: answers({ status: 200, body: shares }) }), true);
  equal(await kept(), [said, shares]);
  for (const other of [html(200), problem("internal", 500)])
    for (const renew of [people.renewMessages, people.renewShares]) await renew(await person(), { fetch: answers(other) }).catch(() => null);
  equal(await kept(), [said, shares]);
}

export async function once_care_has_ended_nobody_is_said_to_watch() {
  await settle(ADA);
  const watching = { by: "team", until: null };
  for (const [care, wanted] of [["hospice", watching], ["died", null]]) {
    await people.renew(await person(), { fetch: answers({ status: 200, body: { ...mine(ADA), care, watching } }) });
    equal((await person()).numbers.watching, wanted);
  }
}

export async function an_answer_about_somebody_else_is_not_taken() {
  await settle(ADA);
  const before = await everything();
  await people.renew(await person(), { fetch: answers({ status: 200, body: mine(OLGA) }) });
  equal(await everything(), before);
}

export async function an_unknown_token_needs_a_code_and_a_proxys_401_does_not() {
  await settle(ADA);
  equal([await people.renew(await person(), { fetch: answers(html(401)) }), (await person()).needs_code], [true, false]);
  equal([await people.renewAnswers(await person(), { fetch: answers(html(401)) }), (await person()).needs_code], [true, false]);
  equal([await people.renew(await person(), { fetch: answers(problem("not-signed-in", 401)) }), (await person()).needs_code], [false, true]);
}

export async function an_answer_that_comes_late_brings_no_old_token_back() {
  await settle(ADA);
  const before = await person();
  const slow = async () => {
    await people.redeem("code", "phone", { fetch: answers(redeemed(ADA, "t2")) });
    return new Response(JSON.stringify(mine(ADA)), { status: 200 });
  };
  await Promise.all([people.renew(before, { fetch: slow }), people.renew(before, { fetch: answers({ status: 200, body: mine(ADA) }) })]);
  equal([(await person()).token, (await person()).numbers.emergency_number], ["t2", "112"]);
}

export async function a_late_401_of_an_old_token_leaves_the_new_one_alone() {
  await settle(ADA);
  const before = await person();
  await people.redeem("code", "phone", { fetch: answers(redeemed(ADA, "t2")) });
  await people.needsCode(before);
  equal((await person()).needs_code, false);
  await people.needsCode(await person());
  equal((await person()).needs_code, true);
}

export async function marks_of_sending_survive_a_renewal() {
  await settle(ADA);
  const fetch = async () => {
    await people.mark(ADA.patient_id, { attempts: 3, next_try_at: 99 });
    return answers({ status: 200, body: mine(ADA) })();
  };
  await people.renew(await person(), { fetch });
  equal([(await person()).attempts, (await person()).next_try_at], [3, 99]);
}

const filled = async () => {
  await withQueue();
  await settle(OLGA);
  await checkIns.finish(begin(OLGA), NOON);
  await checkIns.keepDraft(begin(OLGA));
  await store.put("kept", { id: "o", patient_id: OLGA.patient_id, kept_at: NOON, box: { plain: { id: "o" } } });
  await store.set("language", "de");
};

export async function signing_out_takes_only_that_persons() {
  await filled();
  const before = await everything();
  const asked = [];
  await people.forget(await person(ADA), {
    fetch: async (path, { method, headers }) => (asked.push([method, path, headers.authorization]), new Response(null, { status: 204 })),
  });
  const after = await everything();
  for (const name of ["people", "outbox", "kept", "drafts"]) equal(after[name], of(before[name], OLGA), name);
  equal([after.settings, asked], [before.settings, [["DELETE", "/v1/me/device", "Bearer token-of-ada"]]]);
}

export async function when_the_last_one_signs_out_nothing_is_left_also_offline() {
  await filled();
  await vault.setPin("4711");
  for (const one of [ADA, OLGA]) await people.forget(await person(one), { fetch: unreachable });
  equal(await everything(), { settings: [], people: [], outbox: [], kept: [], drafts: [] });
}

export async function an_answer_that_comes_after_signing_out_leaves_nothing_here() {
  await settle(ADA);
  const ada = await person();
  const then = (answer) => async () => {
    await people.forget(ada, { fetch: unreachable });
    return answers(answer)();
  };
  await people.renew(ada, { fetch: then({ status: 200, body: mine(ADA) }) });
  await settle(ADA);
  await people.renewAnswers(ada, { fetch: then({ status: 200, body: { check_ins: [{ id: "1" }] } }), now: () => NOON });
  equal(await everything(), { settings: [], people: [], outbox: [], kept: [], drafts: [] });
}

export async function the_history_is_the_servers_and_what_was_sent_meanwhile_stays() {
  await settle(ADA, OLGA);
  await store.put("kept", { id: "old", patient_id: ADA.patient_id, kept_at: NOON - 1, box: { plain: { id: "old" } } });
  await store.put("kept", { id: "olgas", patient_id: OLGA.patient_id, kept_at: NOON - 1, box: { plain: { id: "olgas" } } });
  const fetch = async (path) => {
    equal(path, "/v1/me/check-ins?days=30");
    await store.put("kept", { id: "meanwhile", patient_id: ADA.patient_id, kept_at: NOON + 5, box: { plain: { id: "meanwhile" } } });
    return answers({ status: 200, body: { check_ins: [{ id: "new" }] } })();
  };
  await people.renewAnswers(await person(), { fetch, now: () => NOON });
  equal(
    (await store.all("kept")).map((row) => row.id),
    ["meanwhile", "new", "olgas"],
  );
  equal(await outbox.waiting(), []);
}
