// Pictures of the released page: `node screenshot.mjs FILE` takes the README's, `--all DIR` every state's.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { freshPage, launch } from "./browsers.mjs";
import * as release from "./release.mjs";
import { SAMPLES, TABS, choose, open, show } from "./visit.mjs";

async function visit(browser, width, scheme, run) {
  const { page, close } = await freshPage(browser, { width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await open(page, release.fileAddress);
  await run(page);
  await close();
}

async function everyState(browser, folder) {
  mkdirSync(folder, { recursive: true });
  for (const width of [1280, 390]) {
    for (const scheme of ["light", "dark"]) {
      await visit(browser, width, scheme, async (page) => {
        const take = (state) => page.screenshot({ path: join(folder, `${width}-${scheme}-${state.replaceAll(/[^a-z0-9]+/gi, "-")}.png`), fullPage: true });
        await take("empty");
        for (const sample of SAMPLES) {
          await choose(page, sample);
          await take(sample);
        }
        await choose(page, SAMPLES[0]);
        for (const name of TABS) {
          await show(page, name);
          await take(`tab ${name}`);
        }
      });
    }
  }
}

const [target, folder] = process.argv.slice(2);
const browser = await launch("chromium");
try {
  if (target === "--all") {
    await everyState(browser, folder);
  } else {
    await visit(browser, 1280, "light", async (page) => {
      await choose(page, SAMPLES[0]);
      await page.evaluate(() => document.activeElement.blur());
      await page.screenshot({ path: target });
    });
  }
} finally {
  await browser.close();
}
