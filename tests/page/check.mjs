// The page in a real browser, from a file: a whole task by keyboard and mouse, its documents byte for byte the program's, no
// request, accessibility in every view and both colour schemes, narrow screens, what becomes of a fault in the engine.
//
//   node check.mjs PAGE.html PROGRAM [FOLDER]     FOLDER: where pictures and files are left
//
// The browser is Chromium: CHROMIUM names it, otherwise /usr/bin/chromium. What it is driven with is that of tests/accessibility/.

import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const need = createRequire(new URL("../accessibility/check.mjs", import.meta.url));
const { chromium } = need("playwright-core");
const axe = readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const VIEWS = ["ask", "all", "facts", "reasons", "documents"];

const [file, program, folder] = process.argv.slice(2);
if (!file || !program) {
  console.error("usage: node check.mjs PAGE.html PROGRAM [FOLDER]");
  process.exit(2);
}
const out = folder ? resolve(folder) : mkdtempSync(join(tmpdir(), "page-"));
mkdirSync(out, { recursive: true });
const address = pathToFileURL(resolve(file)).href;
const binary = resolve(program);
const run = (...args) => execFileSync(binary, args, { cwd: out, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });

let passed = 0;
let failed = 0;
function check(name, ok, more = "") {
  ok ? (passed += 1) : (failed += 1);
  if (!ok) console.log(`FAIL ${name} ${more}`);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
const heard = [];
const requests = [];
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, acceptDownloads: true, offline: true, ...options });
  const page = await context.newPage();
  page.on("console", (message) => heard.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`error: ${error}`));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(address);
  return page;
}
const page = await open();
await page.waitForFunction(() => window.ready && document.querySelectorAll("#rules option").length === 3);
const ready = await page.evaluate(() => Math.round(window.ready));
console.log(`ready in ${ready} ms`);
const picture = (name) => page.screenshot({ path: join(out, `${name}.png`) });
const focus = () => page.evaluate(() => document.activeElement.id);
const spoken = () => page.textContent("#said");

// What a script in the page may do: nothing beyond the page.
const reached = await page.evaluate(async () => {
  const tried = [];
  try { await fetch("https://example.invalid/"); tried.push("fetch"); } catch { /* refused */ }
  const script = document.createElement("script");
  script.textContent = "window.reached = true";
  document.body.append(script);
  if (window.reached) tried.push("script");
  const image = new Image();
  const loaded = new Promise((done) => { image.onload = () => done(true); image.onerror = () => done(false); });
  image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
  if (await loaded) tried.push("image");
  return tried;
});
check("the policy refuses everything else", reached.length === 0, reached.join(" "));
heard.length = 0;

