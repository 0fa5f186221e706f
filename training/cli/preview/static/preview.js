// The page comes anew as soon as a file of the working copy is another one.
const EVERY = 700;
const ended = document.querySelector("[data-ended]");
const form = document.querySelector(".as-whom");

document.documentElement.classList.add("scripted");
form.addEventListener("change", () => form.requestSubmit());

async function look() {
  try {
    const answer = await fetch("/changes", { cache: "no-store" });
    const stamp = (await answer.text()).trim();
    ended.hidden = true;
    if (answer.ok && stamp !== document.body.dataset.stamp) {
      location.reload();
      return;
    }
  } catch {
    ended.hidden = false;
  }
  setTimeout(look, EVERY);
}
setTimeout(look, EVERY);
