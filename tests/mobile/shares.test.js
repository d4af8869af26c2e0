// Who may see what: in plain words, with what happened, and first a look at the page that the other would see.
import * as people from "/app/people.js";
import * as share from "/app/pages/share.js";
import * as shares from "/app/pages/shares.js";
import * as home from "/app/pages/home.js";
import * as store from "/app/store.js";
import { equal, ok } from "./assert.js";
import { Balm, problem, unreachable } from "./balm.js";
import { ADA, person, readable, settle } from "./phone.js";

const DAY = 86400000;
const ID = "33333333-0000-7000-8000-000000000003";
const LINK = "https://balm.test/family/t0ken-t0ken-t0ken";
const ago = (hours) => new Date(Date.now() - hours * 3600000).toISOString();
const one = (given = {}, more = {}) => ({
  share: { id: ID, for_name: "Maria", scope: { symptoms: ["pain"], notes: false, responses: false, first_on: null, last_on: null }, ends_at: ago(-24), has_passphrase: false, ...given },
  holds: true,
  asks: false,
  events: [],
  ...more,
});
const event = (kind, by = "Maria", hours = 0) => ({ id: kind, share_id: ID, kind, by, at: ago(hours) });

let balm;

export const before = async () => {
  await settle(ADA);
  balm = new Balm();
  globalThis.fetch = balm.fetch;
};

async function page(module, list) {
  if (list) await people.edit(ADA.patient_id, { shares: list });
  const content = module.draw({ person: await person(), people: [ADA], entries: [], unsent: [], settings: {} }, () => page(module));
  document.body.replaceChildren(...content.flat(4).filter(Boolean));
  return document.body;
}

const answers = (...all) => (balm.next = all.map((body) => ({ status: 200, body })));

// What was begun is done, on a slow machine too: what is written here stands in the storage's queue behind what the page still has to write or read.
async function settled() {
  for (let step = 0; step < 10; step++) {
    await store.write(Object.keys(store.KEYS), () => null);
    await new Promise((done) => setTimeout(done, 5));
  }
}

const words = (selector) => [...document.querySelectorAll(selector)].map((found) => found.textContent);

async function shown(list) {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  answers(list);
  await page(shares);
  await settled();
  return page(shares);
}

export async function what_is_shared_is_said_in_plain_words() {
  await shown([
    one(),
    one({ scope: { symptoms: ["pain", "nausea"], notes: true, responses: true, first_on: "2026-03-02", last_on: "2026-03-09" }, has_passphrase: true }),
    one({ scope: { symptoms: [], notes: false, responses: false } }, { holds: false }),
  ]);
  const lines = words(".entry > p:not(.line)");
  equal(lines[0], "Pain");
  ok(/^Pain, Nausea · What was written · What the team said · from 2 Mar on · up to 9 Mar$/.test(lines[1]), lines[1]);
  equal(lines[2], "Only how the days were on the whole");
  const standing = words(".entry > p.line");
  ok(standing[0].startsWith("Ends on ") && standing[1].endsWith(" With a word that you agreed on."), standing);
  equal(standing[2], "Ended. Nothing can be seen any more.");
  equal(words(".entry > button"), ["End it", "End it"]);
}

export async function what_who_decides_for_her_began_says_so_to_ada() {
  const said = "Ben, who decides for you, shows this.";
  await shown([one({ granted_by: "Ben", granted_by_kind: "caregiver" }), one({ granted_by: "Nadia Rahman", granted_by_kind: "staff" }), one({ granted_by: "Ada's phone", granted_by_kind: "patient" })]);
  equal(words(".entry").map((words) => words.includes("who decides for you")), [true, false, false]);
  ok(document.body.textContent.includes(said) && !bens(shares, { shares: [one({ granted_by: "Ben", granted_by_kind: "caregiver" })] }).textContent.includes("decides for you"));
}

