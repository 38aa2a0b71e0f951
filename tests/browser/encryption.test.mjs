// Tokens encrypted by other people's libraries, opened by the page with the browser's WebCrypto.
import assert from "node:assert/strict";
import { createCipheriv, randomBytes } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { deflateRawSync } from "node:zlib";
import * as jose from "jose";
import { KIND_NAMES, freshPage, launch } from "./browsers.mjs";
import * as release from "./release.mjs";
import { serve } from "./site.mjs";
import { open, report, settled, show } from "./visit.mjs";

const CLAIMS = { iss: "https://idp.example/", aud: "orders", exp: 4_000_000_000, sub: "ada" };
const ENCODINGS = ["A128GCM", "A256GCM", "A128CBC-HS256", "A256CBC-HS512", "A192GCM", "A192CBC-HS384"];
const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const BYTES = { A128GCM: 16, A192GCM: 24, A256GCM: 32, "A128CBC-HS256": 32, "A192CBC-HS384": 48, "A256CBC-HS512": 64 };
/** Whether Chromium lacks it: it has no AES with 192 bits. */
const is192 = (...names) => names.some((name) => name.includes("192"));

/** Every way to manage a key, each with a key of its own. */
async function managements() {
  const pair = async (alg, options) => {
    const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true, ...options });
    return { alg, encrypts: publicKey, text: JSON.stringify(await jose.exportJWK(privateKey)), pem: await jose.exportPKCS8(privateKey), spki: await jose.exportSPKI(publicKey) };
  };
  const secret = (alg, bytes) => {
    const encrypts = randomBytes(bytes);
    return { alg, encrypts, text: JSON.stringify({ kty: "oct", k: encrypts.toString("base64url") }) };
  };
  const wraps = [128, 192, 256].flatMap((bits) => [secret(`A${bits}KW`, bits / 8), secret(`A${bits}GCMKW`, bits / 8)]);
  const agrees = ["P-256", "P-384", "P-521", "X25519"].flatMap((crv) => ["ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"].map((alg) => pair(alg, { crv })));
  const passwords = ["PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"].map((alg) => ({ alg, encrypts: Buffer.from("correct horse battery"), text: "correct horse battery" }));
  return [
    ...(await Promise.all(["RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"].map((alg) => pair(alg)))),
    ...wraps, ...(await Promise.all(agrees)), ...passwords,
    ...ENCODINGS.map((enc) => ({ ...secret("dir", BYTES[enc]), enc })),
  ];
}

const encrypted = (alg, enc, key, text, header = {}) => new jose.CompactEncrypt(Buffer.from(text)).setProtectedHeader({ alg, enc, ...header }).encrypt(key);

/** The token with one bit of a segment turned. */
function altered(token, segment) {
  const parts = token.split(".");
  const bytes = Buffer.from(parts[segment], "base64url");
  bytes[Math.floor(bytes.length / 2)] ^= 1;
  parts[segment] = bytes.toString("base64url");
  return parts.join(".");
}

