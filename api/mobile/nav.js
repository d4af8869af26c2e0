// Where the app is, and that something changed: pages say so here and know nothing of one another.
const news = new BroadcastChannel("balm");

export const go = (place) => {
  if (location.hash === `#/${place}`) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = `#/${place}`;
};

// What a page was in the middle of is forgotten as it is left. Not as it is arrived at: the address tells of that late, when somebody may be typing already.
export const left = (place, forget) => window.addEventListener("hashchange", ({ newURL }) => newURL.endsWith(`#/${place}`) || forget());

// In this tab and, without `here`, in the others too.
export function changed({ here = false } = {}) {
  window.dispatchEvent(new Event("balm-changed"));
  if (!here) news.postMessage("changed");
}

export const pinChanged = () => news.postMessage("pin");
export const onNews = (heard) => (news.onmessage = ({ data }) => heard(data));
