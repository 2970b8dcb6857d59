/** Where things lie below the project's root: the built page and the data that came with it. */
import { join } from "node:path";
import type { AssetRoots } from "./asset-response.ts";
import type { DataFolders } from "./services/project-list.ts";

export const dataFolders = (root: string): DataFolders => ({ cities: join(root, "fixtures/cities"), scenarios: join(root, "scenarios") });

export const assetRoots = (root: string): AssetRoots => ({ page: join(root, "dist/page"), data: dataFolders(root) });
