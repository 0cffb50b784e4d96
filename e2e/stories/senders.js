// A provider's system, generated from our description of the web service, sends messages to the running server.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";

import soap from "soap";

import { binary, root } from "../support/places.js";
import { Portal, freePort } from "../support/portal.js";

const FACILITY = "EXAMPLE CLINIC";
/** The names that the two descriptions use for the same things. */
const NAMES = {
  2011: {
    test: ["connectivityTest", (text) => ({ echoBack: text }), "return"],
    submit: [
      "submitSingleMessage",
      (password, text) => ({ username: "clinic", password, facilityID: FACILITY, hl7Message: text }),
      "return",
    ],
  },
  2014: {
    test: ["ConnectivityTest", (text) => ({ EchoBack: text }), "EchoBack"],
    submit: [
      "SubmitSingleMessage",
      (password, text) => ({ Username: "clinic", Password: password, FacilityID: FACILITY, Hl7Message: text }),
      "Hl7Message",
    ],
  },
};

let portal, address, password;

before(async () => {
  const port = await freePort();
  address = `http://127.0.0.1:${port}/registry/hl7v2`;
  portal = await Portal.start({ MYVAX_REGISTRY_LISTEN: `127.0.0.1:${port}` });
  password = myvax("senders", "add", "clinic", "--facility", FACILITY).trim();
});

after(() => portal?.stop());

function myvax(...words) {
  const stdio = ["ignore", "pipe", "ignore"];
  return execFileSync(binary, words, { cwd: root, env: portal.environment, encoding: "utf8", stdio });
}

function patients() {
  return JSON.parse(myvax("registry", "count", "--json")).patients;
}

/** A message about a new person for each number; segments end with CR. */
function message(number) {
  return [
    `MSH|^~\\&|EXAMPLE EHR|${FACILITY}|MY VAX RECORDS|EXAMPLE REGISTRY|20260901090000-0400||VXU^V04^VXU_V04|S-${number}|P|2.5.1`,
    `PID|1||S${number}^^^${FACILITY}^MR||Sender<&>^Number${number}^^^^^L||19850302|F|||||^PRN^CP^^^617^5550166`,
    `ORC|RE||S-D-${number}^${FACILITY}`,
    "RXA|0|1|20260901||140^Influenza^CVX|0.5|mL^mL^UCUM||00^New immunization record^NIP001|||||||||||CP|A",
    "",
  ].join("\r");
}

async function call(client, [operation, parameters, field], ...values) {
  const [result] = await client[`${operation}Async`](parameters(...values));
  return result[field];
}

for (const [year, { test: connectivityTest, submit }] of Object.entries(NAMES)) {
  for (const [version, forceSoap12Headers] of [["1.1", false], ["1.2", true]]) {
    const number = `${year}${version.replace(".", "")}`;

    test(`a client made from the description of ${year} sends in SOAP ${version}`, async () => {
      const client = await soap.createClientAsync(`${address}?wsdl=${year}`, { forceSoap12Headers });
      assert.equal(await call(client, connectivityTest, "a < b & c"), "a < b & c");
      const known = patients();
      for (const _again of [1, 2]) {
        const acknowledgment = await call(client, submit, password, message(number));
        const [header, answer, ...errors] = acknowledgment.split("\r").filter(Boolean);
        assert.match(header, /^MSH\|\^~\\&\|/);
        assert.deepEqual(answer.split("|"), ["MSA", "AA", `S-${number}`]);
        assert.deepEqual(errors, []);
        assert.equal(patients(), known + 1);
      }
    });

    test(`the client of ${year} in SOAP ${version} gets the reason why it is not admitted`, async () => {
      const client = await soap.createClientAsync(`${address}?wsdl=${year}`, { forceSoap12Headers });
      const refused = await call(client, submit, "WRONG", message("0")).then(assert.fail, (error) => error);
      const fault = refused.root.Envelope.Body.Fault;
      const detail = forceSoap12Headers ? fault.Detail : fault.detail;
      assert.ok("SecurityFault" in detail, JSON.stringify(fault));
    });
  }
}
