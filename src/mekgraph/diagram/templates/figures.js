// The figures of the page as parts that a pen can draw, in the colours of a theme.
const figures = (() => {
  "use strict";
  // The mark of a type: its colour says what it is, so it is the same in every theme.
  function mark({ outlines, fill, stroke, words }, theme, opacity = 1) {
    const parts = outlines.map(({ d, pen }) => ({ d, fill, stroke: theme.tone(stroke), width: pen, opacity }));
    return words ? [...parts, { words, opacity }] : parts;
  }
  // A card, frame or mark of an axis; `border` is what stands out for its own reasons.
  function parts(figure, theme, { border = null, opacity = 1 } = {}) {
    const lines = figure.outlines.map(({ d, pen }, at) => ({
      d, fill: at ? "" : theme.tone(figure.fill), opacity, stroke: border?.stroke ?? theme.tone(figure.stroke), width: Math.max(pen, border?.width ?? 0),
    }));
    const inner = figure.mark ? mark(figure.mark, theme, opacity) : [];
    const { words } = figure;
    return [...lines, ...inner, ...(words ? [{ words: { ...words, color: theme.tone(words.color) }, opacity }] : [])];
  }
  // Paths around a middle.
  function box(x, y, wide, high, round = 0) {
    const [right, down, r] = [wide - 2 * round, high - 2 * round, round];
    return `M${x - wide / 2 + r} ${y - high / 2}h${right}a${r} ${r} 0 0 1 ${r} ${r}v${down}a${r} ${r} 0 0 1 ${-r} ${r}h${-right}a${r} ${r} 0 0 1 ${-r} ${-r}v${-down}a${r} ${r} 0 0 1 ${r} ${-r}Z`;
  }
  const circle = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  const corners = ({ x, y, width, height }) => ({ left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 });
  return { mark, parts, box, circle, corners };
})();
