// UUIDv7: made once, when a check-in begins, and kept; it is how the server knows a check-in that it has already.
export function uuid7(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))) {
  const milliseconds = Math.min(Math.max(0, Math.floor(now)), 2 ** 48 - 1).toString(16).padStart(12, "0");
  const bytes = [...random];
  bytes[0] = 0x70 | (bytes[0] & 0x0f);
  bytes[2] = 0x80 | (bytes[2] & 0x3f);
  const rest = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [milliseconds.slice(0, 8), milliseconds.slice(8), rest.slice(0, 4), rest.slice(4, 8), rest.slice(8)].join("-");
}
