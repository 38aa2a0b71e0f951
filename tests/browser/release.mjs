// The released file and its parts, and what a stranger might make of it.
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";

const path = fileURLToPath(new URL("../../dist/index.html", import.meta.url));

export const fileAddress = pathToFileURL(path).href;
export const html = readFileSync(path, "utf8");
export const policy = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1] ?? "";

const [unpacker, streams] = html.slice(html.lastIndexOf("<script>")).match(/[A-Za-z0-9+/]{1000,}=*/g).toSorted((a, b) => a.length - b.length);

/** The program's text inside the script, the longest run of base64 in it. */
export const packed = streams;
export const program = unpack(inflateRawSync(Buffer.from(packed, "base64")));
export const script = html.slice(html.lastIndexOf("<script>"), html.lastIndexOf("</script>")).replace(packed, "").replace(unpacker, "");

/** As the page does it. */
function unpack(streams) {
  const { memory, room, unpack } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(unpacker, "base64"))).exports;
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
