// Writes the types of what the console sends and reads from the services' OpenAPI documents, which
// their builds leave in target/openapi: npm run api. With --check nothing is written, and stale types
// are an error.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const folder = join(dirname(fileURLToPath(import.meta.url)), "generated");
const root = join(folder, "../../../..");
/** The schemas in use, by service; those that they refer to come along. */
const USED = JSON.parse(readFileSync(join(folder, "../used.json"), "utf8"));

/** The document with those schemas only. */
function reduced(document, names) {
  const schemas = {};
  const add = (name) => {
    const schema = document.components.schemas[name];
    if (schema === undefined) {
      throw new Error(`there is no schema '${name}': correct used.json`);
    }
    if (!(name in schemas)) {
      schemas[name] = schema;
      for (const [, next] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
        add(next);
      }
    }
  };
  names.forEach(add);
  return { openapi: document.openapi, info: document.info, paths: {}, components: { schemas } };
}

const check = process.argv.includes("--check");
const stale = [];

for (const [service, names] of Object.entries(USED)) {
  const document = JSON.parse(readFileSync(join(root, `${service}-service/target/openapi/openapi.json`), "utf8"));
  const types = await openapiTS(reduced(document, names), { propertiesRequiredByDefault: true, alphabetize: true });
  const text = `// Generated from ${service}-service's OpenAPI document by generate.mjs: not edited by hand.\n\n${astToString(types)}`;
  const file = join(folder, `${service}.ts`);
  if (check) {
    if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
      stale.push(service);
    }
  } else {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
}
if (stale.length > 0) {
  console.error(`the console's API types are stale for ${stale.join(", ")}: run 'npm run api' in console/`);
  process.exit(1);
}
