// A participant's phone: joins the room, shows what the projector shows, and sends answers until they have arrived.
// It keeps a key of its own making, the room's code and an answer under way; the room never learns whose they are.

const PLACE = "crampguide-room"; // in the phone's store
const LOOK_MS = 2_000; // between two looks at the room
const PATIENCE_MS = 8_000;
const AWAY_AFTER = 2; // misses in a row: a phone between two masts comes back

const part = (name) => document.getElementById(`phone-${name}`);
const words = JSON.parse(part("words").textContent);
const place = read();
let mark = "";
let misses = 0;
let timer;
let busy = false;

function read() {
  const fresh = { key: crypto.getRandomValues(new Uint8Array(24)).reduce((hex, byte) => hex + byte.toString(16).padStart(2, "0"), "") };
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? fresh;
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

async function ask(wish, content = {}) {
  const patience = new AbortController(); // older phones have no AbortSignal.timeout
  const timeout = setTimeout(() => patience.abort(), PATIENCE_MS);
  const answer = await fetch(`room/${wish}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Room-Key": place.key },
    body: JSON.stringify({ code: place.code, mark, ...content }),
    cache: "no-store",
    signal: patience.signal,
  }).finally(() => clearTimeout(timeout));
  if (answer.status !== 200 && answer.status !== 403) throw new Error(String(answer.status));
  return answer.json();
}

/** Ask the room what it shows; joining and an answer under way go first, until the room has taken them. */
async function look() {
  clearTimeout(timer);
  if (busy) return;
  busy = true;
  const { code, waiting } = place;
  const sending = place.isIn && waiting;
  try {
    const told = !place.isIn ? await ask("join") : sending ? await ask("answer", waiting) : await ask("now");
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
  return [...part("room").querySelectorAll("fieldset:not([disabled]) input:checked")];
}

function show(told, sent = false) {
  if (told.refused === "room_wrong_code" || told.refused === "room_full") {
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
  part("join").hidden = true;
  part("room").hidden = part("leave").hidden = false;
}

function say(text) {
  part("said").textContent = text;
  part("said").hidden = !text;
}

function leave(text = "") {
  clearTimeout(timer);
  part("code").value = "";
  scrollTo({ top: 0 });
  delete place.code;
  delete place.isIn;
  delete place.waiting;
  keep();
  mark = "";
  part("room").replaceChildren();
  part("room").hidden = part("leave").hidden = true;
  part("join").hidden = false;
  say(text);
}

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
  if (part("code").value.trim()) join(part("code").value);
  else say(words.no_code);
});
part("leave").addEventListener("click", () => confirm(words.leave_sure) && leave(words.left));
part("room").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const choices = {};
  for (const box of marked()) choices[box.name] = Number(box.value);
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
