// Ben, who answers for Ada: on his own phone, or on hers beside her, and never as her.
import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import * as people from "/app/people.js";
import * as state from "/app/state.js";
import * as store from "/app/store.js";
import { draw as history } from "/app/pages/history.js";
import { draw as home } from "/app/pages/home.js";
import { draw as review } from "/app/pages/review.js";
import { equal, ok } from "./assert.js";
import { Balm, problem } from "./balm.js";
import { ADA, INSTRUMENT, NOON, settle } from "./phone.js";

const BEN_ID = "33333333-0000-7000-8000-000000000003";
const GRANTS = { proxy: true, assisted: true, reads: false, surrogate: false };
const WELLBEING = { instrument: { ...INSTRUMENT, id: "own-wellbeing", title: "How are you yourself?" }, asked: true, after_death: false, last_at: null, message: {} };
const ME = {
  kind: "caregiver", patient_id: ADA.patient_id, name: "Ada", caregiver_id: BEN_ID, caregiver_name: "Ben", relationship: "child", grants: GRANTS, wellbeing: WELLBEING,
  organisation_name: "Haus am See", phone_numbers: [], emergency_number: "112", texts: { not_watched: "" }, instruments: [INSTRUMENT], care: "palliative",
};
const answering = (body, status = 200) => async () => new Response(JSON.stringify(body), { status });

// His code is redeemed on Ada's own phone.
async function joined() {
  await settle(ADA);
  const redeemed = { token: "token-of-ben", device_id: "d", patient_id: ADA.patient_id, patient_name: "Ada", organisation_name: "Haus am See", caregiver_id: BEN_ID, caregiver_name: "Ben" };
  const { person } = await people.redeem("code", "phone", { fetch: answering(redeemed, 201) });
  await people.renew(person, { fetch: answering(ME) });
  return (await people.everyone()).find((one) => one.caregiver_id);
}

const drawn = (content) => {
  const found = document.createElement("main");
  found.append(...content.flat(4).filter(Boolean));
  return found;
};
const shown = (person, given = {}) => ({ people: [person], person, entries: [], unsent: [], numbers: [], settings: {}, draft: null, last: null, ...given });

export async function on_adas_own_phone_his_code_leaves_her_as_she_is() {
  const ben = await joined();
  const ada = (await people.everyone()).find((one) => !one.caregiver_id);
  equal([ada.token, ada.name, ben.token, ben.name, ben.caregiver_name, ben.patient_id], ["token-of-ada", "Ada", "token-of-ben", "Ada", "Ben", BEN_ID]);
}

export async function what_he_sends_names_no_patient_and_goes_with_his_token() {
  const [ben, balm] = [await joined(), new Balm()];
  for (const pain of [8, 2]) await checkIns.finish(checkIns.begin(ben, INSTRUMENT, { answers: { pain } }, NOON), NOON);
  await outbox.sendAll({ fetch: balm.fetch, now: () => NOON });
  const [{ token, body }] = balm.asked;
  equal([token, body.check_ins.map((one) => [one.patient_id, one.respondent, one.mode])], ["token-of-ben", Array(2).fill([undefined, "family_caregiver", "proxy"])]);
  await checkIns.finish(checkIns.begin(ben, INSTRUMENT, { answers: { pain: 3 } }, NOON), NOON);
  await outbox.sendAll({ fetch: balm.fetch, now: () => NOON, force: true });
  equal(balm.asked.map((one) => one.body.patient_id), [undefined, undefined]);
}

export async function adas_own_name_her_still() {
  await joined();
  const balm = new Balm();
  await checkIns.finish(checkIns.begin(ADA, INSTRUMENT, { answers: { pain: 3 } }, NOON), NOON);
  await outbox.sendAll({ fetch: balm.fetch, now: () => NOON });
  equal(balm.asked.map(({ token, body }) => [token, body.patient_id, body.mode]), [["token-of-ada", ADA.patient_id, "self"]]);
}

