// Before anything is read: the PIN. The numbers to call stand below, as everywhere.
import { button, h, title } from "../dom.js";
import { changed, go } from "../nav.js";
import { sendNow } from "../sending.js";
import * as store from "../store.js";
import * as vault from "../vault.js";
import { t } from "../words.js";
import { alertLine, field, sure } from "./parts.js";

let forgotten = false;

export function draw(_, redraw) {
  const problem = alertLine();
  const input = h("input", { id: "pin", type: "password", inputmode: "numeric", autocomplete: "current-password" });
  const form = h("form", { novalidate: true }, field(t("lock.pin"), input), problem, button(t("lock.open"), () => null, { type: "submit", class: "primary huge", id: "open" }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await vault.unlock(input.value).then(opened, (failure) => wrong(failure, input, problem));
  });
  return [title(t("lock.title")), form, erase(redraw)];
}

function opened() {
  sendNow();
  changed({ here: true });
  go("");
}

function wrong(failure, input, problem) {
  if (!(failure instanceof vault.WrongPin)) throw failure;
  problem.textContent = t("lock.wrong");
  input.value = "";
  input.focus();
}

function erase(redraw) {
  const ask = (wanted) => {
    forgotten = wanted;
    redraw();
  };
  if (!forgotten) return button(t("lock.forgotten"), () => ask(true), { class: "plain" });
  const yes = async () => {
    forgotten = false;
    await store.wipe();
    changed();
    go("");
  };
  return sure(h("p", {}, t("lock.forgotten_sure")), button(t("lock.erase"), yes, { id: "erase" }), button(t("page.back"), () => ask(false)));
}
