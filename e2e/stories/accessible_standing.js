// The public pages: axe finds no fault and no text is cut off, in three languages, on phone and desk, light and dark.
import assert from "node:assert/strict";
import { test } from "node:test";

import { standing } from "../pages/every_state.js";
import { Page } from "../pages/page.js";
import { everyStateIsAccessible } from "../support/accessible.js";
import { look } from "../support/look.js";
import { visit } from "../support/visit.js";

const visitor = visit();

test("the check finds a planted fault in every size and theme", async () => {
  const page = await new Page(visitor).open("/");
  await page.script(() => {
    const planted = document.createElement("p");
    planted.textContent = "planted";
    planted.style.cssText = "color: #777; background: light-dark(#888, #666); inline-size: 1300px; max-inline-size: none";
    document.querySelector("main").append(planted);
  });
  const found = await look(page, "planted");
  const count = (word) => found.filter((fault) => fault.includes(word)).length;
  assert.equal(count("too wide"), 3, found.join("\n"));
  assert.equal(count("color-contrast"), 4, found.join("\n"));
  assert.equal(count("#888888"), 2, "the ground of the light theme");
  assert.equal(count("#666666"), 2, "the ground of the dark theme");
});

everyStateIsAccessible(visitor, standing);