export function he_may_answer_as_it_was_granted_the_usual_way_first() {
  const ways = (grants, relationship) => checkIns.waysOf({ grants, relationship }).map(([, respondent, mode]) => `${respondent} ${mode}`);
  equal(ways(GRANTS, "child"), ["family_caregiver proxy", "patient assisted"]);
  equal(ways({ proxy: false, assisted: true }, "child"), ["patient assisted"]);
  equal(ways({ proxy: true, assisted: false }, "professional"), ["professional_caregiver proxy"]);
  equal(ways(undefined, undefined).length, 4);
  const draft = checkIns.begin({ ...ADA, grants: { proxy: false, assisted: true } }, INSTRUMENT);
  equal([draft.respondent, draft.mode], ["patient", "assisted"]);
}

export async function his_review_asks_only_that() {
  const ben = await joined();
  const page = drawn(review(shown(ben, { draft: checkIns.begin(ben, INSTRUMENT, { answers: { pain: 3 } }) })));
  equal([...page.querySelectorAll("fieldset label")].map((one) => one.textContent), ["I answer for Ada", "Ada answers and I help"]);
}

export async function how_he_is_goes_the_same_way_and_leaves_nothing_behind() {
  const [ben, asked] = [await joined(), []];
  await checkIns.keepWellbeing(ben, { tired: 9 }, NOON);
  const { id } = (await outbox.waiting(BEN_ID))[0];
  const fetch = async (path, { method, body, headers }) => (asked.push([method, path, JSON.parse(body).answers, JSON.parse(body).patient_id, headers.authorization]), new Response(JSON.stringify({ id }), { status: 200 }));
  await outbox.sendAll({ fetch, now: () => NOON });
  equal(asked, [["PUT", `/v1/me/wellbeing-checks/${id}`, { tired: 9 }, undefined, "Bearer token-of-ben"]]);
  equal([await store.all("outbox"), await store.all("kept")], [[], []]);
}

export async function how_he_is_waits_while_there_is_no_connection() {
  const ben = await joined();
  await checkIns.keepWellbeing(ben, { tired: 9 }, NOON);
  await outbox.sendAll({ fetch: async () => Promise.reject(new TypeError("Failed to fetch")), now: () => NOON });
  equal((await outbox.waiting(BEN_ID)).map((item) => [item.kind, item.state]), [["wellbeing", "waiting"]]);
}

export async function what_the_server_would_not_take_of_it_stays_and_can_be_sent_again_or_removed() {
  const [ben, balm] = [await joined(), new Balm()];
  await checkIns.keepWellbeing(ben, { tired: 9, pain: 2 }, NOON);
  balm.next = [problem("unknown-instrument", 400)];
  await outbox.sendAll({ fetch: balm.fetch, now: () => NOON });
  await store.set("current", BEN_ID);
  const now = { ...(await state.read()), place: "" };
  equal(now.unsent.map(({ kind, state: where, answers }) => [kind, where, answers]), [["wellbeing", "refused", { tired: 9, pain: 2 }]]);
  ok(drawn(home(now)).querySelector("#standing").textContent.includes("could not be taken by the server"));
  const page = drawn(history(now));
  const said = page.querySelector(".entry").textContent;
  ok(["How are you yourself?", "Pain: 2 of 10", "about unknown-instrument"].every((words) => said.includes(words)), said);
  equal([page.querySelectorAll("svg").length, [...page.querySelectorAll(".entry button")].map((one) => one.textContent)], [0, ["Send again", "Remove"]]);
  await outbox.tryAgain(now.unsent[0].id);
  equal(drawn(history({ ...now, ...(await state.read()) })).querySelector(".entry"), null, "what only waits is on the first page");
  balm.next = [problem("unknown-instrument", 400)];
  await outbox.sendAll({ fetch: balm.fetch, now: () => NOON, force: true });
  await checkIns.withdraw((await state.read()).unsent[0], "a mistake", NOON);
  equal([await store.all("outbox"), await store.all("kept"), balm.asked.length], [[], [], 2]);
}

