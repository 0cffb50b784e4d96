// The server and the browser app write the pages that are the same for everyone: what they write is equal.
import assert from "node:assert/strict";
import { test } from "node:test";

import { FIXED_PAGES, HELP_TOPICS } from "../pages/fixed_pages.js";
import { Page } from "../pages/page.js";
import { until } from "../support/until.js";
import { LOCALES, visit } from "../support/visit.js";

const visitor = visit();
const page = new Page(visitor);

/** What the server wrote; nothing where the page is the app's. */
const served = () => page.script("return document.getElementById('served')?.innerHTML ?? null");
/** The app draws into one element without attributes; an empty comment in it is Leptos's. */
const drawn = () =>
  page.script("return document.querySelector('#page > div:not([class])')?.innerHTML.replace('<!---->', '') ?? null");

/** All that is around a page, and the title. */
function frame() {
  return page.script(() => {
    const html = (id) => document.getElementById(id).innerHTML;
    return { header: html("header"), footer: html("footer"), title: document.title };
  });
}

/** Waits until the app has drawn a page. */
async function drawnAt(title) {
  await page.at(title);
  const html = await until("the app draws the page", drawn);
  assert.equal(await served(), null, "what the server wrote is gone");
  return html;
}

async function openServed(path, locale) {
  await page.open(`${path}?lang=${locale}`);
  assert.equal(await drawn(), null, `${path} is the server's`);
  return { html: await served(), frame: await frame() };
}

/** How a person comes to a page by links: from the form, whose page is the app's. */
async function goByLinks(path, say) {
  if (path === "/") return page.press(say.department.service_name);
  const [, name, topic] = path.split("/");
  await page.press(say(`layout-footer-${name}`));
  if (topic) {
    await page.at(say("help-title"));
    await page.press(say(`help-${topic}-title`));
  }
}

for (const locale of LOCALES) {
  const other = locale === "fr" ? "ar" : "fr";

  test(`after the language was changed and changed back (${locale})`, async () => {
    for (const { path, title } of FIXED_PAGES) {
      const before = await openServed(path, locale);
      await page.speak(other);
      await drawnAt(visitor.say[other](title));
      await page.speak(locale);
      assert.equal(await drawnAt(visitor.say[locale](title)), before.html, path);
      assert.deepEqual(await frame(), before.frame, path);
    }
  });

  test(`after the person came by links (${locale})`, async () => {
    const say = visitor.say[locale];
    for (const { path, title } of FIXED_PAGES.filter(({ path }) => path !== "/nowhere")) {
      const before = await openServed(path, locale);
      await page.open(`/request?lang=${locale}`);
      await goByLinks(path, say);
      assert.equal(await drawnAt(say(title)), before.html, path);
      assert.deepEqual(await frame(), before.frame, path);
    }
  });

  test(`on a first visit, with all languages in sight (${locale})`, async () => {
    await visitor.browser.prefer(locale);
    await page.open("/");
    const before = await served();
    assert.match(before, /language-chips/);
    await (await page.find(`.language-chips [value=${other}]`)).click();
    await drawnAt(visitor.say[other]("start-title"));
    await (await page.find(`.language-chips [value=${locale}]`)).click();
    assert.equal(await drawnAt(visitor.say[locale]("start-title")), before);
  });
}

test("both know the same help topics", async () => {
  await page.open("/help");
  const links = await page.script("return [...document.querySelectorAll('.topics a')].map((one) => one.pathname)");
  assert.deepEqual(
    links,
    HELP_TOPICS.map((topic) => `/help/${topic}`),
  );
});
