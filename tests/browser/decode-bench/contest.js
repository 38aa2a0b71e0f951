// Both decoders in one page, taking turns, as `contest(token, rounds)`.
import { decodeJwt, decodeProtectedHeader } from "jose";
import { decode, initSync, judge } from "./decode_bench.js";
import program from "./decode_bench_bg.wasm";

initSync({ module: new WebAssembly.Module(program) });

const DECODERS = {
  ours: (token) => decode(token),
  jose: (token) => Object.keys(decodeProtectedHeader(token)).length + Object.keys(decodeJwt(token)).length,
};
/** Long against the browsers' clocks, which step by up to a millisecond. */
const SAMPLE_TIME = 40;

function time(run, text, loops) {
  const start = performance.now();
  for (let index = 0; index < loops; index++) run(text);
  return performance.now() - start;
}

/** How often something runs in a sample. */
function enough(run, text) {
  let count = 1;
  while (time(run, text, count) < SAMPLE_TIME) count *= 2;
  return count;
}

/** Microseconds a decoding takes, a list for each decoder. */
self.contest = async (token, rounds) => {
  const entries = Object.entries(DECODERS);
  const [ours, theirs] = entries.map(([, decoder]) => decoder(token));
  if (ours !== theirs) throw new Error(`one decodes ${ours} members, the other ${theirs}`);
  const loops = entries.map(([, decoder]) => enough(decoder, token));
  const taken = Object.fromEntries(entries.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [index, [name, decoder]] of entries.entries()) {
      taken[name].push((time(decoder, token, loops[index]) / loops[index]) * 1000);
      await new Promise((done) => setTimeout(done));
    }
  }
  return taken;
};

/** Milliseconds that reading a policy document and judging it take, one for each round. */
self.judged = async (token, policy, rounds) => {
  const run = (text) => judge(token, text, 1_795_400_000);
  if (run(policy) === 0) throw new Error("no JWT policy is found in the document");
  const loops = enough(run, policy);
  const taken = [];
  for (let round = 0; round < rounds; round++) {
    taken.push(time(run, policy, loops) / loops);
    await new Promise((done) => setTimeout(done));
  }
  return taken;
};
