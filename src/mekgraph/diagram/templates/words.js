// Elements of the page made of texts: everything from the scene is text (textContent), never markup.
const words = (() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  function element(tag, className, ...children) {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...children);
    return made;
  }
  // Text of the data, kept apart from the writing direction of what stands around it.
  const label = (text) => element("bdi", "", text);
  function button(className, action, ...children) {
    const made = Object.assign(element("button", className, ...children), { type: "button" });
    made.addEventListener("click", action);
    return made;
  }
  // The sample of a type or kind as the legend shows it.
  function swatch(group, key) {
    const entry = [...document.querySelectorAll(`#legend [data-group="${group}"] input`)].find((input) => input.value === key);
    return entry ? entry.parentElement.querySelector("svg").cloneNode(true) : "";
  }
  return { byId, fill, element, label, button, swatch };
})();
