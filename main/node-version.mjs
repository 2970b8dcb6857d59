// Plain JavaScript without newer syntax, so that an old Node can read it and answer with a sentence instead of a stack trace.

export const NODE_NEEDED = 24;

/** The sentence to print when this Node is too old; undefined when it will do. */
export const nodeTooOld = (version = process.versions.node, locale = process.env.LC_ALL || process.env.LANG || "") => {
  const major = Number.parseInt(version, 10);
  if (major >= NODE_NEEDED) return undefined;
  return locale.startsWith("ko")
    ? `Node ${NODE_NEEDED} 이상이 필요합니다(지금은 ${version}). npm ci 다음에 npm run 또는 npm start로 실행하면 함께 설치된 Node가 쓰입니다.`
    : `Node ${NODE_NEEDED} or newer is needed (found ${version}). After npm ci, start it through npm run or npm start: they use the Node that was installed along.`;
};
