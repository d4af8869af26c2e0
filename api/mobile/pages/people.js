// Several people on one phone: each is chosen by name, so that nobody answers for the wrong one.
import { button, h, title } from "../dom.js";
import { changed, go } from "../nav.js";
import * as store from "../store.js";
import { t } from "../words.js";

export const isQuiet = true;

export function draw(state) {
  return [title(t("people.title")), h("ul", { class: "people" }, state.people.map((person) => one(state, person))), button(t("people.add"), () => go("start"), { id: "add-person" })];
}

function one(state, person) {
  const n = state.counts[person.patient_id];
  const notes = [n ? t("people.waiting", { n }) : null, person.needs_code ? t("people.needs_code") : null].filter(Boolean);
  const choose = async () => {
    await store.set("current", person.patient_id);
    changed({ here: true });
    go("");
  };
  return h("li", {}, button([h("b", {}, person.name), h("span", { class: "small" }, [person.organisation_name, ...notes].join(" · "))], choose, { class: "huge person" }));
}
