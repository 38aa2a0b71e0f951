// Starts the released page. The program is text inside this script, so that the policy's hash of the
// script covers both: change a byte of either and the browser runs neither.
import { initSync } from "./claimscope.js";
import packed from "./claimscope.deflate";

function tell(text) {
  const trouble = document.getElementById("trouble");
  trouble.textContent = text;
  trouble.className = "told";
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

// By hand and not by a Blob and a Response, each of which hands the thread to others.
async function inflated(bytes) {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const chunks = [];
  const reader = readable.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) chunks.push(read.value);
  await written;
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  chunks.reduce((at, chunk) => (all.set(chunk, at), at + chunk.length), 0);
  return all;
}

// The program comes in streams of like bytes. Before them stands the small program that puts it together: the package `unpack`.
async function program() {
  const all = await inflated(bytesOf(packed));
  const [length] = new Uint32Array(all.buffer, 0, 1);
  const streams = all.subarray(4 + length);
  const { memory, room, unpack } = new WebAssembly.Instance(new WebAssembly.Module(all.subarray(4, 4 + length))).exports;
  const place = room(streams.length);
  new Uint8Array(memory.buffer).set(streams, place);
  const [size] = new Uint32Array(memory.buffer, place, 1);
  const joined = unpack(place, streams.length);
  // In the background: meanwhile the browser shows the boxes, and takes what is pasted into them.
  return WebAssembly.compile(new Uint8Array(memory.buffer, joined, size));
}

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** The claims of a token as they stand, until the program is there to explain them. */
function preview(text) {
  const rows = document.createElement("tbody");
  try {
    const [, payload] = text.trim().split(".");
    const claims = JSON.parse(new TextDecoder().decode(bytesOf(payload.replace(/-/g, "+").replace(/_/g, "/"))));
    const all = Array.isArray(claims) || typeof claims !== "object" ? [] : Object.entries(claims).slice(0, 100);
    for (const [name, value] of all) {
      const row = rows.insertRow();
      row.insertCell().textContent = name;
      row.insertCell().textContent = JSON.stringify(value).slice(0, 400);
    }
  } catch {
    // What is no plain token, the program reads in a moment.
  }
  const table = document.createElement("table");
  table.className = "card claims";
  table.append(rows);
  return table;
}

/** Shows the claims as soon as there are any, and returns what stops that. */
function previewing() {
  const [box, place] = ["token", "app"].map((id) => document.getElementById(id));
  let table;
  const show = () => {
    const next = preview(box.value);
    if (next.rows.length > 0) table ? table.replaceWith(next) : place.append(next);
    else table?.remove();
    table = next.isConnected ? next : undefined;
  };
  box.addEventListener("input", show);
  show();
  return () => box.removeEventListener("input", show);
}

async function start() {
  document.querySelector(".starting").remove();
  // A policy in a meta element cannot forbid framing, so the page does.
  if (self !== top) {
    return tell("Claimscope does not run inside another page, which could imitate or cover it. Open it in a tab of its own.");
  }
  document.body.prepend(document.getElementById("page").content);
  if (!self.WebAssembly || !self.DecompressionStream) {
    return tell("Claimscope needs a browser with WebAssembly and DecompressionStream: Chrome or Edge 115, Firefox 113, Safari 16.4, or later.");
  }
  addEventListener("error", (event) => {
    // The latter two are what browsers call a stack that is full.
    if (event.error instanceof WebAssembly.RuntimeError || ["RangeError", "InternalError"].includes(event.error?.name)) {
      tell("Claimscope has stopped because of a mistake of its own. Reload the page; nothing you pasted was kept or sent.");
    }
  });
  const stop = previewing();
  // First the boxes are shown, and what is pasted into them at once.
  await painted();
  if (document.getElementById("token").value) await painted();
  const module = await program();
  stop();
  // The program begins with what the boxes hold by then.
  initSync({ module });
}

start().catch((error) => tell(`Claimscope could not start: ${error.message}. Try another browser, or get the page again from where it is published.`));
