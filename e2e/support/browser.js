// A Chromium for one story: with an empty profile, without downloads, driven by Debian's chromedriver.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { Builder } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";

import { chromedriver, chromium } from "./places.js";

// Driver and browser are named below. If Selenium looks for others, it must not use the network.
process.env.SE_OFFLINE = "true";
process.env.SE_AVOID_STATS = "true";

const QUIET = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--disable-extensions",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-default-browser-check",
  // The stories wait for changes of the page; a hidden window must not slow its timers.
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
];

/**
 * `javascript: false` is a browser in which scripts are turned off. With `holdsApp` the app of each page waits until the
 * story calls `window.startApp()`.
 */
export async function openBrowser({ javascript = true, holdsApp = false } = {}) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "myvax-browser-"));
  const downloads = path.join(profile, "saved");
  fs.mkdirSync(downloads);
  const options = new chrome.Options();
  options.setChromeBinaryPath(chromium);
  options.addArguments(...QUIET, `--user-data-dir=${profile}`, "--lang=en-US");
  options.setUserPreferences({
    "intl.accept_languages": "en-US,en",
    "download.default_directory": downloads,
    "download.prompt_for_download": false,
    // 2 is "block" in Chromium's content settings.
    ...(javascript ? {} : { "profile.managed_default_content_settings.javascript": 2 }),
  });
  const driver = await new Builder()
    .forBrowser("chrome")
    .setChromeOptions(options)
    .setChromeService(new chrome.ServiceBuilder(chromedriver))
    .build();
  const browser = new Browser(driver, profile, downloads);
  if (holdsApp) {
    await browser.devtools("Page.addScriptToEvaluateOnNewDocument", { source: `(${holdWebAssembly})();` });
  }
  return browser;
}

/** Runs in the page, before its own scripts. */
function holdWebAssembly() {
  const start = WebAssembly.instantiateStreaming.bind(WebAssembly);
  const isAllowed = new Promise((resolve) => {
    window.startApp = resolve;
  });
  WebAssembly.instantiateStreaming = (...given) => isAllowed.then(() => start(...given));
}

export class Browser {
  constructor(driver, profile, downloads) {
    this.driver = driver;
    this.profile = profile;
    this.downloads = downloads;
  }

  /** A call of the DevTools protocol, for functions that WebDriver lacks. */
  devtools(method, parameters = {}) {
    return this.driver.sendAndGetDevToolsCommand(method, parameters);
  }

  /** The screen: a phone below 600 px, else a desk. */
  async resize(width, height = 800, deviceScaleFactor = 1) {
    await this.devtools("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor, mobile: width < 600 });
  }

  /** `light` or `dark`. Animations are off, so that no screenshot shows a transition. */
  async theme(value) {
    const features = [
      { name: "prefers-color-scheme", value },
      { name: "prefers-reduced-motion", value: "reduce" },
    ];
    await this.devtools("Emulation.setEmulatedMedia", { features });
  }

  /** Disconnects from and connects to the network, as on a train. */
  async goOffline(offline) {
    await this.devtools("Network.enable");
    await this.devtools("Network.emulateNetworkConditions", {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  }

  /** The language that the browser asks for, where none was chosen. */
  async prefer(locale) {
    await this.devtools("Network.enable");
    await this.devtools("Network.setExtraHTTPHeaders", { headers: { "Accept-Language": locale } });
  }

  /** As on a first visit: no cookie, nothing stored, nothing typed. */
  async forget() {
    await this.driver.get("about:blank");
    await this.devtools("Network.clearBrowserCookies");
  }

  async close() {
    await this.driver.quit();
    fs.rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
