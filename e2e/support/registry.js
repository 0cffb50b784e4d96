// Adds records that the sample registry lacks, with `myvax registry import`, while the server runs.
import { execFileSync } from "node:child_process";
import path from "node:path";

import { binary, root } from "./places.js";

const DOSES = 60;
// Different vaccines and days, because repeated text would be compressed.
const VACCINES = [
  "208 Comirnaty PFR",
  "207 Spikevax MOD",
  "300 Comirnaty PFR",
  "229 Spikevax MOD",
  "309 Comirnaty PFR",
  "212 Janssen JSN",
];

/** Adds Olga Many with a COVID-19 dose every month. Returns the number of doses. */
export function importMany(portal) {
  const segments = [
    "MSH|^~\\&|EXAMPLE EHR|EXAMPLE CLINIC|MY VAX RECORDS|EXAMPLE REGISTRY|20260901090000-0400||VXU^V04^VXU_V04|E2E1|P|2.5.1",
    "PID|1||900001^^^EXAMPLE CLINIC^MR||Many^Olga^^^^^L||19400615|F|||||^PRN^CP^^^617^5550160",
  ];
  for (let month = 0; month < DOSES; month += 1) {
    const [cvx, product, mvx] = VACCINES[(month * month) % VACCINES.length].split(" ");
    const two = (number) => String(number).padStart(2, "0");
    const date = `${2021 + Math.floor(month / 12)}${two(1 + (month % 12))}${two(1 + ((month * 17) % 28))}`;
    segments.push(
      `ORC|RE||${9000 + month}^EXAMPLE CLINIC`,
      `RXA|0|1|${date}||${cvx}^COVID-19^CVX^^${product}|0.3|mL^milliliter^UCUM||00^New immunization record^NIP001||` +
        `^^^Example Clinic||||EW${7000 + month * 13}||${mvx}^${mvx}^MVX|||CP|A`,
    );
  }
  importSegments(portal, segments);
  return DOSES;
}

/**
* Adds Vera Both, whose clinic and pharmacy reported the same dose, the pharmacy without the vaccine. The clinic corrected
* her birth date to the year after another dose.
*/
export function importBoth(portal) {
  const sender = (name, day) =>
    `MSH|^~\\&|EXAMPLE EHR|${name}|MY VAX RECORDS|EXAMPLE REGISTRY|202609${day}090000-0400||VXU^V04^VXU_V04|E2E${day}|P|2.5.1`;
  const patient = (number, birth) => `PID|1||${number}^MR||Both^Vera^^^^^L||${birth}|F|||||^PRN^CP^^^617^5550161`;
  importSegments(portal, [
    sender("EXAMPLE CLINIC", "02"),
    patient("900002^^^EXAMPLE CLINIC", "19780411"),
    "ORC|RE||9101^EXAMPLE CLINIC",
    "RXA|0|1|19780611||89^Polio^CVX|999|||01^Historical^NIP001|||||||||||CP|A",
    "ORC|RE||9102^EXAMPLE CLINIC",
    "RXA|0|1|20211001||208^COVID-19^CVX^^Comirnaty|0.3|mL^milliliter^UCUM||00^New immunization record^NIP001||" +
      "^^^Example Clinic||||EW7001||PFR^PFR^MVX|||CP|A",
    sender("EXAMPLE CLINIC", "03"),
    patient("900002^^^EXAMPLE CLINIC", "19790411"),
    sender("EXAMPLE PHARMACY", "04"),
    patient("900003^^^EXAMPLE PHARMACY", "19790411"),
    "ORC|RE||9103^EXAMPLE PHARMACY",
    "RXA|0|1|20211001||213^COVID-19^CVX|999|||01^Historical^NIP001|||||||||||CP|A",
  ]);
}

/** Adds the sample registry's families, which only a demo has from the beginning. */
export function importFamilies(portal) {
  const file = path.join(root, "backend/data/sample/families.hl7");
  execFileSync(binary, ["registry", "import", file], { cwd: root, env: portal.environment, stdio: "ignore" });
}

function importSegments(portal, segments) {
  const answer = execFileSync(binary, ["registry", "import", "-", "--json"], {
    cwd: root,
    env: portal.environment,
    input: `${segments.join("\r")}\r`,
    encoding: "utf8",
  });
  const { rejected } = JSON.parse(answer);
  if (rejected > 0) throw new Error(`the import rejected messages: ${answer}`);
}