async function accessible(name) {
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
    const said = found.violations.map((one) => `${one.id}: ${one.nodes.length}, ${one.nodes[0].target} ${one.nodes[0].any.map((of) => of.message)}`);
    check(`axe ${name} ${scheme}`, said.length === 0, said.join("; "));
    await page.screenshot({ path: join(out, `${name}-${scheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: "light" });
}
await page.evaluate(axe);
await accessible("start");

// A new area, by keyboard alone.
await page.focus("#f-sought");
await page.keyboard.type("ledsag");
check("typing survives a patch", (await page.inputValue("#f-sought")) === "ledsag");
check("services found are told", (await spoken()).includes("Tjänster som stämmer"), await spoken());
await page.keyboard.press("Tab");
await page.keyboard.press("Space");
await page.keyboard.press("ArrowUp");
await page.keyboard.press("ArrowDown");
await page.focus("#f-area");
await page.keyboard.type("Ledsagarservice");
await page.keyboard.press("Tab");
await page.keyboard.type("Omsorgsnämnden");
await page.keyboard.press("Tab");
await page.keyboard.type("2027-2030");
await page.keyboard.press("Enter");
await page.waitForSelector("#panel");
check("focus on the question", (await focus()) === "question", await focus());
check("unsaved is said", (await page.textContent("#file")).includes("inte är sparade"));

// Answers, each with one spoken sentence and no move of the focus.
let slowest = 0;
for (let number = 1; number <= 6; number += 1) {
  const name = await page.evaluate(() => document.querySelector(".big input[type=radio]").name);
  const id = `a-${name}-0`;
  await page.focus(`#${id}`);
  await page.keyboard.press("Space");
  check("the focus stays", (await focus()) === id, await focus());
  check("the answer stands", await page.isChecked(`#${id}`), id);
  check("the result is told", (await spoken()).length > 20, await spoken());
  slowest = Math.max(slowest, await page.evaluate(() => window.took.all));
  if (number === 2) {
    await page.fill(`#n-${name}`, "Fyra utförare deltog i dialogen: «A» & <B>\nAndra raden");
    await page.fill(`#s-${name}`, "Dnr 2026/114");
    await page.keyboard.press("Tab");
  }
  if (number < 6) {
    await page.focus("#b-next");
    await page.keyboard.press("Enter");
    check("focus on the next question", (await focus()) === "question");
  }
}
console.log(`slowest answer ${slowest} ms`);

// Every view, in both schemes.
for (const view of VIEWS) {
  await page.click(`#m-${view}`);
  check(`view ${view} is pressed`, (await page.getAttribute(`#m-${view}`, "aria-pressed")) === "true");
  await accessible(view);
}

// Facts, and a value that is none.
await page.click("#m-facts");
const field = async (label, value) => {
  const at = page.getByLabel(label, { exact: true });
  if ((await at.evaluate((one) => one.tagName)) === "SELECT") await at.selectOption(value);
  else {
    await at.fill(value);
    await at.press("Tab");
  }
};
const fields = async (values) => {
  for (const [label, value] of Object.entries(values)) await field(label, value);
};
await fields({ "Nuvarande form": "lov", "Uppgifter per": "2026-05-31", "Brukare": "många" });
check("a wrong value is told", (await page.locator(".wrong").count()) === 1);
await accessible("wrong");
await field("Brukare", "120");
check("a right value is taken", (await page.locator(".wrong").count()) === 0);
await fields({
  "Privata utförare": "4",
  "Föreslagen form": "lov",
  "Motivering till förslaget": "Flera utförare finns\noch brukarna vill välja",
  "Diarienummer": "2026/114",
});

// Shares are taken together; what is typed stays until then.
await field("Kommunal andel, %", "62,5");
check("shares short of 100 are told", (await page.locator(".wrong").count()) === 1);
check("and stay as typed", (await page.getByLabel("Kommunal andel, %").inputValue()) === "62,5");
await fields({ "Privat andel, %": "30", "Idéburen andel, %": "7,5" });
check("together they are taken", (await page.locator(".wrong").count()) === 0);
await fields({
  "Beslutad form": "lov",
  "Beslutets källa": "Protokoll, § 12",
  "Driftskostnad föregående år, kronor": "48 500 000",
  "Ändrad volym, %": "-2,5",
  "Krav på effektivisering, %": "1",
  "Uppräkning, %": "3,1",
  "Enhet som volymen räknas i": "timmar per vecka",
});
for (const [at, name, volume] of [[0, "Norr", "12 000"], [1, "Söder", "9 500,5"]]) {
  const row = page.locator("fieldset.cells").nth(1 + at);
  await row.getByLabel("Geografiskt område").fill(name);
  await row.getByLabel("Geografiskt område").press("Tab");
  await row.getByLabel("Volym").fill(volume);
  await row.getByLabel("Volym").press("Tab");
}
check("districts are taken", (await page.locator(".wrong").count()) === 0 && (await page.locator("fieldset.cells").count()) === 4);
await accessible("rows");

// A second area, removed and brought back.
await page.click("#h-add");
await page.fill("#more-sought", "hem");
check("services are sought here, too", (await page.locator("input[name=more-service]").count()) > 1);
await accessible("adding");
await page.fill("#more-sought", "");
await page.fill("#more", "Boendestöd");
await page.press("#more", "Enter");
check("a second area", (await page.locator("#areas li").count()) === 2);
await page.click("#b-remove");
check("removed", (await page.locator("#areas li").count()) === 1);
check("that is told", (await spoken()).includes("borttaget"), await spoken());
await page.click("#b-undo");
check("brought back", (await page.locator("#areas li").count()) === 2);
await page.click("#area-0");
await page.click("#m-all");
await page.fill("#find", "kostnad");
check("questions are found", (await page.locator("fieldset.q").count()) > 0 && (await page.locator("fieldset.q").count()) < 10);
await page.fill("#find", "");

// What is saved is the same to the program.
await page.click("#m-documents");
async function take(id) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(id)]);
  const name = download.suggestedFilename();
  await download.saveAs(join(out, name));
  return name;
}
const yaml = await take("#b-save");
check("the name of the file", yaml === "ledsagarservice.yaml", yaml);
await page.waitForFunction(() => document.querySelector("#file .ok"));
const ids = JSON.parse(run("batch", "--format", "json", yaml)).areas.map((area) => area.area?.id ?? area.id);
for (const [id, ...args] of [
  ["memo-docx", "memo", yaml, "--area", ids[0], "--format", "docx"],
  ["memo-html", "memo", yaml, "--area", ids[0], "--format", "html"],
  ["plan-docx", "plan", yaml, "--format", "docx"],
  ["plan-html", "plan", yaml, "--format", "html"],
  ["overview-xlsx", "batch", yaml, "--format", "xlsx"],
  ["overview-docx", "batch", yaml, "--format", "docx"],
  ["overview-html", "batch", yaml, "--format", "html"],
  ["overview-csv", "batch", yaml, "--format", "csv"],
  ["overview-json", "batch", yaml, "--format", "json"],
]) {
  const name = await take(`#d-${id}`);
  const own = readFileSync(join(out, name));
  const other = `program-${name}`;
  run("--lang", "sv", ...args, "--output", other);
  const others = readFileSync(join(out, other));
  check(`${name} is the program's`, own.equals(others), `${own.length} and ${others.length} bytes`);
}
// Printed: the same page in a frame, without a request.
for (const what of ["memo", "plan", "overview"]) {
  await page.evaluate(() => document.querySelector("#printed")?.remove());
  await page.click(`#p-${what}`);
  await page.waitForFunction(() => document.querySelector("#printed")?.contentDocument?.querySelector("main"));
  const whole = await page.evaluate(() => document.querySelector("#printed").srcdoc);
  const made = await take(`#d-${what}-html`);
  check(`${what} is printed`, whole === readFileSync(join(out, made), "utf8"));
}
await accessible("printed");
await page.evaluate(() => document.querySelector("#printed").remove());
// Of a file with one area: the recommendation alone, and the area's own id.
await page.click("#area-1");
await page.click("#b-remove");
await page.click("#m-documents");
await take("#b-save");
for (const [id, ...args] of [
  ["recommendation-json", "recommend", yaml, "--format", "json"],
  ["recommendation-html", "recommend", yaml, "--format", "html"],
  ["recommendation-docx", "recommend", yaml, "--format", "docx"],
]) {
  const name = await take(`#d-${id}`);
  run("--lang", "sv", ...args, "--output", `program-${name}`);
  check(`${name} is the program's`, readFileSync(join(out, name)).equals(readFileSync(join(out, `program-${name}`))));
}

