// Requests a record over HTTP, as the form would, for stories that begin with a link.
import { createHash } from "node:crypto";

import { linkIn } from "./outbox.js";

/** Solves a challenge of the robot check. It counts until the hash fits, as the browser does behind "I am not a robot". */
export function solve({ algorithm, challenge, salt, signature, maxnumber }) {
  for (let number = 0; number <= maxnumber; number += 1) {
    if (createHash("sha256").update(salt + number).digest("hex") === challenge) {
      const proof = { algorithm, challenge, number, salt, signature };
      return Buffer.from(JSON.stringify(proof)).toString("base64");
    }
  }
  throw new Error("no number fits the challenge");
}

/** The link that this person receives. */
export async function linkFor(portal, person, locale = "en") {
  const bot_proof = solve(await portal.json("/api/v1/bot-challenge"));
  const answer = await fetch(`${portal.origin}/api/v1/access-requests`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...person, locale, bot_proof }),
  });
  if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
  const { request_code } = await answer.json();
  return linkIn(await portal.outbox.messageFor(request_code));
}
