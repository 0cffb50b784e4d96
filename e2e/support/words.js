// The texts of the pages: read from locales/, with the department's values from the portal.
import fs from "node:fs";
import path from "node:path";

import { FluentBundle, FluentResource } from "@fluent/bundle";

import { root } from "./places.js";

/**
 * A message as the portal shows it, as `say("start-title")`; `say.department` has the department's own texts, `say.hours`
 * the lines of its opening hours.
 */
export async function wordsOf(portal, locale) {
  const bundle = new FluentBundle(locale, { useIsolating: false });
  const folder = path.join(root, "locales", locale);
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
    bundle.addResource(new FluentResource(fs.readFileSync(path.join(folder, file), "utf8")));
  }
  const values = await portal.json(`/api/v1/portal?lang=${locale}`);
  const known = {
    service: values.service_name,
    department: values.department,
    operator: values.operator,
    phone: values.help_phone,
    email: values.help_email,
    delay: values.update_delay_hours,
    law: values.law_basis,
    registry: values.registry_name,
  };
  const say = (id, args = {}) => {
    const message = bundle.getMessage(id);
    if (!message?.value) throw new Error(`${locale} has no ${id}`);
    return bundle.formatPattern(message.value, { ...known, ...args });
  };
  say.hours = values.help_hours.flatMap((hours) => linesOf(hours, say));
  known.hours = say.hours.join(" · ");
  say.department = values;
  return say;
}

/** The ids of a file of locales/, in its order. */
export function idsIn(file) {
  const text = fs.readFileSync(path.join(root, "locales/en", `${file}.ftl`), "utf8");
  return [...text.matchAll(/^([a-z][\w-]*) =/gm)].map(([, id]) => id);
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Opening hours, one line for each run of neighboring days. */
function linesOf({ days, opens, closes }, say) {
  const time = (text) => {
    const [hour, minute] = text.split(":");
    const values = { hour24: Number(hour), hour12: Number(hour) % 12 || 12, half: hour < 12 ? "am" : "pm" };
    return say("layout-time", { ...values, minute });
  };
  const day = (index) => say(`layout-weekday-${WEEK[index]}`);
  const isOpen = (index) => days.includes(WEEK[index]);
  const firsts = WEEK.map((_, index) => index).filter((index) => isOpen(index) && !isOpen(index - 1));
  return firsts.map((first) => {
    let last = first;
    while (isOpen(last + 1)) last += 1;
    const values = { first: day(first), last: day(last), opens: time(opens), closes: time(closes) };
    return say(first === last ? "layout-hours-day" : "layout-hours-days", values);
  });
}

/** A date in the language's format. */
export function dateIn(say, iso) {
  const [year, month, day] = iso.split("-").map(Number);
  // Fluent would group the year's digits.
  return say("layout-date", { year: String(year), day: String(day), month: say(`layout-month-${month}`) });
}
