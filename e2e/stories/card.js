// The SMART Health Card, from the screen to a scanner: its encoding, its content, and that no dose is missing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";

import { CardPage } from "../pages/card.js";
import { RecordPage } from "../pages/record.js";
import { dosesOn, verifierOf } from "../support/card.js";
import { assertShows } from "../support/expect.js";
import { olga, peter, ruth, zoe } from "../support/people.js";
import { jwsOf, readQr } from "../support/qr.js";
import { importMany } from "../support/registry.js";
import { PHONE, visit } from "../support/visit.js";

const visitor = visit();
const LONGEST_JWS = 1195;

async function cardOf(person, title = "card-title") {
  // Two device pixels per CSS pixel, as on a phone with a coarse screen.
  await visitor.browser.resize(PHONE, 800, 2);
  const record = await new RecordPage(visitor).openAs(person);
  const shown = (await record.groups()).find((group) => group.id === "covid-19");
  await record.press(visitor.say.en("record-card-action"));
  const page = await new CardPage(visitor).at(visitor.say.en(title));
  return { page, shown: shown?.doses.length ?? 0 };
}

/** Checks the encoding of the code and returns its signed text. */
function signedTextIn({ version, level, segments }) {
  assert.equal(segments.length, 2, JSON.stringify(segments));
  assert.deepEqual(segments[0], { type: "byte", text: "shc:/" });
  assert.equal(segments[1].type, "numeric");
  assert.ok(version <= 22, `version ${version}`);
  assert.equal(level, "L");
  const jws = jwsOf(segments[1].text);
  assert.ok(jws.length <= LONGEST_JWS, `${jws.length} characters`);
  return jws;
}

function claimsOf(jws) {
  const [header, payload] = jws.split(".");
  return {
    header: JSON.parse(Buffer.from(header, "base64url").toString()),
    claims: JSON.parse(inflateRawSync(Buffer.from(payload, "base64url")).toString()),
  };
}

test("the code on a phone's screen is a card that verifies", async () => {
  const { page } = await cardOf(zoe);
  const code = await page.scan(0);
  const jws = signedTextIn(code);
  const { header, claims } = claimsOf(jws);
  assert.equal(header.alg, "ES256");
  assert.equal(header.zip, "DEF");
  assert.equal(claims.iss, "https://vax.example.org");
  assert.ok(Number.isInteger(claims.nbf) && claims.nbf * 1000 <= Date.now());
  assert.ok(claims.vc.type.includes("https://smarthealth.cards#health-card"));
  assert.ok(claims.vc.rid);

  const verifier = await verifierOf(visitor.portal);
  const bundle = await verifier.bundle(jws);
  const patient = bundle.entry[0].resource;
  assert.equal(patient.name.length, 1);
  assert.equal(patient.name[0].family, "Example");
  assert.equal(patient.name[0].given[0], "Zoë");
  assert.equal(patient.birthDate, "1988-02-29");
  assert.equal(patient.gender, undefined, "a card in the US does not tell the gender");
  assert.deepEqual(dosesOn(bundle), ["208 2021-04-10", "208 2021-05-01", "300 2022-10-02"]);

  const box = await page.script("return document.querySelector('svg.qr').getBoundingClientRect().width");
  // 45 mm where a CSS pixel is 1/96 inch.
  assert.ok(box >= 170, `the code is ${box} px wide`);
});

test("the saved file and the saved image hold the same card", async () => {
  const say = visitor.say.en;
  const { page } = await cardOf(zoe);
  const jws = signedTextIn(await page.scan(0));
  const file = await page.save(0, say("card-save-file"));
  assert.match(file.name, /\.smart-health-card$/);
  const content = file.bytes.toString();
  const { verifiableCredential } = JSON.parse(content);
  assert.equal(verifiableCredential.length, 1);
  // The file is signed again, so the signature differs and the signed content is the same.
  assert.deepEqual(claimsOf(verifiableCredential[0]).claims.vc, claimsOf(jws).claims.vc);
  const verifier = await verifierOf(visitor.portal);
  assert.equal(dosesOn(await verifier.fileBundle(content)).length, 3);

  const image = await page.save(0, say("card-save-image"));
  assert.match(image.name, /\.png$/);
  assert.equal(signedTextIn(readQr(image.bytes)), jws);
});

test("a forged card is detected", async () => {
  const { page } = await cardOf(zoe);
  const jws = signedTextIn(await page.scan(0));
  const verifier = await verifierOf(visitor.portal);
  const [header, payload, signature] = jws.split(".");
  const other = (signature[0] === "A" ? "B" : "A") + signature.slice(1);
  await assert.rejects(verifier.bundle([header, payload, other].join(".")));
});

/** Scans and saves every card of the page; returns the doses of each. */
async function dosesOnAll(page) {
  const { en } = visitor.say;
  const verifier = await verifierOf(visitor.portal);
  const cards = await page.cards();
  const doses = [];
  for (const [place, card] of cards.entries()) {
    const scanned = dosesOn(await verifier.bundle(signedTextIn(await page.scan(place))));
    const text = await card.getText();
    assertShows(text, en("record-doses", { count: scanned.length }));
    if (cards.length > 1) assertShows(text, en("card-place", { number: place + 1, total: cards.length }));
    const saved = await page.save(place, en("card-save-file"));
    assert.deepEqual(dosesOn(await verifier.fileBundle(saved.bytes.toString())), scanned);
    doses.push(scanned);
  }
  return doses;
}

test("eighteen doses: the card omits the lot numbers and no dose", async () => {
  const { page, shown } = await cardOf(ruth);
  const doses = (await dosesOnAll(page)).flat();
  assert.equal(shown, 18);
  assert.equal(new Set(doses).size, 18);
  assert.equal(doses.length, 18);
});

test("more doses than one card holds are shown on several, and none is dropped", async () => {
  const many = importMany(visitor.portal);
  const { page, shown } = await cardOf(olga);
  const cards = await dosesOnAll(page);
  assert.ok(cards.length > 1, "one card cannot hold them");
  const doses = cards.flat();
  assert.equal(shown, many);
  assert.equal(new Set(doses).size, many);
  assert.equal(doses.length, many);
});

test("the code can be scanned in the dark theme, small and large", async () => {
  const { page } = await cardOf(zoe);
  const jws = signedTextIn(await page.scan(0));
  await visitor.browser.theme("dark");
  assert.equal(signedTextIn(await page.scan(0)), jws);
  await page.press(visitor.say.en("card-enlarge"));
  assert.equal(signedTextIn(await page.scan(0)), jws);
});

test("a person without a COVID-19 dose reads so and gets no empty card", async () => {
  const { page, shown } = await cardOf(peter, "card-none-title");
  assert.equal(shown, 0);
  assert.equal((await page.cards()).length, 0);
  assertShows(await page.mainText(), visitor.say.en("card-none-text"));
});
