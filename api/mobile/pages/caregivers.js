// Who may answer for the patient or help: invited with a code for their own phone, and ended at any time.
import { button, h, title } from "../dom.js";
import { changed, left } from "../nav.js";
import * as people from "../people.js";
import { t } from "../words.js";
import { alertLine, backHome, complain, field, sure } from "./parts.js";
import { told, whatWentWrong } from "./shares.js";

const PATH = "/v1/me/caregivers";

let [isAsked, ending, problem, form, invited] = [false, null, "", null, null];
const anew = () => ([isAsked, ending, problem, form, invited] = [false, null, "", null, null]);
left("caregivers", anew);

export function draw({ person }) {
  if (!isAsked) doing(person, () => null);
  if (invited) return handOn(invited);
  form ??= made(person);
  const standing = (person.caregivers ?? []).filter((one) => !one.ended_at);
  return [
    title(t("care.title")),
    alertLine(problem),
    standing.length ? h("ul", { class: "entries" }, standing.map((one) => card(person, one))) : h("p", {}, t("care.none")),
    form,
    backHome(),
  ];
}

// What was done, then those who stand now, or what went wrong.
async function doing(person, work) {
  isAsked = true;
  try {
    await work();
    await people.edit(person.patient_id, { caregivers: await told(person, PATH, {}) });
    problem = "";
  } catch (error) {
    problem = whatWentWrong(error);
  }
  changed({ here: true });
}

const kin = () => ({ partner: t("kin.partner"), child: t("kin.child"), parent: t("kin.parent"), sibling: t("kin.sibling"), other_family: t("kin.other_family"), friend: t("kin.friend"), professional: t("kin.professional") });

function card(person, { id, name, relationship, grants, phones }) {
  const may = [grants.proxy && t("care.may_answer"), grants.assisted && t("care.may_help"), grants.reads && t("care.may_read"), grants.surrogate && t("care.decides")].filter(Boolean);
  return h("li", { class: "card entry", "data-id": id }, h("h2", {}, name), h("p", {}, [kin()[relationship], ...may].join(" · ")), phones ? null : h("p", { class: "small" }, t("care.no_phone")), end(person, id, name));
}

function end(person, id, name) {
  const choose = (wanted) => {
    ending = wanted;
    changed({ here: true });
  };
  if (ending !== id) return button(t("shares.end"), () => choose(id), { id: `end-${id}` });
  const yes = () => doing(person, () => told(person, `/v1/caregivers/${id}`, { method: "DELETE" }).then((all) => ((ending = null), all)));
  return sure(h("p", {}, t("care.end_sure", { name })), button(t("shares.end_yes"), yes, { class: "primary", id: `end-${id}` }), button(t("page.back"), () => choose(null)));
}

const tick = (name, words, checked = false) => h("label", { class: "choice" }, h("input", { type: "checkbox", name, checked }), words);

function made(person) {
  const line = alertLine();
  const invite = async (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    const grants = Object.fromEntries(["proxy", "assisted", "reads"].map((name) => [name, given.has(name)]));
    const name = given.get("name").trim();
    if (!name) return complain(event.target, line, t("share.nameless"), event.target.elements.name);
    complain(event.target, line, grants.proxy || grants.assisted ? "" : t("care.which"));
    if (line.textContent) return;
    try {
      invited = await told(person, PATH, { method: "POST", body: { name, relationship: given.get("relationship"), grants } });
    } catch (error) {
      return (line.textContent = whatWentWrong(error));
    }
    changed({ here: true });
  };
  const options = Object.entries(kin()).map(([value, words]) => h("option", { value }, words));
  return h(
    "form",
    { novalidate: true, onsubmit: invite, class: "card" },
    h("h2", {}, t("care.invite")),
    field(t("care.name"), h("input", { id: "caregiver", name: "name", autocomplete: "off", maxlength: "100" })),
    field(t("care.kin"), h("select", { id: "relationship", name: "relationship" }, options)),
    tick("proxy", t("care.may_answer"), true),
    tick("assisted", t("care.may_help"), true),
    tick("reads", t("care.may_read")),
    line,
    button(t("care.make"), () => null, { type: "submit", class: "primary huge", id: "invite" }),
  );
}

// The code is told this once.
function handOn({ caregiver: { name }, enrolment_code: { code, qr_svg } }) {
  const ready = () => {
    anew();
    changed({ here: true });
  };
  return [
    title(t("care.code", { name })),
    h("p", {}, t("care.code_how", { name })),
    h("p", { class: "huge", id: "code" }, code),
    h("img", { class: "qr", alt: t("share.qr", { name }), src: `data:image/svg+xml,${encodeURIComponent(qr_svg)}` }),
    button(t("share.ready"), ready, { class: "primary", id: "ready" }),
  ];
}
