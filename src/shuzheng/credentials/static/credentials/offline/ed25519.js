/* Ed25519 signatures: by the browser where it knows them, by the vendored library where it does not. */

import * as noble from "../../foundation/vendor/noble-ed25519.js";

const natively = async (key, signature, message) => {
  const imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, imported, signature, message);
};

export const verify = async (key, signature, message) => {
  try {
    return await natively(key, signature, message);
  } catch { /* an older browser, or a key that is none: the library says which */ }
  try {
    return await noble.verifyAsync(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
};
