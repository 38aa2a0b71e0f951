// What a policy in a meta element cannot forbid, the file itself must not contain.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as release from "./release.mjs";

/** Ways out that stay open under the policy, and those it closes: the page's own code uses neither. */
const WAYS_OUT = [
  /\bfetch\b/, /XMLHttpRequest/, /WebSocket/, /EventSource/, /sendBeacon/, /RTCPeerConnection/, /WebTransport/, /importScripts/, /\bimport\s*\(/,
  /import\.meta/, /window\.open|\bopen\s*\(/, /location\s*(\.\s*\w+\s*)?=[^=]/, /location\.(assign|replace)|\.(assign|replace)\s*\(\s*["'`]https?:/,
  /\blocalStorage|sessionStorage|indexedDB|document\.cookie/, /\beval\s*\(|\bnew Function\b/, /new Worker|serviceWorker/,
];
const IMPORTED_WAYS_OUT = /fetch|xmlhttp|websocket|eventsource|beacon|rtc|webtransport|_open_|_assign_|location|_href_|storage|indexeddb|cookie|worker|importscripts|_eval_|newnoargs|pushstate|replacestate/i;

describe("the released file", () => {
  it("has its policy first, and the policy is the one promised", () => {
    assert.match(release.html, /^<!doctype html>\s*<html lang="en" translate="no">\s*<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy"/);
    const hash = "'sha256-[A-Za-z0-9+/]{43}='";
    assert.match(release.policy, new RegExp(
      `^default-src 'none'; script-src ${hash} 'wasm-unsafe-eval'; style-src ${hash}( ${hash})*; img-src data:; base-uri 'none'; form-action 'none'; ` +
      "require-trusted-types-for 'script'; trusted-types 'none'$",
    ));
    assert.match(release.html, /<meta name="referrer" content="no-referrer">/);
  });

  it("refers to no other file or site", () => {
    const markup = release.html.replace(/<script>.*?<\/script>|<style>.*?<\/style>/gs, "");
    for (const [, value] of markup.matchAll(/\b(?:src|href|action|srcset|data)\s*=\s*"([^"]*)"/g)) assert.match(value, /^data:/);
    assert.doesNotMatch(markup, /http-equiv="?refresh|rel="?(preconnect|dns-prefetch|prefetch|preload|modulepreload|prerender)|<(base|iframe|object|embed|form)\b/i);
    for (const [, style] of release.html.matchAll(/<style>(.*?)<\/style>/gs)) assert.doesNotMatch(style, /@import|url\((?!["']?data:)/);
  });

  it("uses no way out in its script", () => {
    assert.deepEqual(WAYS_OUT.filter((way) => way.test(release.script)).map(String), []);
  });

  it("uses no way out in its program", () => {
    const names = WebAssembly.Module.imports(new WebAssembly.Module(release.program)).map(({ name }) => name);
    assert.ok(names.length > 20, "the program's imports were not found");
    assert.deepEqual(names.filter((name) => IMPORTED_WAYS_OUT.test(name)), []);
  });

  it("tells nothing of the machine it was built on", () => {
    const text = release.program.toString("latin1");
    for (const path of [/\/home\/\w/, /\/root\//, /\/Users\/\w/, /\.cargo\//, /\/tmp\//, /\\Users\\/]) assert.ok(!path.test(text), `a path like ${path} is in the program`);
  });
});
