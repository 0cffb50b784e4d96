// The texts of the pages: read from locales/, with the department's values from the portal.
import fs from "node:fs";
import path from "node:path";

import { FluentBundle, FluentResource } from "@fluent/bundle";

import { root } from "./places.js";

/** A message as the portal shows it, as `say("start-title")`. */
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
  };
  return (id, args = {}) => {
    const message = bundle.getMessage(id);
    if (!message?.value) throw new Error(`${locale} has no ${id}`);
    return bundle.formatPattern(message.value, { ...known, registry: "", ...args });
  };
}

/** A date in the language's format. */
export function dateIn(say, iso) {
  const [year, month, day] = iso.split("-").map(Number);
  // Fluent would group the year's digits.
  return say("layout-date", { year: String(year), day: String(day), month: say(`layout-month-${month}`) });
}
