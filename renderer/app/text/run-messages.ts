/** Words for runs: branches, other mornings, and what is listed beside the arms. */
export const RUN_MESSAGES = {
  "run.branch": { ko: "갈래 {number} · {time}부터 {arm}처럼", en: "Branch {number} · from {time} as in {arm}" },
  "run.otherDay": { ko: "복제 {replication} · {run}", en: "Replication {replication} · {run}" },
  "run.otherDay.label": { ko: "다른 복제", en: "Replication" },
  "run.otherDay.hint": {
    ko: "같은 안의 다른 복제: 다른 화재, 다른 우연, 같은 시계",
    en: "The same arm in another replication: other fires, other chance, one clock",
  },
  "run.otherDay.lay": { ko: "나란히", en: "Beside" },
  "run.beside": { ko: "나란히 놓임", en: "laid beside" },
  "branch.here": { ko: "여기서 갈라보기", en: "Branch here" },
  "branch.here.hint": { ko: "이 순간부터 다른 안대로 갔다면", en: "What if another arm held from this moment on" },
  "branch.question": {
    ko: "{time}까지는 {run} 그대로이고, 그 뒤는 고른 안대로 갑니다.",
    en: "Up to {time} it is {run}, to the byte. From then on the rules of this arm hold:",
  },
  "branch.arms": { ko: "그 뒤를 정하는 안", en: "Arm that holds from then on" },
  "branch.underWay": {
    ko: "지금 진행 중인 단계 {steps}개와 출동 {drives}건은 시작할 때의 규칙대로 끝납니다. 새로 내리는 결정부터 고른 안을 따릅니다.",
    en: "Steps under way: {steps}, crews: {drives}. They end under the rules they began with; every new decision follows the arm you choose.",
  },
  "branch.nothing": {
    ko: "지금 진행 중인 단계도 출동도 없어, 앞으로의 모든 결정이 고른 안을 따릅니다.",
    en: "No step and no crew is under way: every decision to come follows the arm you choose.",
  },
  "branch.notMadeUp": {
    ko: "지나간 단계는 되살리지 않습니다. 진행 중인 사건에서는 차이가 작을 수 있고, 다음 신고부터 온전히 드러납니다.",
    en: "What has passed is not made up for: in an incident under way little may change, from the next call on everything does.",
  },
  "branch.go": { ko: "{time}부터 가르기", en: "Branch from {time}" },
  "branch.oneArm": { ko: "안이 하나뿐이라 갈라질 수 없습니다.", en: "There is only one arm: nothing to branch into." },
  "branch.atEnd": {
    ko: "실행이 끝난 순간에서는 가를 수 없습니다. 시계를 앞으로 돌리십시오.",
    en: "A run cannot branch at its end: go back with the clock.",
  },
  "branch.remove": { ko: "{run} 지우기", en: "Remove {run}" },
  "branch.remove.short": { ko: "갈래 지우기", en: "Remove this branch" },
  "branch.same": { ko: "이미 그 안대로 가고 있어 갈라지지 않습니다.", en: "That arm rules already: nothing would branch." },
  "branch.removed": { ko: "갈래를 지웠습니다.", en: "The branch was removed." },
  "branch.gone": {
    ko: "갈래 {count}개는 다른 날의 것이라 내려놓았습니다.",
    en: "Branches of the other day were let go: {count}.",
  },
} as const;
