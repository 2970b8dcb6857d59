/** `npm run serve`: the app in a browser tab, on the loopback address. Prints the URL and runs until it is stopped. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type AppServer, startAppServer } from "./app-server.ts";
import { buildPageIfStale } from "./build-app.ts";
import { assetRoots, dataFolders } from "./project-folders.ts";

const ROOT = resolve(import.meta.dirname, "..");

export type ServeOptions = { readonly port: number; readonly ko: boolean; readonly say: (sentence: string) => void };

/** Builds what is missing and starts the server. */
export const serve = async ({ port, ko, say }: ServeOptions): Promise<AppServer> => {
  await buildPageIfStale(ROOT, ko, say);
  const { productName, version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as {
    productName: string;
    version: string;
  };
  return startAppServer({
    roots: assetRoots(ROOT),
    host: { hello: { product: productName, version, host: "browser" }, folders: dataFolders(ROOT) },
    port,
  });
};

const isKorean = (): boolean => (process.env["LC_ALL"] ?? process.env["LANG"] ?? "").startsWith("ko");

const stopped = (): Promise<void> =>
  new Promise((done) => {
    process.once("SIGINT", () => done());
    process.once("SIGTERM", () => done());
  });

/** The command: answers the exit code (0 stopped, 2 wrong arguments or a port that is taken). */
export const serveMain = async (args: readonly string[]): Promise<number> => {
  const ko = isKorean();
  const say = (sentence: string): void => console.log(sentence);
  let port: number;
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: "string", default: "0" } } });
    port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port}`);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    console.error(
      ko
        ? `쓸 수 없는 인자: ${found}. 쓰임: npm run serve -- [--port 번호]`
        : `Wrong argument: ${found}. Usage: npm run serve -- [--port N]`,
    );
    return 2;
  }
  let server: AppServer;
  try {
    server = await serve({ port, ko, say });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    console.error(
      ko
        ? `${port}번 포트는 이미 쓰이고 있습니다. 다른 번호를 주거나 --port를 빼십시오.`
        : `Port ${port} is taken. Give another, or leave out --port.`,
    );
    return 2;
  }
  say(ko ? `도시 리허설: ${server.url}` : `City Rehearsal: ${server.url}`);
  say(ko ? "브라우저에서 여십시오. 멈추려면 Ctrl-C." : "Open it in a browser. Ctrl-C stops.");
  await stopped();
  await server.close();
  return 0;
};

if (process.argv[1] === import.meta.filename) process.exitCode = await serveMain(process.argv.slice(2));
