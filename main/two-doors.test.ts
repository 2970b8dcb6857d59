/**
 * One contract over both doors of the page: Electron's protocol and port, and the loopback server with its WebSocket. Whatever a page
 * asks, it gets the same answer; a third shape, in process, stands in where neither is needed.
 */
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { desktopServiceOver, type Wire } from "../renderer/platform/desktop-link.ts";
import type { DesktopService } from "../sim-core/contract/desktop-service.ts";
import { type AppServer, startAppServer } from "./app-server.ts";
import { type ElectronStandIn, started } from "./electron-stand-in.ts";
import { assetRoots, dataFolders } from "./project-folders.ts";
import { answerDesktopRequest, type DesktopHost } from "./services/desktop-requests.ts";

let root: string;
let electron: ElectronStandIn;
let server: AppServer;
/** 1 MB and a byte: more than one message of any buffer in between. */
const LARGE = Buffer.alloc(1024 * 1024 + 1, "city");

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "rehearsal-doors-"));
  await mkdir(join(root, "dist/page/assets"), { recursive: true });
  await mkdir(join(root, "fixtures/cities/two-roads"), { recursive: true });
  await mkdir(join(root, "scenarios/fire"), { recursive: true });
  await writeFile(join(root, "package.json"), "{}");
  await writeFile(join(root, "dist/page/index.html"), "<!doctype html>");
  await writeFile(join(root, "dist/page/assets/engine-0a1b.wasm"), new Uint8Array([0, 97, 115, 109]));
  await writeFile(join(root, "fixtures/cities/two-roads/city.json"), '{"format":"city"}');
  await writeFile(join(root, "scenarios/fire/scenario.yaml"), "schemaVersion: 1\n");
  await writeFile(join(root, "large.json"), LARGE);
  electron = await started((one) => {
    one.root = root;
    one.words = ["/usr/bin/electron", root, join(root, "large.json")];
  });
  const host: DesktopHost = { hello: { product: "City Rehearsal", version: "1.2.3", host: "browser" }, folders: dataFolders(root) };
  server = await startAppServer({ roots: assetRoots(root), host, port: 0 });
});

afterAll(() => server.close());

type Answer = { readonly status: number; readonly headers: Record<string, string | undefined>; readonly body: string };

const overHttp = (path: string): Promise<Answer> =>
  new Promise((done, failed) => {
    const asked = request({ host: "127.0.0.1", port: server.port, path }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        done({
          status: answer.statusCode ?? 0,
          headers: answer.headers as Record<string, string>,
          body: Buffer.concat(parts).toString("latin1"),
        }),
      );
    });
    asked.once("error", failed);
    asked.end();
  });

const overProtocol = async (path: string): Promise<Answer> => {
  const answer = await electron.respond?.({ url: `app://rehearsal${path}`, method: "GET" });
  if (answer === undefined) throw new Error("no protocol");
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()).toString("latin1"),
  };
};

/** What belongs to a connection and not to the answer. */
const OF_HTTP = ["connection", "keep-alive", "date", "content-length"];

describe("files", () => {
  test.each([
    ["/", 200],
    ["/?lang=ko", 200],
    ["/assets/engine-0a1b.wasm", 200],
    ["/data/cities/two-roads/city.json", 200],
    ["/data/scenarios/fire/scenario.yaml", 200],
    ["/..%2f..%2fpackage.json", 404],
    ["/%2e%2e/%2e%2e/package.json", 404],
    ["/assets/%5c..%5cindex.html", 404],
    ["/data/cities/..%2f..%2f..%2fpackage.json", 404],
    ["/missing.js", 404],
    ["/%E0%A4%A", 404],
  ])("%s is answered with %i, the same headers and the same bytes by both", async (path, status) => {
    const [http, protocol] = [await overHttp(path), await overProtocol(path)];
    for (const name of OF_HTTP) delete http.headers[name];
    expect(protocol.status).toBe(status);
    expect(http).toEqual(protocol);
  });
});

type Door = { readonly connect: () => Promise<Wire>; readonly cut: () => void };

