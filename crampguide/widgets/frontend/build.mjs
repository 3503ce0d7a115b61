// Bundles every module that the kernel or the page asks for into ../static, and removes what is no longer made.
import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const target = "../static";

const { metafile } = await build({
  entryPoints: [
    "plotly.js",
    "chart.js",
    "form.js",
    "html_view.js",
    "notes.js",
    "phone.js",
    "steering.js",
    "take_away.js",
    "page.css",
    "room.css",
    "tokens.css",
  ].map((name) => join("src", name)),
  outdir: target,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  metafile: true,
  logLevel: "info",
});

const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
const old = (await readdir(target)).filter((name) => !made.has(name));
await Promise.all(old.map((name) => rm(join(target, name), { recursive: true })));
