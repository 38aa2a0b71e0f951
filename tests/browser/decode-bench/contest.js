// Both decoders in one page, taking turns, as `contest(token, rounds)`.
import { decodeJwt, decodeProtectedHeader } from "jose";
import { Held, initSync } from "./decode_bench.js";
import program from "./decode_bench_bg.wasm";

initSync({ module: new WebAssembly.Module(program) });

/** What decodes a token again and again. Each has the text where its program has it: the page takes a pasted text over once. */
const DECODERS = {
  ours: (token) => {
    const held = new Held(token);
    return () => held.decode();
  },
  jose: (token) => () => Object.keys(decodeProtectedHeader(token)).length + Object.keys(decodeJwt(token)).length,
};
/** Long against the browsers' clocks, which step by up to a millisecond. */
const SAMPLE_TIME = 40;

function time(decode, loops) {
  const start = performance.now();
  for (let index = 0; index < loops; index++) decode();
  return performance.now() - start;
}

/** Microseconds a decoding takes, a list for each decoder. */
self.contest = async (token, rounds) => {
  const entries = Object.entries(DECODERS).map(([name, decoder]) => [name, decoder(token)]);
  const [ours, theirs] = entries.map(([, decode]) => decode());
  if (ours !== theirs) throw new Error(`one decodes ${ours} members, the other ${theirs}`);
  const loops = entries.map(([, decode]) => {
    let count = 16;
    while (time(decode, count) < SAMPLE_TIME) count *= 2;
    return count;
  });
  const taken = Object.fromEntries(entries.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [index, [name, decode]] of entries.entries()) {
      taken[name].push((time(decode, loops[index]) / loops[index]) * 1000);
      await new Promise((done) => setTimeout(done));
    }
  }
  return taken;
};
