// Prints the page and reads the PDF with poppler's tools.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** Text and number of pages of the printed page; letters in their NFKC form. */
export async function printed(browser) {
  const pdf = await browser.driver.printPage({ background: true });
  const file = path.join(browser.profile, "printed.pdf");
  fs.writeFileSync(file, Buffer.from(pdf, "base64"));
  const text = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" });
  const pages = Number(execFileSync("pdfinfo", [file], { encoding: "utf8" }).match(/^Pages:\s+(\d+)/m)[1]);
  return { text: text.normalize("NFKC").replace(/\s+/g, " "), pages };
}
