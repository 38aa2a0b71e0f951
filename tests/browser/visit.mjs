// The page as a person finds their way in it: by the roles and names of what is there.
import assert from "node:assert/strict";

export const SAMPLES = ["v1.0 token, v2.0 policy", "expired", "wrong audience", "app without role", "all met"];
export const TABS = ["Claims", "Raw", "Findings", "Report"];
export const BOXES = ["Token", "Policy", "Keys and metadata", "Evaluate at"];

const PATIENCE = { timeout: 10_000 };

/** The element of a role with exactly this name. */
export async function find(page, role, name) {
  const found = await page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`, PATIENCE).catch(() => null);
  assert.ok(found, `the page has no ${role} named "${name}"`);
  return found;
}

export const box = (page, name) => find(page, "textbox", name);

/** A tab's name may go on with a count, as in `Claims 17`. */
export async function tab(page, name) {
  for (const each of await page.$$('[role="tab"]')) {
    if ((await each.evaluate((element) => element.textContent.trim())).startsWith(name)) return each;
  }
  assert.fail(`the page has no tab named "${name}"`);
}

export async function open(page, address) {
  await page.goto(address, { waitUntil: "load" });
  await started(page);
}

/** Waits until the program is there; the boxes are there before it. */
export const started = (page) => page.waitForSelector("html.started", PATIENCE);

export async function choose(page, sample) {
  await (await find(page, "button", sample)).click();
  await page.waitForFunction(() => document.querySelector("textarea").value !== "", PATIENCE);
  await settled(page);
}

/** Clicks a tab by its own script, since a sticky header may cover it while it is scrolled to. */
export async function show(page, name) {
  await (await tab(page, name)).evaluate((element) => element.click());
  await settled(page);
}

/** Puts text into a box at once, as pasting does. */
export async function paste(page, name, text) {
  await (await box(page, name)).evaluate((element, text) => {
    element.focus();
    element.value = text;
    element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, text);
  await settled(page);
}

export async function verdict(page) {
  return (await find(page, "status", "Verdict")).evaluate((element) => element.innerText.trim());
}

/** The report as the page shows it. */
export async function report(page) {
  await show(page, "Report");
  return page.evaluate(() => {
    const element = document.querySelector('[aria-label="JSON report"]') ?? [...document.querySelectorAll("textarea, pre, output")].find((each) => {
      const label = document.getElementById(each.getAttribute("aria-labelledby")) ?? each.labels?.[0];
      return label?.textContent.trim() === "JSON report";
    });
    return element?.value ?? element?.textContent;
  });
}

/** Waits until what was done is on the screen. */
export const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20))));

/** An unsigned token with these claims. */
export function token(claims, header = { alg: "RS256", typ: "JWT", kid: "k1" }) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(header)}.${part(claims)}.c2ln`;
}