// A guideline of one's own with what it extends, shared answers and a plan's own texts: the bytes of the program with the same files.
const own = [
  ["bas.yaml", 'ruleset: bas\nversion: "1"\nextends: linkoping-vard-omsorg\nname: Basen\ndescription: Bas\n'],
  ["egen.yaml", 'ruleset: exempelby\nversion: "7"\nextends: bas.yaml\nname: Exempelbys riktlinje\ndescription: Egen\n'],
  ["plan.yaml", "plan:\n  titel: Vår egen plan\n"],
  [
    "gemensamt.yaml",
    "gemensamt:\n  - för: { alla: true }\n    svar:\n      municipal_alternative: { svar: ja, källa: Protokoll }\n",
  ],
];
own.forEach(([name, text]) => writeFileSync(join(out, name), text));
await page.setInputFiles("#open", [...own.map(([name]) => join(out, name)), join(out, yaml)]);
await page.waitForFunction(() => document.querySelector("#rules-are").textContent.includes("egen.yaml"));
for (const view of VIEWS) {
  await page.click(`#m-${view}`);
  check(`whose guideline it is stands in ${view}`, (await page.textContent("#rules-are")).includes("exempelby, version 7"));
}
await accessible("own");
check("how many answers are shared", (await page.textContent("#shared")).includes("För området gäller 1 av dem."));
for (const [id, ...args] of [
  ["memo-docx", "memo", yaml, "--format", "docx"],
  ["plan-html", "plan", yaml, "--file", "plan.yaml", "--format", "html"],
  ["overview-json", "batch", yaml, "--format", "json"],
  ["recommendation-html", "recommend", yaml, "--format", "html"],
]) {
  const name = await take(`#d-${id}`);
  run("--lang", "sv", ...args, "--rules", "egen.yaml", "--output", `own-${name}`);
  check(`${name} is the program's with --rules`, readFileSync(join(out, name)).equals(readFileSync(join(out, `own-${name}`))));
}
await page.click("#b-no-plan");
await page.click("#b-no-shared");
check("shared answers are taken out", (await page.locator("#shared").count()) === 0);
rmSync(join(out, "gemensamt.yaml"));
await page.setInputFiles("#open", { name: "fel.yaml", mimeType: "text/yaml", buffer: Buffer.from("ruleset: x\n") });
await page.waitForSelector("#fault");
check("a faulty guideline is told", (await page.textContent("#fault")).includes("fel.yaml:1:"));
check("the guideline that was open stays", (await page.textContent("#rules-are")).includes("egen.yaml"));
await page.setInputFiles("#open", { name: "x.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") });
await page.waitForFunction(() => document.querySelector("#fault")?.textContent.includes("x.pdf"));
check("another kind of file is told in a sentence", !(await page.textContent("#fault")).includes("|"));
await page.selectOption("#rules", "0");

