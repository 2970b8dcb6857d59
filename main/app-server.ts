/**
 * The page over HTTP on the loopback address, and the services behind a token. The page itself holds no secret and simulates in its
 * own workers, so it is handed to whoever asks from the right host name; the services read the disk and want the token.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { type AssetRoots, assetResponse } from "./asset-response.ts";
import { answerDesktopRequest, type DesktopHost } from "./services/desktop-requests.ts";

export type AppServer = {
  readonly port: number;
  /** With the token in the fragment, which a browser never sends anywhere. */
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
};

export type AppServerOptions = {
  readonly roots: AssetRoots;
  readonly host: DesktopHost;
  /** 0 = any free port. */
  readonly port: number;
};

const LOOPBACK = "127.0.0.1";
const MAX_MESSAGE_BYTES = 64 * 1024;
const PROTOCOL = "city-rehearsal";

/** Only these names may stand in Host: a foreign name that was made to point here (DNS rebinding) is turned away. */
const ownHosts = (port: number): readonly string[] => [`${LOOPBACK}:${port}`, `localhost:${port}`];

const sameToken = (given: string, token: string): boolean => {
  const a = Buffer.from(given);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
};

/** The WebSocket names two sub-protocols: ours, and `token.<token>`. (A header cannot be set from a page; a query would be logged.) */
const tokenOf = (request: IncomingMessage): string => {
  const names = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  return names.find((name) => name.startsWith("token."))?.slice("token.".length) ?? "";
};

const refuse = (response: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff", ...headers });
  response.end(sentence);
};

const answerPage = async (roots: AssetRoots, port: number, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { host = "", origin } = request.headers;
  if (!ownHosts(port).includes(host)) return refuse(response, 403, "Wrong host name");
  if (origin !== undefined && origin !== `http://${host}`) return refuse(response, 403, "Wrong origin");
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "Only GET", { allow: "GET, HEAD" });
  const asset = await assetResponse(roots, request.url ?? "/");
  response.writeHead(asset.status, { ...asset.headers, "content-length": String(asset.body.byteLength) });
  response.end(request.method === "HEAD" ? undefined : asset.body);
};

const upgradeGuard = (sockets: WebSocketServer, token: string, port: () => number) => {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { host = "", origin } = request.headers;
    const isOurs = ownHosts(port()).includes(host) && origin === `http://${host}` && request.url === "/service";
    if (!isOurs || !sameToken(tokenOf(request), token)) {
      socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit("connection", webSocket, request));
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const serviceSockets = (host: DesktopHost): WebSocketServer => {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => PROTOCOL,
  });
  sockets.on("connection", (webSocket) => {
    webSocket.on("error", () => webSocket.terminate()); // an over-long or broken message ends this connection only
    webSocket.on("message", (data, isBinary) => {
      if (isBinary) return webSocket.close(1003);
      void answerDesktopRequest(host, parseJson(String(data))).then((answer) => webSocket.send(JSON.stringify(answer)));
    });
  });
  return sockets;
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });

export const startAppServer = async ({ roots, host, port: wanted }: AppServerOptions): Promise<AppServer> => {
  const token = randomBytes(24).toString("base64url");
  const sockets = serviceSockets(host);
  let port = wanted;
  const server = createServer((request, response) => {
    void answerPage(roots, port, request, response).catch(() => response.destroy());
  });
  server.on(
    "upgrade",
    upgradeGuard(sockets, token, () => port),
  );
  port = await listen(server, wanted);
  return {
    port,
    token,
    url: `http://${LOOPBACK}:${port}/#token=${token}`,
    close: () =>
      new Promise((resolve) => {
        for (const webSocket of sockets.clients) webSocket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
