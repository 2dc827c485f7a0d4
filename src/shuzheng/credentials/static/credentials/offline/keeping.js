/* What this device keeps for the time without a network: the page's own files and the trust file. */

import * as trust from "./trust.js";

const SHELF = "shuzheng-trust";

/* Fetches the trust file and keeps it; without a network, or a server, nothing changes. */
export const renew = async (address) => {
  try {
    const answer = await fetch(address, { cache: "no-cache", credentials: "omit" });
    if (!answer.ok) return false;
    await trust.read(await answer.clone().json());
    await (await caches.open(SHELF)).put(address, answer);
    return true;
  } catch {
    return false;
  }
};

/* The trust file that was kept last, or null. */
export const kept = async (address) => {
  const answer = await (await caches.open(SHELF)).match(address);
  return answer ? trust.read(await answer.json()) : null;
};

/* Whether the page itself will open without a network: its service worker holds every file. */
export const settle = async (worker, scope) => {
  if (!navigator.serviceWorker) return false;
  try {
    await navigator.serviceWorker.register(worker, { scope });
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    return Boolean(navigator.serviceWorker.controller);
  }
};
