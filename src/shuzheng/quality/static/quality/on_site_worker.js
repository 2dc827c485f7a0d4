/* Opens the pages of an inspection on site without a network.

   Keeps only what a page asks it to keep (`postMessage`), for the person who asked; when another person asks, or an
   inspection is over, what was kept goes. Everything comes from the network while there is one. */
const SHELF = "shuzheng-on-site";
const PERSON = "/quality/inspections/whose";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const whose = async (shelf) => (await shelf.match(PERSON))?.text();

self.addEventListener("message", (event) => event.waitUntil((async () => {
  const { person, keep } = event.data;
  let shelf = await caches.open(SHELF);
  if (await whose(shelf) !== person) {
    await caches.delete(SHELF);
    shelf = await caches.open(SHELF);
    await shelf.put(PERSON, new Response(person));
  }
  const wanted = new Set([...keep, PERSON].map((path) => new URL(path, self.location.origin).href));
  const held = (await shelf.keys()).filter((request) => new URL(request.url).pathname.startsWith("/quality/"));
  await Promise.all(held.filter((request) => !wanted.has(request.url)).map((request) => shelf.delete(request)));
  for (const path of keep) {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok || answer.redirected) continue;
    const text = await answer.clone().text();
    await shelf.put(path, answer);
    const files = [...text.matchAll(/(?:src|href)="(\/static\/[^"#?]+)/g)].map((found) => found[1]);
    for (const file of new Set(files)) if (!(await shelf.match(file))) await shelf.add(file).catch(() => {});
  }
})()));

const fromShelf = async (request) => (await caches.open(SHELF)).match(request, { ignoreVary: true });

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin || event.request.headers.get("X-On-Site")) return;
  event.respondWith(fetch(event.request).catch(async (why) => {
    const held = await fromShelf(event.request);
    if (held) return held;
    throw why;
  }));
});
