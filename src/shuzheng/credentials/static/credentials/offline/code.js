/* What a paper's code says. The bytes are specified in docs/paper-code.md; `core/compact` is the same in Python. */

import { join, text, utf8 } from "./bytes.js";
import { compose } from "./numbers.js";
import { verify } from "./ed25519.js";

const DOMAIN = utf8("shuzheng/paper/v1\0");
const DIGITS = /^[1-9][0-9]{0,2406}$/;
const LATEST = Date.UTC(3000, 0, 1) / 1000;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

export class NotACode extends Error {}

export class BadCode extends Error {
  constructor(place) { super(place); this.place = place; }
}

/* The digits in a text that was read: behind an address, or bare; "" for none. */
export const find = (given) => {
  const words = given.trim();
  return /^https?:\/\/[^\s#]{1,250}#([0-9]{1,2407})$/.exec(words)?.[1] ?? (/^[1-9][0-9]{249,2406}$/.test(words) ? words : "");
};

const bytesOf = (digits) => {
  const whole = BigInt(digits).toString(16);
  const even = whole.length % 2 ? `0${whole}` : whole;
  return Uint8Array.from(even.match(/../g), (pair) => parseInt(pair, 16));
};

class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }

  take(count, place) {
    if (this.at + count > this.bytes.length) throw new BadCode(place);
    return this.bytes.slice(this.at, this.at += count);
  }

  whole(count, place) { return this.take(count, place).reduce((sum, byte) => sum * 256 + byte, 0); }

  words(place) {
    const bytes = this.take(this.whole(1, place), place);
    try { return text(bytes); } catch { throw new BadCode(place); }
  }

  /* Milliseconds; null for none. */
  instant(place) {
    const seconds = this.whole(5, place);
    if (seconds >= LATEST) throw new BadCode(place);
    return seconds ? seconds * 1000 : null;
  }

  place(name) { return { hint: this.take(6, name), index: this.whole(4, name) }; }
}

const number = (reader) => {
  const year = reader.whole(2, "number"), code = reader.whole(4, "number"), rest = reader.whole(4, "number");
  const level = Math.floor(rest / 10_000_000);
  const composed = code < 36 ** 6 ? compose(year, code, level, rest % 10_000_000) : null;
  if (!composed) throw new BadCode("number");
  return { number: composed, level };
};

const head = (reader, entry) => {
  if (reader.at === reader.bytes.length) return null;
  const size = reader.whole(5, "checkpoint"), root = reader.take(32, "checkpoint");
  if (reader.at !== reader.bytes.length || size <= entry) throw new BadCode("checkpoint");
  return { size, root };
};

/* Everything that a code says, and what was signed of it. Throws NotACode or BadCode. */
export const read = (digits) => {
  if (!DIGITS.test(digits)) throw new NotACode();
  const reader = new Reader(bytesOf(digits));
  if (reader.whole(1, "version") !== 1) throw new NotACode();
  const said = { key: reader.take(4, "key"), ...number(reader), issued: reader.instant("issued") };
  if (said.issued === null) throw new BadCode("issued");
  said.until = reader.instant("until");
  said.revocation = reader.place("revocation");
  said.suspension = reader.place("suspension");
  said.entry = reader.whole(5, "entry");
  said.holder = reader.words("holder");
  if (!said.holder || said.holder !== said.holder.trim() || [...said.holder].length > 50 || UNSEEN.test(said.holder)) throw new BadCode("holder");
  said.certificate = reader.words("certificate");
  if (!said.certificate) throw new BadCode("certificate");
  said.module = reader.words("module");
  const signed = reader.bytes.slice(0, reader.at);
  return { ...said, signed, signature: reader.take(64, "signature"), head: head(reader, said.entry) };
};

export const isSignedBy = (code, key) => verify(key, code.signature, join(DOMAIN, code.signed));
