/* Signed JSON: `eddsa-jcs-2022` of VC Data Integrity EdDSA 1.0 over canonical JSON (RFC 8785). */

import { base58, join, sha256, utf8 } from "./bytes.js";
import { verify } from "./ed25519.js";

/* RFC 8785 writes numbers and strings as ECMAScript does, and sorts names as it compares them. */
export const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
};

const digest = (value) => sha256(utf8(canonical(value)));

/* Whether the proof has the one form that is judged here. */
export const isProof = (proof) =>
  proof !== null && typeof proof === "object" && !Array.isArray(proof) && !("previousProof" in proof)
  && proof.type === "DataIntegrityProof" && proof.cryptosuite === "eddsa-jcs-2022"
  && proof.proofPurpose === "assertionMethod" && typeof proof.verificationMethod === "string";

/* A status list carries a proof for each kind of reader: the document with the one that is judged here alone. */
export const alone = (document) => {
  if (!Array.isArray(document.proof)) return document;
  const ours = document.proof.filter((proof) => proof?.cryptosuite === "eddsa-jcs-2022");
  return { ...document, proof: ours.length === 1 ? ours[0] : null };
};

/* A certificate with its first proof alone, and whether one by SM2 stood beside it, which is judged elsewhere. */
export const parted = (document) => {
  const listed = Array.isArray(document.proof) ? document.proof : [];
  const by = (suite) => listed.find((proof) => proof?.cryptosuite === suite);
  const first = by("eddsa-jcs-2022");
  const isTwofold = listed.length === 2 && Boolean(first && by("sm2-sm3-jcs-2026"));
  return [isTwofold ? { ...document, proof: first } : document, isTwofold];
};

export const isSignedBy = async (document, key) => {
  const { proof, ...unsigned } = document;
  const { proofValue, ...options } = proof;
  if ("@context" in options && canonical(options["@context"]) !== canonical(document["@context"] ?? null)) return false;
  let signature;
  try { signature = base58(proofValue, 64); } catch { return false; }
  return verify(key, signature, join(await digest(options), await digest(unsigned)));
};
