// What a person, with a mouse or a keyboard only, can do with the released page.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { KIND_NAMES, freshPage, launch } from "./browsers.mjs";
import * as release from "./release.mjs";
import { serve } from "./site.mjs";
import { BOXES, SAMPLES, TABS, box, choose, find, open, paste, report, settled, show, tab, token, verdict } from "./visit.mjs";

/** What a browser needs by itself to lay out a megabyte is not the page's doing. */
const BARE = "<!doctype html><html class=started><style>textarea { width: 500px; font: 13px monospace }</style><textarea aria-label=Token rows=8></textarea>";
const LONGEST_BLOCK = 100;

for (const kind of KIND_NAMES) {
  describe(`the page in ${kind}`, { timeout: 240_000 }, () => {
    let browser, site;
    before(async () => {
      browser = await launch(kind);
      site = await serve({ "/": release.html, "/bare/": BARE });
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    async function visit(run, path = "/") {
      const { page, close } = await freshPage(browser);
      const errors = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      try {
        await open(page, site.address + path);
        await run(page);
        assert.deepEqual(errors, []);
      } finally {
        await close();
      }
    }

    it("names its boxes, its verdict, its samples and its tabs", () => visit(async (page) => {
      for (const name of BOXES) await box(page, name);
      await find(page, "status", "Verdict");
      for (const name of SAMPLES) await find(page, "button", name);
      await choose(page, SAMPLES[0]);
      for (const name of TABS) await tab(page, name);
    }));

    it("judges each sample, and the report is JSON with the same verdict", () => visit(async (page) => {
      const seen = new Set();
      for (const sample of SAMPLES) {
        await choose(page, sample);
        const said = await verdict(page);
        assert.notEqual(said, "", `nothing is said about "${sample}"`);
        seen.add(said);
        const { policies } = JSON.parse(await report(page));
        const rejected = policies.some((policy) => policy.verdict === "rejected");
        assert.equal(/refused/i.test(said), rejected, `"${sample}": ${said}`);
        for (const name of TABS) await show(page, name);
      }
      assert.equal(seen.size, SAMPLES.length, "two samples have the same verdict");
    }));

    it("leaves typed text exactly as it was typed", () => visit(async (page) => {
      const typed = "  Authorization: Bearer abc.def.\n\n ghi ";
      const element = await box(page, "Token");
      await element.focus();
      await page.keyboard.type(typed);
      assert.equal(await element.evaluate((box) => box.value), typed);
      await page.keyboard.press("Home");
      await page.keyboard.type("X");
      assert.equal(await element.evaluate((box) => [box.value, box.selectionStart].join("|")), "  Authorization: Bearer abc.def.\n\nX ghi |35");
    }));

    it("keeps what is pasted before the program is there, and answers it", async () => {
      const { page, close } = await freshPage(browser);
      const pasted = token({ sub: "in-a-hurry" });
      await page.evaluateOnNewDocument((pasted) => {
        new MutationObserver((_, observer) => {
          const box = document.getElementById("token");
          if (!box) return;
          observer.disconnect();
          window.early = document.documentElement.className !== "started";
          box.value = pasted;
        }).observe(document, { childList: true, subtree: true });
      }, pasted);
      await open(page, site.address);
      assert.equal(await page.evaluate(() => window.early), true);
      assert.equal(await page.$eval("#token", (box) => box.value), pasted);
      await page.waitForFunction(() => document.getElementById("panel").innerText.includes("in-a-hurry"));
      await close();
    });

    it("copies and says so, and shows how far away a moment is by the clock", () => visit(async (page) => {
      await choose(page, SAMPLES[0]);
      await (await find(page, "button", "Copy answer")).click();
      // Whether it may is the browser's to say; silence would be wrong.
      await page.waitForFunction(() => document.getElementById("said").textContent !== "");
      const distance = await page.$eval("[data-instant]", (element) => element.textContent);
      assert.match(distance, /^12 min( \d+ s)? ago$/);
    }));

    it("replays another instant, and tells distances from that one only", () => visit(async (page) => {
      await choose(page, SAMPLES[0]);
      await paste(page, "Evaluate at", "2020-01-01");
      const told = () => page.$eval("#panel", (panel) => panel.innerText);
      assert.match(await told(), /after the evaluated time/);
      assert.doesNotMatch(await told(), /\bago\b|\bin \d/);
      await paste(page, "Evaluate at", "");
      assert.match(await told(), /12 min( \d+ s)? ago/);
      assert.doesNotMatch(await told(), /evaluated time/);
    }));

    it("takes named values one by one or as a list, and answers with them", () => visit(async (page) => {
      const shown = () => page.$eval("#values-box", (box) => box.getClientRects().length > 0);
      assert.equal(await shown(), false);
      await paste(page, "Token", token({ aud: "api://orders" }));
      await paste(page, "Policy", "<validate-jwt header-name='Authorization'><audiences><audience>{{api}}</audience></audiences></validate-jwt>");
      assert.equal(await shown(), true);
      // In one step: between two, what takes longer may be shown.
      const audience = () => page.evaluate(() => [...document.querySelectorAll(".requirement")].find((row) => /audience/.test(row.children[1].innerText)).className);
      assert.doesNotMatch(await audience(), /met/);
      await (await box(page, "{{api}}")).type("api://order");
      assert.match(await audience(), /--unmet/);
      await page.keyboard.type("s");
      assert.match(await audience(), /--met/);
      await paste(page, "{{api}}", "");
      await paste(page, "Named values", JSON.stringify([{ displayName: "api", name: "api", secret: false, value: "api://orders" }]));
      assert.match(await audience(), /--met/);
      await (await find(page, "button", "Clear")).click();
      await settled(page);
      assert.equal(await shown(), false);
      await (await find(page, "button", "Restore")).click();
      await settled(page);
      assert.match(await audience(), /--met/);
    }));

    it("shows the names of applications wherever their ids stand, and forgets them with the rest", () => visit(async (page) => {
      const [orders, shop] = ["b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d", "e1f2a3b4-0f3e-4a5b-8c6d-7e8f9a0b1c2d"];
      await paste(page, "Token", token({ aud: `api://${shop}`, azp: orders }));
      await paste(page, "Policy", `<validate-jwt header-name='Authorization'><audiences><audience>${orders}</audience></audiences></validate-jwt>`);
      await page.$eval("#apps-box summary", (summary) => summary.click());
      const fill = async (id, name) => {
        await page.$eval(`[data-name="${id}"]`, (line) => line.focus());
        await page.keyboard.type(name);
        await settled(page);
      };
      await fill(orders, "Orders API");
      await fill(shop, "Shop");
      const text = (selector) => page.$eval(selector, (element) => element.textContent);
      assert.match(await text("[aria-labelledby=design-title]"), /Client.*Orders API.*Shop.*Gateway.*Orders API/);
      assert.match(await text(".requirements"), /Shop/);
      await show(page, "Claims");
      assert.match(await text("[role=tabpanel]"), /Shop.*Orders API/);
      const { apps, design } = JSON.parse(await report(page));
      assert.deepEqual(apps.map(({ id, name }) => [id, name]), [[shop, "Shop"], [orders, "Orders API"]]);
      assert.equal(design.kind, "transparent-proxy");
      await (await find(page, "button", "the gateway is the audience")).click();
      await settled(page);
      assert.equal(JSON.parse(await report(page)).design.kind, "gateway-calls-backend");
      await (await find(page, "button", "Clear")).click();
      await settled(page);
      assert.equal(await page.$("[data-name]"), null);
    }));

    it("has the page of each finding and of the cause, once, under its code", () => visit(async (page) => {
      await paste(page, "Token", token({ aud: "api://shop", iss: "https://a.example" }));
      await paste(page, "Policy", "<validate-jwt header-name='Authorization' require-signed-tokens='false'><audiences><audience>api://orders</audience></audiences></validate-jwt>");
      await show(page, "Findings");
      const pages = await page.$$eval("[id^=finding-]", (all) => all.map((each) => [each.id, each.textContent]));
      const ids = pages.map(([id]) => id);
      assert.equal(new Set(ids).size, ids.length);
      const { findings, headline } = JSON.parse(await report(page));
      for (const { code } of [headline, ...findings]) assert.ok(ids.includes(`finding-${code}`), code);
      for (const [id, text] of pages) assert.match(text, /how to see it/, id);
    }));

    it("offers policies that accept the token, and judges each so", () => visit(async (page) => {
      const tenant = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";
      await paste(page, "Evaluate at", "2026-11-23 03:00");
      await paste(page, "Token", token({
        aud: "b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d", iss: `https://login.microsoftonline.com/${tenant}/v2.0`, tid: tenant, ver: "2.0",
        azp: "e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7", roles: ["Orders.Read"], nbf: 1795402200, exp: 1795405800,
      }));
      // They are written when the answer has been shown.
      await page.waitForFunction(() => [...document.querySelectorAll("button")].some((button) => button.textContent === "Copy the policy"));
      const offered = await page.$$eval('[data-do="copy"]', (buttons) => buttons.filter((button) => button.textContent === "Copy the policy").map((button) => button.dataset.with));
      assert.equal(offered.length, 6);
      for (const policy of offered) {
        await paste(page, "Policy", policy);
        assert.match(await verdict(page), /Nothing refuses this token/, policy);
      }
    }));

    it("forgets a large text that was cleared before it was shown", () => visit(async (page) => {
      const large = token({ sub: "late", data: "y".repeat(150_000) });
      const about = await page.evaluate(async (large) => {
        // What has been read is shown by a timer of its own: it is held back until the boxes are empty.
        const { setTimeout } = window;
        const wait = (milliseconds) => new Promise((done) => setTimeout.call(window, done, milliseconds));
        const held = [];
        window.setTimeout = (run, milliseconds, ...rest) => (milliseconds === 0 ? held.push(run) : setTimeout.call(window, run, milliseconds, ...rest));
        const box = document.getElementById("token");
        box.value = large;
        box.dispatchEvent(new InputEvent("input", { bubbles: true }));
        while (held.length === 0) await wait(10);
        document.getElementById("clear").click();
        await wait(50);
        for (const run of held) run();
        await wait(100);
        return document.getElementById("token-about").textContent;
      }, large);
      assert.equal(about, "");
    }));

    it("puts the focus into the page's first box when all are cleared", () => visit(async (page) => {
      await choose(page, SAMPLES[0]);
      await (await find(page, "button", "Clear")).click();
      await settled(page);
      assert.equal(await page.evaluate(() => document.activeElement.id), "token");
    }));

    it("shows claims as text, whatever they contain", () => visit(async (page) => {
      const hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}";
      await paste(page, "Token", token({ sub: hostile, name: hostile, [hostile]: [hostile] }));
      await paste(page, "Policy", `<validate-jwt header-name="${hostile.replaceAll("<", "&lt;")}"><audiences><audience>${hostile}</audience></audiences></validate-jwt>`);
      await paste(page, "Keys and metadata", hostile);
      await paste(page, "Evaluate at", hostile);
      for (const name of TABS) {
        await show(page, name);
        assert.equal(await page.$eval("#main", (main) => main.querySelectorAll("img, script").length), 0, `in the tab ${name}`);
      }
      assert.match(await report(page), /onerror/);
      assert.equal(await page.title(), "Claimscope");
    }));

    it("links only to its own places or by links that give nothing away", () => visit(async (page) => {
      for (const sample of SAMPLES) {
        await choose(page, sample);
        for (const name of TABS) {
          await show(page, name);
          const links = await page.$$eval("a[href], area[href]", (all) => all.map((link) => [link.getAttribute("href"), link.rel]));
          for (const [href, rel] of links) assert.ok(/^(#|blob:)/.test(href) || /noopener noreferrer/.test(rel), `the link to ${href} has rel="${rel}"`);
          assert.equal(await page.$$eval("[style]", (all) => all.length), 0, "the policy refuses style attributes");
        }
      }
    }));

    it("explains an error text where the token goes, and holds it against a token beside it", () => visit(async (page) => {
      const client = "e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7";
      const message = `AADSTS501051: Application '${client}'(Billing) is not assigned to a role for the application 'api://orders'(Orders).`;
      await paste(page, "Token", message);
      assert.match(await verdict(page), /AADSTS501051/);
      const alone = JSON.parse(await report(page)).explanations;
      assert.deepEqual([alone[0].code, alone[0].ids.client, alone[0].ids.api], ["AADSTS501051", client, "api://orders"]);
      await paste(page, "Token", `${message}\n${token({ azp: client })}`);
      const [beside] = JSON.parse(await report(page)).explanations;
      assert.match(beside.compared.join(), /is that of the pasted token/);
    }));

    it("is used by keyboard alone, in the order it is read", () => visit(async (page) => {
      await choose(page, SAMPLES[0]);
      await page.evaluate(() => document.activeElement.blur());
      const order = [];
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press("Tab");
        order.push(await page.evaluate(() => {
          const element = document.activeElement;
          if (element === document.body) return "";
          const label = element.labels?.[0] ?? document.getElementById(element.getAttribute("aria-labelledby")?.split(" ")[0]);
          return `${element.getAttribute("role") ?? element.localName} ${element.getAttribute("aria-label") ?? (label ?? element).textContent.trim()}`;
        }));
      }
      const position = (pattern) => {
        const index = order.findIndex((name) => pattern.test(name));
        assert.notEqual(index, -1, `Tab never reaches ${pattern}, only: ${order.join("; ")}`);
        return index;
      };
      const boxes = BOXES.map((name) => position(new RegExp(`^(textarea|input) ${name}`)));
      assert.deepEqual(boxes, boxes.toSorted((a, b) => a - b));
      assert.ok(boxes.at(-1) < position(/^tab /), "the tabs come after the boxes");
      const between = new Set(order.filter((name) => name.startsWith("tab ")));
      assert.equal(between.size, 1, "only the chosen tab is a stop, the arrow keys move between them");
    }));

    it("moves between tabs by the arrow keys", () => visit(async (page) => {
      await choose(page, SAMPLES[0]);
      await (await tab(page, TABS[0])).focus();
      for (const name of [...TABS.slice(1), TABS[0]]) {
        await page.keyboard.press("ArrowRight");
        const now = await page.evaluate(() => [document.activeElement.textContent.trim(), document.activeElement.getAttribute("aria-selected")]);
        assert.ok(now[0].startsWith(name) && now[1] === "true", `after ArrowRight: ${now}, not ${name}`);
      }
      await page.keyboard.press("ArrowLeft");
      assert.ok((await page.evaluate(() => document.activeElement.textContent.trim())).startsWith(TABS.at(-1)));
    }));

    it("never blocks for long when a megabyte is pasted", async () => {
      const longest = { page: Infinity, bare: Infinity };
      // A busy machine only ever adds: the shortest of a few rounds is nearest to what the page itself does.
      for (let round = 0; round < 3; round++) {
        await visit(async (page) => (longest.page = Math.min(longest.page, await longestBlock(page))));
        await visit(async (page) => (longest.bare = Math.min(longest.bare, await longestBlock(page))), "/bare/");
      }
      assert.ok(longest.page - longest.bare < LONGEST_BLOCK, `the page blocked for ${Math.round(longest.page)} ms, a bare text box for ${Math.round(longest.bare)} ms`);
    });
  });
}

/** The longest time for which nothing else could run after a paste of a megabyte, in milliseconds. */
async function longestBlock(page) {
  const text = token({ sub: "x", data: "y".repeat(730_000) });
  return (await box(page, "Token")).evaluate(async (element, text) => {
    let last = performance.now();
    let longest = 0;
    const end = last + 2500;
    setTimeout(() => {
      element.value = text;
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, 100);
    while (last < end) {
      await new Promise((done) => setTimeout(done));
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return longest;
  }, text);
}
