// A stand-in for a mail server: a real SMTP server that requires TLS and a login, writes each message to a file and
// delivers nothing. `node mail.js LOG CERTIFICATE KEY [implicit] [unwelcome] [plain] [ascii]` prints its port; `node mail.js
// LOG` is a server for this machine, without TLS and login. The begin of a recipient's address selects the answer; `slow-` gets it
// late.
import fs from "node:fs";

import { SMTPServer } from "smtp-server";

import { announce, logTo } from "./log.js";

const [logPath, certificate, key, ...options] = process.argv.slice(2);
const log = logTo(logPath);

const SLOW_MILLISECONDS = 50;

const problem = (code, text) => Object.assign(new Error(text), { responseCode: code });

const AT_RECIPIENT = {
  "unknown-": (address) => problem(550, `<${address}>: there is no such mailbox`),
  "busy-": () => problem(451, "try again later"),
};
const AT_END = {
  "spam-": () => problem(554, "this message is spam"),
  "full-": () => problem(452, "the mailbox is full"),
  "spf-": () => problem(550, "5.7.23 your domain does not name this sender"),
};

const answerFor = (answers, address) => {
  const begin = Object.keys(answers).find((prefix) => address.startsWith(prefix));
  return begin && answers[begin](address);
};

const security = certificate
  ? { cert: fs.readFileSync(certificate), key: fs.readFileSync(key), hideSTARTTLS: options.includes("plain") }
  : { authOptional: true, disabledCommands: ["STARTTLS", "AUTH"] };

const server = new SMTPServer({
  ...security,
  hideSMTPUTF8: options.includes("ascii"),
  secure: options.includes("implicit"),
  onConnect(session, done) {
    done(options.includes("unwelcome") ? problem(554, "no service for this address") : null);
  },
  onAuth({ username, password }, session, done) {
    const isRight = username === "portal" && password === "mail password/1";
    done(isRight ? null : problem(535, "wrong user or password"), isRight ? { user: username } : undefined);
  },
  onRcptTo({ address }, session, done) {
    done(answerFor(AT_RECIPIENT, address));
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map(({ address }) => address);
      const refusal = answerFor(AT_END, to[0]);
      log({
        connection: session.id,
        secure: session.secure,
        user: session.user,
        accepted: !refusal,
        from: mailFrom.address,
        to,
        raw: Buffer.concat(chunks).toString("latin1"),
      });
      if (to[0].startsWith("silent-")) return;
      setTimeout(() => done(refusal), to[0].startsWith("slow-") ? SLOW_MILLISECONDS : 0);
    });
  },
});
// A client that goes away is not an error of this server.
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => announce(server.server));
