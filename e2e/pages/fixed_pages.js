// The pages that are the same for everyone: their addresses, and which messages of locales/ each of them shows.
import { dateIn, idsIn } from "../support/words.js";

export const HELP_TOPICS = [
  "how-to",
  "not-found",
  "wrong-record",
  "not-updated",
  "federal",
  "questions",
  "helping-someone",
  "without-phone",
  "contact",
];

const CONTACT = ["layout-contact-title", "layout-contact-phone", "layout-contact-email"];
const LEGAL = ["legal-effective", "legal-version", "legal-contents"];

const topicTitle = (topic) => `help-${topic}-title`;

/** `shown` are the ids of the messages between header and footer; `title` is that of the heading. */
export const FIXED_PAGES = [
  { path: "/", title: "start-title", shown: [...idsIn("start"), ...CONTACT] },
  { path: "/help", title: "help-title", shown: ["help-title", ...HELP_TOPICS.map(topicTitle), ...CONTACT] },
  ...HELP_TOPICS.map((topic) => ({
    path: `/help/${topic}`,
    title: topicTitle(topic),
    shown: ["help-title", topicTitle(topic), `help-${topic}-body`, ...CONTACT],
  })),
  ...["privacy", "terms", "accessibility"].map((name) => ({
    path: `/${name}`,
    title: `${name}-title`,
    shown: [`${name}-title`, ...LEGAL, `${name}-body`],
  })),
  {
    path: "/nowhere",
    title: "layout-not-found-title",
    shown: ["layout-not-found-title", "layout-not-found-text", "layout-not-found-action"],
  },
];

/** What is around each of these pages. */
export const FRAME = [
  "layout-skip-link",
  "layout-banner-lead",
  "layout-banner-toggle",
  "layout-banner-address",
  "layout-demo",
  "layout-language",
  "layout-footer-help",
  "layout-footer-privacy",
  "layout-footer-terms",
  "layout-footer-accessibility",
  "layout-footer-operator",
  "layout-contact-phone",
];

/** The lines of a message without the signs that begin an item, a step or a subheading. */
export function linesOf(say, id) {
  const values = { date: dateIn(say, "2026-11-20"), version: "1" };
  const lines = say(id, values).split("\n");
  return lines.map((line) => line.trim().replace(/^(- |\d+\. |## )/, "")).filter(Boolean);
}
