// Leads through every page in every state, so that axe or a camera can examine each of them. Each generator yields
// `[name, page]` and continues when the caller is done.
import { endAllLinks } from "../support/database.js";
import { nobody, olga, peter, zoe } from "../support/people.js";
import { importMany } from "../support/registry.js";
import { linkFor } from "../support/request.js";
import { until } from "../support/until.js";
import { CardPage } from "./card.js";
import { HELP_TOPICS } from "./fixed_pages.js";
import { OpenPage } from "./open.js";
import { Page } from "./page.js";
import { RecordPage } from "./record.js";
import { RequestPage } from "./request.js";

/** Pages that are the same for everybody. */
export async function* standing(visit, locale) {
  const say = visit.say[locale];
  const page = new Page(visit);
  const at = async (address, title) => {
    await page.open(`${address}?lang=${locale}`);
    await page.at(say(title));
    return page;
  };
  await page.open("/");
  await (await page.find(`.language-chips button[lang="${locale}"]`)).click();
  await page.at(say("start-title"));
  yield ["start, first visit", page];
  yield ["start", await at("/", "start-title")];
  await (await page.find(".official-banner > summary")).click();
  await (await page.find(".language-menu > summary")).click();
  yield ["start, banner and menu open", page];
  yield ["request", await at("/request", "request-title")];
  yield ["sent, nothing", await at("/request/sent", "sent-lost-title")];
  yield ["paste link", await at("/open", "unlock-paste-title")];
  await page.press(say("unlock-paste-action"));
  await page.find("#service-problem");
  yield ["paste link, empty", page];
  yield ["record, no session", await at("/record", "service-problem-session-required")];
  yield ["help", await at("/help", "help-title")];
  await (await page.find("#help-search")).sendKeys("zzzz");
  await until("nothing is found", async () => (await page.mainText()).includes(say("help-search-none")));
  yield ["help, nothing found", page];
  for (const topic of HELP_TOPICS) yield [`help ${topic}`, await at(`/help/${topic}`, `help-${topic}-title`)];
  yield ["privacy", await at("/privacy", "privacy-title")];
  yield ["terms", await at("/terms", "terms-title")];
  yield ["accessibility", await at("/accessibility", "accessibility-title")];
  yield ["not found", await at("/nowhere", "layout-not-found-title")];
}

/** The form, the page after it, and links that open nothing. */
export async function* asking(visit, locale) {
  const say = visit.say[locale];
  const form = new RequestPage(visit);
  await form.open(`/demo/inbox?lang=${locale}`);
  await form.at(say("layout-inbox-title"));
  yield ["inbox", form];
  await form.open(`/request?lang=${locale}`);
  await form.send();
  await form.waitForSummary();
  yield ["request, all missing", form];
  await form.fill({ ...zoe, first_name: "نور", phone: undefined, email: "zoe at example", pin: "1234" });
  await form.send();
  await until("other errors", async () => (await form.messageBeside("email")) !== null);
  yield ["request, some wrong", form];
  await form.fill({ ...nobody, first_name: "نور" });
  await form.tickRobot();
  await form.send();
  await form.find("#letters-question");
  yield ["request, asked about letters", form];
  await form.send();
  await form.at(say("sent-title"));
  yield ["sent, by text message", form];
  await visit.portal.outbox.messageFor(await form.text("#request_code"));
  await form.press(say("sent-correct"));
  await form.at(say("request-title"));
  yield ["request, correcting", form];
  await linkFor(visit.portal, { ...zoe, phone: undefined, email: "zoe@example.org" }, locale);
  await form.open(`/demo/inbox?lang=${locale}`);
  await form.find(".inbox");
  yield ["inbox with messages", form];
  yield* opening(visit, locale);
}

async function* opening(visit, locale) {
  const say = visit.say[locale];
  const page = new OpenPage(visit);
  await page.open(await linkFor(visit.portal, zoe, locale));
  await page.at(say("unlock-title"));
  yield ["open", page];
  await page.press(say("unlock-not-me"));
  yield ["open, this was not me", page];
  await page.enter("25");
  await page.find("#pin-message");
  yield ["open, no PIN", page];
  await page.enter("7193");
  await page.find("#service-problem");
  yield ["open, wrong PIN", page];
  for (let time = 0; time < 4; time += 1) {
    await until("the field is empty", async () => (await (await page.find("#pin")).getAttribute("value")) === "");
    await page.enter("7193");
  }
  await page.at(say("service-problem-link-locked"));
  yield ["open, locked", page];
  await page.open(`/?lang=${locale}`);
  await page.open(await linkFor(visit.portal, zoe, locale));
  await endAllLinks(visit.portal);
  await page.enter(zoe.pin);
  await page.at(say("service-problem-link-expired"));
  yield ["open, expired", page];
  await page.open(`/?lang=${locale}`);
  await page.open(await linkFor(visit.portal, zoe, locale));
  await page.endLink(say);
  yield ["open, ended", page];
  await page.open(`/?lang=${locale}`);
  await page.open("/open#half-a-link");
  await page.at(say("service-problem-link-unknown"));
  yield ["open, unknown", page];
}

/** The record and the card, and how they close. */
export async function* seeing(visit, locale) {
  const say = visit.say[locale];
  const page = new RecordPage(visit);
  const card = new CardPage(visit);
  await page.openAs(zoe, locale);
  yield ["record", page];
  await (await page.find("#record-filter option[value=influenza]")).click();
  yield ["record, one vaccine", page];
  await page.press(say("record-card-action"));
  await page.at(say("card-title"));
  yield ["card", card];
  await page.press(say("card-iphone-title"));
  await page.press(say("card-android-title"));
  await page.press(say("card-enlarge"));
  yield ["card, all open", card];
  await page.letTimePass(13.5);
  await page.find("dialog[role=alertdialog]");
  yield ["record, closing soon", page];
  await page.letTimePass(2);
  await page.at(say("service-problem-session-required"));
  yield ["record, over", page];
  await page.openAs(peter, locale);
  yield ["record without COVID-19", page];
  await page.press(say("record-card-action"));
  await page.at(say("card-none-title"));
  yield ["card, none", card];
  importMany(visit.portal);
  await page.openAs(olga, locale);
  yield ["record, long", page];
  await page.press(say("record-card-action"));
  await page.at(say("card-title"));
  yield ["card, several", card];
  await page.lock();
  await page.at(say("record-locked-title"));
  yield ["record, locked", page];
}
