// When to be reminded, and whether also while the app is closed.
import { Unreachable, ask } from "../api.js";
import { button, h, title } from "../dom.js";
import { changed, left } from "../nav.js";
import * as people from "../people.js";
import * as push from "../push.js";
import { zone } from "../time.js";
import { t } from "../words.js";
import { alertLine, backHome, field } from "./parts.js";

const MOST = 6;
const AROUND = 120; // minutes before a time in which a check-in answers it, as the server counts; ours

let isSaved = false;
let typed = null; // what stands in the fields, until it is saved or the page is left
left("reminders", () => ([isSaved, typed] = [false, null]));

// The newest time of today that has passed without a check-in, "08:00"; null where there is none. Clock times where the person chose them.
export function due({ reminders }, entries, now = Date.now()) {
  const { times = [], paused_until } = reminders ?? {};
  if (!times.length || Date.parse(paused_until) > now) return null;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: reminders.zone, hour: "2-digit", minute: "2-digit" }).format(now);
  const passed = times.filter((time) => time <= clock);
  if (!passed.length) return null;
  const [last, before = -Infinity] = passed.reverse().map(minutes);
  const answeredFrom = now - (minutes(clock) - last + Math.min(AROUND, (last - before) / 2)) * 60000;
  return entries.some((entry) => !entry.withdrawn && Date.parse(entry.recorded_at) >= answeredFrom) ? null : passed[0];
}

const minutes = (time) => time.slice(0, 2) * 60 + Number(time.slice(3));

export function draw({ person }, redraw) {
  const values = () => inputs.map((input) => input.value);
  const keep = () => ([isSaved, typed] = [false, values()]);
  const shown = typed ?? [...(person.reminders?.times ?? []), ""].slice(0, MOST);
  const inputs = shown.map((time, n) => h("input", { id: `time-${n + 1}`, type: "time", value: time, oninput: keep }));
  const problem = alertLine();
  const save = async (event) => {
    event.preventDefault();
    try {
      await saved(person, values().filter(Boolean));
    } catch (error) {
      return (problem.textContent = whatWentWrong(error));
    }
    [isSaved, typed] = [true, null];
    redraw({ keepFocus: true });
  };
  const done = isSaved ? h("p", { class: "line is-sent", role: "status" }, t("reminders.saved")) : null;
  const fields = inputs.map((input, n) => field(t("reminders.time", { n: n + 1 }), input));
  const form = h("form", { novalidate: true, onsubmit: save }, fields, problem, done, button(t("reminders.save"), () => null, { type: "submit", class: "primary huge", id: "save" }));
  return [title(t("reminders.title")), h("p", {}, t("reminders.why")), form, whileClosed(person, redraw), backHome()];
}

async function saved({ patient_id, token }, times) {
  const { status, body } = await ask("/v1/me/reminders", { method: "PUT", token, body: { times, zone: zone() } });
  if (status !== 200) throw new Unreachable();
  await people.choose(patient_id, body);
  changed();
}

const whatWentWrong = (error) => t(error instanceof Unreachable ? "page.offline" : "reminders.cannot");

function whileClosed(person, redraw) {
  if (!person.push_key || !push.isPossible() || Notification.permission === "denied") return h("p", { class: "small" }, t("reminders.cannot"));
  const problem = alertLine();
  const change = async ({ target }) => {
    try {
      if (await (target.checked ? push.turnOn(person) : push.turnOff(person))) return redraw({ keepFocus: true });
      problem.textContent = t("reminders.cannot");
    } catch (error) {
      problem.textContent = whatWentWrong(error);
    }
    target.checked = Boolean(person.push);
  };
  return h("section", {}, h("label", { class: "choice" }, h("input", { type: "checkbox", id: "push", checked: person.push, onchange: change }), t("reminders.push")), problem);
}
