// Asks the browser to make or show a passkey, and sends what it answers with the form.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));

const toText = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (each) => String.fromCharCode(each)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const withBytes = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

async function options(form) {
  const body = new URLSearchParams();
  for (const { name, value } of form.elements) if (name.includes("csrf")) body.set(name, value);
  const answer = await fetch(form.dataset.options, {
    method: "POST",
    headers: { Accept: "application/json" },
    body,
  });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

async function make(asked) {
  const publicKey = {
    ...asked,
    challenge: toBytes(asked.challenge),
    user: { ...asked.user, id: toBytes(asked.user.id) },
    excludeCredentials: withBytes(asked.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey });
  return { made, response: { attestationObject: toText(made.response.attestationObject) } };
}

async function show(asked) {
  const publicKey = {
    ...asked,
    challenge: toBytes(asked.challenge),
    allowCredentials: withBytes(asked.allowCredentials),
  };
  const made = await navigator.credentials.get({ publicKey });
  const { authenticatorData, signature, userHandle } = made.response;
  const response = { authenticatorData: toText(authenticatorData), signature: toText(signature) };
  if (userHandle) response.userHandle = toText(userHandle);
  return { made, response };
}

async function ask(form) {
  const asked = await options(form);
  const { made, response } = await (form.dataset.passkey === "make" ? make(asked) : show(asked));
  response.clientDataJSON = toText(made.response.clientDataJSON);
  form.elements.namedItem("credential").value = JSON.stringify({
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    response,
  });
  form.submit();
}

function start(form) {
  const status = form.querySelector("[data-status]");
  let asking = false;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    // A field that is empty is for the server to name, before the device keeps a passkey for nothing.
    if (!form.checkValidity()) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    status.textContent = status.dataset.asking;
    try {
      await ask(form);
    } catch (error) {
      // Also when somebody changed their mind: the browser does not say which.
      status.textContent =
        error.name === "InvalidStateError" ? status.dataset.known : status.dataset.failed;
    }
    asking = false;
  });
}

document.querySelectorAll("[data-no-script]").forEach((each) => each.remove());
if (window.PublicKeyCredential) {
  document.querySelectorAll("form[data-passkey]").forEach(start);
} else {
  document.querySelectorAll("[data-no-passkeys]").forEach((each) => (each.hidden = false));
}
