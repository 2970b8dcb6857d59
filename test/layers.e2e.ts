/** deck.gl's layers over the city, in Chromium with software WebGL2: where they are drawn, and that none leaves a trace in another's picture. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromium, missing } from "./needs.ts";
import { inPage, openViewLab, type ViewLab } from "./view-lab.ts";

const browserPath = chromium();
let lab: ViewLab;
/** The same, as long as nobody knows whether it came. */
let opened: ViewLab | undefined;

describe.skipIf(missing(browserPath))("layers over the city", () => {
  beforeAll(async () => {
    lab = await openViewLab(browserPath.found ?? "");
    opened = lab;
  });
  afterAll(() => opened?.close());

  test("the order of deck's layers, and taking one away, leave the picture of the others as it is", async () => {
    const { page, trouble } = await lab.open("seam");
    const found = await inPage<Record<string, number>>(
      page,
      `const at = {};
       for (const [name, ids] of Object.entries({ none: [], dot: ["dot"], path: ["path"], both: ["dot", "path"], swapped: ["path", "dot"], again: ["dot", "path"] }))
         at[name] = new Uint32Array((await seam.picture(ids)).buffer);
       const differ = (a, b) => (i) => at[a][i] !== at[b][i];
       const count = (...tests) => { let n = 0; for (let i = 0; i < at.none.length; i++) if (tests.every((test) => test(i))) n++; return n; };
       const not = (test) => (i) => !test(i);
       return {
         dotPixels: count(differ("none", "dot")),
         pathPixels: count(differ("none", "path")),
         swapped: count(differ("both", "swapped")),
         again: count(differ("both", "again")),
         // where one layer draws nothing, the picture is that without it
         besidePath: count(differ("both", "dot"), not(differ("none", "path"))),
         besideDot: count(differ("both", "path"), not(differ("none", "dot"))),
       };`,
    );
    expect(found["dotPixels"]).toBeGreaterThan(50);
    expect(found["pathPixels"]).toBeGreaterThan(500);
    const { swapped, again, besidePath, besideDot } = found;
    expect({ swapped, again, besidePath, besideDot }).toEqual({ swapped: 0, again: 0, besidePath: 0, besideDot: 0 });
    expect(await inPage(page, "return seam.error();")).toBe(0);
    expect(trouble).toEqual([]);
    await page.close();
  });

  test("a queue is drawn from its stop line to its end and no further; layers of figures come and go without a trace", async () => {
    const { page, trouble } = await lab.open("quality=low&vehicles=0&story=none");
    const found = await inPage<{ changed: boolean[]; traces: Record<string, readonly [boolean, boolean]> }>(
      page,
      `const names = ["speed", "queues", "difference", "signals", "preempted", "delays", "routes", "pins", "heat", "cameras", "agencies", "places"];
       const off = Object.fromEntries(names.map((name) => [name, false]));
       const l = lab.graph.byId.get("n2-2:n3-2");
       const frame = lab.frameAt(25_000);
       frame.linkQueuesDm.fill(0);
       frame.linkQueuesDm[l.index] = 400;
       lab.view.setOverlay({
         layers: off,
         delays: [{ signal: lab.city.signals[0].id, delayS: 90, words: { ko: "90초", en: "90 s" } }],
         differences: [{ link: l.index, deltaS: -40 }],
         calls: [{ link: l.index, offsetMm: 60_000 }],
         arcs: [{ fromM: [250, 200], toM: [350, 260], outcome: "blocked", words: { ko: "경찰 · 협약 없음", en: "Police · blocked" } }],
       });
       lab.view.show(frame);
       lab.view.view("plan");
       lab.view.flyTo({ xM: 300, yM: 240 }, 260);
       const look = async () => {
         await new Promise((r) => setTimeout(r, 500));
         const bitmap = await createImageBitmap(await lab.view.capture());
         const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
         const context = canvas.getContext("2d");
         context.drawImage(bitmap, 0, 0);
         return { words: new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer), width: bitmap.width };
       };
       const differ = (a, b) => a.words.length !== b.words.length || a.words.some((word, i) => word !== b.words[i]);
       // at rest: the reduced mode draws once more at full resolution
       let before = await look();
       for (let last; last === undefined || differ(last, before); ) [last, before] = [before, await look()];
       /** The picture with a layer, as soon as it differs from the one without, or the other way round; or what it is after ten seconds. */
       const picture = async (on, isOther) => {
         lab.view.setOverlay({ layers: { ...off, ...on } });
         let now = await look();
         for (let i = 0; i < 20 && differ(now, before) !== isOther; i++) now = await look();
         return now;
       };
       const differs = (a) => differ(a, before);
       const traces = {};
       let queues;
       for (const name of ["queues", "delays", "difference", "speed", "heat", "agencies"]) {
         const on = await picture({ [name]: true }, true);
         if (name === "queues") queues = on;
         traces[name] = [differs(on), differs(await picture({}, false))];
       }
       // 120 m east along y = 240, three lanes of 3.2 m south of it; 120 drivable metres are drawn between the two junctions
       const stop = 360 - l.stopM;
       const end = stop - 40 * ((120 - l.stopM - l.beginM) / 120);
       const changedAt = (x, y) => {
         const p = lab.view.projectToScreen(x, y, 2.2);
         const i = Math.floor(p.yPx * before.width / 640) * before.width + Math.floor(p.xPx * before.width / 640);
         return before.words[i] !== queues.words[i];
       };
       const middle = 240 - 4.8;
       return {
         traces,
         changed: [
           [stop - 2, middle], [(stop + end) / 2, middle], [end + 2, middle], [end, middle + 2.5], [end, middle - 2.5],
           [stop + 2, middle], [end - 3, middle], [(stop + end) / 2, middle + 3], [(stop + end) / 2, middle - 3],
         ].map(([x, y]) => changedAt(x, y)),
       };`,
    );
    // along the line and across its end; not beyond either end, nor beside the line
    expect(found.changed).toEqual([true, true, true, true, true, false, false, false, false]);
    const comesAndGoes = [true, false];
    expect(found.traces).toEqual({
      queues: comesAndGoes,
      delays: comesAndGoes,
      difference: comesAndGoes,
      speed: comesAndGoes,
      heat: comesAndGoes,
      agencies: comesAndGoes,
    });
    expect(await inPage<number>(page, "return lab.view.stats().glError;")).toBe(0);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
