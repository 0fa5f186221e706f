// Keeps the cards as everybody sees them, so that they can be read without a network.
const PAGES = {{ pages|tojson }};
const FILES = {{ files|tojson }};
const NAME = "now";
const PATIENCE = 4000;

const kept = async (address) => {
  const cache = await caches.open(NAME);
  // Without cookies: a page with somebody's numbers is never kept.
  const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
  if (answer.ok) await cache.put(address, answer.clone());
  return answer;
};

const renew = async () => {
  await Promise.all([...PAGES, ...FILES].map(kept));
  const cache = await caches.open(NAME);
  const wanted = new Set([...PAGES, ...FILES].map((each) => new URL(each, self.location).href));
  const old = (await cache.keys()).filter((each) => !wanted.has(each.url));
  await Promise.all(old.map((each) => cache.delete(each)));
};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(renew());
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const page = async (request) => {
  const path = new URL(request.url).pathname;
  const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE, new Error("late")));
  try {
    return await Promise.race([fetch(request), late]);
  } catch (error) {
    const found = await caches.match(path, { cacheName: NAME });
    if (found) return found;
    throw error;
  }
};

const file = async (request) =>
  (await caches.match(request, { cacheName: NAME })) || fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (PAGES.includes(path)) {
    event.respondWith(page(request));
    event.waitUntil(renew().catch(() => undefined));
  } else if (FILES.some((each) => new URL(each, self.location).href === request.url)) {
    event.respondWith(file(request));
  }
});
