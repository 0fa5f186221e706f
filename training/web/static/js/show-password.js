// A box beside each new password that shows what is typed; the words are the field's own.
for (const field of document.querySelectorAll("input[data-can-show]")) {
  const id = `${field.id}-shown`;
  const box = document.createElement("input");
  box.type = "checkbox";
  box.id = id;
  box.className = "usa-checkbox__input";
  const label = document.createElement("label");
  label.htmlFor = id;
  label.className = "usa-checkbox__label";
  label.textContent = field.dataset.canShow;
  const line = document.createElement("div");
  line.className = "usa-checkbox show-password";
  line.append(box, label);
  box.addEventListener("change", () => {
    field.type = box.checked ? "text" : "password";
  });
  // What is sent and kept by the browser is a password, whatever was shown.
  field.form.addEventListener("submit", () => {
    field.type = "password";
  });
  field.after(line);
}