/** A JWE of our own: the library refuses to make some of these. */
function direct(secret, content, header) {
  const iv = randomBytes(12);
  const aad = encode({ alg: "dir", enc: "A256GCM", ...header });
  const cipher = createCipheriv("aes-256-gcm", secret, iv);
  cipher.setAAD(Buffer.from(aad));
  const text = Buffer.concat([cipher.update(content), cipher.final()]);
  return [aad, "", ...[iv, text, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

for (const kind of KIND_NAMES) {
  describe(`encrypted tokens in ${kind}`, { timeout: 240_000 }, () => {
    let browser, site, made;
    before(async () => {
      browser = await launch(kind);
      site = await serve({ "/": release.html });
      made = await managements();
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    async function visit(run) {
      const { page, close } = await freshPage(browser);
      const errors = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      try {
        await open(page, `${site.address}/`);
        await run(page);
        assert.deepEqual(errors, []);
      } finally {
        await close();
      }
    }

    /** The tokens that the page knows once the browser has answered; in one go, since every step takes Firefox long. */
    async function tokens(page, token, keys, policy) {
      await page.evaluate((texts) => {
        for (const [id, text] of Object.entries(texts)) {
          const box = document.getElementById(id);
          if (text === undefined || box.value === text) continue;
          box.value = text;
          box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
        }
      }, { keys, token, policy });
      await settled(page);
      if (!(await page.$('[aria-label="JSON report"]'))) await show(page, "Report");
      const text = await page.evaluate(async () => {
        for (let tries = 0; tries < 500; tries++) {
          const report = document.querySelector('[aria-label="JSON report"]');
          const text = report.value ?? report.textContent;
          if (!text.includes('"why": "being ')) return text;
          await new Promise((done) => setTimeout(done, 20));
        }
        return "the browser has not answered";
      });
      return JSON.parse(text).tokens;
    }
    const claim = (token, name) => token.claims.find((one) => one.name === name)?.raw;

    it("opens what others encrypted, with every algorithm, until a bit is turned", () => visit(async (page) => {
      let number = 0;
      for (const { alg, enc = ENCODINGS[number++ % ENCODINGS.length], encrypts, text, pem, spki } of made) {
        const token = await encrypted(alg, enc, encrypts, JSON.stringify(CLAIMS));
        const [right] = await tokens(page, token, number % 2 && pem && !text.includes("X25519") ? pem : text);
        if (kind === "chromium" && is192(alg, enc)) {
          assert.match(right.signature.why, /this browser does not have the algorithm/, `${alg} ${enc}`);
          continue;
        }
        assert.deepEqual([alg, enc, claim(right, "sub")], [alg, enc, '"ada"'], right.signature.why);
        assert.match(right.signature.why, /decrypted with the key `.+` that you pasted/);
        // All of them at once, each a token of its own.
        const parts = [0, 1, 2, 3, 4].filter((segment) => token.split(".")[segment] !== "");
        const wrong = await tokens(page, parts.map((segment) => altered(token, segment)).join("\n"), text);
        assert.deepEqual([alg, enc, wrong.map(({ claims }) => claims.length)], [alg, enc, parts.map(() => 0)]);
        if (spki) {
          const [half] = await tokens(page, token, spki);
          assert.match(half.signature.why, /the private key is needed/);
        }
      }
    }));

    it("opens nothing with another key", () => visit(async (page) => {
      const others = await managements();
      for (const [index, { alg, enc = "A128GCM", encrypts }] of made.entries()) {
        if (alg.startsWith("PBES2") || is192(alg, enc)) continue;
        const [token] = await tokens(page, await encrypted(alg, enc, encrypts, JSON.stringify(CLAIMS)), others[index].text);
        assert.deepEqual([alg, token.claims], [alg, []]);
        assert.match(token.signature.why, /none of the keys opens the token/, `${alg}: ${token.signature.why}`);
      }
    }));

    it("finds the key in a set, the one that the token names first", () => visit(async (page) => {
      const rsa = made.filter(({ alg }) => alg.startsWith("RSA-OAEP"));
      const set = JSON.stringify({ keys: rsa.map(({ text }, index) => ({ ...JSON.parse(text), kid: `key-${index}` })) });
      const token = await encrypted(rsa[2].alg, "A256GCM", rsa[2].encrypts, "{}", { kid: "key-2" });
      const [{ signature }] = await tokens(page, token, set);
      assert.match(signature.why, /decrypted with the key `key-2`/);
      assert.deepEqual(signature.tried.map(({ key, outcome }) => [key, outcome === "fits"]), [["key-2", true], ["key-0", false], ["key-1", false], ["key-3", false]]);
    }));

    it("inspects a token inside like any other, however deep", () => visit(async (page) => {
      const { publicKey, privateKey } = await jose.generateKeyPair("ES256", { extractable: true });
      const signed = await new jose.SignJWT(CLAIMS).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
      const [secret, inner] = [randomBytes(32), randomBytes(16)];
      const keys = JSON.stringify({ keys: [{ kty: "oct", kid: "outer", k: secret.toString("base64url") }, { kty: "oct", kid: "inner", k: inner.toString("base64url") }, await jose.exportJWK(publicKey)] });
      const once = await encrypted("A128KW", "A128GCM", inner, signed, { cty: "JWT" });
      const twice = await encrypted("dir", "A256GCM", secret, once, { cty: "JWT" });
      const all = await tokens(page, twice, keys);
      assert.deepEqual(all.map(({ kind, found_in: place }) => [kind, place]), [["jwe", "raw"], ["jwe", "jwe"], ["jws", "jwe"]]);
      assert.deepEqual([claim(all[2], "sub"), all[2].signature.state], ['"ada"', "verified"], all[2].signature.why);
      const forged = await tokens(page, await encrypted("dir", "A256GCM", secret, altered(signed, 1)), keys);
      assert.equal(forged[1].signature.state, "mismatch");
      // Typing elsewhere loses nothing, taking the key away does.
      const before = await tokens(page, twice, keys, "<policies />");
      assert.equal(before.length, 3);
      assert.equal((await tokens(page, twice, "")).length, 1);
      // What came of one token is never taken for what came of another.
      const other = await encrypted("dir", "A256GCM", secret, "{}");
      assert.deepEqual((await tokens(page, `${once}\n${other}`, keys)).map(({ kind }) => kind), ["jwe", "jwe", "jws"]);
      assert.deepEqual((await tokens(page, once, keys)).map(({ kind }) => kind), ["jwe", "jws"]);
      assert.deepEqual((await tokens(page, twice, keys)).map(({ kind }) => kind), ["jwe", "jwe", "jws"]);
    }));

    it("decompresses as far as the bound, and no further", () => visit(async (page) => {
      const secret = randomBytes(32);
      const key = secret.toString("base64url");
      const open = async (text, content) => (await tokens(page, direct(secret, content ?? deflateRawSync(text), { zip: "DEF" }), key))[0];
      const small = await open(JSON.stringify(CLAIMS));
      assert.equal(claim(small, "sub"), '"ada"');
      assert.deepEqual(small.problems, []);
      assert.deepEqual((await open("a".repeat(250_000))).problems, []);
      for (const size of [250_001, 50_000_000]) {
        const bomb = await open(Buffer.alloc(size, 32));
        assert.deepEqual(bomb.problems.map(({ code }) => code), ["zip-bomb"]);
        assert.deepEqual(bomb.claims, []);
      }
      const plain = await open("", Buffer.from(JSON.stringify(CLAIMS)));
      assert.deepEqual(plain.problems.map(({ code }) => code), ["content-not-compressed"]);
      const cut = await open("", deflateRawSync(JSON.stringify(CLAIMS)).subarray(0, 20));
      assert.deepEqual(cut.problems.map(({ code }) => code), ["content-not-compressed"]);
      assert.deepEqual(cut.claims, []);
    }));

    it("opens a token with the policy's own key", () => visit(async (page) => {
      const secret = randomBytes(32);
      const policy = `<validate-jwt header-name="Authorization"><decryption-keys><key>${secret.toString("base64")}</key></decryption-keys></validate-jwt>`;
      const [token] = await tokens(page, direct(secret, JSON.stringify(CLAIMS), {}), "", policy);
      assert.match(token.signature.why, /decrypted with the policy's own key/);
      const { requirements } = JSON.parse(await report(page)).policies[0];
      assert.equal(requirements.find(({ code }) => code === "decryption").state, "met");
    }));

    const corpus = process.env.CLAIMSCOPE_CORPUS && join(process.env.CLAIMSCOPE_CORPUS, "jose", "jwe");
    it("opens the examples of RFC 7520", { skip: !corpus || !existsSync(corpus) }, () => visit(async (page) => {
      let opened = 0;
      for (const file of readdirSync(corpus).filter((name) => name.endsWith(".json"))) {
        const { input, output } = JSON.parse(readFileSync(join(corpus, file), "utf8"));
        if (!output.compact) continue;
        const key = input.pwd ?? JSON.stringify(input.key);
        const [{ signature }] = await tokens(page, output.compact, key);
        if (file.startsWith("5_1.")) assert.match(signature.why, /no browser decrypts `RSA1_5`/);
        else if (kind === "chromium" && is192(input.alg, input.enc)) assert.match(signature.why, /does not have/);
        else {
          assert.match(signature.why, /decrypted with the key/, `${file}: ${signature.why}`);
          opened++;
        }
      }
      assert.ok(opened > 4, `only ${opened} were opened`);
    }));
  });
}
