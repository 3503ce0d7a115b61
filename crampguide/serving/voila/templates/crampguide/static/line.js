// A full house: asks for the place in the line, and opens the page when there is room. A weak network is asked again.
(() => {
  "use strict";
  const place = document.getElementById("site-place");
  const { ticket, line, again, words } = place.dataset;
  setInterval(async () => {
    const told = await fetch(`${line}?ticket=${ticket}`, { cache: "no-store" }).then(
      (answer) => answer.json(),
      () => undefined,
    );
    if (told?.place === 0) location.replace(`?ticket=${ticket}`);
    else if (told) place.textContent = words.replace("{place}", told.place);
  }, again * 1000);
})();
