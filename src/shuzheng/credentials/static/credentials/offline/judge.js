/* The ten checks on a paper's code, as docs/paper-code.md has them. Nothing here throws on what was read. */

import { hex, same } from "./bytes.js";
import { BadCode, isSignedBy, read } from "./code.js";
import { spaced } from "./numbers.js";
import { byHint, covers, isSet, listsAbout } from "./trust.js";

/* Gravest first; the gravest that a check forces is the verdict. */
const VERDICTS = ["altered", "malformed", "not_trusted", "revoked", "replaced", "suspended", "expired", "not_yet_valid", "status_unknown"];
export const STEPS = ["file", "shape", "number", "issuer", "key", "signature", "log", "revocation", "suspension", "dates"];
const SKEW = 10 * 60 * 1000;

export const held = (step, say, params = {}) => ({ step, outcome: "held", say, params });
export const failed = (step, forces, say, params = {}) => ({ step, outcome: "failed", say, params, forces });
export const open = (step, say, params = {}, forces = null) => ({ step, outcome: "open", say, params, forces });
export const notReached = (step, because) => open(step, "not_reached", { number: STEPS.indexOf(because) + 1 });

export const verdict = (checks) => VERDICTS.find((one) => checks.some((check) => check.forces === one)) ?? "valid";

/* The province's calendar day. */
export const day = (at) => new Date(at + 8 * 3600 * 1000).toISOString().slice(0, 10);

/* `about` is "paper" or "file". */
export const report = (about, checks, said, knownAt) => ({ about, verdict: verdict(checks), checks, said, knownAt });

/* What a code that says nothing comes to. */
const unreadable = (fault) => {
  const bad = fault instanceof BadCode;
  const first = bad
    ? [held("file", "read"), failed("shape", "malformed", "wrong_place", { place: fault.place })]
    : [failed("file", "malformed", "no_code")];
  const rest = STEPS.slice(first.length).map((step) => notReached(step, bad ? "shape" : "file"));
  return report("paper", [...first, ...rest], null, null);
};

/* Whose key the hint means: the one that signed, or else the first that it fits. */
const signer = async (code, trust) => {
  const fitting = trust.keys.filter((key) => same(key.hint, code.key));
  for (const key of fitting) if (await isSignedBy(code, key.bytes)) return { key, fits: true };
  return { key: fitting[0] ?? null, fits: false };
};

/* `index` is the proved place in the log: a stolen key cannot write into its past. */
export const keyCheck = (key, signedAt, index = null) => {
  const date = day(signedAt);
  if (!key) return notReached("key", "issuer");
  if (!covers(key, signedAt)) return failed("key", "not_trusted", "key_not_in_use", { date });
  if (key.compromised !== null && !(index !== null && index < key.compromisedSize)) return failed("key", "not_trusted", "key_stolen", { date: day(key.compromised) });
  return held("key", "key_in_use", { date });
};

const logCheck = (code, trust) => {
  if (!trust.log) return open("log", "no_log");
  const seen = trust.head;
  if (seen && code.head && seen.size === code.head.size && !same(seen.root, code.head.root)) {
    return failed("log", "not_trusted", "forked", { size: seen.size });
  }
  const entry = (code.entry + 1).toLocaleString("en-US");
  if (trust.log.required || trust.log.quorum) return failed("log", "not_trusted", "entry_without_proof", { entry });
  return open("log", "entry_without_proof", { entry });
};

/* Verdict and sentence of an end, by the word of its message. */
const ENDED = new Map([
  ["replaced", ["replaced", "ended_replaced"]],
  ["fraud_or_misconduct", ["revoked", "ended_fraud_or_misconduct"]],
  ["issued_in_error", ["revoked", "ended_issued_in_error"]],
]);

/* What the lists say of one place: [check, the instant that this is known for]. `told` is the message beside it: it says
   why a certificate ended, and never that it ended. */
export const statusCheck = (step, lists, index, url, now, told = null) => {
  const unknown = (say, params, at = null) => [open(step, say, params, "status_unknown"), at];
  if (!lists.length) return unknown("no_list", { url });
  const marks = lists.map((list) => ({ ...list, marked: isSet(list, index) }));
  if (marks.some((list) => list.marked === null)) return unknown("outside", { size: lists[0].bits.length * 8, index });
  /* Revocation is final, so the oldest list that states it dates it best; an enquiry may have ended since. */
  const stating = step === "revocation" ? marks.findLast((list) => list.marked) : marks.slice(0, 1).find((list) => list.marked);
  if (stating) {
    const [forces, say] = step === "revocation" ? ENDED.get(told?.word) ?? ["revoked", "revoked"] : ["suspended", "suspended"];
    return [failed(step, forces, say, { date: day(stating.from) }), stating.from];
  }
  const past = marks.filter((list) => list.from <= now);
  const current = past.find((list) => list.until !== null && now < list.until);
  if (current) {
    const date = day(current.from);
    const check = told ? held(step, "differs", { date, other: day(told.at) }) : held(step, step === "revocation" ? "not_revoked" : "not_suspended", { date });
    return [check, current.from];
  }
  if (past.length) return unknown("ran_out", { date: day(past[0].from) }, past[0].from);
  return unknown("dated_later", {});
};

const placeCheck = async (step, code, issuer, trust, now) => {
  const { hint, index } = code[step];
  const lists = issuer ? await listsAbout(trust, issuer.did, step, byHint(hint)) : [];
  return statusCheck(step, lists, index, `sha256:${hex(hint)}`, now);
};

export const termCheck = (from, until, now, begins = from) => {
  if (begins > now + SKEW) return failed("dates", "not_yet_valid", "to_come", { date: day(begins) });
  if (until !== null && until <= now) return failed("dates", "expired", "over", { date: day(until) });
  if (until !== null) return held("dates", "term", { date: day(from), end: day(until) });
  return held("dates", "no_term", { date: day(from) });
};

const issuerCheck = (code, issuer) => (issuer
  ? held("issuer", "issued_by", { name: issuer.name })
  : failed("issuer", "not_trusted", "no_key", { hint: hex(code.key) }));

const signatureCheck = (key, fits) => {
  if (!key) return notReached("signature", "issuer");
  return fits ? held("signature", "signed") : failed("signature", "altered", "changed");
};

export const judgeCode = async (digits, trust, now) => {
  let code;
  try { code = read(digits); } catch (fault) { return unreadable(fault); }
  const { key, fits } = await signer(code, trust);
  const issuer = key?.issuer ?? null;
  const [revocation, revocationAt] = await placeCheck("revocation", code, issuer, trust, now);
  const [suspension, suspensionAt] = await placeCheck("suspension", code, issuer, trust, now);
  const number = spaced(code.number);
  const checks = [
    held("file", "read"),
    held("shape", "form"),
    held("number", "number", { number, check: number.at(-1) }),
    issuerCheck(code, issuer),
    keyCheck(key, code.issued),
    signatureCheck(key, fits),
    logCheck(code, trust),
    revocation,
    suspension,
    termCheck(code.issued, code.until, now),
  ];
  const said = {
    holder: code.holder, certificate: code.certificate, level: code.level, module: code.module,
    number, organisation: issuer?.name ?? "", day: day(code.issued),
  };
  return report("paper", checks, said, Math.min(revocationAt ?? code.issued, suspensionAt ?? code.issued));
};
