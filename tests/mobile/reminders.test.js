// What was due and not done, as the app says it when it is opened; wherever the phone is.
import { due } from "/app/pages/reminders.js";
import { equal } from "./assert.js";

export const ZONES = ["Europe/Berlin", "America/New_York"];

const at = (clock, day = 20) => Date.parse(`2026-05-${day}T${clock}:00+02:00`); // in Berlin
const ADA = { reminders: { times: ["08:00", "20:00"], zone: "Europe/Berlin" } };
const entry = (clock, given = {}) => ({ recorded_at: new Date(at(clock)).toISOString(), ...given });
const said = (clock, entries = [], person = ADA) => due(person, entries, at(clock));

export function it_names_the_newest_time_that_has_passed_today() {
  equal([said("07:59"), said("08:00"), said("19:59"), said("20:00"), said("23:59")], [null, "08:00", "08:00", "20:00", "20:00"]);
}

export function a_check_in_of_two_hours_before_or_later_has_done_it() {
  equal([said("08:10", [entry("05:59")]), said("08:10", [entry("06:00")]), said("08:10", [entry("08:05")])], ["08:00", null, null]);
}

export function between_two_near_times_the_nearer_one_is_meant() {
  const often = { reminders: { ...ADA.reminders, times: ["08:00", "09:00"] } };
  equal([said("09:00", [entry("08:29")], often), said("09:00", [entry("08:30")], often)], ["09:00", null]);
}

export function one_that_was_withdrawn_has_done_nothing() {
  equal(said("08:10", [entry("08:05", { withdrawn: true })]), "08:00");
}

export function during_a_pause_and_without_times_nothing_is_said() {
  const paused = (until) => ({ reminders: { ...ADA.reminders, paused_until: new Date(until).toISOString() } });
  equal([said("08:00", [], paused(at("08:01"))), said("08:00", [], paused(at("08:00"))), said("08:00", [], {})], [null, "08:00", null]);
  equal(said("08:00", [], { reminders: { times: [], zone: "Europe/Berlin" } }), null);
}