// English, and a file that has faults.
await page.click("#b-lang");
check("the button says the other language", (await page.textContent("#b-lang")) === "Svenska");
check("English", (await page.getAttribute("html", "lang")) === "en" && (await page.textContent("#m-ask")) === "One by one");
await picture("english");
await page.setInputFiles("#open", {
  name: "bad.yaml",
  mimeType: "text/yaml",
  buffer: Buffer.from("area: X\nanswers:\n  marknad_fins: ja\n  prissattning: kanske\n"),
});
await page.waitForSelector("#fault");
const told = await page.textContent("#fault");
check("faults with their lines", told.includes("bad.yaml:3:") && told.includes("bad.yaml:4:"), told);
check("what was open stays", (await page.textContent("#file")).includes("ledsagarservice.yaml"));
await accessible("faults");
await page.setInputFiles("#open", join(out, "oversikt-ledsagarservice.xlsx"));
await page.waitForFunction(() => document.querySelectorAll("#areas li").length === 2);
check("a workbook is opened", (await page.textContent("#file")).includes("oversikt-ledsagarservice.yaml"));
await page.click("#b-lang");

// Many areas.
const many = Array.from({ length: 200 }, (_, at) => `område: Område ${at}\nsvar:\n  marknad_finns: ja\n  uppfoljning: ja\n`);
await page.setInputFiles("#open", { name: "manga.yaml", mimeType: "text/yaml", buffer: Buffer.from(many.join("---\n")) });
await page.waitForFunction(() => document.querySelectorAll("#areas li").length === 200);
await page.click("#m-ask");
await page.click(".big input[type=radio] >> nth=0");
const wide = await page.evaluate(() => window.took.all);
console.log(`an answer among 200 areas ${wide} ms`);
await page.click("#b-undo");
await page.setInputFiles("#open", join(out, yaml));
await page.waitForFunction(() => document.querySelectorAll("#areas li").length === 1);

// A draft, only where it is asked for, and gone when the file is saved.
const second = await page.context().newPage();
await second.goto(address);
await second.waitForFunction(() => window.ready);
check("no draft unless asked for", (await second.locator("#b-resume").count()) === 0);
await page.click("#m-documents");
await page.check("#keep");
await page.click("#m-all");
await page.click("fieldset.q input[type=radio] >> nth=1");
await second.evaluate(() => { window.onbeforeunload = null; });
await second.reload();
await second.waitForFunction(() => window.ready);
await second.click("#b-resume");
check("the draft goes on", (await second.textContent("#title")) === "Ledsagarservice");
check("a draft is not saved", (await second.textContent("#file")).includes("inte är sparade"));
await second.close();
await take("#b-save");
check("a draft goes when the file is saved", (await page.evaluate(() => localStorage.getItem("avtalsform"))) === null);

// What is pressed stays under the pointer.
await page.click("#m-all");
for (let at = 0; at < 6; at += 1) {
  const radio = page.locator("fieldset.q").nth(2 * at + 3).locator("input[type=radio]").nth(at % 2);
  await radio.scrollIntoViewIfNeeded();
  const top = () => radio.evaluate((one) => one.getBoundingClientRect().top);
  const before = await top();
  await radio.click();
  const moved = Math.abs((await top()) - before);
  check(`answer ${at} stays in its place`, moved < 1.5, `${moved}`);
}


// Narrow: nothing sticks out sideways.
await page.setViewportSize({ width: 320, height: 640 });
for (const view of VIEWS) {
  await page.click(`#m-${view}`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check(`${view} at 320 pixels`, width <= 320, `${width}`);
  await picture(`narrow-${view}`);
  const now = await page.evaluate(() => document.querySelector("#now").getBoundingClientRect().bottom);
  check(`where it stands is on the first screen of ${view}`, now > 0 && now <= 640, `${now}`);
}
await page.setViewportSize({ width: 1440, height: 1000 });

// A fault in the engine loses nothing.
await page.evaluate(() => window.send({ act: "panic" }));
await page.waitForSelector("#crash:not([hidden])");
const [saved] = await Promise.all([page.waitForEvent("download"), page.click("#crash button >> nth=0")]);
check("answers are saved after a fault", readFileSync(await saved.path(), "utf8").includes("Ledsagarservice"));
heard.splice(0, heard.length, ...heard.filter((line) => !line.includes("unreachable")));

// Where WebAssembly is switched off, it is said.
const without = await browser.newContext();
const off = await without.newPage();
await off.addInitScript(() => delete window.WebAssembly);
await off.goto(address);
await off.waitForSelector("#crash:not([hidden])");
check("without WebAssembly", (await off.textContent("#crash")).includes("WebAssembly avstängt"));

check("no request but the page itself", requests.every((url) => url === address || url.startsWith("blob:")), [...new Set(requests)].join(" "));
check("nothing on the console", heard.length === 0, heard.slice(0, 5).join("\n"));
await browser.close();
console.log(`ready after ${ready} ms; slowest answer ${slowest.toFixed(1)} ms, among 200 areas ${wide.toFixed(1)} ms`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
