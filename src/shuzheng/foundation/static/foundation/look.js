/* Improves pages that already work without it. No inline script anywhere; words come from the page. */
(() => {
  "use strict";

  const all = (root, selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];

  /* Rows picked in a list: the bar appears with the first one and counts. */
  const picks = (root) => {
    for (const table of all(root, "table[data-pick]")) {
      const form = table.closest("form");
      const bar = form?.querySelector("[data-bulk]");
      const every = table.querySelector("[data-pick-all]");
      const boxes = [...table.querySelectorAll("tbody .sz-pick input")];
      if (!bar || !every) continue;
      every.hidden = false;
      bar.querySelector("[data-bulk-count]").hidden = false;
      bar.querySelector(".sz-bulk__plain").hidden = true;
      const show = () => {
        const n = boxes.filter((box) => box.checked).length;
        for (const box of boxes) box.closest("tr").classList.toggle("is-picked", box.checked);
        every.checked = n > 0 && n === boxes.length;
        every.indeterminate = n > 0 && n < boxes.length;
        bar.hidden = n === 0;
        bar.querySelector("output").textContent = String(n);
      };
      every.addEventListener("change", () => { for (const box of boxes) box.checked = every.checked; show(); });
      for (const box of boxes) box.addEventListener("change", show);
      show();
    }
  };

  /* Marking: Enter and arrows walk the sheet, sums and limits follow the typing. */
  const marks = (root) => {
    for (const sheet of all(root, "[data-marks]")) {
      const fields = [...sheet.querySelectorAll("input.form-control")];
      const grid = [...sheet.tBodies[0].rows]
        .map((row) => [...row.querySelectorAll("input.form-control:not(:disabled)")])
        .filter((row) => row.length);
      const at = (cell) => { const y = grid.findIndex((row) => row.includes(cell)); return [y, grid[y].indexOf(cell)]; };
      const go = (y, x) => { const cell = grid[y]?.[x]; if (cell) { cell.focus(); cell.select(); } };
      sheet.addEventListener("keydown", (event) => {
        if (!fields.includes(event.target)) return;
        const [y, x] = at(event.target);
        const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) { event.preventDefault(); go(y + step, x); }
      });
      sheet.addEventListener("paste", (event) => {
        const text = event.clipboardData?.getData("text/plain") ?? "";
        if (!fields.includes(event.target) || !/[\t\n]/.test(text.trim())) return;
        event.preventDefault();
        const [top, left] = at(event.target);
        text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, y) => line.split("\t").forEach((value, x) => {
          const cell = grid[top + y]?.[left + x];
          if (cell) { cell.value = value.trim(); cell.dispatchEvent(new Event("input", { bubbles: true })); }
        }));
      });
      sheet.addEventListener("input", (event) => {
        const row = event.target.closest("tr");
        const cells = [...row.querySelectorAll("input.form-control")];
        const value = event.target.value.trim();
        const over = value !== "" && !(Number(value) >= 0 && Number(value) <= Number(event.target.dataset.max ?? Infinity));
        event.target.setAttribute("aria-invalid", String(over));
        const sum = row.querySelector(".sz-sum");
        if (sum) sum.textContent = cells.every((m) => m.value.trim() !== "") ? String(cells.reduce((t, m) => t + Number(m.value), 0)) : "—";
      });
      sheet.addEventListener("focusin", (event) => {
        for (const row of sheet.tBodies[0].rows) row.classList.toggle("is-here", row.contains(event.target));
      });
    }
  };

  /* Drop targets: the file input does the work; this shows that it will, and which file it holds. */
  const drops = (root) => {
    for (const drop of all(root, ".sz-drop")) {
      const input = drop.querySelector("input[type=file]");
      if (!input) continue;
      for (const type of ["dragover", "dragleave", "drop"]) {
        drop.addEventListener(type, () => drop.classList.toggle("is-over", type === "dragover"));
      }
      input.addEventListener("change", () => {
        const name = drop.querySelector("[data-drop-name]");
        if (name) name.textContent = [...input.files].map((file) => file.name).join(", ");
      });
    }
  };

  const copies = (root) => {
    if (!navigator.clipboard) return;
    for (const button of all(root, "[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.querySelector("span").textContent = button.dataset.done;
      });
    }
  };

  /* A dangerous act's page opens as a dialog; its form still posts to its own page. */
  const dialogs = (root) => {
    if (!window.HTMLDialogElement) return;
    for (const link of all(root, "a[data-dialog]")) {
      link.addEventListener("click", async (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        let body = null;
        try {
          const answer = await fetch(link.href, { credentials: "same-origin" });
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          body = answer.ok ? page.querySelector("[data-dialog-body]") : null;
        } catch { /* the page itself will say what is wrong */ }
        if (!body) { location.href = link.href; return; }
        const form = body.matches("form") ? body : body.querySelector("form");
        if (form && !form.getAttribute("action")) form.setAttribute("action", link.href);
        const dialog = document.createElement("dialog");
        dialog.className = "sz-modal";
        dialog.setAttribute("aria-labelledby", "question");
        dialog.append(document.importNode(body, true));
        document.body.append(dialog);
        enhance(dialog);
        dialog.addEventListener("click", (e) => { if (e.target.closest("[data-dialog-close]")) { e.preventDefault(); dialog.close(); } });
        dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
        dialog.showModal();
      });
    }
  };

  /* A panel closes when one looks elsewhere. */
  document.addEventListener("click", (event) => {
    for (const pop of document.querySelectorAll("details.sz-pop[open]")) {
      if (!pop.contains(event.target)) pop.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    const pop = event.key === "Escape" && event.target.closest?.("details.sz-pop[open]");
    if (pop) { pop.open = false; pop.querySelector("summary").focus(); }
    /* "/" goes to the search box, unless something is being typed. */
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.metaKey && !event.ctrlKey) {
      const box = document.querySelector(".sz-search input");
      if (box) { event.preventDefault(); box.focus(); }
    }
  });

  /* A barred act looks like a button and does nothing. */
  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });

  /* A page that a button leads to must not be asked for twice; another button's page may be. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    const leads = event.submitter?.formAction ?? form.action;
    if (form.dataset.sent === leads) { event.preventDefault(); return; }
    form.dataset.sent = leads;
    setTimeout(() => { delete form.dataset.sent; }, 5000);
  });

  const enhance = (root) => {
    picks(root);
    marks(root);
    drops(root);
    copies(root);
    dialogs(root);
    all(root, "[data-focus]")[0]?.focus();
    for (const field of all(root, "[data-submit-on-change]")) field.addEventListener("change", () => field.form.requestSubmit());
  };

  enhance(document);
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) enhance(event.target); });
})();
