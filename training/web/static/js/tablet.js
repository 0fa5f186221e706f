// On a shared tablet: signs out whom nobody has seen for a while, after a warning.
const bar = document.querySelector("[data-idle-seconds]");
const WARNING = 60; // s before the end
const TELL_EVERY = 60; // s between two words to the server that somebody is here

function start() {
  const idle = Number(bar.dataset.idleSeconds);
  const warning = bar.querySelector("[data-warning]");
  const done = bar.querySelector("form");
  const early = Math.min(WARNING, idle / 2);
  let touched = Date.now();
  let told = Date.now();

  const seconds = (since) => (Date.now() - since) / 1000;

  function touch() {
    if (seconds(touched) >= idle) return;
    touched = Date.now();
    warning.hidden = true;
    if (seconds(told) < Math.min(TELL_EVERY, idle / 3)) return;
    told = Date.now();
    fetch(bar.dataset.here, { redirect: "manual" }).catch(() => {});
  }

  function look() {
    const left = idle - seconds(touched);
    if (left <= 0) {
      clearInterval(timer);
      done.requestSubmit();
    } else if (left <= early && warning.hidden) {
      warning.hidden = false;
    }
  }

  const timer = setInterval(look, 1000);
  for (const kind of ["pointerdown", "keydown", "scroll", "input"]) {
    addEventListener(kind, touch, { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", look);
}

// A page out of the browser's memory may be somebody else's: it is asked for anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
if (bar) start();
