// The server, asked. What isn't clearly Balm's own answer counts as no answer: a hotel's sign-in page also says 200.
const PATIENCE = 20000; // milliseconds

export class Unreachable extends Error {}

// Whether a refusal is Balm's own. A proxy's 401, 403 or 404 says nothing about a code or a check-in.
export const isOurs = (body) => typeof body?.type === "string" && body.type.startsWith("urn:balm:problem:");

let reached = null; // whether the last request was answered

// Null before the first one. A browser that says it is online may be so in a hotel's network only.
export const isReached = () => (navigator.onLine === false ? false : reached);

// {status, body, retryAfter: seconds or null}. Raises Unreachable.
export async function ask(path, { method = "GET", token = null, body = null, fetch = globalThis.fetch, patience = PATIENCE } = {}) {
  const headers = { accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== null) headers["content-type"] = "application/json";
  const given = { method, headers, body: body === null ? undefined : JSON.stringify(body), cache: "no-store", credentials: "omit", redirect: "error" };
  try {
    const answer = await fetch(path, { ...given, signal: AbortSignal.timeout?.(patience) });
    const found = { status: answer.status, body: await content(answer), retryAfter: Number(answer.headers.get("retry-after")) || null };
    reached = true;
    return found;
  } catch (error) {
    reached = false;
    throw error instanceof Unreachable ? error : new Unreachable(String(error));
  }
}

async function content(answer) {
  if (answer.status === 204) return null;
  const text = await answer.text();
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    if (answer.ok) throw new Unreachable("not Balm's answer");
    return null; // a proxy's own page for a 502: the status is enough
  }
}
