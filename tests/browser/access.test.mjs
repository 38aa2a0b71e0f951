// Accessibility of every state, by axe-core's rules for WCAG 2.2 AA, and reflow on narrow screens.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { freshPage, launch } from "./browsers.mjs";
import * as release from "./release.mjs";
import { serve } from "./site.mjs";
import { SAMPLES, TABS, choose, open, settled, show } from "./visit.mjs";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const OPTIONS = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
};
const SCHEMES = ["light", "dark"];

describe("accessibility", { timeout: 600_000 }, () => {
  let browser, site;
  before(async () => {
    browser = await launch("chromium");
    site = await serve({ "/": release.html });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  async function visit(width, features, run) {
    const { page, close } = await freshPage(browser, { width, height: 900 });
    try {
      await page.emulateMediaFeatures(features);
      await open(page, site.address);
      await run(page);
    } finally {
      await close();
    }
  }

  /** Every state worth a look: the empty page, and each tab of each sample. */
  async function inEveryState(page, run) {
    await run("empty");
    for (const sample of SAMPLES) {
      await choose(page, sample);
      for (const name of TABS) {
        await show(page, name);
        await run(`${sample}, ${name}`);
      }
    }
  }

  for (const width of [1280, 390]) {
    for (const scheme of SCHEMES) {
      it(`has no violation at ${width} px in ${scheme}`, () => visit(width, [{ name: "prefers-color-scheme", value: scheme }], async (page) => {
        await page.evaluate(axe);
        const found = [];
        await inEveryState(page, async (state) => {
          const { violations } = await page.evaluate((options) => window.axe.run(document, options), OPTIONS);
          for (const { id, nodes } of violations) found.push(`${state}: ${id} at ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`);
        });
        assert.deepEqual(found, []);
      }));
    }
  }

  it("needs no scrolling sideways at 320 px", () => visit(320, [], async (page) => {
    const wide = [];
    await inEveryState(page, async (state) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) wide.push(`${state}: ${width} px`);
    });
    assert.deepEqual(wide, []);
  }));

  it("moves nothing for those who asked for less motion", () => visit(1280, [{ name: "prefers-reduced-motion", value: "reduce" }], async (page) => {
    await choose(page, SAMPLES[0]);
    await settled(page);
    const moving = await page.evaluate(() => document.getAnimations().filter((each) => each.effect.getComputedTiming().duration > 10).length);
    assert.equal(moving, 0);
  }));
});
