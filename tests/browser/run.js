// Walks the desk in Chromium: axe on every page, the keyboard, narrow screens, forced colours, no scripts.
//
//   PURDAH_TEST_CHROMIUM=/usr/bin/chromium node tests/browser/run.js '{"origin": …}'
//
// The plan on the command line comes from tests/it/browser.rs. With PURDAH_SCREENSHOTS set to a folder, every page
// is kept there as a picture.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const plan = JSON.parse(process.argv[2]);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = process.env.PURDAH_SCREENSHOTS;
const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);

process.on("uncaughtExceptionMonitor", () => console.error(faults.join("\n")));

const profile = mkdtempSync(join(tmpdir(), "desk-browser-"));
const browser = await chromium.launch({
  executablePath: process.env.PURDAH_TEST_CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
  env: { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
});

// A browser window of one person; complaints of its pages, among them of their content policy, are faults.
async function visitor(who, link, options = {}) {
  const context = await browser.newContext({ baseURL: plan.origin, ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    const expected = /status of (403|404|409|410|422)/.test(message.text());
    if (message.type() === "error" && !expected) fault(who || "nobody", `console: ${message.text()}`);
  });
  page.on("pageerror", (error) => fault(who || "nobody", `script: ${error.message}`));
  if (link) {
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/held");
  }
  return page;
}

async function accessible(page, name) {
  const title = await page.title();
  if (!title.includes("Publishing guard")) fault(name, `title: ${title}`);
  // As text, not as a script element: the page's content policy stays as it is.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  for (const violation of violations) {
    const nodes = violation.nodes.map((node) => `${node.target} ${node.failureSummary}`).join("\n    ");
    fault(name, `axe ${violation.id}: ${violation.help}\n    ${nodes}`);
  }
}

// A picture that the page's content policy or its own address keeps away is drawn as nothing.
async function drawn(page, name) {
  const missing = await page.evaluate(() =>
    [...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.src),
  );
  for (const source of missing) fault(name, `the picture ${source} is not drawn`);
}

async function fits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) fault(name, `is ${over} pixels wider than the screen`);
}

async function keep(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

const windows = new Map([["", await visitor("")]]);
for (const [who, links] of Object.entries(plan.links)) windows.set(who, await visitor(who, links[0]));

for (const { name, path, as } of plan.pages) {
  const page = windows.get(as);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(path);
  await accessible(page, name);
  await drawn(page, name);
  await keep(page, name);
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, `${name} at 320 pixels`);
  await accessible(page, `${name} at 320 pixels`);
  await keep(page, `${name}-narrow`);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ forcedColors: "active" });
  await accessible(page, `${name} in forced colours`);
  await page.emulateMedia({ forcedColors: "none" });
}

const reviewer = windows.get("reviewer");

// The first thing the keyboard meets leads past the navigation.
await reviewer.goto("/held");
await reviewer.keyboard.press("Tab");
const first = await reviewer.evaluate(() => document.activeElement?.textContent);
if (first !== "Skip to main content") fault("keyboard", `Tab first meets “${first}”`);
await reviewer.keyboard.press("Enter");
const landed = await reviewer.evaluate(() => document.activeElement?.id);
if (landed !== "main-content") fault("keyboard", `the skip link leads to “${landed}”`);

// A form that is not filled in says so, first of all to those who cannot see it.
await reviewer.goto(plan.empty_form);
await reviewer.getByRole("button", { name: "Record this decision" }).click();
await reviewer.waitForSelector(".govuk-error-summary");
await accessible(reviewer, "faults");
await keep(reviewer, "faults");
const focused = await reviewer.evaluate(() => document.activeElement?.className);
// The plain style sheet of a build without npm comes without scripts, and then nothing moves the focus.
const scripted = await reviewer.evaluate(() => document.body.className.includes("js-enabled"));
if (scripted && !focused?.includes("govuk-error-summary")) fault("faults", `the focus is on “${focused}”`);
await reviewer.getByRole("link", { name: "Give a reason in a few words" }).click();
const field = await reviewer.evaluate(() => document.activeElement?.id);
if (field !== "reason") fault("faults", `the link of a fault leads to “${field}”`);

// A text is tried.
await reviewer.goto("/check");
await reviewer.getByLabel("Text of the post").fill("Cllr Oxtoby-Vale says vote for us.");
await reviewer.getByRole("button", { name: "Check it" }).click();
await reviewer.waitForSelector("#answer");
await accessible(reviewer, "checked");
await keep(reviewer, "checked");

// A whole decision by keyboard alone.
await reviewer.goto(plan.approve);
await reviewer.locator("#decision").focus();
await reviewer.keyboard.press("Space");
await reviewer.keyboard.press("Tab");
await reviewer.keyboard.press("Tab");
await reviewer.keyboard.type("It is about the market, not about her");
await reviewer.keyboard.press("Tab");
await reviewer.keyboard.press("Enter");
await reviewer.waitForSelector(".govuk-notification-banner--success");

// The colleague who is late is shown what became of it.
const plain = await visitor("reviewer without scripts", plan.links.reviewer[1], { javaScriptEnabled: false });
await plain.goto(plan.approve_without_scripts);
await plain.getByLabel("Publish it: it is not restricted").check();
await plain.getByLabel("Now", { exact: true }).check();
await plain.getByLabel("Your reason").fill("Nothing in it concerns the election");
const stale = await windows.get("colleague");
await stale.goto(plan.approve_without_scripts);
await plain.getByRole("button", { name: "Record this decision" }).click();
if (!plain.url().endsWith("?done=approved")) fault("without scripts", `the decision leads to ${plain.url()}`);
await stale.getByLabel("Publish it: it is not restricted").check();
await stale.getByLabel("Your reason").fill("Too late");
await stale.getByRole("button", { name: "Record this decision" }).click();
await stale.getByRole("heading", { name: "Somebody else has decided" }).waitFor();
await accessible(stale, "conflict");
await keep(stale, "conflict");

await browser.close();
rmSync(profile, { recursive: true, force: true });
if (faults.length > 0) {
  console.error([...new Set(faults)].join("\n"));
  process.exit(1);
}
console.log(`${plan.pages.length} pages, no faults`);
