// What a test says must be so. Nothing here waits for time to pass.
export class Failed extends Error {
  name = "Failed";
}

const shown = (value) =>
  value instanceof Error ? String(value) : (JSON.stringify(value, (_, one) => (one === undefined ? "undefined" : one)) ?? String(value));

// The same content, whatever the order of the names in it.
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}

export function equal(found, wanted, about = "") {
  if (shown(sorted(found)) !== shown(sorted(wanted))) throw new Failed(`${about}\n   found ${shown(found)}\n  wanted ${shown(wanted)}`);
}

export function ok(claim, about = "It is not so.") {
  if (!claim) throw new Failed(about);
}

// The error that `work` ends with.
export async function raised(work) {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Failed("No error was raised.");
}
