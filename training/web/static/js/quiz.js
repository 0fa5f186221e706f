// Saves each answer as it is given. What could not be sent stays on this device until it is; on a
// shared tablet only as long as the page is open.

// Never stored; taken from the page when sending.
const isSecret = (name) => name === "token" || name.includes("csrf");
const FIRST_WAIT = 1_000; // ms
const LONGEST_WAIT = 60_000; // ms
const PATIENCE = 8_000; // ms: a connection that says nothing for so long is none
const PAUSE = 400; // ms without a key
const LOST = [400, 404, 422]; // this answer can never be taken
const COUNT_FROM = 1_735_689_600; // s: the beginning of 2025, so that numbers stay small

function shelf() {
  const kept = new Map();
  return {
    keys: () => [...kept.keys()],
    getItem: (key) => kept.get(key),
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

const isTyped = (field) => field.type === "text";

async function isUnfinished(answer) {
  const told = await answer.json().catch(() => ({}));
  return told.stays === true;
}

const isShared = "tablet" in document.body.dataset;
const store = isShared ? shelf() : localStorage;
const keys = isShared ? store.keys : () => Object.keys(localStorage);

function start(form) {
  const status = document.querySelector("[data-saved]");
  const prefix = `training:${form.dataset.attempt}:`;
  const own = prefix + form.dataset.item;
  const n = form.elements.namedItem("n");
  let wait = FIRST_WAIT;
  let timer = 0;
  let leaving = false;
  let sending = null;
  let stays = false;
  let pause = 0;

  const say = (which) => {
    const words = status?.dataset[which] ?? "";
    if (status && status.textContent !== words) status.textContent = words;
  };
  const pending = () => keys().filter((key) => key.startsWith(prefix));

  // Numbered by the clock, so that of two windows the answer given last counts.
  function keep() {
    n.value = String(Math.max(Number(n.value) + 1, Math.floor(Date.now() / 1_000) - COUNT_FROM));
    const fields = [...new FormData(form)].filter(([name]) => !isSecret(name));
    store.setItem(own, JSON.stringify({ url: form.action, fields }));
  }

  // An answer newer than the page's (the page was loaded before it could be sent) is shown again.
  function restore() {
    const stored = store.getItem(own);
    if (!stored || !n) return;
    const fields = JSON.parse(stored).fields;
    const kept = new Map(fields).get("n");
    if (Number(kept) <= Number(n.value)) return;
    n.value = kept;
    for (const input of form.querySelectorAll("select, input:not([type=hidden])")) {
      const values = fields.filter(([name]) => name === input.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(input.type)) input.checked = values.includes(input.value);
      else if (values.length) [input.value] = values;
    }
  }

  async function send(key) {
    const stored = store.getItem(key);
    const { url, fields } = JSON.parse(stored);
    const body = new URLSearchParams(fields);
    for (const { name, value } of form.elements) {
      if (isSecret(name)) body.set(name, value);
    }
    const answer = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
      keepalive: true,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const over = answer.status === 409 || answer.status === 410;
    const lost = LOST.includes(answer.status);
    if (answer.ok || over || lost) {
      if (store.getItem(key) === stored) store.removeItem(key);
      if (answer.ok && key === own) stays = await isUnfinished(answer);
      return over ? "over" : lost ? "lost" : "savedText";
    }
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      return "signedOut";
    }
    throw new Error(`HTTP ${answer.status}`);
  }

  async function sendEach() {
    clearTimeout(timer);
    let outcome = "";
    try {
      for (let left = pending(); left.length && outcome !== "signedOut"; left = pending()) {
        outcome = await send(left[0]);
      }
      wait = FIRST_WAIT;
    } catch {
      outcome = "offline";
      timer = setTimeout(sendAll, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    if (outcome) say(outcome);
    // The look over all answers was made before these had arrived.
    if (!n && ["savedText", "over", "lost"].includes(outcome)) location.reload();
    return outcome;
  }

  const sendAll = () => (sending ??= sendEach().finally(() => (sending = null)));

  // On the look over all answers: none of them may stay behind.
  async function sendAllFirst(event) {
    if (leaving || !pending().length) return;
    event.preventDefault();
    leaving = (await sendAll()) === "signedOut";
    if (leaving) event.target.requestSubmit();
  }

  // Going on waits until the answer has arrived: without a connection one stays here, in words.
  async function goOn(event) {
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    clearTimeout(pause);
    await sending;
    keep();
    if (navigator.onLine) say("saving");
    const outcome = await sendAll();
    if (outcome === "offline") {
      say("stay");
      leaving = false;
    } else if (outcome === "savedText" && stays) {
      location.reload(); // something is missing, and the page says what
    } else if (outcome === "savedText" && form.dataset.next) {
      location.assign(form.dataset.next);
    } else {
      form.submit(); // signed out, or the quiz was sent: the server says it and shows the way
    }
  }

  if (n) {
    const save = () => {
      keep();
      if (navigator.onLine) say("saving");
      sendAll();
    };
    // A typed answer is saved while one pauses, not when the field is left: saying so then would
    // move the button away from under the finger that is pressing it.
    form.addEventListener("input", (event) => {
      if (!isTyped(event.target)) return;
      clearTimeout(pause);
      pause = setTimeout(save, PAUSE);
    });
    form.addEventListener("change", (event) => isTyped(event.target) || save());
    form.addEventListener("submit", goOn);
  } else {
    document.addEventListener("submit", sendAllFirst, true);
  }
  window.addEventListener("online", () => {
    wait = FIRST_WAIT;
    sendAll();
  });
  window.addEventListener("pageshow", () => (leaving = false));
  restore();
  sendAll();
}

const form = document.querySelector("form[data-autosave]");
if (form) start(form);
