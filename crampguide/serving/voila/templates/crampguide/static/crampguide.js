// What the page tells its reader: starting, slow, ready, silent (the form waits for an answer to what it sent), failed (it
// never started) or lost (it stopped later).
const crampguidePage = (() => {
  "use strict";
  const SLOW_AFTER = 20_000; // [ms] a start takes 2-6 s on a small machine
  const FAILED_AFTER = 90_000; // [ms] Voilà itself gives a kernel 60 s
  const FIRST_WIDGET_WITHIN = 30_000; // [ms] after the last cell has run
  const BEAT = 2_000; // [ms] between two looks at the kernel
  const FORM = "#site-cells .cg-questions"; // what takes over from the form that stands here before a kernel runs
  const DRAWN = [".cg-form", ".cg-html", ".cg-chart"].map((view) => `#site-cells ${view}`).join(); // ours, not a failed one

  let kernel = "";
  let complete = false;
  let misses = 0;
  let silent = false;
  let touched = false;
  for (const sign of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(sign, () => (touched = true), { once: true, passive: true });
  }

  const state = () => document.body.dataset.siteState;

  function show(next) {
    document.body.dataset.siteState = next;
    for (const notice of document.querySelectorAll("[data-site-when]")) {
      notice.hidden = !notice.dataset.siteWhen.split(" ").includes(next);
    }
    for (const part of document.querySelectorAll("#site-cells, #site-first")) {
      part.inert = next === "lost" || next === "failed";
    }
    // a list that someone may be reading must not fold under their eyes
    const signs = document.querySelector(".site-emergency"); // a projector has none
    if (signs && (next !== "ready" || !touched)) {
      signs.open = next !== "ready";
    }
  }

  const waiting = () => state() === "starting" || state() === "slow";

  const runs = () => state() === "ready" || state() === "silent";
  const goOn = () => show(silent ? "silent" : "ready");

  // The form tries again by itself; where it did so in vain, the socket may be one that only looks open.
  addEventListener("cg-silent", ({ detail: isSilent }) => {
    if (silent && isSilent) {
      reconnect();
    }
    silent = isSilent;
    if (runs()) {
      goOn();
    }
  });

  function reconnect() {
    const connection = globalThis.jupyterapp?.widgetManager?.kernel; // as Voilà leaves it there
    connection?.reconnect().catch(() => undefined); // the next try is not far
  }

  function fail() {
    if (waiting()) {
      show("failed");
    }
  }

  // The real form has the same controls in the same places: only what had focus must be found again.
  function takeOver() {
    const first = document.getElementById("site-first");
    if (!first) {
      return;
    }
    const value = document.activeElement?.value;
    const question = document.activeElement?.closest("[data-question]")?.dataset.question;
    const hadFocus = first.contains(document.activeElement);
    first.remove();
    if (hadFocus && question) {
      const same = document.querySelectorAll(`${FORM} [data-question="${question}"] :is(input, button, summary)`);
      [...same].find((one) => (one.value ?? "") === (value ?? ""))?.focus({ preventScroll: true });
    }
  }

  function ready() {
    takeOver();
    show("ready");
    setInterval(beat, BEAT);
  }

  // A stopped kernel is not announced by Voilà: the old result would stay on the screen and look alive.
  async function beat() {
    if (document.hidden) {
      return;
    }
    const base = JSON.parse(document.getElementById("jupyter-config-data").textContent).baseUrl;
    const status = await fetch(`${base}api/kernels/${kernel}`, { cache: "no-store" }).then(
      (answer) => answer.status,
      () => 0, // not reached: a phone between two masts comes back, so one miss is none
    );
    misses = status === 0 ? misses + 1 : 0;
    if (status === 404 || misses >= 2) {
      show("lost");
    } else if (status === 200 && state() === "lost") {
      goOn();
    }
  }

  function cellsDone() {
    complete = true;
    setTimeout(fail, FIRST_WIDGET_WITHIN);
  }

  function kernelStarted(id) {
    kernel = id;
    document.body.dataset.kernelId = id;
    const watcher = new MutationObserver(() => {
      if (document.querySelector(document.getElementById("site-first") ? FORM : DRAWN)) {
        watcher.disconnect();
        ready();
      }
    });
    watcher.observe(document.getElementById("site-cells"), { childList: true, subtree: true });
  }

  // others start before this one: a sentence of the server's says how many
  function inLine(sentence) {
    const notice = document.querySelector('[data-site-when~="starting"]');
    const place = notice.querySelector(".site-place") ?? notice.appendChild(document.createElement("p"));
    place.className = "site-place";
    place.textContent = sentence;
  }

  setTimeout(() => waiting() && show("slow"), SLOW_AFTER);
  setTimeout(fail, FAILED_AFTER);
  // the page ends early when the server goes away while the guide starts
  addEventListener("load", () => complete || fail());

  return { cellsDone, fail, inLine, kernelStarted };
})();
