// Names what the theme leaves without a name for a screen reader.
for (const toggle of document.querySelectorAll("summary:has(> .toctree-toggle)")) {
  toggle.setAttribute("aria-label", `Pages below ${toggle.closest("li").querySelector("a").textContent.trim()}`);
}

// Draws the Plotly figures of a page; the library is fetched from this site, and only by a page that has one.
const figures = document.querySelectorAll(".cg-figure");

if (figures.length) {
  const library = document.createElement("script");
  library.src = new URL("plotly.min.js", document.currentScript.src).href;
  library.onload = () => {
    for (const place of figures) {
      const { data, layout } = JSON.parse(place.dataset.figure);
      window.Plotly.newPlot(place, data, layout, { displayModeBar: false, responsive: true });
    }
  };
  document.head.append(library);
}
