// A participant's phone: joins the room, shows what the projector shows, and sends answers until they have arrived.
// It keeps a key of its own making, the room's code and an answer under way; the room never learns whose they are.
import { KEY_HEADER } from "./agreed.js";

/**
 * @typedef {{ step: string | undefined, round: number, choices: Record<string, number> }} Choice An answer under way.
 * @typedef {{ key: string, code?: string, isIn?: boolean, waiting?: Choice }} Place What a phone keeps.
 * @typedef {{ mark: string, html?: string, said?: string, is_out?: boolean }} Told What the room answers.
 */

const PLACE = "crampguide-room"; // in the phone's store
const KEY_BYTES = 24;
const LOOK_MS = 2_000; // between two looks at the room
const PATIENCE_MS = 8_000;
const AWAY_AFTER = 2; // misses in a row: a phone between two masts comes back
const ANSWERED = [200, 403]; // the room itself, with what was asked for or with a refusal

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`#phone-${name}`));
const codeBox = /** @type {HTMLInputElement} */ (part("code"));
/** @type {import("./types.js").Labels} */
const words = JSON.parse(part("words").textContent ?? "");
const place = read();
let mark = "";
let misses = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let busy = false;

/** @returns {Place} */
function read() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(KEY_BYTES))];
  const fresh = { key: bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("") };
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "null") ?? fresh;
  } catch {
    return fresh; // a browser that keeps nothing: the phone is in until its page is closed
  }
}

function keep() {
  try {
    localStorage.setItem(PLACE, JSON.stringify(place));
  } catch {
    // as above
  }
}

/**
 * @param {"join" | "answer" | "now"} wish
 * @param {Choice} [content]
 * @returns {Promise<Told>}
 */
async function ask(wish, content) {
  const patience = new AbortController(); // older phones have no AbortSignal.timeout
  const timeout = setTimeout(() => patience.abort(), PATIENCE_MS);
  const answer = await fetch(`room/${wish}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", [KEY_HEADER]: place.key },
    body: JSON.stringify({ code: place.code, mark, ...content }),
    cache: "no-store",
    signal: patience.signal,
  }).finally(() => clearTimeout(timeout));
  if (!ANSWERED.includes(answer.status)) throw new Error(String(answer.status));
  return answer.json();
}

/** Ask the room what it shows; joining and an answer under way go first, until the room has taken them. */
async function look() {
  clearTimeout(timer);
  if (busy) return;
  busy = true;
  const { code, waiting } = place;
  const sending = place.isIn ? waiting : undefined;
  try {
    const told = await (sending ? ask("answer", sending) : ask(place.isIn ? "now" : "join"));
    if (place.code === code) {
      place.isIn = true;
      if (sending && place.waiting === waiting) delete place.waiting;
      keep();
      show(told, Boolean(sending));
      misses = 0;
    } // else the person has left, or gone to another room, meanwhile
  } catch {
    misses += 1;
    if (misses >= AWAY_AFTER || place.waiting) say(words.away);
  }
  busy = false;
  if (place.code) timer = setTimeout(look, LOOK_MS);
}

/** The answers that are marked but were not sent yet. */
function marked() {
  const boxes = part("room").querySelectorAll("fieldset:not([disabled]) input:checked");
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (boxes)];
}

/**
 * @param {Told} told
 * @param {boolean} sent Whether it answers an answer.
 */
function show(told, sent) {
  if (told.is_out) {
    leave(told.said);
    return;
  }
  if (told.html !== undefined) {
    mark = told.mark;
    const lost = marked().length > 0 && !sent; // picked, and not sent before the vote was over
    part("room").innerHTML = told.html;
    if (!sent) scrollTo({ top: 0 }); // something new begins at its beginning
    part("news").textContent = part("room").querySelector("h2, legend")?.textContent ?? "";
    say(told.said ?? (lost ? words.not_sent : ""));
  } else if (told.said || misses) say(told.said ?? "");
  showPart(true);
}

/** @param {boolean} isIn */
function showPart(isIn) {
  part("join").hidden = isIn;
  for (const name of ["room", "leave"]) part(name).hidden = !isIn;
}

/** @param {string} text */
function say(text) {
  part("said").textContent = text;
  part("said").hidden = !text;
}

function leave(text = "") {
  clearTimeout(timer);
  codeBox.value = "";
  scrollTo({ top: 0 });
  delete place.code;
  delete place.isIn;
  delete place.waiting;
  keep();
  mark = "";
  part("room").replaceChildren();
  showPart(false);
  say(text);
}

/** @param {string} code */
function join(code) {
  const wanted = code.trim().toUpperCase();
  if (wanted !== place.code) delete place.waiting; // it belongs to another room
  place.code = wanted;
  delete place.isIn;
  keep();
  look();
}

part("join").addEventListener("submit", (event) => {
  event.preventDefault();
  if (codeBox.value.trim()) join(codeBox.value);
  else say(words.no_code);
});
part("leave").addEventListener("click", () => confirm(words.leave_sure) && leave(words.left));
part("room").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const choices = Object.fromEntries(marked().map((box) => [box.name, Number(box.value)]));
  if (!Object.keys(choices).length) {
    say(words.pick);
    return;
  }
  for (const asked of form.querySelectorAll("fieldset")) asked.disabled = true; // nothing is marked on the way
  place.waiting = { step: form.dataset.step, round: Number(form.dataset.round), choices };
  keep();
  look();
});
document.addEventListener("visibilitychange", () => document.hidden || (place.code && look()));

/** Take the code that the square on the projector carries after the #: it is never sent in an address, so never logged. */
function takeInvitation() {
  const code = location.hash.slice(1);
  if (!code) return false;
  history.replaceState(null, "", location.pathname);
  join(code);
  return true;
}

globalThis.addEventListener("hashchange", takeInvitation); // the square was scanned again while the page was open
if (!takeInvitation() && place.code) look();
