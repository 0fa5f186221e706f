// Ticks every box of the list, or none when all are ticked.
const button = document.querySelector("[data-tick-all]");

if (button) {
  const boxes = [...button.form.querySelectorAll("input[type=checkbox]")];
  button.hidden = false;
  button.addEventListener("click", () => {
    const wanted = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = wanted;
  });
}
