/** Bad input through the real command: one clear line, exit 2, nothing written. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const GATE = join(ROOT, "main/node-gate.mjs");
const FIRE = readFileSync(join(ROOT, "scenarios/fire-preemption/scenario.yaml"), "utf8");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rehearse-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Answer = { readonly code: number | null; readonly lines: readonly string[]; readonly out: string };

const rehearse = (...args: readonly string[]): Answer => {
  const done = spawnSync(process.execPath, [GATE, "rehearse", ...args, "--lang", "en"], { cwd: folder, encoding: "utf8" });
  return { code: done.status, lines: done.stderr.split("\n").filter((line) => line !== ""), out: done.stdout };
};

const write = (name: string, content: string): string => {
  const path = join(folder, name);
  mkdirSync(resolve(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
};

/** Runs a changed copy of the fire scenario and answers the one line that explains the refusal. */
const refusedScenario = (name: string, from: string | RegExp, to: string): string => {
  const changed = FIRE.replace(from, to);
  expect(changed, "the change has to apply").not.toBe(FIRE);
  write(`${name}/scenario.yaml`, changed);
  return refusal("run", name, "--json", `${name}.json`);
};

const refusal = (...args: readonly string[]): string => {
  const before = readdirSync(folder);
  const { code, lines, out } = rehearse(...args);
  expect({ code, lines: lines.length, out, files: readdirSync(folder) }, lines.join("\n")).toEqual({
    code: 2,
    lines: 1,
    out: "",
    files: before,
  });
  return lines[0] ?? "";
};

describe("a scenario that cannot be used", () => {
  test("a wrong key is named with its place", () => {
    expect(refusedScenario("key", "timeoutS: 30", "timeOutS: 30")).toMatch(/scenario\.yaml:\d+:\d+.*timeOutS/);
  });
  test("an unknown service class is named", () => {
    expect(refusedScenario("class", "class: disaster", "class: desaster")).toMatch(/scenario\.yaml:\d+:\d+.*desaster/);
  });
  test("a cycle of steps is shown", () => {
    const line = refusedScenario("cycle", /after: \[\{ ?trigger: call ?\}\]/, "after: [{step: green}]");
    expect(line).toMatch(/scenario\.yaml:\d+:\d+/);
    expect(line).toMatch(/dispatch.*green|green.*dispatch/);
  });
  test("a CEL error is placed", () => {
    expect(refusedScenario("cel", "incident.kind == 'fire'", "incident.kind == ")).toMatch(/scenario\.yaml:\d+:\d+.*when/);
  });
  test("an agreement that ends before it begins is refused", () => {
    expect(refusedScenario("agreement", /validFrom: 2015-09-01 ?\}/, "validFrom: 2015-09-01, validTo: 2014-01-01}")).toMatch(/2014-01-01/);
  });
  test("another format version is said", () => {
    expect(refusedScenario("version", "schemaVersion: 1", "schemaVersion: 99")).toMatch(/99/);
  });
  test("an alias bomb is refused", () => {
    const bomb = Array.from(
      { length: 9 },
      (_, i) =>
        `b${i + 1}: &b${i + 1} [${Array(9)
          .fill(i === 0 ? "x" : `*b${i}`)
          .join(", ")}]`,
    );
    write("bomb/scenario.yaml", `${FIRE}\n${bomb.join("\n")}\n`);
    expect(refusal("run", "bomb")).toMatch(/alias/i);
  });
  test("a city name that leads out of its folder is refused", () => {
    expect(refusedScenario("leaves", "default: riverside-district", 'default: "../../package"')).toMatch(/leads out|city\.default/);
  });
  test("an unknown arm is answered with the known ones", () => {
    write("arms/scenario.yaml", FIRE);
    expect(refusal("run", "arms", "--arms", "today,plann")).toMatch(/plann.*no-agreements/);
  });
  test("a folder that is not there is named", () => {
    expect(refusal("run", "nowhere")).toMatch(/nowhere/);
  });
});

describe("files that cannot be used", () => {
  test("a huge file of zeros is refused without reading it", () => {
    const path = write("zeros.json", "");
    truncateSync(path, 3 * 1024 ** 3); // sparse
    expect(refusal("run", join(ROOT, "scenarios/fire-preemption"), "--city", path)).toMatch(/zeros\.json.*MiB/);
    truncateSync(path, 100 * 1024 ** 2);
    expect(refusal("run", join(ROOT, "scenarios/fire-preemption"), "--city", path)).toMatch(/zeros\.json.*nothing/);
    rmSync(path);
  });
  test("a city of another format version is said", () => {
    const path = write("later.json", JSON.stringify({ format: "city", formatVersion: 99, id: "x" }));
    expect(refusal("run", join(ROOT, "scenarios/fire-preemption"), "--city", path)).toMatch(/99/);
  });
  test("a map that is not yet a city says how to import it", () => {
    const path = write("raw.osm", "<osm version='0.6'></osm>");
    expect(refusal("run", join(ROOT, "scenarios/fire-preemption"), "--city", path)).toMatch(/import/);
  });
  test("an xz archive says how to unpack it", () => {
    const path = join(folder, "map.osm.xz");
    writeFileSync(path, Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 1, 2, 3));
    expect(refusal("import", path, "--out", "city.json")).toMatch(/xz -dk/);
  });
});

describe("maps that cannot be imported", () => {
  const osm = `<?xml version='1.0'?><osm version="0.6"><node id="1" lat="37.5" lon="127.0"/><node id="2" lat="37.501" lon="127.0"/>
<way id="9"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way></osm>`;
  test("a truncated OSM file is refused with the place where it breaks", () => {
    const path = write("cut.osm", osm.slice(0, 150));
    expect(refusal("import", path, "--out", "city.json")).toMatch(/cut\.osm/);
  });
  test("an OSM file without roads is refused", () => {
    const path = write("roadless.osm", osm.replace("highway", "waterway"));
    expect(refusal("import", path, "--out", "city.json")).toMatch(/road/);
  });
  test("a SUMO route over a missing edge is named", () => {
    const net = `<net version="1.9"><location netOffset="0,0" convBoundary="0,0,200,0" origBoundary="0,0,200,0" projParameter="!"/>
<edge id="a" from="n1" to="n2" priority="1"><lane id="a_0" index="0" speed="13.89" length="100" shape="0,0 100,0"/></edge>
<edge id="b" from="n2" to="n3" priority="1"><lane id="b_0" index="0" speed="13.89" length="100" shape="100,0 200,0"/></edge>
<junction id="n1" type="dead_end" x="0" y="0" incLanes="" intLanes="" shape="0,0"/>
<junction id="n2" type="priority" x="100" y="0" incLanes="a_0" intLanes="" shape="100,0"/>
<junction id="n3" type="dead_end" x="200" y="0" incLanes="b_0" intLanes="" shape="200,0"/>
<connection from="a" to="b" fromLane="0" toLane="0" dir="s" state="M"/></net>`;
    const routes = `<routes><vehicle id="v" depart="0"><route edges="a nowhere b"/></vehicle></routes>`;
    expect(refusal("import", write("n.net.xml", net), write("n.rou.xml", routes), "--out", "city.json")).toMatch(/nowhere/);
  });
});

describe("arguments", () => {
  test("a misspelt option, command or number is one line", () => {
    expect(refusal("run", "x", "--replication", "3")).toMatch(/--replication/);
    expect(refusal("rum", "x")).toMatch(/rum/);
    expect(refusal("run", "x", "--replications", "0")).toMatch(/--replications 0/);
    expect(refusal("run", "x", "--seed", "abc")).toMatch(/--seed abc/);
  });
});
