/* Bytes and the texts that stand for them. Every text has one reading; others are refused. */

export const utf8 = (text) => new TextEncoder().encode(text);

/* Refuses what is no UTF-8, and keeps a byte order mark, so that whoever reads a name sees it. */
export const text = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

export const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};

export const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/* Multibase base58btc ("z…") of exactly `size` bytes. */
export const base58 = (given, size) => {
  if (typeof given !== "string" || given[0] !== "z") throw new TypeError("no base58btc");
  const digits = [...given.slice(1)].map((character) => BASE58.indexOf(character));
  if (digits.includes(-1)) throw new TypeError("no base58btc");
  let number = digits.reduce((sum, digit) => sum * 58n + BigInt(digit), 0n);
  const zeros = digits.findIndex((digit) => digit !== 0);
  const bytes = [];
  for (; number; number >>= 8n) bytes.unshift(Number(number & 255n));
  const whole = Uint8Array.from([...new Array(Math.max(zeros, 0)).fill(0), ...bytes]);
  if (whole.length !== size) throw new TypeError("another length");
  return whole;
};

/* Multibase base64url without padding ("u…"). */
export const base64url = (given) => {
  if (typeof given !== "string" || !/^u[A-Za-z0-9_-]*$/.test(given)) throw new TypeError("no base64url");
  const plain = atob(given.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
};

/* What gzip packed; refuses more than `most` bytes. */
export const gunzip = async (packed, most) => {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts = [];
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return join(...parts);
    size += value.length;
    if (size > most) { await reader.cancel(); throw new RangeError("too much is packed"); }
    parts.push(value);
  }
};
