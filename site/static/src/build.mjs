// Makes ../css and ../js from what stands here. The same sources and lock file make the same bytes.
//   npm ci --ignore-scripts && npm run build
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { build as bundle } from "esbuild";
import { transform as minify } from "lightningcss";
import postcss from "postcss";
import rtlcss from "rtlcss";
import { compile } from "sass";

const here = new URL("./", import.meta.url);
const file = (name) => new URL(name, here).pathname;
const CREDIT = "Contains GOV.UK Frontend 6.3.0, (c) Crown copyright, MIT licence.";

// Every --govuk-* property is set on :root, so its fallback is dead weight. And a printed page must not
// spell our addresses out beside its links (print "without our name").
const trim = {
  postcssPlugin: "trim",
  Declaration(declaration) {
    declaration.value = declaration.value.replace(/var\((--govuk-[a-z-]+), #[0-9a-f]+\)/g, "var($1)");
  },
  Rule(rule) {
    if (rule.selector.includes("::after") && rule.toString().includes("attr(href)")) rule.remove();
  },
};

const smallest = (css) => minify({ filename: "x.css", code: Buffer.from(css), minify: true }).code.toString();
const write = (name, text) => writeFile(file(`../${name}`), `${text.trim()}\n`);
const css = (name, text) => write(`css/${name}`, `/* ${CREDIT} */\n${smallest(text)}`);

await mkdir(file("../css"), { recursive: true });
await mkdir(file("../js"), { recursive: true });

const compiled = compile(file("scss/waymark.scss"), { loadPaths: [file("scss"), file("node_modules")], charset: false });
const trimmed = (await postcss([trim]).process(compiled.css, { from: undefined })).css;
await css("waymark.css", trimmed);
await css("waymark.rtl.css", rtlcss.process(trimmed));
await write("css/staff.css", smallest(await readFile(file("staff/staff.css"), "utf8")));

const options = { bundle: true, minify: true, write: false, target: "es2022", legalComments: "none" };
for (const [name, format, credit] of [["waymark.js", "esm", true], ["start.js", "iife", false]]) {
  const { outputFiles } = await bundle({ ...options, format, entryPoints: [file(`js/${name}`)] });
  await write(`js/${name}`, (credit ? `/* ${CREDIT} */\n` : "") + outputFiles[0].text);
}

const staff = await bundle({ ...options, format: "iife", entryPoints: [file("staff/staff.js")] });
await write("js/staff.js", staff.outputFiles[0].text);

// One line for a test without Node: what is shipped was made from what stands here.
const sources = [];
for (const folder of ["js", "scss", "staff"]) {
  for (const name of await readdir(file(folder))) sources.push(`${folder}/${name}`);
}
sources.push("build.mjs", "package-lock.json");
const shipped = ["css/staff.css", "css/waymark.css", "css/waymark.rtl.css", "js/staff.js", "js/start.js", "js/waymark.js"];
const digest = createHash("sha256");
for (const name of [...sources.sort(), ...shipped.map((each) => `../${each}`)]) digest.update(await readFile(file(name)));
await writeFile(file("built.sha256"), `${digest.digest("hex")}\n`);
