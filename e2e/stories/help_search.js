// The search of the help page, on the page that the server wrote and on the one that the app draws.
import assert from "node:assert/strict";
import { test } from "node:test";

import { HELP_TOPICS } from "../pages/fixed_pages.js";
import { Page } from "../pages/page.js";
import { until } from "../support/until.js";
import { LOCALES, visit } from "../support/visit.js";

const visitor = visit();
const page = new Page(visitor);

/** The topics in sight. */
function topics() {
  return page.script(() =>
    [...document.querySelectorAll("#help-topics a")]
      .filter((one) => one.checkVisibility())
      .map((one) => one.pathname.replace("/help/", "")),
  );
}

async function search(words) {
  const input = await page.find("#help-search");
  await input.clear();
  await input.sendKeys(words);
}

const isShown = (id) => page.script("return document.getElementById(arguments[0]).checkVisibility()", id);
const typed = () => page.script("return document.getElementById('help-search').value");

/** Topics whose title or text hold all words, as the messages have them. */
function holding(say, words) {
  return HELP_TOPICS.filter((topic) => {
    const text = `${say(`help-${topic}-title`)} ${say(`help-${topic}-body`)}`.toLowerCase();
    return words.toLowerCase().split(" ").every((word) => text.includes(word));
  });
}

/** Searches for what some topics hold, for what none holds, and for nothing. */
async function findsTopics(say, words) {
  const wanted = holding(say, words);
  assert.ok(wanted.length > 0 && wanted.length < HELP_TOPICS.length, `“${words}” tells topics apart`);
  await search(words);
  await until(`the topics with “${words}”`, async () => String(await topics()) === String(wanted));
  assert.ok(!(await isShown("help-search-none")));
  await search("zzzz");
  await until("no topic", async () => (await topics()).length === 0);
  assert.equal(await page.text("#help-search-none"), say("help-search-none"));
  await until("it is read aloud", async () => {
    const aloud = await page.script("return document.getElementById('announcements').textContent");
    return aloud === say("help-search-none");
  });
  await search(" ");
  await until("all topics", async () => (await topics()).length === HELP_TOPICS.length);
  assert.ok(!(await isShown("help-search-none")));
}

const WORDS = { en: "PIN wrong", fr: "PIN erreur", ar: "الرقم السري" };

for (const locale of LOCALES) {
  test(`finds topics on the server's page and on the app's (${locale})`, async () => {
    const say = visitor.say[locale];
    await page.open(`/help?lang=${locale}`);
    assert.ok(await page.has("#served #help-search"));
    await findsTopics(say, WORDS[locale]);
    await page.press(say("help-contact-title"));
    await page.at(say("help-contact-title"));
    await page.press(say("help-title"));
    await page.at(say("help-title"));
    assert.ok(await page.has("#page #help-search"));
    assert.equal(await typed(), "", "who comes back begins anew");
    await findsTopics(say, WORDS[locale]);
  });
}

test("the text stays when the language changes, and is searched for in the other one", async () => {
  await page.open("/help?lang=en");
  await search("SMART");
  await until("fewer topics", async () => String(await topics()) === String(holding(visitor.say.en, "SMART")));
  for (const locale of ["fr", "ar", "en"]) {
    await page.speak(locale);
    await page.at(visitor.say[locale]("help-title"));
    await until("the text is back", async () => (await typed()) === "SMART");
    const wanted = String(holding(visitor.say[locale], "SMART"));
    await until(`the topics in ${locale}`, async () => String(await topics()) === wanted);
  }
});
