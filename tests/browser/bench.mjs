// Measures the release against its yardsticks. Rounds are interleaved and medians compared, for the machine's speed varies from minute to minute.
import { readFileSync } from "node:fs";
import { KIND_NAMES, freshPage, launch } from "./browsers.mjs";
import * as release from "./release.mjs";
import { serve } from "./site.mjs";
import { open, token } from "./visit.mjs";

const ROUNDS = 11;
const MARK = "shown-when-decoded";
/** Claims as a person with many groups has them, which is how tokens get long. */
const claims = (bytes) => ({
  iss: "https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0", aud: "api://orders", exp: 1900000000, nbf: 1800000000, sub: MARK,
  name: "Ada Lovelace", scp: "Orders.Read Orders.Write",
  groups: Array.from({ length: Math.max(0, bytes - 280) / 39 }, (_, index) => `b7a0c1d2-0f3e-4a5b-8c6d-${String(index).padStart(12, "0")}`),
});
/** A token of about this many characters. */
const tokenOf = (characters) => {
  let low = 0;
  for (let high = characters; high - low > 8;) {
    const middle = (low + high) / 2;
    if (token(claims(middle)).length > characters) high = middle;
    else low = middle;
  }
  return token(claims(low));
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const line = (what, ours, unit, yardstick, target) => console.log(`  ${what.padEnd(34)}${ours.toFixed(1).padStart(9)} ${unit}  ${yardstick.padEnd(34)} ${target}`);

/** Pastes a token from the very start of a page until its claim is on the screen; leaves the time in `window.shown`. */
function impatient(text, mark) {
  const attempt = () => {
    const box = document.querySelector("textarea");
    if (box && box.value !== text) box.value = text;
    box?.dispatchEvent(new InputEvent("input", { bubbles: true }));
    if (box && document.body.innerText.includes(mark)) return requestAnimationFrame(() => setTimeout(() => (window.shown = performance.now())));
    setTimeout(attempt, 8);
  };
  attempt();
}

async function firstClaim(browser, address) {
  const { page, close } = await freshPage(browser);
  await page.evaluateOnNewDocument(`(${impatient})(${JSON.stringify(token(claims(600)))}, ${JSON.stringify(MARK)})`);
  await page.goto(address);
  await page.waitForFunction(() => window.shown, { timeout: 20_000 });
  const shown = await page.evaluate(() => window.shown);
  await close();
  return shown;
}

async function start(browser, site) {
  const times = { page: [], floor: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of Object.keys(times)) times[name].push(await firstClaim(browser, `${site.address}/${name}/`));
  }
  const [page, floor] = [median(times.page), median(times.floor)];
  line("opening to first claim", page, "ms", `${(page / floor).toFixed(2)} x a 1 kB page (${floor.toFixed(1)} ms)`, "at most 1.6 x");
}

async function decoding(browser, site) {
  const { page, close } = await freshPage(browser);
  await page.goto(`${site.address}/contest/`);
  for (const characters of [1_000, 6_000, 130_000]) {
    const taken = await page.evaluate((text, rounds) => contest(text, rounds), tokenOf(characters), ROUNDS);
    const [ours, jose] = [median(taken.ours), median(taken.jose)];
    line(`decoding ${characters / 1000} kB`, ours, "µs", `${(jose / ours).toFixed(2)} x as fast as jose (${jose.toFixed(1)} µs)`, "");
  }
  await close();
}

