/* The page of verification: a chosen file is checked here first, by the platform's trust file, and sent nowhere. */

import { judgeCredential } from "./credential.js";
import { Elsewhere, openFile } from "./files.js";
import { show, speak } from "./telling.js";
import * as trust from "./trust.js";

const root = document.querySelector("[data-here]");
const result = root.querySelector("[data-result]");
const line = root.querySelector("[data-line]");

const tell = (key) => {
  root.hidden = line.hidden = false;
  line.textContent = speak(key);
};

const fetched = async () => {
  const answer = await fetch(root.dataset.trust, { credentials: "omit" });
  if (!answer.ok) throw new Error("no trust file");
  return trust.read(await answer.json());
};

const check = async (file) => {
  result.hidden = true;
  tell("checking");
  let opened, whom;
  try { opened = await openFile(file); } catch (fault) { tell(fault instanceof Elsewhere ? `${fault.kind}_hand_in` : "hand_in"); return; }
  try { whom = await fetched(); } catch { tell("no_trust_now"); return; }
  tell("checked_here");
  show(result, await judgeCredential(opened, whom, Date.now()));
};

if (globalThis.isSecureContext) {
  document.querySelector("form#file input[type=file]").addEventListener("change", (event) => {
    if (event.target.files[0]) check(event.target.files[0]);
  });
}
