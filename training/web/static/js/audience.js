// The form of a requirement: its buttons without a new page, and whom it reaches while one edits.
const form = document.querySelector("form[data-whom]");
const PAUSE = 300; // ms without a change before we ask whom it reaches

const sent = (extra) => {
  const fields = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(extra)) fields.set(name, value);
  return fields;
};

let asking = null;
let waiting = 0;

async function showWhom() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(form.dataset.whom, { method: "POST", body: sent({ part: "1" }), signal: asking.signal, redirect: "error" });
    if (!answer.ok) return;
    form.querySelector("[data-shown]").innerHTML = await answer.text();
    sayWhom();
  } catch {
    // No connection, or a newer question: the button “Show whom it reaches” is still there.
  }
}

// Only the number is announced, not twenty names after every change.
function sayWhom() {
  form.querySelector("[data-said]").textContent = form.querySelector("[data-shown] > p")?.textContent ?? "";
}

async function press(button) {
  const answer = await fetch(button.formAction, { method: "POST", body: sent({ do: button.value }), redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [old, fresh] = [form.querySelector("#audience"), page.querySelector("#audience")];
  old.replaceWith(fresh);
  form.querySelector("[data-shown]").replaceWith(page.querySelector("[data-shown]"));
  revealFilters();
  document.getElementById(fresh.dataset.focus)?.focus();
}

// As if there were no script: the browser shows what is wrong.
function byItself(button) {
  button.dataset.plain = "";
  form.requestSubmit(button);
}

function revealFilters() {
  for (const field of form.querySelectorAll(".find-box")) field.hidden = false;
}

function filter(field) {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain(field.value);
  for (const item of field.closest(".line").querySelectorAll("[data-boxes] > li")) {
    const ticked = item.querySelector("input:checked");
    item.hidden = !ticked && !plain(item.textContent).includes(wanted);
  }
}

if (form) {
  revealFilters();
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-filter]")) {
      filter(event.target);
    } else if (event.target.closest("#audience, .whom")) {
      clearTimeout(waiting);
      waiting = setTimeout(showWhom, PAUSE);
    }
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.name !== "do" || "plain" in button.dataset) return;
    event.preventDefault();
    if (button.value === "show") showWhom();
    else press(button).catch(() => byItself(button));
  });
}
