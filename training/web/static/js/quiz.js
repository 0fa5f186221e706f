// Saves each answer as it is given. What could not be sent stays on this device until it is; on a
// shared tablet only as long as the page is open.

// Never stored; taken from the page when sending.
const isSecret = (name) => name === "token" || name.includes("csrf");
const FIRST_WAIT = 1_000; // ms
const LONGEST_WAIT = 60_000; // ms

function shelf() {
  const kept = new Map();
  return {
    keys: () => [...kept.keys()],
    getItem: (key) => kept.get(key),
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

const isShared = "tablet" in document.body.dataset;
const store = isShared ? shelf() : localStorage;
const keys = isShared ? store.keys : () => Object.keys(localStorage);

function start(form) {
  const status = form.querySelector("[data-saved]");
  const prefix = `training:${form.dataset.attempt}:`;
  const own = prefix + form.dataset.item;
  let wait = FIRST_WAIT;
  let timer = 0;
  let sending = false;

  const say = (words) => {
    if (status && status.textContent !== words) status.textContent = words;
  };
  const pending = () => keys().filter((key) => key.startsWith(prefix));

  function keep() {
    const n = form.elements.namedItem("n");
    if (n) n.value = String(Number(n.value) + 1);
    const fields = [...new FormData(form)].filter(([name]) => !isSecret(name));
    store.setItem(own, JSON.stringify({ url: form.action, fields }));
  }

  // An answer newer than the page's (the page was loaded before it could be sent) is shown again.
  function restore() {
    const stored = store.getItem(own);
    const n = form.elements.namedItem("n");
    if (!stored || !n) return;
    const fields = JSON.parse(stored).fields;
    const kept = new Map(fields).get("n");
    if (Number(kept) <= Number(n.value)) return;
    n.value = kept;
    for (const input of form.querySelectorAll("input:not([type=hidden])")) {
      input.checked = fields.some(([name, value]) => name === input.name && value === input.value);
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
    });
    if (answer.ok || answer.status === 409 || answer.status === 410) {
      if (store.getItem(key) === stored) store.removeItem(key);
      return answer.ok ? "savedText" : "over";
    }
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      return "signedOut";
    }
    throw new Error(`HTTP ${answer.status}`);
  }

  async function sendAll() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      let outcome = "";
      for (let left = pending(); left.length && outcome !== "signedOut"; left = pending()) {
        outcome = await send(left[0]);
      }
      if (outcome) say(status?.dataset[outcome] ?? "");
      wait = FIRST_WAIT;
    } catch {
      say(status?.dataset.offline ?? "");
      timer = setTimeout(sendAll, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    sending = false;
  }

  form.addEventListener("change", () => {
    keep();
    if (navigator.onLine) say(status?.dataset.saving ?? "");
    sendAll();
  });
  form.addEventListener("submit", () => {
    const n = form.elements.namedItem("n");
    if (n) n.value = String(Number(n.value) + 1);
  });
  window.addEventListener("online", () => {
    wait = FIRST_WAIT;
    sendAll();
  });
  restore();
  sendAll();
}

const form = document.querySelector("form[data-autosave]");
if (form) start(form);
