/* JSON that has exactly one meaning (RFC 7493): what two programs read differently is refused. */

import { text } from "./bytes.js";

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const DEEPEST = 32;

const isPlain = (token) => {
  if (token.startsWith('"')) return JSON.parse(token).isWellFormed();
  if (!/^-?\d/.test(token)) return true;
  const number = Number(token);
  return /^-?\d+$/.test(token) ? Number.isSafeInteger(number) : Number.isFinite(number);
};

/* Whether a well-formed text names a member twice, nests too deep, or holds what readers read differently. */
const isAmbiguous = (words) => {
  const open = [];
  let before = "";
  for (const [token] of words.matchAll(TOKEN)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (!isPlain(token)) return true;
    const names = open.at(-1);
    if (names && token.startsWith('"') && (before === "{" || before === ",")) {
      const name = JSON.parse(token);
      if (names.has(name)) return true;
      names.add(name);
    }
    if (open.length > DEEPEST) return true;
    before = token;
  }
  return false;
};

/* The object that some bytes hold; throws where they hold none, or more than one. */
export const parse = (bytes) => {
  const words = text(bytes);
  const value = JSON.parse(words);
  if (value === null || typeof value !== "object" || Array.isArray(value) || isAmbiguous(words)) throw new SyntaxError("no object with one meaning");
  return value;
};