/** A page's end of each link. `cut` ends the connection from the other side. */
const DOORS: Readonly<Record<string, () => Door>> = {
  "Electron's port": () => {
    let port: ReturnType<ElectronStandIn["connect"]>;
    return {
      connect: async () => {
        const own = electron.connect();
        if (own === undefined) throw new Error("no port");
        port = own;
        return {
          post: (message) => own.postMessage(message),
          onMessage: (listener) => void own.on("message", listener),
          onClosed: (listener) => void own.on("close", () => listener("closed")),
        };
      },
      cut: () => port?.close(),
    };
  },
  "a WebSocket": () => {
    let socket: WebSocket;
    return {
      connect: () =>
        new Promise((done, failed) => {
          const origin = `http://127.0.0.1:${server.port}`;
          socket = new WebSocket(`ws://127.0.0.1:${server.port}/service`, ["city-rehearsal", `token.${server.token}`], { origin });
          const own = socket;
          own.once("error", failed);
          own.once("open", () =>
            done({
              post: (message) => own.send(JSON.stringify(message)),
              onMessage: (listener) => void own.on("message", (data) => listener(JSON.parse(String(data)))),
              onClosed: (listener) => void own.once("close", () => listener("closed")),
            }),
          );
        }),
      cut: () => socket.terminate(),
    };
  },
  "the same process": () => {
    let closed: (reason: string) => void = () => undefined;
    const host: DesktopHost = { hello: { product: "City Rehearsal", version: "1.2.3", host: "browser" }, folders: dataFolders(root) };
    return {
      connect: async () => {
        let heard: (message: unknown) => void = () => undefined;
        return {
          post: (message) => void answerDesktopRequest(host, message).then((answer) => heard(answer)),
          onMessage: (listener) => {
            heard = listener;
          },
          onClosed: (listener) => {
            closed = listener;
          },
        };
      },
      cut: () => closed("closed"),
    };
  },
};

describe.each(Object.entries(DOORS))("services over %s", (name, makeDoor) => {
  const setup = (): { service: DesktopService; door: Door } => {
    const door = makeDoor();
    return { door, service: desktopServiceOver(door.connect, 2000) };
  };

  test("answer who they are and what data came with the project", async () => {
    const { service } = setup();
    expect(await service.hello()).toMatchObject({ product: "City Rehearsal", version: "1.2.3" });
    expect(await service.projects()).toEqual({
      scenarios: [{ id: "fire", scenarioPath: "/data/scenarios/fire/scenario.yaml" }],
      cities: [{ id: "two-roads", cityPath: "/data/cities/two-roads/city.json", demandPath: null }],
    });
  });

  test("answer many at once, each its own", async () => {
    const { service } = setup();
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? service.hello() : service.projects())));
    expect(answers.filter((answer) => "product" in answer)).toHaveLength(50);
  });

  test("refuse what they do not know and go on answering", async () => {
    const { service, door } = setup();
    const wire = await door.connect();
    const refused = new Promise((done) => wire.onMessage(done));
    wire.post({ id: 3, kind: "speak", language: "fr" });
    expect(await refused).toEqual({ id: 3, ok: false, code: "bad-request" });
    expect((await service.hello()).product).toBe("City Rehearsal");
  });

  test("hand over a file of more than a megabyte, byte by byte, where a desktop opened one", async () => {
    const { service } = setup();
    const file = { key: 0, name: "large.json" };
    if (name === "Electron's port") expect(Buffer.from(await service.readOpened(file)).equals(LARGE)).toBe(true);
    else await expect(service.readOpened(file)).rejects.toThrow("opened: failed");
  });

  test("a question that was cut off is an error, and the next one finds a new connection", async () => {
    const { service, door } = setup();
    await service.hello();
    const pending = service.projects();
    door.cut();
    await pending.catch((error: Error) => expect(error.name).toBe("ServiceUnavailable"));
    expect((await service.hello()).product).toBe("City Rehearsal");
  });
});

test("who never answers is given up after the deadline", async () => {
  const dead: Wire = { post: () => undefined, onMessage: () => undefined, onClosed: () => undefined };
  await expect(desktopServiceOver(async () => dead, 30).hello()).rejects.toThrow("no answer");
});

test("news reaches its listener in order, all of it; what is not news is dropped", async () => {
  let heard: (message: unknown) => void = () => undefined;
  const service = desktopServiceOver(async () => ({
    post: (message) => heard({ id: (message as { id: number }).id, ok: true, value: null }),
    onMessage: (listener) => {
      heard = listener;
    },
    onClosed: () => undefined,
  }));
  const news: unknown[] = [];
  await service.listen((item) => news.push(item));
  for (let i = 0; i < 1000; i++) heard({ news: "files", files: [{ key: i, name: "a.yaml" }] });
  heard({ news: "command", command: "format the disk" });
  heard("noise");
  expect([news.length, news[999]]).toEqual([1000, { news: "files", files: [{ key: 999, name: "a.yaml" }] }]);
});