export async function the_log_says_who_looked_when() {
  const yesterday = new Date();
  yesterday.setDate(yesterday.getDate() - 1);
  yesterday.setHours(18, 20);
  await shown([one({}, { events: [event("revoked", "Ada's phone"), { ...event("opened"), at: yesterday.toISOString() }, event("granted", "Nadia Rahman", 24 * 30), event("asked"), event("accepted", "Ada's phone"), event("declined", "Ada's phone")] })]);
  const log = words(".log li");
  equal(log[1], "Maria looked yesterday at 18:20");
  ok(/^ended today at \d\d?:\d\d \(Ada's phone\)$/.test(log[0]), log[0]);
  ok(/^begun on \d+ \w+ at \d\d?:\d\d \(Nadia Rahman\)$/.test(log[2]), log[2]);
  ok(log[3].startsWith("Maria asked to see it again today") && log[4].startsWith("said yes") && log[5].startsWith("said no"), log);
}

export async function wrong_words_are_told_calmly_by_the_day_and_a_changed_wish_by_who_wrote_it_down() {
  await shown([one({}, { events: [{ ...event("refused", "", 24), times: 3 }, { ...event("refused", ""), times: 1 }, event("wish_changed", "Nadia Rahman")] })]);
  const log = words(".log li");
  equal(log.slice(0, 2), ["somebody tried a wrong word 3 times yesterday and saw nothing", "somebody tried a wrong word today and saw nothing"]);
  ok(/^ended today at \d\d?:\d\d, as the wish about who may know has changed \(Nadia Rahman\)$/.test(log[2]), log[2]);
}

export async function it_is_ended_only_when_that_is_sure() {
  await shown([one()]);
  document.getElementById(`end-${ID}`).click();
  await page(shares);
  equal(balm.asked.length, 1, "nothing was sent yet");
  answers([one({}, { holds: false })]);
  document.getElementById(`end-${ID}`).click();
  await settled();
  const { method, path, token } = balm.asked.at(-1);
  equal([method, path, token], ["DELETE", `/v1/shares/${ID}`, ADA.token]);
  await page(shares);
  equal(words(".entry > p.line"), ["Ended. Nothing can be seen any more."]);
}

export async function what_was_pressed_is_not_lost_to_an_answer_that_comes_late() {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  let answer;
  balm.next = [() => new Promise((done) => (answer = done))];
  await page(shares, [one()]);
  document.getElementById(`end-${ID}`).click();
  await page(shares);
  answer({ status: 200, body: [one()] });
  await settled();
  await page(shares);
  equal(words(".entry button"), ["Yes, end it", "Back"]);
}

export async function a_request_is_accepted_for_a_time_or_declined() {
  for (const [button, accept] of [["yes", true], ["no", false]]) {
    await shown([one({}, { holds: false, asks: true })]);
    ok(words(".entry").join().includes("If you say no, Maria isn't told, and you aren't asked again for a week."));
    document.getElementById(`lasts-${ID}`).value = "7";
    answers([one({}, { holds: accept })]);
    document.getElementById(`${button}-${ID}`).click();
    await settled();
    const { path, body } = balm.asked.at(-1);
    equal([path, body.accept], [`/v1/shares/${ID}/answer`, accept]);
    if (accept) ok(Math.abs(Date.parse(body.ends_at) - Date.now() - 7 * DAY) < 60000, body.ends_at);
    else equal(body.ends_at, undefined);
    equal((await person()).shares[0].asks, false);
  }
}

export async function who_asks_stands_on_the_first_page() {
  equal((await page(home, [one()])).querySelector("#asking"), null);
  ok((await page(home, [one({}, { asks: true, holds: false })])).querySelector("#asking").textContent.includes("Maria asks to see again how you are."));
}

// Ben, who decides for Ada as the team has recorded, on his own phone.
const BEN = { ...ADA, patient_id: ID, token: "token-of-ben", caregiver_id: ID, caregiver_name: "Ben", relationship: "child", named: ["Peter", "Maria"] };
const DECIDES = { proxy: true, assisted: false, reads: true, surrogate: true };
const bens = (module, given = {}) => {
  const ben = { ...BEN, grants: DECIDES, ...given };
  document.body.replaceChildren(...module.draw({ person: ben, people: [ben], entries: [], unsent: [], settings: {} }, () => bens(module, given)).flat(4).filter(Boolean));
  return document.body;
};

export async function who_decides_for_ada_shares_in_words_that_are_about_her() {
  balm.next = Array(9).fill({ status: 200, body: [] });
  const asks = one({}, { asks: true, holds: false });
  ok(bens(home, { shares: [asks] }).querySelector("#asking").textContent.includes("Maria asks to see again how Ada is."));
  ok(bens(home).querySelector("#shares"));
  equal([bens(home, { care: "died" }).querySelector("#shares"), bens(home, { grants: { ...DECIDES, surrogate: false }, shares: [asks] }).querySelector("#shares")], [null, null]);
  const said = bens(shares).textContent;
  ok(said.includes("Who may see how Ada is") && said.includes("whom Ada has named to the team") && said.includes("You show nobody anything.") && !said.includes("how I am"), said);
  ok(bens(shares, { shares: [asks] }).textContent.includes("Maria asks to see again how Ada is."));
  ok(bens(share).textContent.includes("Show somebody how Ada is"));
  await settled();
}

export async function he_chooses_among_those_whom_ada_has_named_and_is_told_where_there_is_none() {
  const choices = (given) => [...bens(share, given).querySelectorAll("#for_name option")].map((option) => option.value);
  const left = () => window.dispatchEvent(new HashChangeEvent("hashchange"));
  equal([choices(), words("label[for=for_name]")], [["Peter", "Maria"], ["Who is it for?"]]);
  for (const [given, said] of [[{ named: [] }, "Ada has named nobody"], [{ named: undefined }, "Ada has named nobody"], [{ named: [], grants: { ...DECIDES, reads: false } }, "You can show only what you may read yourself."]]) {
    left();
    equal([choices(given), document.querySelector("form")], [[], null]);
    ok(document.body.textContent.includes(said), document.body.textContent);
  }
}

export async function his_message_with_the_link_is_about_her_too() {
  balm.next = [{ status: 200, body: PREVIEW }, { status: 201, body: { share: one().share, link: LINK, qr_svg: "<svg/>" } }];
  bens(share);
  fill({ for_name: "Maria" });
  for (const press of [submit, () => document.getElementById("share").click()]) {
    press();
    await settled();
    bens(share);
  }
  let given = null;
  navigator.share = async (what) => (given = what);
  bens(share);
  document.getElementById("send-link").click();
  equal([given, balm.asked.map((asked) => [asked.path, asked.token])], [{ text: "This is how Ada is:", url: LINK }, [["/v1/me/shares/preview", "token-of-ben"], ["/v1/me/shares", "token-of-ben"]]]);
}

export async function why_he_may_not_is_said_in_his_language() {
  for (const [type, said] of [["not-named", "Ada has named nobody to the team to whom this can be shown."], ["not-yours-to-show", "You can show only what you may read yourself."]]) {
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    balm.next = [problem(type, 403)];
    bens(share);
    fill({ for_name: "Maria" });
    submit();
    await settled();
    ok(words("form .error")[0].startsWith(said), words("form .error")[0]);
  }
}

export async function what_is_shown_leaves_his_phone_with_his_say() {
  const me = { patient_id: ADA.patient_id, caregiver_id: ID, caregiver_name: "Ben", grants: DECIDES, name: "Ada", instruments: [], phone_numbers: [], texts: {} };
  const renewed = async (grants) => {
    balm.next = [{ status: 200, body: { ...me, grants } }];
    await people.renew(await person(BEN));
    return (await person(BEN)).shares;
  };
  await settle(BEN);
  await people.edit(ID, { caregiver_id: ID, grants: DECIDES, shares: [one()] });
  equal([(await renewed(DECIDES)).length, await renewed({ ...DECIDES, surrogate: false })], [1, []]);
}

export async function without_a_connection_it_says_so_and_shows_what_is_known() {
  await people.edit(ADA.patient_id, { shares: [one()] });
  balm.next = [unreachable];
  await page(shares);
  await settled();
  await page(shares);
  equal([words(".error"), words("h2")], [["That needs a connection. Please try again later."], ["Maria"]]);
}

const fill = (given) => Object.entries(given).forEach(([id, value]) => (document.getElementById(id).value = value));
const submit = () => document.querySelector("form").requestSubmit();
const PREVIEW = { html: "<!doctype html><body><main><h1>How Ada is</h1><p>Pain was mild.</p></main></body>" };

async function looked(given = {}) {
  await page(share);
  fill({ for_name: " Maria ", passphrase: "our old dog", lasts: "14", ...given });
  document.querySelector("[name=symptom][value=pain]").checked = true;
  document.querySelector("[name=responses]").checked = true;
  answers(PREVIEW);
  submit();
  await settled();
}

export async function what_they_would_see_is_shown_before_anything_is_granted() {
  await looked();
  equal(balm.asked.map((asked) => asked.path), ["/v1/me/shares/preview"]);
  const { ends_at, ...wish } = balm.asked[0].body;
  ok(Math.abs(Date.parse(ends_at) - Date.now() - 14 * DAY) < 60000);
  equal(wish, { for_name: "Maria", scope: { symptoms: ["pain"], notes: false, responses: true }, passphrase: "our old dog", language: "en" });
  ok(words("h1")[0] === "This is what Maria would see now");
  const inside = document.getElementById("preview").shadowRoot;
  equal([inside.querySelector("h1").textContent, inside.querySelector("link").getAttribute("href")], ["How Ada is", "/family/files/family.css"]);
  document.querySelector("button:not(.primary)").click();
  await settled();
  equal([document.getElementById("for_name").value, document.querySelector("[value=pain]").checked, document.getElementById("preview")], [" Maria ", true, null]);
}

export async function what_was_typed_is_forgotten_as_the_page_is_left_and_not_as_it_is_arrived_at() {
  const type = async () => {
    await page(share);
    document.getElementById("for_name").value = "Maria";
  };
  const typedStill = async (newURL) => {
    window.dispatchEvent(new HashChangeEvent("hashchange", { newURL }));
    await page(share);
    return document.getElementById("for_name").value;
  };
  await type();
  equal(await typedStill("https://balm.test/app/#/share"), "Maria", "the address tells late of an arrival");
  equal(await typedStill("https://balm.test/app/#/shares"), "");
}

export async function the_link_is_handed_on_and_kept_nowhere() {
  await looked();
  balm.next = [{ status: 201, body: { share: one({ has_passphrase: true }).share, link: LINK, qr_svg: "<svg xmlns='http://www.w3.org/2000/svg'/>" } }];
  document.getElementById("share").click();
  await settled();
  equal([balm.asked[1].path, balm.asked[1].body], ["/v1/me/shares", balm.asked[0].body]);
  equal([document.getElementById("link").value, document.querySelector("img").alt], [LINK, "The link for Maria as a QR code for a camera"]);
  ok(document.body.textContent.includes("Tell the word that you agreed on in person."));
  let given = null;
  navigator.share = async (what) => (given = what);
  await page(share);
  document.getElementById("send-link").click();
  equal(given, { text: "I would like to show you how I am:", url: LINK });
  ok(!(await readable()).includes("t0ken"), "not in the storage");
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await page(share);
  equal([document.getElementById("link"), document.getElementById("for_name").value], [null, ""], "once left, it is gone");
}

export async function where_the_phone_can_t_share_the_link_is_copied() {
  await looked();
  balm.next = [{ status: 201, body: { share: one().share, link: LINK, qr_svg: "<svg/>" } }];
  navigator.share = undefined;
  document.getElementById("share").click();
  await settled();
  let copied = null;
  Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => (copied = text) }, configurable: true });
  equal(words("#send-link"), ["Copy the link"]);
  document.getElementById("send-link").click();
  await settled();
  equal([copied, words("[role=status]")], [LINK, ["Copied."]]);
  ok(!document.body.textContent.includes("in person"));
}

