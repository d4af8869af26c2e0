// Times as the phone's owner reads them. A wrong clock is no reason to lose an answer: the server keeps and marks it.
const [EARLIEST, LATEST] = [Date.parse("0001-01-03T00:00:00Z"), Date.parse("9999-12-29T00:00:00Z")]; // Date.UTC takes the year 1 for 1901
const DAY = 86400000;

export function zone() {
  const found = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return found && found !== "Etc/Unknown" ? found : "UTC"; // what a browser says that doesn't know, the server knows neither
}

// RFC 3339, also where a clock stands outside the years that it can write.
export const stamp = (now) => new Date(Math.min(Math.max(now, EARLIEST), LATEST)).toISOString();

// Calendar days between two moments where the phone is; a day of 23 or 25 hours is one day.
export function daysBetween(earlier, later) {
  const day = (at) => Date.UTC(new Date(at).getFullYear(), new Date(at).getMonth(), new Date(at).getDate());
  return Math.round((day(later) - day(earlier)) / DAY);
}

export const clock = (at, language) => new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(at);

// "09:14" today, "yesterday, 21:40", else with the date.
export function moment(at, now, language) {
  const days = daysBetween(at, now);
  if (days === 0) return clock(at, language);
  if (days === 1) return `${new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-1, "day")}, ${clock(at, language)}`;
  return new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }).format(at);
}

export const shortDay = (at, language) => new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(at);

// UUIDv7, which begins with its time: made once, when a check-in begins, and kept; it is how the server knows a check-in that it has already.
export function uuid7(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))) {
  const milliseconds = Math.min(Math.max(0, Math.floor(now)), 2 ** 48 - 1).toString(16).padStart(12, "0");
  const bytes = [...random];
  bytes[0] = 0x70 | (bytes[0] & 0x0f);
  bytes[2] = 0x80 | (bytes[2] & 0x3f);
  const rest = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [milliseconds.slice(0, 8), milliseconds.slice(8), rest.slice(0, 4), rest.slice(4, 8), rest.slice(8)].join("-");
}
