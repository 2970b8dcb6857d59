import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type AppServer, startAppServer } from "./app-server.ts";

let server: AppServer;

beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), "rehearsal-server-"));
  const folders = { cities: join(root, "cities"), scenarios: join(root, "scenarios") };
  await mkdir(join(root, "page"));
  await mkdir(join(folders.cities, "two-roads"), { recursive: true });
  await writeFile(join(root, "page/index.html"), "<!doctype html>");
  await writeFile(join(folders.cities, "two-roads/city.json.gz"), "");
  server = await startAppServer({
    roots: { page: join(root, "page"), data: folders },
    host: { hello: { product: "City Rehearsal", version: "0.0.0", host: "browser" }, folders },
    port: 0,
  });
});

afterAll(() => server.close());

const status = (method: string, path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((done, failed) => {
    const asked = request({ host: "127.0.0.1", port: server.port, method, path, headers }, (answer) => {
      answer.resume();
      done(answer.statusCode ?? 0);
    });
    asked.once("error", failed);
    asked.end();
  });

type Attempt = { readonly token?: string; readonly origin?: string; readonly path?: string };

/** What happens to an attempt to reach the services: "open", or the refusing status. */
const knock = (attempt: Attempt): Promise<string> =>
  new Promise((done) => {
    const address = `ws://127.0.0.1:${server.port}${attempt.path ?? "/service"}`;
    const socket = new WebSocket(address, ["city-rehearsal", `token.${attempt.token ?? server.token}`], {
      origin: attempt.origin ?? `http://127.0.0.1:${server.port}`,
    });
    socket.once("open", () => {
      socket.close();
      done("open");
    });
    socket.once("unexpected-response", (_asked, answer) => done(String(answer.statusCode)));
    socket.once("error", (error) => done(error.message));
  });

const ask = (message: string): Promise<unknown> =>
  new Promise((done, failed) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/service`, ["city-rehearsal", `token.${server.token}`], {
      origin: `http://127.0.0.1:${server.port}`,
    });
    socket.once("open", () => socket.send(message));
    socket.once("message", (data) => {
      socket.close();
      done(JSON.parse(String(data)));
    });
    socket.once("error", failed);
  });

describe("the loopback server", () => {
  test("names itself with a 24-byte token in the fragment", () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/#token=${server.token}`);
    expect(Buffer.from(server.token, "base64url")).toHaveLength(24);
  });

  test("hands out the page to the right host name only", async () => {
    const own = `127.0.0.1:${server.port}`;
    expect([
      await status("GET", "/", { host: own }),
      await status("GET", "/", { host: `localhost:${server.port}` }),
      await status("GET", "/", { host: "planner.example" }),
      await status("GET", "/", { host: own, origin: "http://planner.example" }),
      await status("POST", "/", { host: own }),
      await status("DELETE", "/data/cities/two-roads/city.json.gz", { host: own }),
      await status("GET", "/..%2f..%2fetc/passwd", { host: own }),
    ]).toEqual([200, 200, 403, 403, 405, 405, 404]);
  });

  test("cannot be reached from another address of this machine", async () => {
    const outcome = await new Promise((done) => {
      const socket = connect({ host: "127.0.0.2", port: server.port });
      socket.once("connect", () => done("connected"));
      socket.once("error", (error: NodeJS.ErrnoException) => done(error.code));
    });
    expect(outcome).toBe("ECONNREFUSED");
  });

  test("opens its services for the token and our own origin only", async () => {
    expect([
      await knock({}),
      await knock({ token: "wrong" }),
      await knock({ token: "" }),
      await knock({ origin: "http://planner.example" }),
      await knock({ origin: `http://localhost:${server.port}` }),
      await knock({ path: "/other" }),
    ]).toEqual(["open", "403", "403", "403", "403", "403"]);
  });

  test("says hello, lists the project's data, and refuses what it does not know", async () => {
    expect([
      await ask('{"id":1,"kind":"hello"}'),
      await ask('{"id":2,"kind":"projects"}'),
      await ask('{"id":3,"kind":"erase"}'),
      await ask('{"id":4,"kind":"hello","more":1}'),
      await ask("not json"),
    ]).toEqual([
      { id: 1, ok: true, value: { product: "City Rehearsal", version: "0.0.0", host: "browser" } },
      {
        id: 2,
        ok: true,
        value: { scenarios: [], cities: [{ id: "two-roads", cityPath: "/data/cities/two-roads/city.json.gz", demandPath: null }] },
      },
      { id: 3, ok: false, code: "bad-request" },
      { id: 4, ok: false, code: "bad-request" },
      { id: -1, ok: false, code: "bad-request" },
    ]);
  });

  test("drops a connection that sends a message beyond its limit, and goes on serving", async () => {
    const code = await new Promise((done) => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/service`, ["city-rehearsal", `token.${server.token}`], {
        origin: `http://127.0.0.1:${server.port}`,
      });
      socket.once("open", () => socket.send("x".repeat(70_000)));
      socket.once("close", (closedWith) => done(closedWith));
      socket.once("error", () => undefined);
    });
    expect([code, await knock({})]).toEqual([1009, "open"]);
  });
});