export async function what_is_missing_or_refused_is_said_and_what_was_typed_stays() {
  await page(share);
  const line = () => words("form .error")[0];
  submit();
  const place = () => [document.activeElement.id, document.querySelector("form .error").previousElementSibling.id];
  equal([line(), place(), balm.asked], ["Please write a name first.", ["for_name", "for_name"], []]);
  fill({ for_name: "Maria", passphrase: "abc" });
  submit();
  equal([line(), place(), balm.asked], ["The word needs at least 4 letters.", ["passphrase", "passphrase"], []]);
  fill({ passphrase: "" });
  for (const [answer, said] of [[unreachable, "That needs a connection. Please try again later."], [problem("share-refused", 400), "share-refused. about share-refused"]]) {
    balm.next = [answer];
    submit();
    await settled();
    equal([line(), document.getElementById("for_name").value, document.querySelector("form .error").nextElementSibling.id], [said, "Maria", "look"]);
  }
}

export async function the_days_are_chosen_in_words() {
  const day = (days) => new Date(Date.now() + days * DAY).toLocaleDateString("sv");
  for (const [period, found] of [["all", [undefined, undefined]], ["today", [day(0), undefined]], ["week", [day(-7), undefined]], ["month", [day(-28), undefined]], ["past", [undefined, day(0)]]]) {
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    await looked({ period });
    const { first_on, last_on } = balm.asked.at(-1).body.scope;
    equal([first_on, last_on], found, period);
  }
}
