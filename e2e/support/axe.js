// Finds accessibility faults on the current page with axe-core.
import fs from "node:fs";
import { createRequire } from "node:module";

const source = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** One line for each fault: rule, place, why. */
export async function faults(driver) {
  if (!(await driver.executeScript("return Boolean(window.axe)"))) await driver.executeScript(source);
  const violations = await driver.executeAsyncScript((done) => {
    // axe disables this rule by default, although it is part of WCAG 2.2 AA.
    const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };
    window.axe.run(document, options).then(
      ({ violations }) => done(violations),
      (error) => done([{ id: "axe", nodes: [{ target: ["-"], failureSummary: String(error) }] }]),
    );
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary.replace(/\s+/g, " ")}`),
  );
}
