// Scripts are turned off: the pages that are the same for everyone show every word, and a chosen language stays chosen.
import assert from "node:assert/strict";
import { test } from "node:test";

import { FIXED_PAGES, FRAME, linesOf } from "../pages/fixed_pages.js";
import { Page } from "../pages/page.js";
import { assertHides, assertShows, plain } from "../support/expect.js";
import { idsIn } from "../support/words.js";
import { LOCALES, visit } from "../support/visit.js";

const visitor = visit({ javascript: false });
const page = new Page(visitor);

/** Comes without a cookie and without a script; all that can be opened is open. */
async function read(path, locale) {
  await visitor.browser.prefer(locale);
  await visitor.driver.get(visitor.portal.origin + path);
  return page.script(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    const labels = [...document.querySelectorAll("[aria-label]")].map((one) => one.getAttribute("aria-label"));
    const main = document.querySelector("main").innerText;
    return { all: [document.body.innerText, ...labels].join("\n"), main };
  });
}

/** What is left of a text without the given lines. */
function without(text, lines) {
  const longestFirst = lines.map(plain).sort((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((rest, line) => rest.replaceAll(line, " "), plain(text));
  return rest.replace(/[·\s]+/g, " ").trim();
}

/** What the department configured, and the languages by their own names. */
async function otherLines(say) {
  const { operator, official_banner, interpreter } = say.department;
  const names = await page.script(
    "return [...document.querySelectorAll('.language-menu button')].map((one) => one.textContent)",
  );
  return [operator, official_banner, interpreter, ...say.hours, ...names];
}

const NO_SCRIPT = ["layout-shell-no-script-title", "layout-shell-no-script-text"];

test("no message of these pages is forgotten by this story", () => {
  const seen = new Set([...FIXED_PAGES.flatMap(({ shown }) => shown), "help-search-label", "help-search-none"]);
  const all = ["start", "help", "legal"].flatMap(idsIn);
  assert.deepEqual(
    all.filter((id) => !seen.has(id)),
    [],
  );
});

for (const locale of LOCALES) {
  test(`every word is there, and nothing else (${locale})`, async () => {
    const say = visitor.say[locale];
    for (const { path, title, shown } of FIXED_PAGES) {
      const { all, main } = await read(path, locale);
      assert.deepEqual(await page.language(), [locale, locale === "ar" ? "rtl" : "ltr"], path);
      assert.equal(await page.title(), say("layout-document-title", { page: say(title) }), path);
      const lines = shown.flatMap((id) => linesOf(say, id));
      assertShows(all, ...lines, ...FRAME.map((id) => say(id)), say.department.official_banner);
      assertHides(all, say("layout-loading"), say("layout-shell-loading"));
      const notice = path === "/" ? NO_SCRIPT.map((id) => say(id)) : [];
      assert.equal(without(main, [...lines, ...notice, ...(await otherLines(say))]), "", `${path} shows more`);
    }
  });

  test(`a chosen language stays chosen (${locale})`, async () => {
    const say = visitor.say[locale];
    await read("/help/how-to", locale === "en" ? "fr" : "en");
    await (await page.find(`.language-menu button[lang="${locale}"]`)).click();
    await page.at(say("help-how-to-title"));
    await page.press(say("help-title"));
    await page.at(say("help-title"));
    await page.press(say("layout-footer-privacy"));
    await page.at(say("privacy-title"));
    assert.equal((await page.language())[0], locale);
  });
}
