/* On site: what is filled in is kept on the phone as it is typed, and sent when there is a network.

   Works on pages that carry `[data-outbox]`. Without this script the forms are sent as usual. What is kept: drafts (one
   a page), and an outbox of forms whose sending failed; both by person, in IndexedDB. A form carries a name by which
   the server knows it again (`sent_as`), so sending it twice does nothing twice. */
(() => {
  "use strict";

  const box = document.querySelector("[data-outbox]");
  if (!box || !window.indexedDB) return;
  const person = box.dataset.person;
  const word = (name, root = box) => root.querySelector(`[data-word=${name}]`).content.textContent.trim();
  const here = location.pathname;
  const form = document.querySelector("[data-on-site]")?.closest("form") ?? null;
  box.hidden = false;

  /* ---- what is kept ---- */

  const opened = new Promise((done, failed) => {
    const asked = indexedDB.open("shuzheng-on-site", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("drafts", { keyPath: ["person", "path"] });
      asked.result.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const kept = async (store, mode, ask) => {
    const change = (await opened).transaction(store, mode);
    const asked = ask(change.objectStore(store));
    return new Promise((done, failed) => {
      change.oncomplete = () => done(asked.result);
      change.onerror = change.onabort = () => failed(change.error);
    });
  };
  const put = (store, what) => kept(store, "readwrite", (shelf) => shelf.put(what));
  const drop = (store, key) => kept(store, "readwrite", (shelf) => shelf.delete(key));
  const all = () => kept("outbox", "readonly", (shelf) => shelf.getAll());

  /* ---- drafts ---- */

  const PRIVATE = "csrfmiddlewaretoken";
  const fields = () => [...new FormData(form)].filter(([name, value]) => name !== PRIVATE && !(value instanceof File && !value.size));
  const fill = (saved) => {
    for (const one of form.elements) {
      if (!one.name || one.name === PRIVATE || one.type === "file") continue;
      const values = saved.filter(([name, value]) => name === one.name && typeof value === "string").map(([, value]) => value);
      if (one.type === "radio" || one.type === "checkbox") one.checked = values.includes(one.value);
      else if (values.length) one.value = values[0];
    }
    for (const [name, value] of saved) {
      const input = value instanceof File && form.elements[name];
      if (!input) continue;
      const held = new DataTransfer();
      held.items.add(value);
      input.files = held.files;
    }
  };
  const draft = async () => {
    const saved = await kept("drafts", "readonly", (shelf) => shelf.get([person, here]));
    if (!saved || document.querySelector(".sz-errors, [aria-invalid=true]")) return;
    fill(saved.fields);
    say(word("restored"));
  };

  /* ---- the outbox ---- */

  const line = box.querySelector("[data-line]");
  const say = (text) => { line.textContent = text; line.hidden = !text; };
  const list = box.querySelector("[data-entries]");
  const button = (text, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "sz-link-btn", textContent: text });
    made.addEventListener("click", act);
    return made;
  };
  const show = async () => {
    const entries = (await all()).filter((entry) => entry.person === person);
    list.replaceChildren(...entries.map((entry) => {
      const item = document.createElement("li");
      const time = new Date(entry.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      item.append(`${time} ${entry.title}`, entry.refused ? ` — ${word("refused")} ${entry.refused} ` : " ");
      if (entry.refused) {
        item.append(
          button(word("open"), async () => { await put("drafts", { person, path: entry.path, fields: entry.fields }); await drop("outbox", entry.id); location.assign(entry.path); }), " ",
          button(word("discard"), async () => { if (confirm(word("sure"))) { await drop("outbox", entry.id); await show(); } }),
        );
      }
      return item;
    }));
    list.hidden = entries.length === 0;
    return entries;
  };

  const page = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const signedOut = (answer) => answer.redirected && !new URL(answer.url).pathname.startsWith("/quality/");

  /* Sends one form under the session of now; returns what became of it. */
  const post = async (entry) => {
    const asked = await fetch(entry.path, { headers: { "X-On-Site": "send" }, cache: "no-store" });
    if (signedOut(asked)) return { signedOut: true };
    const token = (await page(asked)).querySelector(`main [name=${PRIVATE}]`)?.value;
    if (!token) return { refused: asked.ok ? "?" : String(asked.status) };
    const body = new FormData();
    body.append(PRIVATE, token);
    for (const [name, value] of entry.fields) body.append(name, value);
    const answer = await fetch(entry.path, { method: "POST", body });
    if (signedOut(answer)) return { signedOut: true };
    if (answer.ok && answer.redirected) return { sent: answer.url };
    const shown = await page(answer);
    const why = [...shown.querySelectorAll(".sz-errors li, .invalid-feedback, main .sz-note:not([data-line])")].map((one) => one.textContent.trim());
    return { refused: why.find(Boolean) ?? shown.title };
  };

  let sending = false;
  const flush = async () => {
    if (sending) return null;
    sending = true;
    let last = null;
    try {
      const every = await all();
      if (every.some((entry) => entry.person !== person)) say(word("other"));
      for (const entry of every) {
        if (entry.person !== person || entry.refused) continue;
        const became = await post(entry);
        if (became.signedOut) { say(word("signed_out")); break; }
        if (became.sent) { await drop("outbox", entry.id); last = became.sent; say(word("sent")); }
        else await put("outbox", { ...entry, refused: became.refused });
      }
    } catch {
      say(word("waiting"));
    } finally {
      sending = false;
      await show();
    }
    return last;
  };

  /* ---- this page's form ---- */

  const signatures = async () => {
    for (const pad of form.querySelectorAll("canvas[data-drawn]")) {
      const picture = await new Promise((done) => { pad.toBlob(done, "image/png"); });
      const held = new DataTransfer();
      held.items.add(new File([picture], "signature.png", { type: "image/png" }));
      form.elements[pad.dataset.drawn].files = held.files;
    }
  };
  const send = async (event) => {
    event.preventDefault();
    const noted = form.elements.noted_at;
    if (noted) noted.value = new Date().toISOString();
    await signatures();
    const title = document.querySelector("h1").textContent.trim();
    await put("outbox", { person, path: here, title, at: Date.now(), fields: fields() });
    await drop("drafts", [person, here]);
    const mine = (await all()).filter((entry) => entry.person === person).at(-1).id;
    const url = await flush();
    const left = (await all()).find((entry) => entry.id === mine);
    if (!left) { location.assign(url ?? here); return; }
    if (left.refused) {
      /* The server says why on the page itself; nothing of it was taken. */
      await drop("outbox", mine);
      form.submit();
      return;
    }
    if (form.elements.sent_as) {
      form.reset();
      form.elements.sent_as.value = crypto.randomUUID();
      for (const input of form.querySelectorAll("input[type=file]")) input.dispatchEvent(new Event("change", { bubbles: true }));
      await drop("drafts", [person, here]);
    }
    line.scrollIntoView({ block: "center" });
  };

  const pads = () => {
    const pattern = form.querySelector("template[data-pad]");
    for (const input of pattern ? form.querySelectorAll("input[data-signature]") : []) {
      const made = pattern.content.cloneNode(true);
      const canvas = made.querySelector("canvas");
      const pen = canvas.getContext("2d");
      canvas.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
      canvas.setAttribute("role", "img");
      pen.lineWidth = 3;
      pen.lineCap = "round";
      const clear = () => { pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, canvas.height); delete canvas.dataset.drawn; };
      const at = (event) => [event.offsetX * canvas.width / canvas.clientWidth, event.offsetY * canvas.height / canvas.clientHeight];
      let down = false;
      canvas.addEventListener("pointerdown", (event) => { down = true; canvas.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...at(event)); });
      canvas.addEventListener("pointermove", (event) => { if (!down) return; pen.lineTo(...at(event)); pen.stroke(); canvas.dataset.drawn = input.name; });
      for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { down = false; });
      made.querySelector("[data-clear]").addEventListener("click", clear);
      clear();
      (input.closest(".sz-drop") ?? input).before(made);
    }
  };

  const position = () => {
    const part = form.querySelector("[data-position]");
    if (!part || !navigator.geolocation) return;
    part.hidden = false;
    const told = part.querySelector("[data-told]");
    part.querySelector("[data-take]").addEventListener("click", () => navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const within = Math.ceil(coords.accuracy);
        form.elements.place.value = `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)},${within}`;
        form.elements.place.dispatchEvent(new Event("change", { bubbles: true }));
        told.textContent = word("taken", part).replace("{within}", within);
      },
      () => { told.textContent = word("untold", part); },
      { enableHighAccuracy: true, timeout: 15_000 },
    ));
  };

  if (form) {
    form.addEventListener("submit", send);
    for (const type of ["input", "change"]) {
      form.addEventListener(type, () => put("drafts", { person, path: here, fields: fields() }));
    }
    pads();
    position();
    draft();
  }
  window.addEventListener("online", flush);
  setInterval(async () => { if (navigator.onLine && (await all()).some((entry) => entry.person === person && !entry.refused)) flush(); }, 20_000);
  flush();

  /* The pages that a team needs on site open without a network too. */
  if (navigator.serviceWorker && box.dataset.kept !== undefined) {
    navigator.serviceWorker.register(box.dataset.worker)
      .then(() => navigator.serviceWorker.ready)
      .then((ready) => ready.active.postMessage({ person, keep: box.dataset.kept.split(" ").filter(Boolean) }))
      .catch(() => {});
  }
})();
