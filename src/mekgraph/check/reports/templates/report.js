// Hides the findings that the reader does not want to see now; without it the page shows them all.
const form = document.getElementById("filter");
if (form) {
  const findings = [...document.querySelectorAll("article")];
  const apply = () => {
    const kinds = new Set([...form.querySelectorAll("input:checked")].map((box) => box.value));
    const rule = document.getElementById("rule").value;
    const file = document.getElementById("file").value;
    let shown = 0;
    for (const section of document.querySelectorAll("section.file")) {
      const wanted = !file || section.dataset.file === file;
      let here = 0;
      for (const finding of section.querySelectorAll("article")) {
        finding.hidden = !(wanted && kinds.has(finding.dataset.kind) && (!rule || finding.dataset.rule === rule));
        here += finding.hidden ? 0 : 1;
      }
      section.hidden = here === 0;
      shown += here;
    }
    document.getElementById("shown").textContent = `${shown} / ${findings.length}`;
  };
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
}
