// Reads the sent messages from the development outbox.
import fs from "node:fs";

import { until } from "./until.js";

export class Outbox {
  constructor(file) {
    this.file = file;
  }

  messages() {
    if (!fs.existsSync(this.file)) return [];
    const lines = fs.readFileSync(this.file, "utf8").split("\n");
    // The text after the last line break is a line that is still being written.
    return lines.slice(0, -1).map((line) => JSON.parse(line));
  }

  /** How many bytes were written, which grows with each message. */
  size() {
    return fs.existsSync(this.file) ? fs.statSync(this.file).size : 0;
  }

  /** The first message to this address. */
  messageTo(address) {
    return until(`a message to ${address}`, () => this.messages().find((message) => message.to === address), 300_000);
  }

  /** The message with this request code. */
  messageFor(code) {
    return until(`a message for request ${code}`, () => this.messages().find((message) => message.text.includes(code)));
  }
}

/** The one link in a message. */
export function linkIn(message) {
  const links = message.text.match(/https?:\/\/\S+#\S+/g) ?? [];
  if (links.length !== 1) throw new Error(`${links.length} links in: ${message.text}`);
  return links[0];
}
