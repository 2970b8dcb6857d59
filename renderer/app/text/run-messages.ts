/** Words for runs: branches, other mornings, and what is listed beside the arms. */
export const RUN_MESSAGES = {
  "run.branch": { ko: "갈래 {number} · {time}부터 {arm}처럼", en: "Branch {number} · from {time} as in {arm}" },
  "run.otherDay": { ko: "{run} · 복제 {replication}", en: "{run} · replication {replication}" },
  "branch.same": { ko: "이미 그 안대로 가고 있어 갈라지지 않습니다.", en: "That arm rules already: nothing would branch." },
  "branch.removed": { ko: "갈래를 지웠습니다.", en: "The branch was removed." },
  "branch.gone": {
    ko: "갈래 {count}개는 다른 날의 것이라 내려놓았습니다.",
    en: "{count} branch(es) of the other day were let go.",
  },
} as const;
