/**
 * Electron's fuses, burnt into the program when it is packaged (names as in electron-builder's `electronFuses`). Off: ways to run
 * foreign code in our program or to read more from disk than the page's own origin. On: encryption, integrity, and the trap handlers
 * without which wasm is slower.
 */
export const FUSES = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
  wasmTrapHandlers: true,
} as const;

/** The build that end-to-end tests drive: they reach the main process through its inspector. Never shipped. */
export const TEST_FUSES = { ...FUSES, enableNodeCliInspectArguments: true } as const;
