/* A report in the page's words: the sentences come with the page, in its language. */

import { day } from "./judge.js";

const WORDS = JSON.parse(document.getElementById("offline-words").textContent);
const ICONS = { ok: "check", wait: "pause", bad: "ban", off: "search" };
const KINDS = { valid: "ok", status_unknown: "wait", suspended: "wait", replaced: "wait", expired: "wait", not_yet_valid: "wait", malformed: "off" };

/* A sentence with its parameters; what a code says enters as text and is nowhere read as anything else. */
export const speak = (key, params = {}) => WORDS[key].replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ""));

const mark = (place, icon) => {
  const use = place.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*$/, `#i-${icon}`));
};

const checkLine = (check, number) => {
  const line = document.querySelector(`template[data-check="${check.outcome}"]`).content.firstElementChild.cloneNode(true);
  line.querySelector(".sz-checks__no").textContent = String(number);
  line.querySelector("b").textContent = speak(`step_${check.step}`);
  line.querySelector("p").textContent = speak(`${check.say}`, check.params);
  return line;
};

const terms = (said) => [
  ["holder", said.holder],
  ["certificate", said.level ? `${said.certificate}　${speak(`level_${said.level}`)}` : said.certificate],
  ["module", said.module],
  ["certificate_number", said.number],
  ["standard", said.standard],
  ["organisation", said.organisation],
  ["issued", said.day],
].filter(([, words]) => words);

const pair = ([label, words]) => {
  const name = document.createElement("dt"), value = document.createElement("dd");
  name.textContent = speak(`term_${label}`);
  value.textContent = words;
  return [name, value];
};

/* Fills the result with a report and brings it into view. */
export const show = (result, report) => {
  const verdict = result.querySelector("[data-verdict]");
  const kind = KINDS[report.verdict] ?? "bad";
  verdict.className = `sz-verdict is-${kind}`;
  verdict.dataset.verdict = report.verdict;
  mark(verdict, ICONS[kind]);
  verdict.querySelector("h2").textContent = speak(`verdict_${report.verdict}`, { date: report.knownAt === null ? "" : day(report.knownAt) });
  verdict.querySelector("p").textContent = speak(`${report.about}_${report.verdict}`);
  result.querySelector("[data-said]").replaceChildren(...(report.said ? terms(report.said).flatMap(pair) : []));
  result.querySelector("[data-claimed]").hidden = !["altered", "not_trusted"].includes(report.verdict);
  result.querySelector("[data-terms]").hidden = !report.said;
  result.querySelector("[data-checks]").replaceChildren(...report.checks.map((check, at) => checkLine(check, at + 1)));
  result.hidden = false;
  verdict.focus();
};
