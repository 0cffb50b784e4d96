// Changes the demo's database from outside. Links live at least an hour and the product has no way to make time pass, so
// a story about an expired link writes an earlier end into the row, as if the hour were over.
import { execFileSync } from "node:child_process";

import { until } from "./until.js";

function sql(portal, statements) {
  return execFileSync("sqlite3", ["-cmd", ".timeout 10000", portal.database, statements], { encoding: "utf8" }).trim();
}

/** The link of every request so far ended a minute ago. */
export async function endAllLinks(portal) {
  // A link's day begins when its message is delivered, and the outbox hears of that a little before the row does.
  const delivering = "SELECT count(*) FROM message WHERE sealed_content IS NOT NULL";
  await until("all messages are delivered", () => sql(portal, delivering) === "0");
  const earlier = "strftime('%Y-%m-%d %H:%M:%f', 'now', '-1 minute')";
  const changed = sql(portal, `UPDATE access_link SET expires_at = ${earlier}; SELECT changes();`);
  if (Number(changed) === 0) throw new Error("there is no link to end");
}
