// Letting one person see something: first a look at exactly the page that they would see, then the link, which is told this once and kept nowhere.
import { button, h, title } from "../dom.js";
import { go, left } from "../nav.js";
import { LANGUAGES, itemWords, language, t } from "../words.js";
import { alertLine, complain, field, of, shownItems } from "./parts.js";
import { endsAt, lasts, told, whatWentWrong } from "./shares.js";

const SHORTEST = 4; // letters of a passphrase, as the server wants them
const day = (days) => new Date(Date.now() + days * 86400000).toLocaleDateString("sv"); // 2026-03-02
const PERIODS = {
  all: () => ({}),
  today: () => ({ first_on: day(0) }),
  week: () => ({ first_on: day(-7) }),
  month: () => ({ first_on: day(-28) }),
  past: () => ({ last_on: day(0) }),
};

let [form, wish, html, granted, problem] = [null, null, null, null, ""];
left("share", () => ([form, wish, html, granted, problem] = [null, null, null, null, ""]));

export function draw({ person }, redraw) {
  if (granted) return handOn(person, granted);
  if (html) return preview(person, redraw);
  form ??= hindrance(person) || made(person, redraw);
  return [title(of(person, "share.title", "share.title_of")), form, button(t("page.back"), () => go("shares"), { class: "plain" })];
}

// Who decides for a patient shows only what they read, to whom the patient has named.
function hindrance({ caregiver_id, grants, named, name }) {
  if (!caregiver_id || (grants.reads && named?.length)) return null;
  return h("p", {}, t(grants.reads ? "share.not_named" : "share.not_read", { name }));
}

const nameOf = ({ caregiver_id, named }) => (caregiver_id ? h("select", { id: "for_name", name: "for_name" }, named.map((one) => h("option", {}, one))) : h("input", { id: "for_name", name: "for_name", autocomplete: "off" }));

const tick = (name, words, value = "yes") => h("label", { class: "choice" }, h("input", { type: "checkbox", name, value }), words);
const select = (name, words) => h("select", { id: name, name }, Object.entries(words).map(([value, text]) => h("option", { value, selected: value === language() }, text)));
const group = (words, ...parts) => h("fieldset", {}, h("legend", {}, words), parts);

function made(person, redraw) {
  const line = alertLine();
  const items = new Map(person.instruments.flatMap((one) => shownItems(one).map((item) => [item.id, itemWords(one, item, "label")])));
  const look = async (event) => {
    event.preventDefault();
    wish = wanted(event.target);
    const { for_name, passphrase } = event.target.elements;
    if (!wish.for_name) return complain(event.target, line, t("share.nameless"), for_name);
    if (wish.passphrase && wish.passphrase.length < SHORTEST) return complain(event.target, line, t("share.short"), passphrase);
    complain(event.target, line, await attempt(async () => ({ html } = await told(person, "/v1/me/shares/preview", { method: "POST", body: wish }))));
    if (!line.textContent) redraw();
  };
  const periods = { all: t("share.all"), today: t("share.from_today"), week: t("share.from_week"), month: t("share.from_month"), past: t("share.past") };
  return h(
    "form",
    { novalidate: true, onsubmit: look },
    field(t("share.for"), nameOf(person)),
    group(t("share.which"), h("p", { class: "small" }, t("share.which_hint")), [...items].map(([id, label]) => tick("symptom", label, id))),
    group(t("share.more"), tick("notes", t("share.notes")), tick("responses", t("share.responses"))),
    field(t("share.period"), select("period", periods)),
    field(t("share.lasts"), lasts("lasts")),
    field(t("share.language"), select("language", LANGUAGES)),
    field(t("share.passphrase"), h("input", { id: "passphrase", name: "passphrase", autocomplete: "off", "aria-describedby": "passphrase-hint" }), t("share.passphrase_hint")),
    line,
    button(t("share.look"), () => null, { type: "submit", class: "primary huge", id: "look" }),
  );
}

function wanted(filled) {
  const given = new FormData(filled);
  const scope = { symptoms: given.getAll("symptom"), notes: given.has("notes"), responses: given.has("responses"), ...PERIODS[given.get("period")]() };
  return { for_name: given.get("for_name").trim(), scope, ends_at: endsAt(given.get("lasts")), passphrase: given.get("passphrase").trim() || null, language: given.get("language") };
}

// What went wrong, in words; empty where nothing did.
const attempt = (work) => work().then(() => "", whatWentWrong);

function preview(person, redraw) {
  const change = () => {
    html = null;
    redraw();
  };
  const yes = async () => {
    problem = await attempt(async () => (granted = await told(person, "/v1/me/shares", { method: "POST", body: wish })));
    redraw({ keepFocus: Boolean(problem) });
  };
  const { for_name: name } = wish;
  return [title(t("share.preview", { name })), page(), alertLine(problem), button(t("share.yes", { name }), yes, { class: "primary huge", id: "share" }), button(t("share.change"), change)];
}

// With the family page's own style, apart from the app's. The server has escaped what people wrote, and our policy runs no script that stands in a page.
function page() {
  const box = h("div", { class: "preview", id: "preview" });
  const shown = new DOMParser().parseFromString(html, "text/html").querySelector("main").childNodes;
  box.attachShadow({ mode: "open" }).append(h("link", { rel: "stylesheet", href: "/family/files/family.css" }), h("div", { class: "main", lang: wish.language }, ...shown));
  return box;
}

function handOn(person, { share: { for_name: name, has_passphrase }, link, qr_svg }) {
  const said = h("p", { role: "status" });
  const address = h("input", { id: "link", readonly: true, value: link, onfocus: () => address.select() });
  const copy = () => navigator.clipboard.writeText(link).then(() => (said.textContent = t("share.copied")));
  const send = () => (navigator.share ? navigator.share({ text: of(person, "share.message", "share.message_of"), url: link }) : copy()).catch((error) => error.name !== "AbortError" && address.focus());
  return [
    title(t("share.done", { name })),
    h("p", {}, t("share.once"), has_passphrase ? ` ${t("share.tell")}` : ""),
    button(navigator.share ? t("share.send") : t("share.copy"), send, { class: "primary huge", id: "send-link" }),
    said,
    field(t("share.link"), address),
    h("img", { class: "qr", alt: t("share.qr", { name }), src: `data:image/svg+xml,${encodeURIComponent(qr_svg)}` }),
    button(t("share.ready"), () => go("shares"), { id: "ready" }),
  ];
}
