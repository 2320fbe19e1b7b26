// The present view as a file (SVG or PNG), and the picture on the printed page.
const makeExport = (viewer, svg) => {
  "use strict";
  const { scene, texts } = viewer;
  const { byId, fill } = words;
  const [SHARP, MOST] = [2, 8000]; // pixels of a PNG for each of the screen, and the longest side that browsers draw
  const name = scene.title.normalize("NFC").replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80) || "diagram";
  const blobOf = (made) => new Blob([new XMLSerializer().serializeToString(made)], { type: "image/svg+xml" });

  function save(blob, ending) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${name}.${ending}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    byId("saved").textContent = fill(texts.saved, { file: link.download });
  }
  async function png() {
    const made = svg.draw();
    const [wide, high] = ["width", "height"].map((side) => Number(made.getAttribute(side)));
    const scale = Math.min(SHARP, MOST / Math.max(wide, high));
    const address = URL.createObjectURL(blobOf(made));
    try {
      const image = Object.assign(new Image(), { src: address });
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(wide * scale), height: Math.round(high * scale) });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
      if (!blob) throw new Error("no picture");
      save(blob, "png");
    } catch {
      byId("saved").textContent = texts.unsaved;
    } finally {
      URL.revokeObjectURL(address);
    }
  }
  byId("save-svg").addEventListener("click", () => save(blobOf(svg.draw()), "svg"));
  byId("save-png").addEventListener("click", png);
  // On paper stands the whole of what is shown, whatever the window looks like.
  addEventListener("beforeprint", () => byId("picture").replaceChildren(svg.draw({ room: [1100, 645], explained: false })));
  addEventListener("afterprint", () => byId("picture").replaceChildren());
};
