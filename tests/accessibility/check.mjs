// Pages opened in a real browser: accessibility in both colour schemes, keyboard, narrow screens, paper.
//
// In: HTML files. Out: what is wrong with each, and `N passed, N failed` last; the exit code is 1 if anything failed.
// Never changes a file; writes pictures and PDFs only into the folder it is given.
//
//   node check.mjs [--screenshots FOLDER] FILE…
//
// The browser is Chromium: CHROMIUM names it, otherwise /usr/bin/chromium.

import { mkdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WIDE = { width: 1200, height: 900 };
// 1280 CSS pixels at 400 %, as WCAG 1.4.10 has it.
const NARROW = { width: 320, height: 640 };

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: "string" } },
});
if (files.length === 0) {
  console.error("usage: node check.mjs [--screenshots FOLDER] FILE…");
  process.exit(2);
}

/** Opens a page and keeps what it says and asks for. */
async function open(browser, file, options) {
  const context = await browser.newContext({ ...options, bypassCSP: true, offline: true });
  const page = await context.newPage();
  const address = pathToFileURL(resolve(file)).href;
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== address) faults.push(`asks for ${request.url()}`);
  });
  await page.goto(address, { waitUntil: "load" });
  return { context, page, faults };
}

/** What axe finds, a line a place. */
async function accessibility(page) {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }),
    TAGS,
  );
  return violations.flatMap(({ id, help, tags, nodes }) => {
    const kind = tags.includes("best-practice") ? "good practice" : "WCAG";
    const places = nodes.slice(0, 5).map((node) => {
      const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
      return `${id} (${kind}): ${help}\n      ${node.target.join(" ")}\n      ${why}`;
    });
    return nodes.length > 5 ? [...places, `${id}: and in ${nodes.length - 5} more places`] : places;
  });
}

/** Whether the page itself scrolls sideways, and what sticks out. */
async function reflow(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const scrolls = (element) => element.closest(".scroll") && !element.matches(".scroll");
    const wide = [...document.body.querySelectorAll("*")]
      .filter((element) => !scrolls(element) && element.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}: ${element.textContent.trim().replace(/\s+/g, " ").slice(0, 60)}`);
    return [`the page is ${root.scrollWidth} pixels wide on a screen of ${root.clientWidth}`, ...wide];
  });
}

/** Which links and scrolling regions the Tab key does not come to, or comes to without showing it. */
async function keyboard(page) {
  const wanted = await page.evaluate(() => {
    const scrolls = (element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const may = (value) => value === "auto" || value === "scroll";
      return (
        (may(overflowX) && element.scrollWidth > element.clientWidth) ||
        (may(overflowY) && element.scrollHeight > element.clientHeight)
      );
    };
    const all = [...document.querySelectorAll("body *")];
    // What is folded is come to when it is opened.
    const folded = (element) => element.closest("details:not([open])") && !element.closest("summary");
    const stops = (element) => element.matches("a[href], [tabindex='0']") || scrolls(element);
    const wanted = all.filter((element) => stops(element) && !folded(element));
    wanted.forEach((element, number) => {
      element.dataset.stop = String(number);
    });
    window.scrollTo(0, 0);
    return wanted.map((element) => element.outerHTML.slice(0, 90).replace(/\s+/g, " "));
  });
  const reached = new Set();
  const unseen = [];
  for (let stop = 0; stop <= wanted.length; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const seen = outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && box.bottom > 0 && box.right > 0;
      return { stop: element.dataset.stop, seen };
    });
    if (at.stop === undefined) break;
    if (!at.seen) unseen.push(Number(at.stop));
    reached.add(Number(at.stop));
  }
  return wanted.flatMap((what, stop) => {
    if (!reached.has(stop)) return [`Tab does not come to ${what}`];
    return unseen.includes(stop) ? [`no focus is seen on ${what}`] : [];
  });
}

/** Whether the dark scheme stays on the screen. */
async function paper(page) {
  await page.emulateMedia({ media: "print" });
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ media: "screen" });
  return ground === "rgb(255, 255, 255)" ? [] : [`paper would be ${ground}`];
}

/** Pictures for people to look at. */
async function shoot(page, folder, name, pdf) {
  await mkdir(folder, { recursive: true });
  // A browser cannot take a picture of any height; what lies below is like what lies above.
  const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), 12000);
  const { width } = page.viewportSize();
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height } });
  if (pdf) await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true });
}

/** Everything about a page on a wide screen in one colour scheme: what was looked at, with its faults. */
async function onScreen(browser, file, name, colorScheme) {
  const { context, page, faults } = await open(browser, file, { colorScheme, viewport: WIDE });
  if (values.screenshots) await shoot(page, values.screenshots, `${name}-${colorScheme}`, true);
  const found = [[`${name}, ${colorScheme}: paper`, await paper(page)]];
  if (colorScheme === "light") found.push([`${name}: keyboard`, await keyboard(page)]);
  found.push([`${name}, ${colorScheme}: no errors, no requests`, [...faults]]);
  // Last, because it puts its own script into the page.
  found.push([`${name}, ${colorScheme}: axe`, await accessibility(page)]);
  await context.close();
  return found;
}

/** Everything about a page on a narrow screen. */
async function onNarrowScreen(browser, file, name) {
  const { context, page } = await open(browser, file, { colorScheme: "light", viewport: NARROW });
  if (values.screenshots) await shoot(page, values.screenshots, `${name}-narrow`, false);
  const faults = [...(await reflow(page)), ...(await keyboard(page))];
  await context.close();
  return [[`${name}: 320 pixels wide`, faults]];
}

let passed = 0;
let failed = 0;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: FLAGS,
});
try {
  for (const file of files) {
    const name = basename(file, ".html");
    const found = await Promise.all([
      onScreen(browser, file, name, "light"),
      onScreen(browser, file, name, "dark"),
      onNarrowScreen(browser, file, name),
    ]).catch((error) => [[[`${name}: opened`, [error.message.split("\n")[0]]]]]);
    for (const [what, faults] of found.flat()) {
      if (faults.length === 0) {
        passed += 1;
        console.log(`ok    ${what}`);
      } else {
        failed += 1;
        console.log(`FAIL  ${what}\n${faults.map((fault) => `    - ${fault}`).join("\n")}`);
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
