/* The ten checks on a certificate's file, as docs/trust-file.md has them. Nothing here throws on what was read. */

import { same } from "./bytes.js";
import { isProof, isSignedBy, parted } from "./documents.js";
import { day, failed, held, keyCheck, notReached, open, report, STEPS, statusCheck, termCheck } from "./judge.js";
import { place } from "./logged.js";
import { parse, spaced } from "./numbers.js";
import { listsAbout, valueOf } from "./trust.js";

const CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];
const URN = /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;
const INDEX = /^(0|[1-9]\d{0,8})$/;
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/;
const WIDEST = 8, OUTSIDE = 1 << 26;
const LEVELS = ["", "初级", "中级", "高级"];
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

class Misshapen extends Error {
  constructor(where) { super(where); this.where = where; }
}

const need = (fits, where) => { if (!fits) throw new Misshapen(where); };

const matches = (form, value) => typeof value === "string" && form.test(value);

const kinds = (value) => [value?.type].flat();

const words = (value, where) => { need(typeof value === "string" && value && value.length <= 2000, where); return value; };

const instant = (value, where) => {
  need(typeof value === "string" && INSTANT.test(value) && Number.isFinite(Date.parse(value)), where);
  return Date.parse(value);
};

const holderOf = (subject) => {
  const where = "credentialSubject.identifier";
  const listed = subject.identifier;
  need(kinds(subject).includes("AchievementSubject") && Array.isArray(listed) && listed.length === 1, where);
  need(listed[0]?.identityType === "name" && listed[0].hashed === false, where);
  const name = words(listed[0].identityHash, where);
  need(name === name.trim() && [...name].length <= 50 && !UNSEEN.test(name), where);
  return name;
};

const levelOf = (award, subject) => {
  const where = "credentialSubject.result";
  const [result] = subject.result ?? [];
  const rubric = award.resultDescription?.[0]?.rubricCriterionLevel?.[0];
  need(result?.status === "Completed" && rubric && result.achievedLevel === rubric.id, where);
  const level = LEVELS.indexOf(rubric.name);
  need(level > 0 && rubric.level === String(level), where);
  return level;
};

/* The word of each value; throws where one is missing or there twice. */
const wordsOf = (one, size) => {
  const listed = one.statusMessage ?? [];
  const fits = Array.isArray(listed) && listed.every((item) => matches(/^0x[0-9a-fA-F]+$/, item?.status) && typeof item.message === "string");
  need(fits, "credentialStatus");
  const found = new Map(listed.map((item) => [Number(item.status), item.message]));
  const whole = found.size === listed.length && (found.size === 2 ** size || (size === 1 && !("statusMessage" in one)));
  need(whole && [...found.keys()].every((value) => value < 2 ** size), "credentialStatus");
  return found;
};

/* Where it stands why the certificate ended: an entry of one or more bits. */
const messageOf = (one) => {
  const { statusListIndex: index, statusListCredential: url, statusSize: size = 1 } = one;
  const references = "statusReference" in one ? [one.statusReference].flat() : [];
  const fits = one.type === "BitstringStatusListEntry" && matches(/^(0|[1-9]\d*)$/, index) && matches(ABSOLUTE, url) && one.id !== url
    && Number.isInteger(size) && size >= 1 && size <= WIDEST && references.every((address) => matches(ABSOLUTE, address));
  need(fits, "credentialStatus");
  return { url, index: Math.min(Number(index), OUTSIDE), size, words: wordsOf(one, size) };
};

const statusOf = (value) => {
  const found = {};
  const listed = [value].flat();
  need(value && listed.length <= 8, "credentialStatus");
  for (const one of listed) {
    if (one?.statusPurpose === "message") {
      need(!("message" in found), "credentialStatus");
      found.message = messageOf(one);
      continue;
    }
    const fits = one?.type === "BitstringStatusListEntry" && typeof one.statusPurpose === "string" && !(one.statusPurpose in found)
      && matches(INDEX, one.statusListIndex) && matches(/^https?:\/\/\S+$/, one.statusListCredential) && (one.statusSize ?? 1) === 1;
    need(fits, "credentialStatus");
    found[one.statusPurpose] = { url: one.statusListCredential, index: Number(one.statusListIndex) };
  }
  return found;
};

