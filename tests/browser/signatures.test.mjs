// Signatures made by other people's libraries, tried by the page with the browser's WebCrypto.
import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { after, before, describe, it } from "node:test";
import * as jose from "jose";
import { KIND_NAMES, freshPage, launch } from "./browsers.mjs";
import * as release from "./release.mjs";
import { serve } from "./site.mjs";
import { open, paste, report, settled } from "./visit.mjs";

const CLAIMS = { iss: "https://idp.example/", aud: "orders", exp: 4_000_000_000, sub: "ada" };
const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** A token and the keys it was made with, as a person has them. */
async function signed(alg, options = {}) {
  const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true, ...options });
  const kid = `${alg}-key`;
  const token = await new jose.SignJWT(CLAIMS).setProtectedHeader({ alg, kid }).sign(privateKey);
  return { alg, kid, token, jwk: { ...(await jose.exportJWK(publicKey)), kid }, spki: await jose.exportSPKI(publicKey), pkcs8: await jose.exportPKCS8(privateKey), publicKey, privateKey };
}

async function shared(alg, bytes) {
  const secret = randomBytes(bytes);
  const token = await new jose.SignJWT(CLAIMS).setProtectedHeader({ alg }).sign(secret);
  return { alg, token, secret, jwk: { kty: "oct", k: secret.toString("base64url") } };
}

const ASYMMETRIC = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];
const SYMMETRIC = [["HS256", 32], ["HS384", 48], ["HS512", 64]];

/** The token with one bit of a segment turned. */
function altered(token, segment) {
  const parts = token.split(".");
  const bytes = Buffer.from(parts[segment], "base64url");
  bytes[Math.floor(bytes.length / 2)] ^= 1;
  parts[segment] = bytes.toString("base64url");
  return parts.join(".");
}

