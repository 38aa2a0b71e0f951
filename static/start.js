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
    if (event.error instanceof WebAssembly.RuntimeError) {
      tell("Claimscope has stopped because of a mistake of its own. Reload the page; nothing you pasted was kept or sent.");
    }
  });
  // The program begins with what the boxes hold by then.
  initSync({ module: await program() });
  document.documentElement.className = "started";
}

start().catch((error) => tell(`Claimscope could not start: ${error.message}. Try another browser, or get the page again from where it is published.`));
