// As the service worker does: the outbox without a page.
import { sendAll } from "/app/outbox.js";
import { Balm } from "./balm.js";

sendAll({ force: true, fetch: new Balm().fetch }).then(postMessage, (error) => postMessage(error.name));
