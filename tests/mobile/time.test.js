import { clock, daysBetween, moment, shortDay, stamp, zone } from "/app/time.js";
import { equal, ok } from "./assert.js";

// Each test runs on a phone in each of these.
export const ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];

const HOUR = 3600000;
const PYTHON_READS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const days = (year) => Array.from({ length: 365 }, (_, n) => n + 1).map((n) => [new Date(year, 0, n), new Date(year, 0, n + 1)]);

export function the_zone_is_the_phones() {
  equal(zone(), Intl.DateTimeFormat().resolvedOptions().timeZone);
}

export function a_zone_that_the_browser_does_not_know_is_told_as_utc() {
  const before = Intl.DateTimeFormat.prototype.resolvedOptions;
  for (const timeZone of ["Etc/Unknown", "", undefined]) {
    Intl.DateTimeFormat.prototype.resolvedOptions = () => ({ timeZone });
    equal(zone(), "UTC");
  }
  Intl.DateTimeFormat.prototype.resolvedOptions = before;
}

export function a_stamp_is_the_moment_in_utc() {
  equal(stamp(Date.UTC(2026, 4, 20, 10, 0, 0, 7)), "2026-05-20T10:00:00.007Z");
}

export function a_clock_outside_the_calendar_stands_at_its_edge() {
  equal(stamp(8.64e15), "9999-12-29T00:00:00.000Z", "the year 275760");
  equal(stamp(-8.64e15), "0001-01-03T00:00:00.000Z", "before the year 1");
  equal(stamp(Date.parse("0000-06-01T00:00:00Z")), "0001-01-03T00:00:00.000Z");
  equal(stamp(Date.parse("0050-06-01T00:00:00Z")), "0050-06-01T00:00:00.000Z");
  for (const now of [-8.64e15, -1, 0, 8.64e15, Infinity, -Infinity]) ok(PYTHON_READS.test(stamp(now)), stamp(now));
}

export function every_day_of_a_year_is_one_day_also_where_the_clock_changes() {
  for (const [today, tomorrow] of days(2026)) {
    equal(daysBetween(today.getTime(), tomorrow.getTime()), 1, today);
    equal(daysBetween(today.getTime(), tomorrow.getTime() - 1), 0, today);
    equal(daysBetween(tomorrow.getTime(), today.getTime()), -1, today);
  }
  equal(daysBetween(new Date(2026, 0, 1).getTime(), new Date(2027, 0, 1).getTime()), 365);
}

export function a_minute_over_midnight_is_a_day() {
  for (const [, midnight] of days(2026)) equal(daysBetween(midnight.getTime() - 60_000, midnight.getTime() + 60_000), 1, midnight);
}

export function today_is_said_by_its_time_alone() {
  const now = new Date(2026, 4, 20, 21, 30).getTime();
  equal(moment(new Date(2026, 4, 20, 9, 14).getTime(), now, "de"), "9:14");
  equal(moment(new Date(2026, 4, 20, 0, 0).getTime(), now, "de"), clock(new Date(2026, 4, 20, 0, 0).getTime(), "de"));
  equal(moment(now, now, "en"), "9:30 PM".replace(" ", moment(now, now, "en").at(-3)));
}

export function yesterday_is_called_so_even_an_hour_ago() {
  const now = new Date(2026, 4, 20, 0, 30).getTime();
  equal(moment(now - HOUR, now, "de"), "gestern, 23:30");
  equal(moment(now - HOUR, now, "es"), "ayer, 23:30");
  ok(moment(now - HOUR, now, "en").startsWith("yesterday, 11:30"));
}

export function yesterday_is_called_so_where_the_clock_changed_in_the_night() {
  for (const [today, tomorrow] of days(2026)) {
    today.setHours(9, 14);
    tomorrow.setHours(8, 0);
    equal(moment(today.getTime(), tomorrow.getTime(), "de"), "gestern, 9:14", tomorrow);
  }
}

export function what_is_older_or_ahead_is_said_with_its_date() {
  const now = new Date(2026, 4, 20, 12, 0).getTime();
  for (const at of [new Date(2026, 4, 18, 9, 14), new Date(2026, 4, 21, 9, 14)]) {
    const words = moment(at.getTime(), now, "de");
    ok(words.includes(String(at.getDate())) && words.includes("Mai") && words.includes("9:14"), words);
  }
}

export function a_short_day_is_short() {
  equal(shortDay(new Date(2026, 4, 20).getTime(), "en"), "May 20");
  equal(shortDay(new Date(2026, 4, 20).getTime(), "de"), "20. Mai");
}
