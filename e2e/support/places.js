// Where things are on this machine: the sources, what was built of them, the browser.
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const binary = process.env.MYVAX_BINARY ?? path.join(root, "target/debug/myvax");
export const dist = path.join(root, "dist/assets.json");
export const results = path.join(root, "e2e/results");

// Debian's. Selenium would fetch others where it is not told.
export const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const chromedriver = process.env.CHROMEDRIVER ?? "/usr/bin/chromedriver";
