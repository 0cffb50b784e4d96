// An independent validator accepts `docs/openapi.json` as OpenAPI 3.1; the backend's tests keep that file equal to the
// served description. No browser.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { createConfig, lintFromString } from "@redocly/openapi-core";

import { root } from "../support/places.js";

const text = fs.readFileSync(path.join(root, "docs/openapi.json"), "utf8");
const config = await createConfig({
  extends: ["recommended"],
  // A call without parameters and body cannot have a client error.
  rules: { "operation-4xx-response": "off" },
});

/** Warnings count as well. */
async function mistakesIn(source) {
  const mistakes = await lintFromString({ source, absoluteRef: "openapi.json", config });
  return mistakes.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`);
}

test("the description of the API is valid", async () => {
  assert.deepEqual(await mistakesIn(text), []);
});

test("an invalid description is detected", async () => {
  const unlock = (document) => document.paths["/api/v1/unlock"].post;
  for (const [rule, breakIt] of [
    ["operation-operationId-unique", (document) => (unlock(document).operationId = "readRecord")],
    ["no-empty-servers", (document) => delete document.servers],
    ["security-defined", (document) => delete document.components.securitySchemes],
    ["no-unresolved-refs", (document) => delete document.components.schemas.Problem],
    ["struct", (document) => delete document.info.title],
  ]) {
    const document = JSON.parse(text);
    breakIt(document);
    const mistakes = await mistakesIn(JSON.stringify(document));
    assert.ok(mistakes.some((mistake) => mistake.startsWith(`${rule} `)), `${rule}: ${mistakes}`);
  }
});
