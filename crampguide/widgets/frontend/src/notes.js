// The facilitator's notes, in a window of their own: shows them again whenever the room has gone on.

const LOOK_MS = 1_000;

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.querySelector(`#${id}`));
let shown = "";

async function look() {
  const told = await ask();
  part("away").hidden = Boolean(told);
  if (told && told.html !== shown) {
    shown = told.html;
    part("notes").innerHTML = shown;
  }
  setTimeout(look, LOOK_MS);
}

/** @returns {Promise<{ html: string } | null>} Nothing while the room cannot be reached. */
async function ask() {
  try {
    const answer = await fetch("notes/now", { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

look();
