/* The trust file, as docs/trust-file.md has it: whose keys are believed, and which status lists they signed. */

import { base58, base64url, gunzip, same, sha256, utf8 } from "./bytes.js";
import { alone, isProof, isSignedBy } from "./documents.js";

const LEAST_BITS = 1 << 17, MOST_BITS = 1 << 26;

const instant = (text) => (text === undefined || text === null ? null : Date.parse(text));

const keyOf = async (issuer, entry) => {
  const bytes = base58(entry.publicKeyMultibase, 34).slice(2);
  return {
    id: entry.id,
    issuer,
    bytes,
    hint: (await sha256(bytes)).slice(0, 4),
    from: instant(entry.valid_from),
    until: instant(entry.valid_until),
    compromised: instant(entry.compromised_at),
    compromisedSize: entry.compromised_size ?? 0,
  };
};

export const covers = (key, at) => key.from <= at && (key.until === null || at < key.until);

/* A trust file as it came from the platform. */
export const read = async (document) => {
  if (document.version !== 1 && document.version !== 2) throw new TypeError("another version");
  const keys = [];
  for (const { did, name, keys: entries } of document.issuers) {
    for (const entry of entries) keys.push(await keyOf({ did, name }, entry));
  }
  return {
    madeAt: instant(document.generated_at),
    keys,
    lists: document.status_lists ?? [],
    succeeds: new Map(document.issuers.map(({ did, succeeds }) => [did, succeeds ?? []])),
    log: document.log ?? null,
    head: document.checkpoint ? headOf(document.checkpoint) : null,
  };
};

/* Size and root of a checkpoint (C2SP tlog-checkpoint). */
const headOf = (note) => {
  const [, size, root] = note.split("\n");
  return { size: Number(size), root: Uint8Array.from(atob(root), (character) => character.charCodeAt(0)) };
};

/* The newest day on which any list speaks, or null. */
export const newestStatus = (trust) => {
  const days = trust.lists.map((list) => instant(list.validFrom)).filter(Number.isFinite);
  return days.length ? Math.max(...days) : null;
};

const isBelieved = async (trust, published) => {
  const document = alone(published);
  if (!isProof(document.proof)) return false;
  const { verificationMethod, created, expires } = document.proof;
  const key = trust.keys.find((one) => one.id === verificationMethod && one.issuer.did === document.issuer);
  const madeAt = instant(created ?? document.validFrom);
  const expired = expires !== undefined && instant(expires) <= instant(document.validFrom);
  if (!key || key.compromised !== null || expired || !covers(key, madeAt)) return false;
  return isSignedBy(document, key.bytes);
};

const purposes = (subject) => [subject.statusPurpose].flat();

/* Whether `named` speaks for what `did` issued: the same organisation may have had another identifier before. */
const speaksFor = (trust, named, did) => named === did || (trust.succeeds.get(named) ?? []).includes(did);

/* The believed lists of an issuer for a purpose, newest first; `isIt(address)` says which address is meant. */
export const listsAbout = async (trust, did, purpose, isIt) => {
  const found = [];
  for (const document of trust.lists) {
    const subject = document.credentialSubject;
    if (!speaksFor(trust, document.issuer, did) || !subject || !purposes(subject).includes(purpose) || !(await isIt(document.id))) continue;
    try {
      if (!(await isBelieved(trust, document))) continue;
      const bits = await gunzip(base64url(subject.encodedList), MOST_BITS / 8);
      if (bits.length < LEAST_BITS / 8) continue;
      found.push({ url: document.id, bits, from: instant(document.validFrom), until: instant(document.validUntil) });
    } catch { /* a list that cannot be read says nothing */ }
  }
  const addresses = new Set(found.map((list) => list.url));
  /* Two addresses for one hint: nobody can say which of them was meant. */
  return addresses.size > 1 ? [] : found.sort((one, other) => other.from - one.from);
};

export const byHint = (hint) => async (address) => same((await sha256(utf8(String(address)))).slice(0, hint.length), hint);

/* Whether bit `index` is set; null beyond the end. Index 0 is the highest bit of the first byte. */
export const isSet = (list, index) => (index < list.bits.length * 8 ? (list.bits[index >> 3] & (0x80 >> (index & 7))) !== 0 : null);

/* The value of entry `index`, `size` bits wide; null beyond the end, and in a list that is too short for privacy. */
export const valueOf = (list, { index, size }) => {
  const entries = Math.floor(list.bits.length * 8 / size);
  if (entries < LEAST_BITS || index >= entries) return null;
  let value = 0;
  for (let at = index * size; at < (index + 1) * size; at += 1) value = value * 2 + Number(isSet(list, at));
  return value;
};