export async function an_id_that_is_taken_is_changed_here_too() {
  const [ben, asked] = [await joined(), []];
  await checkIns.keepWellbeing(ben, { tired: 9 }, NOON);
  const fetch = async (path) => {
    asked.push(path.split("/").pop());
    return asked.length === 1 ? new Response(JSON.stringify(problem("check-in-conflict", 409).body), { status: 409 }) : new Response(JSON.stringify({ id: asked[1] }), { status: 200 });
  };
  await outbox.sendAll({ fetch, now: () => NOON });
  equal([asked.length, asked[0] === asked[1], await store.all("outbox")], [2, false, []]);
}

const entry = (given) => ({ id: "e1", instrument: "daily-check", instrument_version: "1", state: "sent", recorded_at: "2026-05-20T08:00:00Z", received_at: "2026-05-20T08:00:01Z", answers: { pain: 5 }, respondent: "family_caregiver", mode: "proxy", ...given });

export function each_changes_what_they_entered_and_reads_who_answered() {
  const ben = { ...ADA, patient_id: BEN_ID, caregiver_id: BEN_ID, grants: GRANTS };
  const bens = entry({ entered_by_kind: "caregiver", entered_by_id: BEN_ID, entered_by: "Ben" });
  const buttons = (person, one) => drawn(history(shown(person, { entries: [one] }))).querySelectorAll(".entry button").length;
  equal([buttons(ADA, bens), buttons(ben, bens), buttons(ben, entry({})), buttons(ADA, entry({ entered_by_kind: "patient", entered_by_id: "d" }))], [0, 2, 2, 2]);
  equal([buttons(ben, entry({ entered_by_kind: "patient", entered_by_id: "d" })), state.isOwn(ben, { entered_by_kind: "caregiver", entered_by_id: "another" })], [0, false]);
  ok(drawn(history(shown(ADA, { entries: [bens] }))).textContent.includes("Answered by Ben"));
}

export function both_phones_say_since_when_others_answer_and_only_theirs_reminds() {
  const now = { answered_by: "proxy", since_on: "2026-03-02", reason: "She sleeps.", set_by: "Nadia Rahman" };
  const reminders = { times: ["00:00"], zone: "Europe/Berlin" };
  const ben = { ...ADA, caregiver_id: BEN_ID, caregiver_name: "Ben", grants: GRANTS, wellbeing: WELLBEING };
  const looks = (person) => {
    const page = drawn(home(shown({ ...person, reminders })));
    return [page.querySelector("#answering")?.textContent ?? "", Boolean(page.querySelector("#due"))];
  };
  for (const one of [ADA, ben]) ok(looks({ ...one, answering: now })[0].includes("She sleeps.") && looks({ ...one, answering: now })[0].includes("Nadia Rahman"));
  equal([looks(ADA)[1], looks({ ...ADA, answering: now })[1], looks(ben)[1], looks({ ...ben, answering: now })[1]], [true, false, false, true]);
}

export function after_a_death_his_phone_shows_the_organisations_words_and_asks_nothing_until_its_time() {
  const over = (given) => drawn(home(shown({ ...ADA, caregiver_id: BEN_ID, grants: { ...GRANTS, surrogate: true }, care: "died", wellbeing: { ...WELLBEING, after_death: true, ...given } })));
  const quiet = over({ asked: false, message: { de: "Wir denken an Sie.", en: "We think of you." } });
  equal([quiet.querySelector("#quiet").textContent, quiet.querySelector("#wellbeing"), quiet.querySelector("#switch"), quiet.querySelector("#begin")], ["We think of you.", null, null, null]);
  ok(over({ asked: false }).textContent.includes("Nothing is asked here any more."));
  ok(over({ asked: true }).querySelector("#wellbeing"));
}
