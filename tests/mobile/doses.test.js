// A medicine that was taken: through the same queue as check-ins, offline, exactly once, and said later how it helped.
import * as checkIns from "/app/check_ins.js";
import * as outbox from "/app/outbox.js";
import * as people from "/app/people.js";
import { draw as history } from "/app/pages/history.js";
import { draw as page } from "/app/pages/doses.js";
import * as state from "/app/state.js";
import { equal, ok } from "./assert.js";
import { Balm, problem, unreachable } from "./balm.js";
import { ADA, INSTRUMENT, NOON, settle } from "./phone.js";

const ID = "0196ecb9-0000-7000-8000-00000000000";
const dose = (n, given = {}) => ({ id: ID + n, patient_id: ADA.patient_id, medicine: "Morphine drops", taken_at: "2026-05-20T09:30:00.000Z", zone: "Europe/Berlin", respondent: "patient", mode: "self", ...given });
const send = (balm) => outbox.sendAll({ fetch: balm.fetch, force: true, now: () => NOON });
const shown = async () => (await state.read()).doses.map(({ id, state: its, withdrawn, relief = null }) => [id.at(-1), its, withdrawn, relief]);

export const before = () => settle(ADA);

export async function it_waits_without_a_connection_and_goes_once_under_its_own_id() {
  await checkIns.log(dose(1), NOON);
  const balm = new Balm();
  balm.next = [unreachable, balm.lost];
  for (let n = 0; n < 3; n++) await send(balm);
  equal([...new Set(balm.asked.map(({ method, path }) => `${method} ${path}`))], [`PUT /v1/when-needed-doses/${ID}1`]);
  equal([balm.asked.length, [...balm.stored.keys()], "id" in balm.asked[0].body, await shown()], [3, [`${ID}1`], false, [["1", "sent", false, null]]]);
}

export async function check_ins_before_and_after_it_keep_their_order() {
  const balm = new Balm();
  for (const n of [1, 2]) await checkIns.finish(checkIns.begin(ADA, INSTRUMENT, { answers: { pain: n } }, NOON + n), NOON + n);
  await checkIns.log(dose(3), NOON + 3);
  await checkIns.finish(checkIns.begin(ADA, INSTRUMENT, { answers: { pain: 4 } }, NOON + 4), NOON + 4);
  equal(await send(balm), false);
  equal([balm.stored.size, balm.asked.map(({ path }) => path.split("/")[2])], [4, ["check-ins", "when-needed-doses", "check-ins"]]);
}

export async function relief_said_later_goes_after_the_dose_and_takes_its_place() {
  await checkIns.log(dose(2, { relief: 6, corrects: `${ID}1` }), NOON - 1); // a clock that was put back in between
  await checkIns.log(dose(1), NOON);
  equal(await shown(), [["2", "waiting", false, 6]]);
  const balm = new Balm();
  await send(balm);
  equal([[...balm.stored.keys()].map((id) => id.at(-1)), await shown()], [["1", "2"], [["2", "sent", false, 6]]]);
}

export async function withdrawn_the_team_is_told_where_doses_are_kept() {
  await checkIns.log(dose(1), NOON);
  const balm = new Balm();
  await send(balm);
  await checkIns.withdraw((await state.read()).doses[0], "a mistake", NOON);
  equal(await shown(), [["1", "sent", true, null]]);
  await send(balm);
  equal([balm.withdrawn, balm.asked.at(-1).path, await shown()], [[`${ID}1`], `/v1/when-needed-doses/${ID}1/entered-in-error`, []]);
}

export async function under_an_id_that_is_taken_it_gets_one_of_its_own() {
  await checkIns.log(dose(1), NOON);
  const balm = new Balm();
  balm.next = [problem("fact-conflict", 409)];
  await send(balm);
  ok(balm.stored.size === 1 && !balm.stored.has(`${ID}1`));
}

export async function one_that_is_refused_is_kept_and_says_why() {
  await checkIns.log(dose(1), NOON);
  const balm = new Balm();
  balm.next = [problem("not-on-the-list", 400)];
  await send(balm);
  equal(await shown(), [["1", "refused", false, null]]);
}

export async function what_the_server_has_of_them_is_kept_for_reading_offline() {
  const balm = new Balm();
  balm.next = [{ status: 200, body: { check_ins: [], instruments: [], when_needed_doses: [dose(1, { relief: 3, entered_by_kind: "staff", received_at: "2026-05-20T09:31:00Z" })] } }];
  await people.renewAnswers((await people.everyone())[0], { fetch: balm.fetch, now: () => NOON });
  equal(await shown(), [["1", "sent", false, 3]]);
  const drawn = document.createElement("main");
  drawn.append(...history({ ...(await state.read()), person: ADA }).flat(4).filter(Boolean));
  ok(drawn.textContent.includes("Morphine drops · How much did it help? 3"), drawn.textContent);
  equal([...drawn.querySelectorAll(".entry button")].length, 0); // what the team entered, the team corrects
}

export async function the_form_sends_what_was_chosen_and_nothing_that_was_left_out() {
  const form = document.createElement("main");
  form.append(...page({ person: { ...ADA, when_needed: ["Morphine drops", "Spray"] } }).flat(4).filter(Boolean));
  document.body.append(form);
  const send_ = () => form.querySelector("#save").click();
  send_(); // nothing chosen yet: the browser itself says so
  equal((await outbox.waiting()).length, 0);
  form.querySelector("[value=Spray]").click();
  form.querySelector("#taken-at").value = "2026-05-20T11:30";
  send_();
  for (let n = 0; n < 100 && !(await outbox.waiting()).length; n++) await new Promise((later) => setTimeout(later, 10));
  const [{ kind, what }] = await outbox.waiting();
  equal([kind, what.medicine, what.taken_at, "relief" in what, "relief_words" in what, "corrects" in what], ["dose", "Spray", "2026-05-20T09:30:00.000Z", false, false, false]);
}
