/* Opens a certificate's file: a credential, a bundle, or our PDF with the credential attached. */

import { join } from "./bytes.js";
import { parse } from "./strict.js";

export const LARGEST = 16 << 20;
const LARGEST_CREDENTIAL = 256 << 10;
const MOST_LISTS = 16;
const BUNDLE = "shuzheng/bundle/v1";
const ATTACHED = /<<\/Length (\d+)\/Type\/EmbeddedFile(\/Filter\/FlateDecode)?[^\n]*>>\nstream\n/g;

export class NotOpened extends Error {}

/* What the command and the server judge: a whole record, a presentation, an evidence file, a token. */
export class Elsewhere extends NotOpened {
  constructor(kind) { super(kind); this.kind = kind; }
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/* The form for wallets is signed over linked data; the server and the command judge it. */
const isForWallets = (document) => document.proof?.cryptosuite === "eddsa-rdfc-2022";

const fromObject = (value) => {
  const types = [(value.credential ?? value).type].flat();
  if (types.includes("ClrCredential")) throw new Elsewhere("record");
  if (types.includes("VerifiablePresentation")) throw new Elsewhere("presentation");
  if (isForWallets(value.credential ?? value)) throw new NotOpened();
  if (!("format" in value)) return { document: value, evidence: "", lists: [] };
  const { credential, evidence = "", status = [] } = value;
  const fits = value.format === BUNDLE && isObject(credential) && typeof evidence === "string"
    && Array.isArray(status) && status.length <= MOST_LISTS && status.every(isObject);
  if (!fits) throw new NotOpened();
  return { document: credential, evidence, lists: status };
};

const inflate = async (packed) => {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const parts = [];
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return join(...parts);
    size += value.length;
    if (size > LARGEST_CREDENTIAL) { await reader.cancel(); throw new NotOpened(); }
    parts.push(value);
  }
};

/* What is attached to a PDF of ours. One that was written by another program is left to the server, which reads any. */
const fromPdf = async (bytes) => {
  const plain = new TextDecoder("latin1").decode(bytes);
  const found = { credentials: [], proofs: [] };
  for (const match of plain.matchAll(ATTACHED)) {
    const begin = match.index + match[0].length;
    const stream = bytes.slice(begin, begin + Number(match[1]));
    const content = match[2] ? await inflate(stream) : stream;
    const start = new TextDecoder("latin1").decode(content.slice(0, 32));
    if (start.startsWith("{")) found.credentials.push(content);
    else if (start.startsWith("c2sp.org/tlog-proof@")) found.proofs.push(content);
  }
  if (found.credentials.length !== 1 || found.proofs.length > 1) throw new NotOpened();
  return { document: parse(found.credentials[0]), evidence: found.proofs.length ? new TextDecoder().decode(found.proofs[0]) : "", lists: [] };
};

/* The credential in a file with what came with it. Throws what it cannot open. */
export const openFile = async (file) => {
  if (!file.size || file.size > LARGEST) throw new NotOpened();
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x25) return fromPdf(bytes);
  const start = new TextDecoder("latin1").decode(bytes.slice(0, 4));
  if (start === "PK\x03\x04") throw new Elsewhere("evidence");
  if (start.startsWith("eyJ")) throw new Elsewhere("token");
  return fromObject(parse(bytes));
};
