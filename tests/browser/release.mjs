// The released file and its parts, and what a stranger might make of it.
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";

const path = fileURLToPath(new URL("../../dist/index.html", import.meta.url));

export const fileAddress = pathToFileURL(path).href;
export const html = readFileSync(path, "utf8");
export const policy = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1] ?? "";

/** The program's text inside the script, the one long run of base64 in it. */
export const packed = html.slice(html.lastIndexOf("<script>")).match(/[A-Za-z0-9+/]{10000,}=*/)[0];
export const program = unpack(inflateRawSync(Buffer.from(packed, "base64")));
export const script = html.slice(html.lastIndexOf("<script>"), html.lastIndexOf("</script>")).replace(packed, "");

/** As the page does it. */
function unpack(all) {
  const start = 4 + all.readUInt32LE();
  const { memory, room, unpack } = new WebAssembly.Instance(new WebAssembly.Module(all.subarray(4, start))).exports;
  const streams = all.subarray(start);
  const place = room(streams.length);
  new Uint8Array(memory.buffer).set(streams, place);
  const program = unpack(place, streams.length);
  return Buffer.from(memory.buffer, program, streams.readUInt32LE());
}

/** The file with the one character at a place changed to another that may stand there. */
export function changedAt(place) {
  return html.slice(0, place) + (html[place] === "A" ? "B" : "A") + html.slice(place + 1);
}

export const withoutPolicy = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
