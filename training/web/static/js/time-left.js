// Counts on from the time that the server says is left. Said aloud only at half of it, five minutes
// and one minute before the end, and when it is over; never a ticking clock.
const MINUTE = 60; // s
const GRACE = 7; // s: until what was on its way has arrived, and the server takes nothing more
const EARLY = 5 * MINUTE;

const shown = document.querySelector("[data-time-left]");
const said = document.querySelector("[data-time-said]");

function start() {
  const { seconds, of, minutes, minute, last, half, over } = shown.dataset;
  const words = shown.querySelector("span");
  const end = Date.now() + Number(seconds) * 1000;
  const left = () => (end - Date.now()) / 1000;
  const inWords = (n) => (n < 1 ? last : n === 1 ? minute : minutes.replace("{n}", n));
  const marks = [
    [Number(of) / 2, () => half],
    [EARLY, () => inWords(EARLY / MINUTE)],
    [MINUTE, () => inWords(1)],
  ].filter(([at]) => at < Number(seconds));
  let ended = false;

  const show = (text) => {
    if (words.textContent !== text) words.textContent = text;
  };

  function finish() {
    ended = true;
    clearInterval(timer);
    show(over);
    said.textContent = over;
    document.dispatchEvent(new Event("training:time-over"));
    setTimeout(() => navigator.onLine && location.reload(), GRACE * 1000);
    window.addEventListener("online", () => setTimeout(() => location.reload(), GRACE * 1000));
  }

  function look() {
    if (ended) return;
    if (left() <= 0) return finish();
    // Asleep past two of them, it says the later one.
    const due = marks.filter(([at]) => left() <= at);
    if (due.length) {
      said.textContent = due.at(-1)[1]();
      marks.splice(0, due.length);
    }
    show(inWords(Math.floor(left() / MINUTE)));
  }

  const timer = setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
}

if (shown) start();
