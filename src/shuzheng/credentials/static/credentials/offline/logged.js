/* The proof that a certificate stands in the evidence log: C2SP tlog-proof, RFC 9162 section 2.1.3.2. */

import { join, same, sha256, utf8 } from "./bytes.js";
import { canonical } from "./documents.js";
import { verify } from "./ed25519.js";

const DOMAIN = utf8("shuzheng/log/commitment/v1\0certificate.issued\0");
const ZERO = Uint8Array.of(0), ONE = Uint8Array.of(1);
const LATEST = 253_402_300_799n;

const base64 = (given) => {
  const bytes = Uint8Array.from(atob(given), (character) => character.charCodeAt(0));
  if (btoa(String.fromCharCode(...bytes)) !== given) throw new TypeError("another spelling");
  return bytes;
};

const whole = (given) => {
  if (!/^(0|[1-9]\d{0,14})$/.test(given)) throw new TypeError("no whole number");
  return Number(given);
};

/* Index, path, salt and note of a proof. */
const read = (given) => {
  const [head, ...rest] = given.split("\n\n");
  const [title, extra, index, ...path] = head.split("\n");
  if (title !== "c2sp.org/tlog-proof@v1" || !extra?.startsWith("extra ") || !index?.startsWith("index ")) throw new TypeError("no proof");
  const hashes = path.map(base64);
  const salt = base64(extra.slice(6));
  if (salt.length !== 32 || hashes.length > 63 || hashes.some((hash) => hash.length !== 32)) throw new TypeError("no proof");
  return { index: whole(index.slice(6)), path: hashes, salt, note: rest.join("\n\n") };
};

/* Name, id and bytes of a verifier key (C2SP signed-note). */
const keyOf = (given) => {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(given);
  return { name, id: Uint8Array.from(id.match(/../g), (pair) => parseInt(pair, 16)), bytes: base64(encoded).slice(1) };
};

/* What stands behind the key's id in the lines that name it. */
const linesOf = (lines, { name, id }) => lines.map((line) => line.split(" "))
  .filter(([dash, signer]) => dash === "—" && signer === name)
  .map(([, , value]) => base64(value)).filter((value) => same(value.slice(0, 4), id)).map((value) => value.slice(4));

/* Whether a witness signed the checkpoint with this time in front (C2SP tlog-cosignature). */
const isSighting = async (key, words, value) => {
  if (value.length !== 72) return false;
  const seconds = new DataView(value.buffer, value.byteOffset).getBigUint64(0);
  return seconds <= LATEST && verify(key.bytes, value.slice(8), utf8(`cosignature/v1\ntime ${seconds}\n${words}`));
};

/* The names of the witnesses that have seen the checkpoint, each once; a line of one of them that does not fit throws. */
const seenBy = async (words, lines, witnesses) => {
  const found = [];
  for (const key of witnesses.map(keyOf)) {
    const own = linesOf(lines, key);
    for (const value of own) if (!(await isSighting(key, words, value))) throw new TypeError("not signed by the witness");
    if (own.length) found.push(key.name);
  }
  return found;
};

/* Size and root of a checkpoint that the log has signed, and who has seen it. */
const headOf = async (note, log) => {
  const key = keyOf(log.key);
  const cut = note.lastIndexOf("\n\n");
  const words = note.slice(0, cut + 1), lines = note.slice(cut + 2).split("\n");
  const fits = await Promise.all(linesOf(lines, key).map((value) => verify(key.bytes, value, utf8(words))));
  const [origin, size, root] = words.split("\n");
  if (!fits.length || fits.includes(false) || origin !== key.name) throw new TypeError("not signed by the log");
  return { size: whole(size), root: base64(root), seen: await seenBy(words, lines, log.witnesses ?? []) };
};

const rootOf = async (leaf, index, size, path) => {
  if (index >= size) throw new RangeError("outside the log");
  let node = leaf, at = BigInt(index), last = BigInt(size - 1);
  for (const sibling of path) {
    if (last === 0n) throw new RangeError("the path is too long");
    if (at & 1n || at === last) {
      node = await sha256(join(ONE, sibling, node));
      while (!(at & 1n) && at !== 0n) { at >>= 1n; last >>= 1n; }
    } else {
      node = await sha256(join(ONE, node, sibling));
    }
    at >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) throw new RangeError("the path is too short");
  return node;
};

/* Where the signed credential stands: { index, size, root, seen }. Throws where nothing proves it. */
export const place = async (document, evidence, log) => {
  const proof = read(evidence);
  const digest = await sha256(utf8(canonical(document)));
  const commitment = await sha256(join(DOMAIN, proof.salt, digest));
  const entry = `shuzheng-log/v1\ncertificate.issued\nsha256 ${btoa(String.fromCharCode(...commitment))}\n`;
  const head = await headOf(proof.note, log);
  const root = await rootOf(await sha256(join(ZERO, utf8(entry))), proof.index, head.size, proof.path);
  if (!same(root, head.root)) throw new RangeError("another root");
  return { index: proof.index, ...head };
};
