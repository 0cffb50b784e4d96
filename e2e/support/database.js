// Changes the demo's database from outside. Links live for at least an hour and the product cannot make time pass, so a
// story about an expired link writes an earlier end into the row.
import { execFileSync } from "node:child_process";

import { until } from "./until.js";

function sql(portal, statements) {
  return execFileSync("sqlite3", ["-cmd", ".timeout 10000", portal.database, statements], { encoding: "utf8" }).trim();
}

/** Makes the link of every request so far expire a minute ago. */
export async function endAllLinks(portal) {
  // A link's day begins when its message is delivered, and the outbox receives the message a little before the row changes.
  const delivering = "SELECT count(*) FROM message WHERE sealed_content IS NOT NULL";
  await until("all messages are delivered", () => sql(portal, delivering) === "0");
  const earlier = "strftime('%Y-%m-%d %H:%M:%f', 'now', '-1 minute')";
  const changed = sql(portal, `UPDATE access_link SET expires_at = ${earlier}; SELECT changes();`);
  if (Number(changed) === 0) throw new Error("there is no link to end");
}

/** How many messages are not sent yet. */
export function unsentMessages(portal) {
  return Number(sql(portal, "SELECT count(*) FROM message WHERE sealed_content IS NOT NULL"));
}

/** How many requests are not decided yet. */
export function openRequests(portal) {
  return Number(sql(portal, "SELECT count(*) FROM access_request WHERE state = 'open'"));
}
