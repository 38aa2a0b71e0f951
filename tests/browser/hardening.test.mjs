// What the released file promises: it needs nothing, reaches nothing, runs nothing but itself, or does not start at all.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import { KIND_NAMES, freshPage, launch } from "./browsers.mjs";
import { CHANNELS } from "./channels.mjs";
import * as release from "./release.mjs";
import { serve, wait } from "./site.mjs";
import { started } from "./visit.mjs";

const SECRET = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ6OTlzZWNyZXR6OTkifQ.";
const scriptPlace = release.html.lastIndexOf("Claimscope could not start");
const packedPlace = release.html.indexOf(release.packed) + 20000;
const copies = {
  "script byte": release.changedAt(scriptPlace),
  "program byte": release.changedAt(packedPlace),
  "program's last byte": release.changedAt(release.html.indexOf(release.packed) + release.packed.length - 4),
};

for (const kind of KIND_NAMES) {
  describe(kind, { timeout: 240_000 }, () => {
    let browser, site, elsewhere, folder;

    before(async () => {
      browser = await launch(kind);
      elsewhere = await serve();
      const files = { "/some/path/": release.html, "/open/": release.withoutPolicy };
      Object.entries(copies).forEach(([name, html]) => (files[encodeURI(`/${name}/`)] = html));
      files["/framer/"] = "<iframe src='/some/path/' width=900 height=600></iframe>";
      site = await serve(files);
      folder = mkdtempSync(join(tmpdir(), "claimscope-"));
    });
    after(async () => {
      await browser?.close();
      await site?.close();
      await elsewhere?.close();
      if (folder) rmSync(folder, { recursive: true });
    });

    const places = { http: () => `${site.address}/some/path/`, file: () => release.fileAddress };

    async function opened(address, run) {
      const { page, close } = await freshPage(browser);
      try {
        await page.goto(address, { waitUntil: "load" });
        return await run(page);
      } finally {
        await close();
      }
    }

    it("loads over http by exactly one request", async () => {
      site.heard.length = 0;
      await opened(places.http(), async (page) => {
        await started(page);
        await wait(500);
      });
      assert.deepEqual(site.heard, ["/some/path/"]);
    });

    for (const [place, address] of Object.entries(places)) {
      it(`starts from ${place} and reaches nobody by any channel`, async () => {
        await opened(address(), async (page) => {
          await started(page);
          assert.deepEqual(await reached(page), []);
        });
      });

      it(`runs no injected script from ${place}`, async () => {
        await opened(address(), async (page) => {
          await started(page);
          assert.deepEqual(await page.evaluate(injected), []);
        });
      });

      it(`keeps what is typed out of the address, title, storage and console from ${place}`, async () => {
        await opened(address(), async (page) => {
          const said = [];
          page.on("console", (message) => said.push(message.text()));
          page.on("pageerror", (error) => said.push(String(error)));
          await started(page);
          const before = page.url();
          for (const box of await page.$$("textarea")) {
            await box.focus();
            await page.keyboard.type(SECRET);
          }
          await wait(300);
          assert.deepEqual(said, []);
          assert.equal(page.url(), before);
          assert.deepEqual(await page.evaluate(kept), { title: "Claimscope", cookie: "", local: 0, session: 0, databases: 0, state: null, name: "" });
        });
      });
    }

    // Without this the two tests above could pass because nothing listens.
    it("would reach others and run scripts if its policy were cut out", async () => {
      await opened(`${site.address}/open/`, async (page) => {
        await started(page);
        const names = await reached(page);
        for (const name of ["fetch", "xhr", "beacon", "websocket", "eventsource", "image", "iframe", "stylesheet", "background", "script", "form"]) {
          assert.ok(names.includes(name), `${name} was not heard, only ${names.join(", ")}`);
        }
        assert.deepEqual(await page.evaluate(injected), ["inline", "handler", "eval", "markup"]);
      });
    });

    for (const [name, html] of Object.entries(copies)) {
      it(`does not start when the ${name} was changed, and says so`, async () => {
        const file = join(folder, `${name}.html`);
        writeFileSync(file, html);
        for (const address of [`${site.address}/${encodeURI(name)}/`, pathToFileURL(file).href]) {
          await opened(address, async (page) => {
            await page.waitForFunction(() => getComputedStyle(document.getElementById("trouble")).visibility === "visible", { timeout: 10_000 });
            assert.equal(await page.$("textarea"), null);
            assert.match(await page.$eval("#trouble", (element) => element.textContent), /has not started/);
          });
        }
      });
    }

    it("says so when the program stops, and nothing of what was pasted", async () => {
      await opened(places.http(), async (page) => {
        const said = [];
        page.on("console", (message) => said.push(message.text()));
        page.on("pageerror", (error) => said.push(String(error)));
        await started(page);
        const box = await page.$("textarea");
        // The program counts on being able to make an element: without that it panics.
        await page.evaluate(() => {
          Document.prototype.createElement = Document.prototype.createElementNS = () => {
            throw new Error("refused by the test");
          };
        });
        await box.focus();
        await page.keyboard.type(SECRET);
        await page.waitForSelector("#trouble.told", { timeout: 10_000 });
        assert.match(await page.$eval("#trouble", (element) => element.textContent), /has stopped because of a mistake of its own/);
        assert.doesNotMatch(said.join(), /z99secretz99|eyJ/);
      });
    });

    it("refuses to render inside another page, of its own site or a stranger's", async () => {
      const stranger = await serve({ "/": `<iframe src="${places.http()}" width=900 height=600></iframe>` });
      for (const address of [`${site.address}/framer/`, stranger.address]) {
        await opened(address, async (page) => {
          const frame = page.frames().find((each) => each.url() === places.http());
          await frame.waitForSelector("#trouble.told", { timeout: 10_000 });
          await wait(300);
          assert.equal(await frame.$("textarea"), null);
          assert.match(await frame.$eval("#trouble", (element) => element.textContent), /inside another page/);
        });
      }
      await stranger.close();
    });

    /** The channels by which the page got through to `elsewhere`. */
    async function reached(page) {
      elsewhere.heard.length = 0;
      for (const [name, attempt] of Object.entries(CHANNELS)) {
        const source = `try { (${attempt})(${JSON.stringify(`${elsewhere.address}/${name}`)}) } catch {}`;
        await page.evaluate(source);
      }
      await wait(1500);
      return [...new Set(elsewhere.heard.map((path) => path.slice(1)))];
    }
  });
}

/** Tries to run script in the page by markup and text; says which ways worked. */
async function injected() {
  const ran = (window.ran = []);
  const attempt = (run) => {
    try {
      run();
    } catch {}
  };
  const inline = document.createElement("script");
  attempt(() => (inline.textContent = "window.ran.push('inline')"));
  attempt(() => document.head.append(inline));
  const button = document.createElement("button");
  attempt(() => button.setAttribute("onclick", "window.ran.push('handler')"));
  attempt(() => button.click());
  // From a timer, since the driver's own script may be allowed more than the page's.
  await new Promise((done) => setTimeout(() => (attempt(() => window.eval("window.ran.push('eval')")), done())));
  attempt(() => document.body.insertAdjacentHTML("beforeend", "<img src=data:, onerror=window.ran.push('markup')>"));
  await new Promise((done) => setTimeout(done, 300));
  return ran;
}

/** What of a visit would outlive it. */
async function kept() {
  return {
    title: document.title,
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    state: history.state,
    name: window.name,
  };
}
