/**
 * What the page gets for a path: the one function behind the app:// protocol and the loopback server, so that content security
 * policy, isolation headers and path checks are the same code in Electron and in a browser tab.
 * It reads files below three folders and nothing else; it never lists, never writes, never follows a link out of its folder.
 */
import { readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";

export type AssetRoots = {
  /** The built page (index.html and hashed assets). */
  readonly page: string;
  /** Prefix below /data/ -> folder with data files of the project. */
  readonly data: Readonly<Record<string, string>>;
};

export type Asset = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** No eval, no inline script, no foreign host; wasm and our own workers are let in. Inline styles: React positions by style attributes. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const GUARD_HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
};

/** Data folders hand out data only, never code. */
const DATA_TYPES: Readonly<Record<string, string>> = {
  ".json": "application/json; charset=utf-8",
  ".gz": "application/gzip",
  ".yaml": "application/yaml; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
};

const encoder = new TextEncoder();

const plain = (status: number, sentence: string): Asset => ({
  status,
  headers: { ...GUARD_HEADERS, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  body: encoder.encode(sentence),
});

export const notFound = (): Asset => plain(404, "Not found");

/** Path segments, or undefined if the path tries anything but plain names. Decoded once; a slash that comes out of that is an attack. */
const safeSegments = (path: string): readonly string[] | undefined => {
  const segments: string[] = [];
  for (const raw of path.replace(/[?#].*$/s, "").split("/")) {
    if (raw === "") continue;
    let name: string;
    try {
      name = decodeURIComponent(raw);
    } catch {
      return undefined;
    }
    // Names beginning with a dot cover "..", ".", ".git" and ".env" at once.
    if (name.startsWith(".") || /[/\\:\0]/.test(name)) return undefined;
    segments.push(name);
  }
  return segments;
};

/** Answers a GET for `path` (as it stood in the request: still percent-encoded, query allowed). */
export const assetResponse = async (roots: AssetRoots, path: string): Promise<Asset> => {
  const segments = safeSegments(path);
  if (segments === undefined) return notFound();
  const [first, second, ...rest] = segments;
  const isData = first === "data";
  const folder = isData ? (Object.hasOwn(roots.data, second ?? "") ? roots.data[second ?? ""] : undefined) : roots.page;
  const names = isData ? rest : segments.length === 0 ? ["index.html"] : segments;
  if (folder === undefined || names.length === 0) return notFound();
  const type = (isData ? DATA_TYPES : MEDIA_TYPES)[extname(names.at(-1) ?? "").toLowerCase()];
  if (type === undefined) return notFound();
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, ...names));
    if (!file.startsWith(root + sep)) return notFound();
    const body = await readFile(file);
    // Only names that carry a hash of their content may be kept for ever.
    const cache = !isData && first === "assets" ? "public, max-age=31536000, immutable" : "no-cache";
    return { status: 200, headers: { ...GUARD_HEADERS, "content-type": type, "cache-control": cache }, body };
  } catch {
    // Missing, a folder, or unreadable: the page is told the same for all three.
    return notFound();
  }
};