/* What a credential says; throws where it is not shaped as a certificate. */
const read = (document) => {
  need(JSON.stringify(document["@context"]) === JSON.stringify(CONTEXTS), "@context");
  need(URN.test(document.id), "id");
  need(kinds(document).includes("VerifiableCredential") && kinds(document).some((kind) => ["AchievementCredential", "OpenBadgeCredential"].includes(kind)), "type");
  const subject = document.credentialSubject ?? {}, award = subject.achievement ?? {}, issuer = document.issuer ?? {};
  const where = "credentialSubject.achievement";
  need(!("targetCode" in (award.alignment?.[0] ?? {})), `${where}.alignment`);
  return {
    holder: holderOf(subject),
    number: words(subject.licenseNumber, "credentialSubject.licenseNumber"),
    title: words(award.name, `${where}.name`),
    code: words(award.humanCode, `${where}.humanCode`),
    level: levelOf(award, subject),
    module: "specialization" in award ? words(award.specialization, where) : "",
    standard: `${words(award.alignment?.[0]?.targetName, `${where}.alignment`)} ${words(award.version, `${where}.version`)}`,
    issuer: words(issuer.id, "issuer"),
    issuerName: words(issuer.name, "issuer.name"),
    from: instant(document.validFrom, "validFrom"),
    until: "validUntil" in document ? instant(document.validUntil, "validUntil") : null,
    status: statusOf(document.credentialStatus),
  };
};

/* What could be read of the credential and of its proof, each null where it is not as it should be. */
const shape = (document) => {
  const found = { said: null, proof: null, fault: null };
  try {
    need(isProof(document.proof), "proof");
    const { verificationMethod: method, created, expires } = document.proof;
    const dated = (value, where) => (value === undefined ? null : instant(value, where));
    found.proof = { method, created: dated(created, "proof.created"), expires: dated(expires, "proof.expires") };
  } catch (fault) { found.fault = fault; }
  try { found.said = read(document); } catch (fault) { found.fault = fault; }
  const check = found.fault ? failed("shape", "malformed", "misshapen", { place: found.fault.where ?? "" }) : held("shape", "credential_form");
  return { ...found, check };
};

const numberCheck = (said) => {
  if (!said) return notReached("number", "shape");
  const parts = parse(said.number);
  if (!parts) return failed("number", "malformed", "no_number");
  if (parts.code !== said.code || parts.level !== said.level) return failed("number", "malformed", "number_of_another", { number: said.number });
  return held("number", "number", { number: spaced(said.number), check: said.number.at(-1) });
};

const issuerCheck = (named, keys) => (keys.length
  ? held("issuer", "issued_by", { name: keys[0].issuer.name })
  : failed("issuer", "not_trusted", "no_issuer", { issuer: String(named ?? "").slice(0, 120) }));

/* [check, index or null] */
const logCheck = async (document, evidence, trust) => {
  const { log, head } = trust;
  if (!log) return [open("log", "no_log"), null];
  const demanded = log.required || log.quorum;
  if (!evidence) return [demanded ? failed("log", "not_trusted", "no_evidence") : open("log", "no_evidence"), null];
  try {
    const found = await place(document, evidence, log);
    const params = { entry: (found.index + 1).toLocaleString("en-US"), origin: log.origin };
    const all = log.witnesses?.length ?? 0, count = found.seen.length;
    if (head && head.size === found.size && !same(head.root, found.root)) return [failed("log", "not_trusted", "forked", { size: head.size }), null];
    if (count < (log.quorum ?? 0)) return [failed("log", "not_trusted", "quorum_missed", { count, all, quorum: log.quorum }), null];
    if (!all) return [held("log", "logged", params), found.index];
    if (!count) return [held("log", "logged_unseen", { ...params, all }), found.index];
    return [held("log", "logged_seen", { ...params, count, all, names: found.seen.join(" ") }), found.index];
  } catch {
    return [failed("log", "not_trusted", "evidence_unfit"), null];
  }
};

