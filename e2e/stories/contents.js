// The contents of a long page lead to its parts, on the server's page and on the one that the app draws.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Page } from "../pages/page.js";
import { until } from "../support/until.js";
import { visit } from "../support/visit.js";

const visitor = visit();
const page = new Page(visitor);

async function comeByLink() {
  await page.open("/request");
  await page.press(visitor.say.en("layout-footer-privacy"));
  await page.at(visitor.say.en("privacy-title"));
}

/** How far the part's heading is from the top of the screen, in pixels. */
function distance() {
  return page.script("return Math.abs(document.getElementById('privacy-body-3').getBoundingClientRect().top)");
}

for (const [whose, open] of Object.entries({ server: () => page.open("/privacy"), app: comeByLink })) {
  test(`a link leads to its part of the page, and the address names it (${whose})`, async () => {
    await open();
    await (await page.find(".contents li:nth-child(3) a")).click();
    await until("the part is at the top", async () => (await distance()) < 100);
    await until("the address names it", async () => (await page.address()).endsWith("/privacy#privacy-body-3"));
  });
}
