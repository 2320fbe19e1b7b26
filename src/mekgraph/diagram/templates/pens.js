// Two pens for the same parts: one draws on a canvas, the other makes elements of SVG. A part is a path or some words.
const pens = (() => {
  "use strict";
  const FACE = '"Source Sans Pro", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';
  const [LEAST, MANY, space] = [4, 20_000, document.querySelector("svg").namespaceURI];
  const [ANCHORS, ALIGNS] = [{ left: "start", middle: "middle", right: "end" }, { left: "left", middle: "center", right: "right" }];
  // Characters that XML cannot hold, and halves of characters.
  const BROKEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const [ruler, known] = [document.createElement("canvas").getContext("2d"), new Map()];
  const digits = (value) => String(Math.round(value * 100) / 100);
  const font = ({ size, bold }) => `${bold ? 700 : 400} ${size}px ${FACE}`;

  function measured(text, size, bold = false) {
    ruler.font = font({ size, bold });
    return ruler.measureText(text).width;
  }
  function outline(d) {
    if (!known.has(d)) {
      if (known.size > MANY) known.clear();
      known.set(d, new Path2D(d));
    }
    return known.get(d);
  }
  // Words that would be too small to be made out are left out at this scale.
  function draw(context, parts, scale) {
    for (const { d, fill, stroke, width, dash = [], opacity = 1, words } of parts) {
      if (words && words.size * scale < LEAST) continue;
      context.globalAlpha = opacity;
      if (words) {
        Object.assign(context, { font: font(words), textAlign: ALIGNS[words.align], textBaseline: "alphabetic", fillStyle: words.color });
        words.lines.forEach((line, at) => context.fillText(line, words.x, words.y + at * words.leading));
      } else {
        if (fill) Object.assign(context, { fillStyle: fill }).fill(outline(d));
        if (!stroke) continue;
        Object.assign(context, { strokeStyle: stroke, lineWidth: width, lineJoin: "round" });
        context.setLineDash(dash);
        context.stroke(outline(d));
      }
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  const clean = (text) => text.replace(BROKEN, "\ufffd");
  function make(name, attributes, ...children) {
    const made = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, clean(typeof value === "number" ? digits(value) : String(value)));
    made.append(...children.map((child) => (typeof child === "string" ? clean(child) : child)));
    return made;
  }
  function elements(parts) {
    return parts.flatMap(({ d, fill, stroke, width, dash = [], opacity = 1, words }) => {
      const faint = opacity < 1 ? { opacity } : {};
      if (words) return words.lines.map((line, at) => make("text", {
        x: words.x, y: words.y + at * words.leading, "font-size": words.size, "font-weight": words.bold ? 700 : 400,
        "text-anchor": ANCHORS[words.align], fill: words.color, ...faint,
      }, line));
      const dashed = dash.length ? { "stroke-dasharray": dash.map(digits).join(" ") } : {};
      const line = stroke ? { stroke, "stroke-width": width, "stroke-linejoin": "round", ...dashed } : {};
      return [make("path", { d, fill: fill || "none", ...line, ...faint })];
    });
  }
  return { FACE, draw, make, elements, measured, digits };
})();
