// Colours that stand out from the paper, light or dark.
const colors = (() => {
  "use strict";
  const root = document.documentElement;
  const channels = (color) => {
    const hex = /^#([0-9a-f]{6})$/i.exec(color.trim());
    return hex ? [0, 2, 4].map((at) => parseInt(hex[1].slice(at, at + 2), 16)) : [120, 120, 120];
  };
  const luminance = (color) => channels(color)
    .map((value) => (value / 255 <= 0.04045 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (...two) => (Math.max(...two.map(luminance)) + 0.05) / (Math.min(...two.map(luminance)) + 0.05);
  const mix = (one, two, part) => {
    const mixed = channels(one).map((value, at) => Math.round(value + (channels(two)[at] - value) * part));
    return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
  };
  // The colour of a line, moved towards the colour of the text until it stands out from the paper.
  function legible(color, theme) {
    const steps = Array.from({ length: 21 }, (_, step) => mix(color, theme.ink, step / 20));
    return steps.find((step) => contrast(step, theme.paper) >= 3) ?? theme.ink;
  }
  // Light is as on the page. In the dark, what is paper and ink there is so here; other colours are made to stand out.
  function theme() {
    const value = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
    const [paper, ink, soft, rim] = ["paper", "ink", "soft", "rim"].map(value);
    const tones = new Map(Object.entries({
      "#FFFFFF": paper, "#1A1A1A": ink, "#444444": soft, "#555555": rim, "#F4F4F0": mix(ink, paper, 0.93), "#9A9A9A": mix(ink, paper, 0.6), "#B5B5B5": mix(ink, paper, 0.7),
    }));
    const seen = (color) => (color && (tones.get(color) ?? legible(color, { paper, ink })));
    return { paper, ink, soft, rim, accent: value("accent"), tone: luminance(paper) < 0.5 ? seen : (color) => color };
  }
  // The colours of paper, whatever the page looks like.
  function onPaper() {
    root.classList.add("on-paper");
    const found = theme();
    root.classList.remove("on-paper");
    return found;
  }
  return { legible, theme, onPaper };
})();
