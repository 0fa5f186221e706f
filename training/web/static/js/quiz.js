// Saves each answer as it is given, within a few seconds of every change and at once on leaving.
import { keys, store } from "./kept.js";
import { together } from "./windows.js";

// Never stored; taken from the page when sending.
const isSecret = (name) => name === "token" || name.includes("csrf");
const FIRST_WAIT = 1_000; // ms
const LONGEST_WAIT = 60_000; // ms
const PATIENCE = 8_000; // ms: a connection that says nothing for so long is none
const PAUSE = 400; // ms without a key
const LONGEST_PAUSE = 4_000; // ms: whoever types on and on is saved, too
const LOST = [400, 404, 422]; // this answer can never be taken
const COUNT_FROM = 1_735_689_600; // s: the beginning of 2025, so that numbers stay small

const DONE = ["savedText", "newer", "over", "lost"]; // nothing more to be sent of it
const NEWER = "?newer=1"; // asks the page to say that the answer came from elsewhere

const isTyped = (field) => field.type === "text";

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
  let since = 0; // when the oldest change was made that is not kept yet

  const say = (which) => {
    const words = status?.dataset[which] ?? "";
    if (status && status.textContent !== words) status.textContent = words;
  };
  // This page's first: on leaving there may be time for no other.
  const pending = () =>
    keys()
      .filter((key) => key.startsWith(prefix))
      .sort((a, b) => (b === own) - (a === own));

  const showNewer = () =>
    n ? location.replace(location.pathname + NEWER) : location.reload();
  const tell = together({
    attempt: form.dataset.attempt,
    look: form.action,
    item: form.dataset.item,
    idle: () => !since && !leaving && !pending().length,
    newest: () => Number(n ? n.value : form.dataset.newest),
    newer: showNewer,
    over: () => location.reload(),
  });

  // Numbered by the clock, so that of two windows the answer given last counts.
  function keep() {
    since = 0;
    clearTimeout(pause);
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
      const told = answer.ok ? await answer.json().catch(() => ({})) : {};
      if (key === own) {
        stays = told.stays === true;
        if (told.newer) return "newer";
        if (answer.ok) tell(Number(body.get("n")));
      }
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
    let older = false;
    try {
      for (let left = pending(); left.length && outcome !== "signedOut"; left = pending()) {
        outcome = await send(left[0]);
        older ||= outcome === "newer";
      }
      if (older) outcome = "newer";
      wait = FIRST_WAIT;
    } catch {
      outcome = "offline";
      timer = setTimeout(sendAll, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    if (outcome) say(outcome);
    // The look over all answers was made before these had arrived.
    if (!n && DONE.includes(outcome)) location.reload();
    if (n && outcome === "newer" && !since) showNewer();
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
    keep();
    await sending;
    if (navigator.onLine) say("saving");
    const outcome = await sendAll();
    if (outcome === "offline") {
      say("stay");
      leaving = false;
    } else if (outcome === "newer") {
      leaving = false; // the newer one is on its way to this page
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
      since ||= Date.now();
      if (navigator.onLine) say("saving");
      clearTimeout(pause);
      pause = setTimeout(save, Math.min(PAUSE, since + LONGEST_PAUSE - Date.now()));
    });
    form.addEventListener("change", (event) => isTyped(event.target) || save());
    form.addEventListener("submit", goOn);
    // At once and past what is being sent already, which may be older: the higher number counts.
    const leave = () => {
      const busy = sending;
      if (since) keep();
      sendAll();
      if (busy && store.getItem(own)) send(own).catch(() => {}); // the other one tries again
    };
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => document.hidden && leave());
    document.addEventListener("training:time-over", () => (since ? save() : sendAll()));
  } else {
    document.addEventListener("submit", sendAllFirst, true);
  }
  window.addEventListener("online", () => {
    wait = FIRST_WAIT;
    sendAll();
  });
  window.addEventListener("pageshow", () => (leaving = false));
  restore();
  if (location.search === NEWER) history.replaceState(null, "", location.pathname);
  sendAll();
}

const form = document.querySelector("form[data-autosave]");
if (form) start(form);