const usedKeyCheck = (keys, key, signedAt, index) => {
  if (!keys.length) return notReached("key", "issuer");
  if (signedAt === null) return notReached("key", "shape");
  if (!key) return failed("key", "not_trusted", "key_of_nobody", { name: keys[0].issuer.name });
  return keyCheck(key, signedAt, index);
};

/* The newest message that states an end, and of when; an end is final, so any list is enough. */
const toldOf = async (said, trust) => {
  const entry = said.status.message;
  if (!entry) return null;
  for (const list of await listsAbout(trust, said.issuer, "message", (address) => address === entry.url)) {
    const value = valueOf(list, entry);
    if (value) return { word: entry.words.get(value) ?? "", at: list.from };
  }
  return null;
};

const statusOfOne = async (step, said, trust, now) => {
  if (!said) return [notReached(step, "shape"), null];
  const entry = said.status[step];
  if (!entry) return [open(step, "no_place", {}, "status_unknown"), null];
  const lists = await listsAbout(trust, said.issuer, step, (address) => address === entry.url);
  return statusCheck(step, lists, entry.index, entry.url, now, step === "revocation" ? await toldOf(said, trust) : null);
};

const signatureCheck = async (document, proof, keys, key) => {
  if (!key) return notReached("signature", proof ? (keys.length ? "key" : "issuer") : "shape");
  return (await isSignedBy(document, key.bytes)) ? held("signature", "signed") : failed("signature", "altered", "unfit");
};

const datesCheck = (said, proof, now) => {
  if (!said || !proof) return notReached("dates", "shape");
  const ends = [said.until, proof.expires].filter((end) => end !== null);
  return termCheck(said.from, ends.length ? Math.min(...ends) : null, now, Math.max(said.from, proof.created ?? said.from));
};

const shown = (said) => said && {
  holder: said.holder, certificate: said.title, level: 0, module: said.module, standard: said.standard,
  number: parse(said.number) ? spaced(said.number) : said.number, organisation: said.issuerName, day: day(said.from),
};

/* What a file comes to that could not be opened. */
export const unopened = () => {
  const first = failed("file", "malformed", "not_opened");
  return report("file", [first, ...STEPS.slice(1).map((step) => notReached(step, "file"))], null, null);
};

export const judgeCredential = async ({ document: whole, evidence, lists }, trusted, now) => {
  const trust = { ...trusted, lists: [...trusted.lists, ...lists] };
  const [document, isTwofold] = parted(whole);
  const { said, proof, check } = shape(document);
  const named = document.issuer?.id ?? document.issuer;
  const keys = trust.keys.filter((key) => key.issuer.did === named);
  const key = keys.find((one) => one.id === proof?.method) ?? null;
  const [logged, index] = await logCheck(whole, evidence, trust);
  const [revocation, revocationAt] = await statusOfOne("revocation", said, trust, now);
  const [suspension, suspensionAt] = await statusOfOne("suspension", said, trust, now);
  const signedAt = proof && (proof.created ?? said?.from ?? null);
  const checks = [
    held("file", "opened"), check, numberCheck(said), issuerCheck(named, keys), usedKeyCheck(keys, key, signedAt, index),
    await signatureCheck(document, proof, keys, key), logged, revocation, suspension, datesCheck(said, proof, now),
    /* Never a success and never a failure: browsers do not compute on this curve. */
    ...(isTwofold ? [open("sm2", "sm2_elsewhere")] : []),
  ];
  const known = said && Math.min(revocationAt ?? said.from, suspensionAt ?? said.from);
  return report("file", checks, shown(said), known);
};
