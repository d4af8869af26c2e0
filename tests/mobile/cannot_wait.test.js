// What goes to the team with "this can't wait".
import { begin } from "/app/check_ins.js";
import { draw, message } from "/app/pages/cannot_wait.js";
import { equal, ok } from "/tests/assert.js";

const [HOUR, NIGHT] = [3600000, Date.UTC(2026, 2, 2, 3)];
const ADA = { patient_id: "ada", instruments: [{ id: "daily-check", version: "1" }] };
const begun = (at, given = {}) => begin(ADA, ADA.instruments[0], { answers: { pain: 8 }, ...given }, at);

export function answers_of_this_hour_go_with_it_and_count_now() {
  const draft = begun(NIGHT - HOUR + 1);
  const sent = message({ draft, person: ADA }, NIGHT);
  equal([sent.id, sent.asks_for, sent.answers, sent.answered_at], [draft.id, "help_now", { pain: 8 }, NIGHT]);
}

export function older_answers_and_corrections_stay_where_they_are() {
  for (const draft of [begun(NIGHT - HOUR), begun(NIGHT, { corrects: "another" }), null]) {
    const sent = message({ draft, person: ADA }, NIGHT);
    equal([sent.asks_for, sent.answers, sent.answered_at, sent.corrects], ["help_now", {}, NIGHT, null]);
    ok(sent.id !== draft?.id);
  }
}

export function after_a_death_or_a_discharge_it_shows_the_numbers_and_offers_no_message_that_would_call_nobody() {
  const has = (care) => draw({ entries: [], numbers: [], person: { ...ADA, care } }).flat(3).filter(Boolean).some((one) => one.id === "tell");
  equal([has("palliative"), has("hospice"), has("died"), has("discharged")], [true, true, false, false]);
}
