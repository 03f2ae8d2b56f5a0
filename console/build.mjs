// Builds or tests the console for Maven, and does nothing when nothing has changed since:
//   node build.mjs build FOLDER     the built files go to FOLDER
//   node build.mjs test FOLDER      type check and unit tests; FOLDER remembers what has passed
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = 20;
const home = dirname(fileURLToPath(import.meta.url));
const [task, folder] = [process.argv[2], resolve(process.argv[3] ?? "")];

function run(command, ...parameters) {
  const result = spawnSync(command, parameters, { cwd: home, stdio: "inherit", shell: process.platform === "win32" });
  if (result.status !== 0) {
    console.error(`console: '${[command, ...parameters].join(" ")}' failed`);
    process.exit(result.status ?? 1);
  }
}

function filesUnder(path) {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** A digest of everything that the result depends on. */
function digest(extra) {
  const single = ["package-lock.json", "package.json", "tsconfig.json", "vite.config.ts", "index.html", "build.mjs"];
  const hash = createHash("sha256").update(`${process.version} ${extra}`);
  for (const file of [...single.map((name) => join(home, name)), ...filesUnder(join(home, "src"))].sort()) {
    hash.update(file.slice(home.length)).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Runs the work unless it was done for these very files. */
function unlessDone(stamp, digested, work) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digested) {
    return;
  }
  rmSync(stamp, { force: true });
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digested);
}

function installPackages() {
  const lock = createHash("sha256").update(readFileSync(join(home, "package-lock.json"))).digest("hex");
  unlessDone(join(home, "node_modules", ".installed"), lock, () =>
    run("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"));
}

if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  console.error(`The console is built with Node ${OLDEST_NODE} or newer, and this is ${process.version}.`);
  process.exit(1);
}
switch (task) {
  case "build":
    // The stamp lies beside the folder, so that both go when the target folder is emptied.
    unlessDone(join(folder, "..", "console.built"), digest("build"), () => {
      installPackages();
      run("npm", "run", "--silent", "build", "--", "--outDir", folder, "--emptyOutDir", "--logLevel", "warn");
    });
    break;
  case "test":
    unlessDone(join(folder, "console.tested"), digest("test"), () => {
      installPackages();
      run("npm", "run", "--silent", "types");
      run("npm", "run", "--silent", "test", "--", "--reporter=dot");
    });
    break;
  default:
    console.error("usage: node build.mjs build|test FOLDER");
    process.exit(2);
}