for (const kind of KIND_NAMES) {
  describe(`signatures in ${kind}`, { timeout: 240_000 }, () => {
    let browser, site, made;
    before(async () => {
      browser = await launch(kind);
      site = await serve({ "/": release.html });
      made = await Promise.all([...ASYMMETRIC.map((alg) => signed(alg)), ...SYMMETRIC.map(([alg, bytes]) => shared(alg, bytes))]);
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

    /** What the page knows once the browser has answered. */
    async function known(page) {
      for (let tries = 0; tries < 100; tries++) {
        const found = JSON.parse(await report(page));
        if (found.tokens[0].signature.why !== "being checked") return found;
        await settled(page);
      }
      assert.fail("the browser has not answered");
    }
    async function signature(page, token, keys, policy) {
      await paste(page, "Keys and metadata", keys);
      if (policy !== undefined) await paste(page, "Policy", policy);
      await paste(page, "Token", token);
      const found = await known(page);
      return { ...found.tokens[0].signature, requirement: found.policies[0]?.requirements.find(({ code }) => code === "signature") };
    }

    it("verifies what others signed, with every algorithm, until a bit is turned", () => visit(async (page) => {
      const set = JSON.stringify({ keys: made.map(({ jwk }) => jwk) });
      for (const { alg, token, kid } of made) {
        const right = await signature(page, token, set);
        assert.deepEqual([alg, right.state, right.provenance], [alg, "verified", "pasted"], right.why);
        if (kid) assert.equal(right.key, kid);
        for (const segment of [1, 2]) {
          const wrong = await signature(page, altered(token, segment), set);
          assert.deepEqual([alg, segment, wrong.state, wrong.key], [alg, segment, "mismatch", null], wrong.why);
        }
      }
    }));

    it("takes keys as people have them", () => visit(async (page) => {
      for (const { alg, token, spki, pkcs8, secret } of made) {
        // A private Ed25519 key often comes without its public half, and then says so.
        const whole = /^E[dD]/.test(alg) ? [] : [pkcs8];
        const forms = secret ? [secret.toString("base64"), secret.toString("base64url"), secret.toString("hex")] : [spki, ...whole, spki.replaceAll("\n", "\\n"), spki.replaceAll("\n", "\r\n  ")];
        for (const form of forms) {
          const { state, why } = await signature(page, token, form);
          assert.deepEqual([alg, form, state], [alg, form, "verified"], why);
        }
      }
      const text = "my-very-own-secret-that-is-32-by";
      const token = await new jose.SignJWT(CLAIMS).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(text));
      assert.equal((await signature(page, token, text)).state, "verified");
      assert.equal((await signature(page, token, `${text}!`)).state, "mismatch");
      assert.equal((await signature(page, token, "")).state, "unchecked");
    }));

    it("judges the policy's requirement by what came of the keys", () => visit(async (page) => {
      const metadata = '<validate-jwt header-name="Authorization"><openid-config url="https://idp.example/.well-known/openid-configuration" /></validate-jwt>';
      const [first, second] = made;
      const set = (...keys) => JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });
      const state = async (token, keys, policy) => (await signature(page, token, keys, policy)).requirement.state;
      assert.equal(await state(first.token, "", metadata), "unknown");
      assert.equal(await state(first.token, set(first, second), metadata), "met");
      assert.equal(await state(altered(first.token, 1), set(first, second), metadata), "unmet");
      assert.equal(await state(first.token, set(second), metadata), "unmet");
      const hmac = made.find(({ alg }) => alg === "HS256");
      const own = (secret) => `<validate-jwt header-name="Authorization"><issuer-signing-keys><key>${secret.toString("base64")}</key></issuer-signing-keys></validate-jwt>`;
      assert.equal(await state(hmac.token, "", own(hmac.secret)), "met");
      assert.equal((await signature(page, hmac.token, "", own(hmac.secret))).provenance, "policy");
      assert.equal(await state(hmac.token, "", own(randomBytes(32))), "unmet");
      const { n, e } = first.jwk;
      assert.equal(await state(first.token, "", `<validate-jwt header-name="Authorization"><issuer-signing-keys><key id="${first.kid}" n="${n}" e="${e}" /></issuer-signing-keys></validate-jwt>`), "met");
    }));

    it("never takes a key that the token brought along for more than it is", () => visit(async (page) => {
      const { publicKey, privateKey } = await jose.generateKeyPair("RS256");
      const forged = await new jose.SignJWT(CLAIMS).setProtectedHeader({ alg: "RS256", jwk: await jose.exportJWK(publicKey) }).sign(privateKey);
      const alone = await signature(page, forged, "", '<validate-jwt header-name="Authorization"><openid-config url="https://idp.example/.well-known/openid-configuration" /></validate-jwt>');
      assert.equal(alone.provenance, "token");
      assert.match(alone.why, /proves nothing/);
      assert.equal(alone.requirement.state, "unknown");
      const beside = await signature(page, forged, JSON.stringify(made[0].jwk));
      assert.deepEqual([beside.state, beside.provenance], ["mismatch", null]);
    }));

    it("says of what this browser does not have that it cannot be checked", () => visit(async (page) => {
      const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
      const input = `${encode({ alg: "ES256K" })}.${encode(CLAIMS)}`;
      const token = `${input}.${sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
      const { state, why } = await signature(page, token, JSON.stringify(publicKey.export({ format: "jwk" })));
      assert.equal(state, "unverifiable");
      assert.match(why, /cannot be checked in this browser/);
    }));

    it("keeps no signature green when key or token change while it is checked", () => visit(async (page) => {
      const [{ token, jwk }, other] = made;
      await paste(page, "Keys and metadata", JSON.stringify(jwk));
      await paste(page, "Token", token);
      assert.equal((await known(page)).tokens[0].signature.state, "verified");
      await page.evaluate(([keys, text]) => {
        for (const [id, value] of [["keys", keys], ["token", text], ["keys", keys]]) {
          const box = document.getElementById(id);
          box.value = value;
          box.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
      }, [JSON.stringify(other.jwk), token]);
      await settled(page);
      assert.notEqual((await known(page)).tokens[0].signature.state, "verified");
    }));
  });
}
