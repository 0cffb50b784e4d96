// An independent library accepts the output of `myvax registry export` as FHIR R4. No browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";

import { mistakesIn } from "../support/fhir.js";
import { binary, root } from "../support/places.js";
import { Portal } from "../support/portal.js";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "myvax-e2e-"));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

function myvax(registry, ...command) {
  const { environment } = new Portal(path.join(folder, registry), 0);
  return execFileSync(binary, ["registry", ...command], { cwd: root, env: environment, encoding: "utf8" });
}

function bundlesOfTheSample() {
  fs.mkdirSync(path.join(folder, "sample"), { recursive: true });
  const sample = path.join(root, "backend/data/sample");
  const files = fs.readdirSync(sample).filter((name) => name.endsWith(".hl7"));
  myvax("sample", "import", ...files.map((name) => path.join(sample, name)));
  const lines = myvax("sample", "export", "--format", "fhir").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

const bundles = bundlesOfTheSample();

test("every person of the sample registry is a valid FHIR bundle", () => {
  assert.equal(bundles.length, 41);
  for (const bundle of bundles) {
    assert.deepEqual(mistakesIn(bundle), []);
    const [patient, ...doses] = bundle.entry;
    assert.equal(patient.resource.resourceType, "Patient");
    for (const { resource } of doses) assert.equal(resource.patient.reference, patient.fullUrl);
  }
});

test("the export has the elements that US Core requires of a patient and of an immunization", () => {
  const resources = bundles.flatMap(({ entry }) => entry.map(({ resource }) => resource));
  for (const { resourceType, identifier, name, gender, birthDate, ...dose } of resources) {
    if (resourceType === "Patient") {
      assert.ok(identifier.every(({ system, _system, value }) => (system || _system) && value));
      assert.ok(name.every(({ family, given }) => family && given.length > 0));
      assert.ok(gender && birthDate);
    } else {
      assert.ok(dose.status && dose.vaccineCode && dose.patient && dose.occurrenceDateTime);
      assert.equal(typeof dose.primarySource, "boolean");
      if (dose.status === "completed") assert.equal(dose.vaccineCode.coding[0].system, "http://hl7.org/fhir/sid/cvx");
    }
  }
});

test("an invalid resource is detected", () => {
  const [{ entry }] = bundles.filter(({ entry }) => entry.length > 1);
  const [patient, dose] = entry.map(({ resource }) => resource);
  for (const [broken, place] of [
    [{ ...dose, status: undefined }, "Immunization.status"],
    [{ ...dose, status: "given" }, "Immunization.status"],
    [{ ...dose, occurrenceDateTime: undefined }, "Immunization.occurrence"],
    [{ ...dose, occurrenceDateTime: "10/01/2026" }, "Immunization.occurrence"],
    [{ ...dose, primarySource: "yes" }, "Immunization.primarySource"],
    [{ ...dose, lot: "A1" }, "Immunization.lot"],
    [{ ...patient, gender: "F" }, "Patient.gender"],
    [{ ...patient, birthDate: ["1990-01-02"] }, "Patient.birthDate"],
    [{ ...patient, telecom: [{ system: "telephone", value: "1" }] }, "Patient.telecom.system"],
    [{ ...patient, contact: [{ relationship: [{ text: "mother" }] }] }, "Patient.contact"],
  ]) {
    const inBundle = { resourceType: "Bundle", type: "collection", entry: [{ resource: broken }] };
    for (const resource of [broken, inBundle]) {
      assert.ok(mistakesIn(resource).some((mistake) => mistake.includes(place)), `${place}: ${mistakesIn(resource)}`);
    }
  }
});

test("an import of the export gives the same registry", () => {
  for (const format of ["fhir", "csv"]) {
    fs.mkdirSync(path.join(folder, format));
    const file = path.join(folder, `registry.${format}`);
    myvax("sample", "export", "--format", format, "--output", file);
    const { rejected } = JSON.parse(myvax(format, "import", file, "--json"));
    assert.equal(rejected, 0);
    assert.equal(myvax(format, "export", "--format", format), fs.readFileSync(file, "utf8"));
  }
});
