/* Charts are drawn from the table beside them, so the figures exist once. The library comes only
 * to pages that have a chart, and only when the chart comes into sight. */
(() => {
  "use strict";
  const library = document.currentScript.dataset.library;
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const chinese = document.documentElement.lang.startsWith("zh");

  let coming;
  const load = () => {
    coming ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = library;
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });
    return coming;
  };

  const value = (text) => {
    const plain = text.replace(/[,%¥\s]/g, "");
    return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
  };

  const short = (v) => {
    if (chinese && Math.abs(v) >= 10000) return `${v / 10000}万`;
    return v.toLocaleString(document.documentElement.lang);
  };

  const read = (table) => {
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
    const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
    return { rows, names };
  };

  const options = (frame, { rows, names }) => {
    const rate = frame.dataset.kind === "line";
    const flat = frame.dataset.kind === "flat";
    const text = { color: css("--sz-ink-700"), fontFamily: css("--sz-sans"), fontSize: 12 };
    const kinds = {
      type: "category", data: rows.map((row) => row[0]), inverse: flat, axisTick: { show: false },
      axisLine: { lineStyle: { color: css("--sz-ink-300") } }, axisLabel: text,
    };
    const amounts = {
      type: "value", min: 0, splitNumber: 4, axisLabel: { ...text, formatter: short },
      splitLine: { lineStyle: { color: css("--sz-ink-150") } },
    };
    return {
      animation: false,
      textStyle: text,
      color: [1, 2, 3, 4, 5, 6].map((i) => css(`--sz-cat-${i}`)),
      grid: { left: 4, right: 16, top: names.length > 1 ? 40 : 12, bottom: 4, containLabel: true },
      legend: { show: names.length > 1, top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: text, icon: "roundRect" },
      tooltip: {
        trigger: "axis", renderMode: "richText", confine: true, axisPointer: { type: rate ? "line" : "shadow" },
        valueFormatter: (v) => (v === null || v === undefined ? "—" : v.toLocaleString(document.documentElement.lang) + (frame.dataset.unit ?? "")),
      },
      xAxis: flat ? amounts : kinds,
      yAxis: flat ? kinds : amounts,
      series: names.map((name, i) => ({
        name,
        type: rate ? "line" : "bar",
        symbolSize: 7,
        barMaxWidth: 18,
        barGap: "12%",
        itemStyle: rate ? {} : { borderRadius: flat ? [0, 2, 2, 0] : [2, 2, 0, 0] },
        data: rows.map((row) => value(row[i + 1])),
      })),
    };
  };

  const draw = async (frame) => {
    const table = document.getElementById(frame.dataset.chart);
    if (!table?.tBodies[0]?.rows.length) { frame.classList.remove("is-drawn"); return; }
    try { await load(); } catch { frame.classList.remove("is-drawn"); return; }
    const chart = window.echarts.init(frame, null, { renderer: "svg" });
    chart.setOption(options(frame, read(table)));
    new ResizeObserver(() => chart.resize()).observe(frame);
  };

  const watch = (root) => {
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
      }
    }, { rootMargin: "200px" });
    const found = [...(root.matches?.("[data-chart]") ? [root] : []), ...root.querySelectorAll("[data-chart]:not(.is-drawn)")];
    for (const frame of found) {
      frame.classList.add("is-drawn");
      seen.observe(frame);
    }
  };

  watch(document);
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) watch(event.target); });
})();
