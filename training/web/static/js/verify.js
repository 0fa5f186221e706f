// A file somebody was sent, compared with what was issued: its hash is made here, nothing is sent.
const box = document.querySelector("[data-compare]");

async function compare(file) {
  const said = box.querySelector("[role=status]");
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const hash = [...new Uint8Array(digest)].map((n) => n.toString(16).padStart(2, "0")).join("");
  said.textContent = box.dataset.compare.split(" ").includes(hash) ? said.dataset.same : said.dataset.other;
}

// Browsers make no hashes for a page that came without encryption.
if (box && globalThis.crypto?.subtle) {
  const field = box.querySelector("input");
  box.hidden = false;
  field.addEventListener("change", () => field.files[0] && compare(field.files[0]));
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    if (event.dataTransfer.files[0]) compare(event.dataTransfer.files[0]);
  });
}
