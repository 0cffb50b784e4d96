// An accessibility story: checks every state of some pages in each language, size and theme.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./look.js";
import { LOCALES } from "./visit.js";

/** `states` is one of the generators of pages/every_state.js. All faults are reported at once. */
export function everyStateIsAccessible(visitor, states) {
  for (const locale of LOCALES) {
    test(`${states.name}: every page and state without a fault (${locale})`, async () => {
      const found = [];
      for await (const [name, page] of states(visitor, locale)) {
        const [lang, dir] = await page.language();
        if (lang !== locale || dir !== (locale === "ar" ? "rtl" : "ltr")) found.push(`${name}: is ${lang}, ${dir}`);
        found.push(...(await look(page, name)));
      }
      assert.deepEqual(found, []);
    });
  }
}
