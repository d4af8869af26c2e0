const form = document.getElementById("sign-in");
const sentence = document.getElementById("sentence");

const say = (words) => { sentence.textContent = words; sentence.hidden = !words; };

// Only a page of ours: an address given to us by somebody else must not lead away.
const next = () => {
  const asked = new URLSearchParams(location.search).get("next") || "/team/";
  const url = new URL(asked, location.origin);
  const isOurs = url.origin === location.origin && url.pathname.startsWith("/team/") && !url.pathname.startsWith("/team/sign-in");
  return isOurs ? url.pathname + url.search + url.hash : "/team/";
};

const signIn = async () => {
  const body = JSON.stringify({ email: form.email.value.trim(), password: form.password.value });
  const answer = await fetch("/v1/sessions", { method: "POST", headers: { "content-type": "application/json" }, body });
  if (answer.ok) return location.assign(next());
  const problem = await answer.json().catch(() => ({}));
  const unclear = answer.status === 400 ? "Please write your e-mail address and your password." : "Signing in did not work. Please try again.";
  return say(answer.status === 400 ? unclear : problem.detail || unclear);
};

if (new URLSearchParams(location.search).has("ended")) say("You were signed out in another window.");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  say("");
  try { await signIn(); } catch { say("Balm can't be reached just now. Please check the connection and try again."); }
  button.disabled = false;
});
