// `cargo xtask serve` shows the page too: what Trunk built for it, in the folder given, starts. It is not the release.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KIND_NAMES, freshPage, launch } from "./browsers.mjs";
import { serve } from "./site.mjs";
import { SAMPLES, choose, open, verdict } from "./visit.mjs";

const folder = process.argv[2];
const files = ["index.html", "claimscope.js", "claimscope_bg.wasm", "style.css", "icon.svg"];
const site = await serve(Object.fromEntries(files.map((name) => [name === "index.html" ? "/" : `/${name}`, readFileSync(join(folder, name))])));
const browser = await launch(KIND_NAMES[0]);
try {
  const { page } = await freshPage(browser);
  await open(page, site.address);
  await choose(page, SAMPLES[0]);
  console.log(await verdict(page));
} finally {
  await browser.close();
  await site.close();
}
