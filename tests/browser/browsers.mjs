// Starts the browsers the tests drive: those of the system, never a downloaded one.
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

const KINDS = {
  chromium: {
    variable: "CHROMIUM",
    paths: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    options: {
      args: [
        // Root, as in a container, has no use for the sandbox and Chromium does not start with it.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ],
    },
  },
  firefox: {
    variable: "FIREFOX",
    paths: ["/usr/bin/firefox-esr", "/usr/bin/firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
    // Puppeteer turns this off, which exempts files from the policy; nobody's own browser does.
    options: { extraPrefsFirefox: { "security.fileuri.strict_origin_policy": true } },
  },
};

export const KIND_NAMES = Object.keys(KINDS);

export async function launch(kind) {
  const { variable, paths, options } = KINDS[kind];
  const executablePath = process.env[variable] || paths.find(existsSync);
  if (!executablePath) throw new Error(`there is no ${kind} at ${paths.join(", ")}: install it, or set ${variable} to its path`);
  return puppeteer.launch({ browser: kind === "firefox" ? "firefox" : "chrome", executablePath, headless: true, ...options });
}

/** A page in a context of its own, so that nothing of an earlier one is left, and a function that closes both. */
export async function freshPage(browser, viewport = { width: 1280, height: 900 }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport(viewport);
  return { page, close: () => context.close() };
}
