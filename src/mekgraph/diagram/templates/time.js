// The date for which the picture stands: all dates, or one month or year.
const makeTime = (viewer) => {
  "use strict";
  const { scene, texts, shown } = viewer;
  const { byId, fill } = words;
  const [bar, slider, whole, said] = ["time", "date", "date-all", "date-said"].map(byId);
  const steps = periods.steps([...scene.edges.flatMap((edge) => [edge.start, edge.end]), ...scene.nodes.map((node) => node.date)].filter(Boolean));
  const YEAR = steps[0]?.length === 7 ? 12 : 1;

  function read() {
    const text = steps[Number(slider.value)];
    shown.day = whole.checked ? null : { text, ...periods.days(text) };
    viewer.refresh();
  }
  function tell() {
    whole.checked = !shown.day;
    const text = shown.day?.text ?? texts.date_all;
    const possible = [...shown.edges.values()].filter((how) => how === "possible").length;
    slider.setAttribute("aria-valuetext", text);
    byId("date-now").textContent = text;
    said.textContent = shown.day ? fill(texts.date_said, { date: text, sure: shown.edges.size - possible, possible }) : "";
    bar.classList.toggle("whole", !shown.day);
    document.querySelector('[data-mark="possible"]').hidden = !possible;
  }
  function go(place) {
    slider.value = String(place);
    whole.checked = false;
    read();
  }
  bar.hidden = steps.length < 2;
  Object.assign(slider, { min: "0", max: String(Math.max(steps.length - 1, 0)), value: String(Math.max(steps.length - 1, 0)) });
  [byId("date-first").textContent, byId("date-last").textContent] = [steps[0] ?? "", steps.at(-1) ?? ""];
  slider.addEventListener("input", () => go(slider.value));
  whole.addEventListener("change", read);
  // A year at a time.
  slider.addEventListener("keydown", (event) => {
    const step = { PageUp: YEAR, PageDown: -YEAR }[event.key];
    if (!step) return;
    event.preventDefault();
    go(Math.min(Math.max(Number(slider.value) + step, 0), steps.length - 1));
  });
  return { tell };
};
