// The person's own answers as the server has them, kept for reading offline.
import { ask, isOurs } from "./api.js";
import * as people from "./people.js";
import * as store from "./store.js";
import * as vault from "./vault.js";

const DAYS = 30;

// False where the phone needs a new code. Raises Unreachable. What was sent while we asked stays.
export async function renew(person, { now = Date.now, fetch } = {}) {
  const asked = now();
  const { status, body } = await ask(`/v1/me/check-ins?days=${DAYS}`, { token: person.token, fetch });
  const isUnknown = status === 401 && isOurs(body);
  if (isUnknown) await people.needsCode(person);
  if (status !== 200 || !Array.isArray(body?.check_ins)) return !isUnknown;
  await vault.alone(() => keep(person.patient_id, body.check_ins, asked));
  return true;
}

async function keep(patientId, checkIns, asked) {
  const rows = await Promise.all(checkIns.map(async (one) => ({ id: one.id, patient_id: patientId, kept_at: asked, box: await vault.seal(one) })));
  await store.write(["kept", "people"], async ({ kept, people: shelf }) => {
    if (!(await shelf.get(patientId))) return; // signed out meanwhile
    for (const row of await kept.all()) if (row.patient_id === patientId && row.kept_at < asked) await kept.remove(row.id);
    for (const row of rows) await kept.put(row);
  });
}
