// Without a connection one stays on the page and is told so, instead of losing it for the browser's.

let notice = null;

function tell(event) {
  if (navigator.onLine || event.defaultPrevented) return;
  event.preventDefault();
  notice?.remove();
  notice = document.createElement("p");
  notice.className = "no-network";
  notice.setAttribute("role", "alert");
  document.body.append(notice);
  notice.textContent = document.body.dataset.noNetwork;
}

document.addEventListener("submit", tell);
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (link?.origin === location.origin && link.pathname !== location.pathname) tell(event);
});
window.addEventListener("online", () => notice?.remove());
