// A Balm that answers as the real one does, or as a test tells it to. Give `balm.fetch` to what asks.
export const problem = (name, status, given = {}) => ({
  status,
  body: { type: `urn:balm:problem:${name}`, title: name, detail: `about ${name}`, status, ...given },
});
export const html = (status) => ({ status, text: "<!doctype html><title>Welcome to the hotel</title>" });
export const unreachable = () => {
  throw new TypeError("Failed to fetch");
};

export class Balm {
  asked = []; // {path, method, token, body} of each request
  stored = new Map(); // id -> content
  withdrawn = [];
  next = []; // what to answer first: {status, body | text, headers}, or a function of the request that gives one or throws

  fetch = async (path, { method, headers, body }) => {
    const request = { path, method, token: headers.authorization?.replace("Bearer ", "") ?? null, body: body === undefined ? null : JSON.parse(body) };
    this.asked.push(request);
    const first = this.next.length ? this.next.shift() : (asked) => this.usual(asked);
    const { status, body: content, text, headers: more = {} } = typeof first === "function" ? await first(request) : first;
    return new Response(status === 204 ? null : (text ?? JSON.stringify(content)), { status, headers: more });
  };

  usual({ path, method, body }) {
    if (path === "/v1/check-ins") return { status: 200, body: { results: body.check_ins.map(({ id, ...content }) => this.item(id, content)) } };
    const [, id, isWithdrawn] = path.match(/^\/v1\/(?:check-ins|when-needed-doses)\/([^/?]+)(\/entered-in-error)?$/) ?? [];
    if (isWithdrawn) return this.withdraw(id);
    if (method === "PUT" && id) return this.alone(this.item(id, body));
    throw new Error(`Nobody expected ${method} ${path}.`);
  }

  item(id, content) {
    const before = this.stored.get(id);
    if (before && JSON.stringify(before) !== JSON.stringify(content)) return { id, status: 409, problem: problem(content.medicine ? "fact-conflict" : "check-in-conflict", 409).body };
    if (content.corrects && !this.stored.has(content.corrects)) return { id, status: 409, problem: problem("not-correctable", 409).body };
    this.stored.set(id, content);
    return { id, status: 200, receipt: { id, patient_id: content.patient_id, received_at: "2026-05-20T10:00:05Z", clock: "ok", partial: [] } };
  }

  alone = ({ status, receipt, problem: found }) => ({ status, body: receipt ?? found });

  withdraw(id) {
    if (!this.stored.has(id)) return problem("not-found", 404);
    this.withdrawn.push(id);
    return { status: 200, body: { id, entered_in_error_at: "2026-05-20T10:00:05Z" } };
  }

  // It stores, and its answer gets lost on the way.
  lost = (request) => {
    this.usual(request);
    return unreachable();
  };
}