/** A policy document of about this many characters, with expressions as the gateway's raw format has them. */
function policyOf(characters) {
  const others = (index) => `
    <choose>
      <when condition="@(context.Request.Headers.GetValueOrDefault("x-part-${index}", "") == "a && b" && context.Variables.Count < ${index})">
        <set-header name="x-route" exists-action="override"><value>@($"{context.Api.Name}-${index}")</value></set-header>
      </when>
      <otherwise>
        <set-variable name="part${index}" value="@{ var found = context.Request.Url.Query.GetValueOrDefault("q", "}"); return found; }" />
      </otherwise>
    </choose>`;
  const jwt = `
    <validate-jwt header-name="Authorization" failed-validation-httpcode="401">
      <openid-config url="https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration" />
      <audiences><audience>api://orders</audience></audiences>
      <required-claims><claim name="scp" match="any" separator=" "><value>Orders.Read</value></claim></required-claims>
    </validate-jwt>`;
  const parts = ["<policies>\n  <inbound>\n    <base />", jwt];
  for (let index = 0, length = jwt.length; length < characters; index++) length += parts[parts.push(others(index)) - 1].length;
  return [...parts, "\n  </inbound>\n</policies>"].join("");
}

async function judging(browser, site) {
  const { page, close } = await freshPage(browser);
  await page.goto(`${site.address}/contest/`);
  for (const [characters, target] of [[4_000, "less than 1 ms"], [300_000, "less than 16 ms"]]) {
    const taken = await page.evaluate((token, policy, rounds) => judged(token, policy, rounds), tokenOf(1_000), policyOf(characters), ROUNDS);
    line(`reading and judging, ${characters / 1000} kB`, median(taken), "ms", "a policy document", target);
  }
  await close();
}

async function verifying(browser, site) {
  const { page, close } = await freshPage(browser);
  await page.goto(`${site.address}/contest/`);
  for (const alg of ["RS256", "ES256", "EdDSA", "HS256"]) {
    const taken = await page.evaluate((alg, rounds) => verified(alg, rounds), alg, ROUNDS);
    const [ours, bare, jose] = [median(taken.ours), median(taken.bare), median(taken.jose)];
    line(`verifying ${alg}`, ours, "µs", `${(ours / bare).toFixed(2)} x the bare call, ${(ours / jose).toFixed(2)} x jose`, "at most 1.1 x");
  }
  await close();
}

/** From the paste to the end of the frame that shows it: the paste starts a frame, so that no wait for one is measured. */
function paint(text, mark) {
  const box = document.querySelector("textarea");
  return new Promise((done) => {
    requestAnimationFrame(() => {
      const start = performance.now();
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      const look = () => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          const now = performance.now();
          // Looked at only afterwards, since reading the text costs a layout.
          if (document.body.innerText.includes(mark)) done(now - start);
          else requestAnimationFrame(look);
        };
        channel.port2.postMessage(0);
      };
      look();
    });
  });
}

async function pasting(browser, site) {
  const names = ["page", "floor"];
  const visits = await Promise.all(names.map(() => freshPage(browser)));
  for (const [index, { page }] of visits.entries()) await open(page, `${site.address}/${names[index]}/`);
  for (const [characters, target] of [[200, ""], [8_000, "at most 16.7 ms"], [100_000, ""]]) {
    const times = { page: [], floor: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, { page }] of visits.entries()) {
        await page.bringToFront();
        const mark = `round-${characters}-${round}`;
        const text = token({ ...claims(characters * 0.74 - 100), sub: mark });
        times[names[index]].push(await page.evaluate(paint, text, mark));
      }
    }
    const [ours, floor] = [median(times.page), median(times.floor)];
    line(`paste to paint, ${characters / 1000} kB`, ours, "ms", `${(ours / floor).toFixed(2)} x a 1 kB page (${floor.toFixed(1)} ms)`, target);
  }
  for (const { close } of visits) await close();
}

const contestScript = readFileSync(process.argv[2], "utf8");
const site = await serve({
  "/page/": release.html,
  "/floor/": readFileSync(new URL("floor.html", import.meta.url), "utf8"),
  "/contest/": `<!doctype html><script>${contestScript}</script>`,
});
for (const kind of KIND_NAMES) {
  console.log(`${kind}, medians of ${ROUNDS}`);
  const browser = await launch(kind);
  try {
    for (const measure of [start, decoding, judging, verifying, pasting]) await measure(browser, site);
  } finally {
    await browser.close();
  }
}
await site.close();
