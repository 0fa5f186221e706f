// Lines to put in order: moved by buttons or dragged, instead of numbered. What is sent is the same:
// the number of each line's place, in the fields that are there without a script.
const EDGE = 72; // px: dragged so near to the window's edge, the page scrolls along
const STEP = 12; // px
const LAST = 1_000; // lines without a place come after the others, as they stand

function start(field) {
  const list = field.querySelector(".order");
  const tools = field.querySelector("[data-order-tools]");
  const status = field.querySelector("[data-order-said]");
  const lines = () => [...list.children];
  const place = (line) => line.querySelector("select");
  const given = (line) => Number(place(line).value) || LAST;

  function equip(line) {
    const words = line.querySelector(".place-words");
    const [grip, up, down] = tools.content.cloneNode(true).children;
    for (const button of [up, down]) {
      button.id = `${place(line).id}-${button.dataset.move}`;
      button.setAttribute("aria-labelledby", `${button.id} ${words.id}`);
    }
    place(line).hidden = true;
    line.prepend(grip);
    line.append(up, down);
  }

  function number() {
    const all = lines();
    all.forEach((line, at) => {
      line.querySelector(".order-number").textContent = String(at + 1);
      const ends = { up: at === 0, down: at === all.length - 1 };
      for (const button of line.querySelectorAll("[data-move]")) {
        button.setAttribute("aria-disabled", String(ends[button.dataset.move]));
      }
    });
  }

  function write() {
    lines().forEach((line, at) => (place(line).value = String(at + 1)));
  }

  function say(line) {
    const words = {
      n: lines().indexOf(line) + 1,
      of: lines().length,
      words: line.querySelector(".place-words").textContent.trim(),
    };
    status.textContent = status.dataset.orderSaid.replace(/\{(\w+)\}/g, (_, name) => words[name]);
  }

  function settle(line) {
    write();
    number();
    say(line);
    place(line).dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Its neighbour goes round it: the line itself stays in the page, and what has focus keeps it.
  const upwards = (line) => line.after(line.previousElementSibling);
  const downwards = (line) => line.before(line.nextElementSibling);

  function move(button) {
    const line = button.closest("li");
    if (button.getAttribute("aria-disabled") === "true") return;
    (button.dataset.move === "up" ? upwards : downwards)(line);
    line.scrollIntoView({ block: "nearest" });
    settle(line);
  }

  const middle = (line) => {
    const box = line.getBoundingClientRect();
    return box.top + box.height / 2;
  };

  function follow(line, y) {
    while (line.previousElementSibling && y < middle(line.previousElementSibling)) upwards(line);
    while (line.nextElementSibling && y > middle(line.nextElementSibling)) downwards(line);
    if (y < EDGE) scrollBy(0, -STEP);
    if (y > innerHeight - EDGE) scrollBy(0, STEP);
    number();
  }

  function drag(down) {
    const grip = down.target.closest(".order-grip");
    if (!grip || down.button !== 0) return;
    down.preventDefault();
    const line = grip.closest("li");
    const before = lines();
    const ended = new AbortController();
    const on = (what, does) => addEventListener(what, does, { signal: ended.signal });
    const end = () => {
      ended.abort();
      line.classList.remove("dragged");
    };
    const undo = () => {
      end();
      list.append(...before);
      number();
    };
    line.classList.add("dragged");
    grip.setPointerCapture(down.pointerId);
    on("pointermove", (event) => event.pointerId === down.pointerId && follow(line, event.clientY));
    on("pointercancel", undo);
    on("keydown", (event) => event.key === "Escape" && undo());
    on("pointerup", () => {
      end();
      if (lines().some((each, at) => each !== before[at])) settle(line);
    });
  }

  lines().forEach(equip);
  list.append(...lines().sort((one, other) => given(one) - given(other)));
  field.querySelector("[data-order-hint]").textContent =
    field.querySelector("[data-order-hint]").dataset.orderHint;
  number();
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(button);
  });
  list.addEventListener("pointerdown", drag);
  // Whoever goes on without moving a line says that they stand right: before others read the form.
  field.form.addEventListener("submit", write, true);
}

const field = document.querySelector("[data-order]");
if (field) start(field);
