// Who may see what, until when, who looked, and who asks to see it again.
import { Unreachable, ask, isOurs } from "../api.js";
import { button, h, title } from "../dom.js";
import { changed, go, left } from "../nav.js";
import * as people from "../people.js";
import { clock, daysBetween, shortDay } from "../time.js";
import { language, locale, t } from "../words.js";
import { alertLine, asksAgain, backHome, field, labelOf, of, sure } from "./parts.js";

const LOG = 10; // of its events, the newest
const LASTS = [1, 7, 14, 28, 84]; // days; ours
const USUAL = 14;

let [isAsked, ending, problem] = [false, null, ""];
left("shares", () => ([isAsked, ending, problem] = [false, null, ""]));

export function draw({ person }) {
  if (!isAsked) renew(person);
  const shares = person.shares ?? [];
  return [
    title(of(person, "shares.title", "shares.title_of")),
    h("p", {}, of(person, "shares.why", "shares.why_of")),
    alertLine(problem),
    button(t("shares.new"), () => go("share"), { class: "primary huge", id: "new-share" }),
    shares.length ? h("ul", { class: "entries" }, shares.map((one) => card(person, one))) : h("p", {}, of(person, "shares.none", "shares.none_of")),
    backHome(),
  ];
}

const renew = (person) => doing(person, () => people.renewShares(person));

// What was done, then the page as it is now, or what went wrong.
async function doing(person, work) {
  isAsked = true;
  try {
    const shares = await work();
    if (Array.isArray(shares)) await people.edit(person.patient_id, { shares });
    problem = "";
  } catch (error) {
    problem = whatWentWrong(error);
  }
  changed({ here: true });
}

const REFUSED = { "not-named": "share.not_named", "not-yours-to-show": "share.not_read" };

// Balm's answer. Raises what `whatWentWrong` says.
export async function told({ token, name }, path, given) {
  const { status, body } = await ask(path, { token, ...given });
  if (status < 300 && body) return body;
  const known = isOurs(body) && REFUSED[body.type.split(":").pop()];
  throw known ? new Error(t(known, { name })) : isOurs(body) ? new Error([body.title, ...(body.errors ?? [body]).map((one) => one.detail)].join(". ")) : new Unreachable();
}

export const whatWentWrong = (error) => (error instanceof Unreachable ? t("page.offline") : error.message);

export const lasts = (id) =>
  h("select", { id, name: "lasts" }, LASTS.map((n) => h("option", { value: n, selected: n === USUAL }, new Intl.NumberFormat(language(), { style: "unit", unit: "day", unitDisplay: "long" }).format(n))));

export const endsAt = (days) => new Date(Date.now() + days * 86400000).toISOString();

function card(person, one) {
  const { share, holds, asks, events } = one;
  return h(
    "li",
    { class: "card entry", "data-id": share.id },
    h("h2", {}, share.for_name),
    h("p", {}, what(person, share.scope)),
    !person.caregiver_id && share.granted_by_kind === "caregiver" ? h("p", { class: "small" }, t("shares.by", { by: share.granted_by })) : null,
    h("p", { class: `line ${holds ? "is-sent" : "is-over"}` }, holds ? t("shares.until", { day: at(share.ends_at) }) : t("shares.over"), share.has_passphrase ? ` ${t("shares.secret")}` : ""),
    asks ? asking(person, share) : null,
    h("ul", { class: "log small" }, events.slice(0, LOG).map((event) => h("li", {}, happened(share, event)))),
    holds ? end(person, share) : null,
  );
}

const dayOf = (date) => shortDay(Date.parse(`${date}T12:00`), locale());

// In plain words; only the course where no symptom is chosen.
function what(person, { symptoms, notes, responses, first_on, last_on }) {
  const labels = symptoms.map((id) => labelOf(person.instruments.find((one) => one.items.some((item) => item.id === id)) ?? { items: [] }, id));
  const more = [notes && t("share.notes"), responses && t("share.responses"), first_on && t("shares.from", { day: dayOf(first_on) }), last_on && t("shares.to", { day: dayOf(last_on) })];
  return [labels.join(", ") || t("share.course"), ...more].filter(Boolean).join(" · ");
}

// "yesterday at 18:20"
function at(moment) {
  const [time, days] = [clock(Date.parse(moment), locale()), daysBetween(Date.parse(moment), Date.now())];
  if (days === 0) return t("shares.today", { time });
  return days === 1 ? t("shares.yesterday", { time }) : t("shares.day", { time, day: shortDay(Date.parse(moment), locale()) });
}

const EVENTS = { granted: "shares.granted", opened: "shares.opened", refused: "shares.refused", asked: "shares.asked", accepted: "shares.accepted", declined: "shares.declined", revoked: "shares.revoked", wish_changed: "shares.wish_changed" };

const daysAgo = (moment) => new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(-daysBetween(Date.parse(moment), Date.now()), "day");
const happened = (share, event) => t(EVENTS[event.kind], { name: share.for_name, by: event.by, when: at(event.at), day: daysAgo(event.at), n: event.times });

function asking(person, { id, for_name: name }) {
  const time = lasts(`lasts-${id}`);
  const answer = (body) => doing(person, () => told(person, `/v1/shares/${id}/answer`, { method: "POST", body }));
  const yes = button(t("shares.yes"), () => answer({ accept: true, ends_at: endsAt(time.value) }), { class: "primary", id: `yes-${id}` });
  return h("section", { role: "group" }, h("p", { class: "line is-waiting" }, asksAgain(person, { for_name: name })), field(t("share.lasts"), time), h("div", { class: "row" }, yes, button(t("shares.no"), () => answer({ accept: false }), { id: `no-${id}` })), h("p", { class: "small" }, t("shares.no_hint", { name })));
}

function end(person, { id, for_name: name }) {
  const choose = (wanted) => {
    ending = wanted;
    changed({ here: true });
  };
  if (ending !== id) return button(t("shares.end"), () => choose(id), { id: `end-${id}` });
  const yes = () => doing(person, () => told(person, `/v1/shares/${id}`, { method: "DELETE" }).then((all) => ((ending = null), all)));
  return sure(h("p", {}, t("shares.end_sure", { name })), button(t("shares.end_yes"), yes, { class: "primary", id: `end-${id}` }), button(t("page.back"), () => choose(null)));
}
