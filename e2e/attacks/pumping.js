// Somebody who knows people's names lets the service send: 60 requests to one phone, 250 texts to one prefix, and phones
// of countries that are not allowed. Then the first without its limits.
import { Figures, inBrief, withControl } from "../support/attack.js";
import { askAll, askEach, person, report } from "../support/crowd.js";
import { openRequests, unsentMessages } from "../support/database.js";
import { Portal, QUICK } from "../support/portal.js";
import { until } from "../support/until.js";

const EASY = { MYVAX_BOT_CHECK__MAX_NUMBER: "200" };
const TO_ONE = inBrief(60, 15);
const HOUSEHOLD = 5;
const OF_A_PREFIX = inBrief(250, 20);
const TEXTS_OF_A_PREFIX = inBrief(200, 10);
const ABROAD = ["+44 7700 900123", "+33 6 12 34 56 78", "+882 16 1234 5678", "+979 1234 56789"];

const phone = (number) => `617-555-${String(number).padStart(4, "0")}`;
const withPhone = (number, text) => ({ ...person(number), email: undefined, phone: text });

/** Asks for these; returns how many messages there are when nothing is left to do. */
async function sentFor(people, settings, waiting) {
  const portal = await Portal.start({ ...EASY, ...settings });
  try {
    await report(portal, [...new Map(people.map((one) => [one.first_name, one])).values()]);
    const statuses = await askEach(portal, people);
    console.log(`attack:   answers ${JSON.stringify(statuses)}`);
    // The last request of a person of its own ends after all before it.
    await askAll(portal, [person(9_999_999)]);
    await until("the requests are decided", () => openRequests(portal) <= waiting, 120_000);
    await until("the messages are sent", () => unsentMessages(portal) === 0, 120_000);
    return portal.outbox.messages().length - 1;
  } finally {
    await portal.stop();
  }
}

const figures = new Figures();
// More people with one phone would hide each other.
const toOne = Array.from({ length: TO_ONE }, (_, number) => withPhone(number % HOUSEHOLD, phone(1)));
figures.atMost(`messages of ${TO_ONE} requests to one phone in an hour`, await sentFor(toOne, {}, 0), 9, "messages");
const prefix = Array.from({ length: OF_A_PREFIX }, (_, number) => withPhone(number, phone(number)));
const limit = { MYVAX_LIMITS__PREFIX_TEXTS_PER_HOUR: String(TEXTS_OF_A_PREFIX) };
const texts = await sentFor(prefix, limit, OF_A_PREFIX - TEXTS_OF_A_PREFIX);
figures.atMost(`texts of ${OF_A_PREFIX} requests to phones of one prefix`, texts, TEXTS_OF_A_PREFIX, "texts");
const abroad = ABROAD.map((one, number) => withPhone(number, one));
figures.atMost("texts to countries that are not allowed", await sentFor(abroad, {}, 0), 0, "texts");
if (withControl) {
  const all = await sentFor(toOne, QUICK, 0);
  figures.atLeast("messages to one phone without the limits", all, TO_ONE, "messages");
}
process.exitCode = figures.missed > 0 ? 1 : 0;
