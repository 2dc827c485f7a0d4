/* The page that checks without a network: camera, picture, text or file in; a verdict and ten checks out. */

import * as decoder from "./decoder.js";
import { find } from "./code.js";
import { judgeCredential, unopened } from "./credential.js";
import { Elsewhere, openFile } from "./files.js";
import { judgeCode } from "./judge.js";
import { kept, renew, settle } from "./keeping.js";
import { show, speak } from "./telling.js";
import { newestStatus } from "./trust.js";

const root = document.querySelector("[data-offline]");
const part = (name) => root.querySelector(`[data-${name}]`);
const { trust: address, worker, scope } = root.dataset;
const camera = { stream: null };

const local = (at) => new Date(at + 8 * 3600 * 1000).toISOString().slice(0, 16).replace("T", " ");

const tell = (key, params) => {
  const line = part("line");
  line.hidden = !key;
  line.textContent = key ? speak(key, params) : "";
};

const judge = async (digits) => {
  const trust = await kept(address);
  if (!trust) { tell("no_trust"); return; }
  tell("");
  show(part("result"), await judgeCode(digits, trust, Date.now()));
};

/* Judges the first text that is a code of ours; says whether there was one. */
const judgeFirst = async (texts) => {
  const digits = texts.map(find).find(Boolean);
  if (digits) await judge(digits);
  return Boolean(digits);
};

const close = () => {
  camera.stream?.getTracks().forEach((track) => track.stop());
  camera.stream = null;
  part("video").hidden = part("stop").hidden = true;
  part("start").hidden = false;
};

const watch = async () => {
  const video = part("video");
  while (camera.stream) {
    const texts = await decoder.inFrame(video);
    if (await judgeFirst(texts)) { close(); return; }
    if (texts.length) tell("other_code");
    await new Promise((resume) => { setTimeout(resume, 150); });
  }
};

const start = async () => {
  tell("");
  try {
    camera.stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } },
    });
  } catch {
    tell("no_camera");
    return;
  }
  const video = part("video");
  video.srcObject = camera.stream;
  video.hidden = part("stop").hidden = false;
  part("start").hidden = true;
  await video.play();
  await watch();
};

const credential = async (file) => {
  const trust = await kept(address);
  if (!trust) { tell("no_trust"); return; }
  let opened = null;
  try { opened = await openFile(file); } catch (fault) {
    if (fault instanceof Elsewhere) { part("result").hidden = true; tell(`${fault.kind}_elsewhere`); return; }
    /* of anything else the report says so */
  }
  tell("checked_here");
  show(part("result"), opened ? await judgeCredential(opened, trust, Date.now()) : unopened());
};

const picture = async (file) => {
  tell("reading");
  let texts;
  try { texts = await decoder.inPicture(file); } catch { tell("no_picture"); return; }
  if (!(await judgeFirst(texts))) tell(texts.length ? "other_code" : "nothing_found");
};

const typed = async (words) => {
  if (!(await judgeFirst([words]))) tell("no_code_text");
};

const account = async (settled) => {
  const trust = await kept(address);
  const newest = trust && newestStatus(trust);
  part("keys").textContent = trust ? local(trust.madeAt) : speak("none_kept");
  part("status").textContent = newest ? local(newest) : speak("none_kept");
  part("ready").textContent = speak(settled && trust ? "ready" : "not_ready");
  part("ready").dataset.ready = String(Boolean(settled && trust));
};

const begin = async () => {
  root.hidden = false;
  for (const plain of document.querySelectorAll("[data-plain]")) plain.hidden = true;
  part("start").hidden = !navigator.mediaDevices?.getUserMedia;
  part("start").addEventListener("click", start);
  part("stop").addEventListener("click", close);
  part("picture").addEventListener("change", (event) => { 
    const [file] = event.target.files;
    if (file) (file.type.startsWith("image/") ? picture : credential)(file);
  });
  part("text").addEventListener("submit", (event) => { event.preventDefault(); typed(new FormData(event.target).get("text")); });
  part("renew").addEventListener("click", async () => {
    tell(await renew(address) ? "renewed" : "not_renewed");
    await account(true);
  });
  const [settled] = await Promise.all([settle(worker, scope), renew(address), decoder.ready]);
  await account(settled);
};

if (globalThis.isSecureContext) begin();
