// Says whether the cards on the page are still in force, and keeps them for later.
const { version, check, worker, scope } = document.body.dataset;
const line = document.getElementById("checked");

const look = async () => {
  try {
    const answer = await fetch(check, { cache: "no-store" });
    const newest = await answer.json();
    if (newest[document.documentElement.lang] === version) {
      line.textContent = line.dataset.current;
      return;
    }
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = line.dataset.load;
    line.replaceChildren(`${line.dataset.newer} `, link);
  } catch {
    line.textContent = line.dataset.offline;
  }
};

look();
addEventListener("online", look);
addEventListener("offline", () => {
  line.textContent = line.dataset.offline;
});
if (location.hash) {
  const card = document.getElementById(location.hash.slice(1));
  if (card instanceof HTMLDetailsElement) card.open = true;
}
if ("serviceWorker" in navigator) navigator.serviceWorker.register(worker, { scope });
