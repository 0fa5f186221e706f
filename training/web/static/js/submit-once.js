// A second press of the same button sends nothing. `data-many` on a form (a download) opts out.
const LATER = 15_000; // ms: when no answer came, the button works again

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled=true][data-pressed]")) {
    button.removeAttribute("aria-disabled");
    delete button.dataset.pressed;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "many" in form.dataset || event.defaultPrevented) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  if (event.submitter) {
    event.submitter.setAttribute("aria-disabled", "true");
    event.submitter.dataset.pressed = "";
  }
  setTimeout(() => release(form), LATER);
});

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
