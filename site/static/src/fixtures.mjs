// Takes GOV.UK Frontend's own examples (options in, HTML out; MIT licence) for the components that
// tests/design compares with ours, so that the tests need neither Node nor a network.
import { readFile, writeFile } from "node:fs/promises";

const here = new URL("./", import.meta.url);
const scss = await readFile(new URL("scss/waymark.scss", here), "utf8");
const components = [...scss.matchAll(/govuk\/components\/([a-z-]+)"/g)].map((found) => found[1]);
const lines = [];
for (const component of components) {
  const source = new URL(`node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`, here);
  for (const { name, options, html } of JSON.parse(await readFile(source, "utf8")).fixtures) {
    lines.push(JSON.stringify([component, name, options, html.replace(/\n\s*/g, "\n")]));
  }
}
await writeFile(new URL("../../../tests/design/data/govuk-frontend-6.3.0.jsonl", here), `${lines.join("\n")}\n`);
