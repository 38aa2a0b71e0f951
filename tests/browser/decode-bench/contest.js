// What is ours and what is not in one page, taking turns.
import { SignJWT, compactVerify, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, generateSecret } from "jose";
import { Signed, decode, initSync, judge } from "./decode_bench.js";
import program from "./decode_bench_bg.wasm";

initSync({ module: new WebAssembly.Module(program) });

const DECODERS = {
  ours: (token) => decode(token),
  jose: (token) => Object.keys(decodeProtectedHeader(token)).length + Object.keys(decodeJwt(token)).length,
};
/** Long against the browsers' clocks, which step by up to a millisecond. */
const SAMPLE_TIME = 40;
/** In a sample. */
const VERIFICATIONS = 200;

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

/** What the browser is asked for an algorithm, by hand. */
const PARAMETERS = {
  RS256: { name: "RSASSA-PKCS1-v1_5" },
  ES256: { name: "ECDSA", hash: "SHA-256" },
  EdDSA: { name: "Ed25519" },
  HS256: { name: "HMAC" },
};

/** Microseconds that verifying a token takes, a list for each verifier: ours, the browser's bare call, and jose. */
self.verified = async (alg, rounds) => {
  const isShared = alg === "HS256";
  const secret = isShared && (await generateSecret(alg, { extractable: true }));
  const { publicKey, privateKey } = isShared ? { publicKey: secret, privateKey: secret } : await generateKeyPair(alg, { extractable: true });
  const token = await new SignJWT({ iss: "https://idp.example/", aud: "orders", sub: "ada" }).setProtectedHeader({ alg, kid: "k" }).sign(privateKey);
  const signed = new Signed(token, JSON.stringify({ ...(await exportJWK(publicKey)), kid: "k" }));
  const [header, payload, signature] = token.split(".");
  const bytes = Uint8Array.from(atob(signature.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  const data = new TextEncoder().encode(`${header}.${payload}`);
  const verifiers = {
    ours: () => signed.verify(),
    bare: () => crypto.subtle.verify(PARAMETERS[alg], publicKey, bytes, data),
    jose: () => compactVerify(token, publicKey),
  };
  const taken = Object.fromEntries(Object.keys(verifiers).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, verify] of Object.entries(verifiers)) {
      const start = performance.now();
      for (let index = 0; index < VERIFICATIONS; index++) {
        if (!(await verify())) throw new Error(`${name} does not verify ${alg}`);
      }
      taken[name].push(((performance.now() - start) / VERIFICATIONS) * 1000);
    }
  }
  return taken;
};
