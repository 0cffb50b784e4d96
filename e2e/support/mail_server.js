// A mail server on this machine for one story: the stand-in of `gateways/mail.js`, without TLS.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { root } from "./places.js";
import { until } from "./until.js";

export class MailServer {
  static async start() {
    const server = new MailServer();
    server.folder = fs.mkdtempSync(path.join(os.tmpdir(), "myvax-mail-"));
    server.log = path.join(server.folder, "log");
    server.process = spawn("node", [path.join(root, "e2e/gateways/mail.js"), server.log], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await new Promise((resolve) => server.process.stdout.once("data", (data) => resolve(`${data}`.split("\n"))));
    server.url = `smtp://127.0.0.1:${line}?tls=none`;
    return server;
  }

  /** The text of the first message to this address that contains these words. */
  textTo(address, words) {
    const texts = () =>
      fs
        .readFileSync(this.log, "utf8")
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line))
        .filter(({ to }) => to.includes(address))
        .map(({ raw }) => withoutQuoting(raw));
    return until(`an e-mail to ${address}`, () => texts().find((text) => text.includes(words)));
  }

  stop() {
    this.process.kill();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Undoes quoted-printable (RFC 2045 section 6.7) as far as a link needs it. The Rust tests read whole e-mails. */
function withoutQuoting(raw) {
  return raw.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
