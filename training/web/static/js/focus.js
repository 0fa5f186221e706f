// After a step, the reading place goes to what is new: first the errors, else the marked heading.
const target =
  document.querySelector("[data-error-summary]") ?? document.querySelector("[data-focus]");

if (target && !location.hash) {
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: !target.hasAttribute("data-error-summary") });
}
