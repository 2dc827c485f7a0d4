/* Keeps the page that checks papers, and every file it needs, for the time without a network.
   `EDITION` is set in a line before this one (web/kept_files.py) and changes with any of them; then everything is
   fetched anew, and the old copies go. */

self.addEventListener("install", (event) => {
  const fresh = [...EDITION.pages, ...EDITION.files].map((address) => new Request(address, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(EDITION.name).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(EDITION.family) && name !== EDITION.name;
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

const inLanguage = (address) => {
  const asked = address.searchParams.get("lang");
  const named = EDITION.pages.find((page) => asked && page.endsWith(`=${asked}`));
  return named ?? EDITION.pages[self.navigator.language.startsWith("zh") ? 0 : 1];
};

/* The page comes from the network while there is one, so that it is never older than it must be. */
const page = async (request, address) => {
  const cache = await caches.open(EDITION.name);
  try {
    const answer = await fetch(request);
    return answer.ok ? answer : await cache.match(inLanguage(address));
  } catch {
    return cache.match(inLanguage(address));
  }
};

const file = async (request) => (await (await caches.open(EDITION.name)).match(request, { ignoreVary: true })) ?? fetch(request);

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, address));
  else if (EDITION.files.includes(address.pathname)) event.respondWith(file(event.request));
});
