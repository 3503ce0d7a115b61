// Gives the stock controls made by crampguide.widgets.control what ipywidgets leaves out: a name for a slider's handle
// and its number, a group with a name around radio buttons and boxes, and the help text as a description.
// It runs once a page, when the one model behind it arrives, whether or not anything of that model is shown.

const OURS = ".cg-control";

/** @param {Element} control */
function name(control) {
  const label = control.querySelector(".widget-label");
  const text = label?.textContent?.trim() ?? "";
  if (!text) return; // nothing is better than a made-up name: a check of accessibility finds it
  const help = label?.getAttribute("title") || control.getAttribute("title") || "";
  const describe = (/** @type {Element} */ part) => help && part.setAttribute("aria-description", help);
  for (const handle of control.querySelectorAll(".noUi-handle[role=slider]")) {
    handle.setAttribute("aria-label", text);
    describe(handle);
  }
  for (const number of control.querySelectorAll(".widget-readout[contenteditable]")) {
    number.setAttribute("role", "textbox");
    number.setAttribute("aria-label", text);
  }
  for (const line of control.querySelectorAll("input[type=text]:not([id])")) {
    line.setAttribute("aria-label", text);
    describe(line);
  }
  const group = control.matches(".widget-vbox") ? control : control.querySelector(".widget-radio-box");
  if (group && !control.querySelector(":scope > .cg-control")) {
    group.setAttribute("role", control.matches(".widget-vbox") ? "group" : "radiogroup");
    group.setAttribute("aria-label", text);
    describe(group);
  }
}

function nameAll() {
  for (const control of document.querySelectorAll(OURS)) name(control);
}

export default {
  initialize() {
    let isComing = false;
    const watch = new MutationObserver(() => {
      if (isComing) return;
      isComing = true;
      requestAnimationFrame(() => {
        isComing = false;
        nameAll();
      });
    });
    watch.observe(document.body, { childList: true, subtree: true });
    nameAll();
    return () => watch.disconnect();
  },
};
