/** The command line's own documentation, both languages. */
import type { Text } from "../../sim-core/model/units.ts";

const text = (ko: string, en: string): Text => ({ ko, en });

export const COMMAND_TEXTS = {
  program: text(
    "도시 리허설: 연계 서비스를 켜기 전에 디지털 트윈에서 돌려 보고, 누구에게 무엇이 달라지는지와 얼마나 확실한지를 말합니다.",
    "City Rehearsal: runs linkage services in a digital twin before anyone switches them on, and says what changes, for whom, and how sure that is.",
  ),
  help: text("도움말", "shows help"),
  lang: text("출력 언어(기본: 시스템 언어)", "language of the output (default: the locale)"),
  run: {
    what: text("시나리오 폴더의 모든 안을 돌려 비교합니다.", "Runs and compares all arms of a scenario folder."),
    city: text("도시 파일(city.json 또는 .gz). 기본은 시나리오의 도시", "city file (city.json or .gz); default: the scenario's city"),
    demand: text("교통수요 파일. 없으면 만들어 씁니다", "demand file; generated where there is none"),
    tripsPerHour: text("수요를 만들 때의 시간당 통행 수", "trips per hour when demand is generated"),
    arms: text("일부 안만(쉼표로 구분, 기준안은 늘 포함)", "only these arms (comma separated; the baseline is always included)"),
    replications: text(
      "반복 수, 또는 auto(시험 30회로 정한 뒤 고정). 기본은 시나리오",
      "replications, or auto (fixed after a pilot of 30); default: the scenario",
    ),
    seed: text("난수 시드", "seed of all random numbers"),
    workers: text("작업자 스레드 수(결과는 같음). 기본은 코어 수", "worker threads (never changes a result); default: number of cores"),
    json: text("결과를 JSON으로 저장", "writes the result as JSON"),
    sensitivity: text(
      "긴급차량이 대기열을 지나가는 속도가 절반·두 배일 때의 판정은 건너뜀(계산이 세 배 빨라짐)",
      "leaves out the verdicts at half and at double the emergency vehicles' passing speed (three times as fast)",
    ),
    tornado: text(
      "가정을 하나씩 낮은 값과 높은 값으로 바꾸어, 모의 잡음과 입력의 불확실성을 나누어 보여 줍니다",
      "also every assumption at its low and high end, with simulation noise and input uncertainty told apart",
    ),
    contributions: text(
      "연계 단계·협약·기관마다 얼마나 기여하는지와, 연계 수에 따른 이득과 장벽도",
      "also what every linked step, agreement and owner contributes, and how gain and barriers grow with the links",
    ),
    after: text(
      "예: npm run rehearse -- run scenarios/fire-preemption --replications 30 --json result.json\n종료 코드: 0 정상 · 1 목표 미달 · 2 잘못된 입력 · 3 내부 오류 · 130 중단(끝난 반복까지 보고)",
      "Example: npm run rehearse -- run scenarios/fire-preemption --replications 30 --json result.json\nExit codes: 0 fine · 1 a target is missed · 2 bad input · 3 internal · 130 stopped (what is finished is reported)",
    ),
  },
  again: {
    replication: text("몇 번째 반복(0부터)", "which replication, from 0"),
    scenario: text("결과가 나온 시나리오 폴더(기본: scenarios/<id>)", "the folder a result came from (default: scenarios/<id>)"),
    seed: text("난수 시드(결과를 주면 그 시드, 아니면 1)", "seed (default: the result's, else 1)"),
  },
  explain: {
    what: text(
      "한 사건이 왜 그만큼 걸렸는지 말로 설명합니다: 기관마다 무슨 일이 언제 있었고 시간이 어디로 갔는지.",
      "Explains in plain words why one incident took as long as it did: what happened when, by agency, and where the time went.",
    ),
    incident: text("사건 번호(0부터). 기본은 가장 늦은 사건", "number of the incident, from 0; default: the slowest one"),
    arm: text("어느 안(기본: 기준안 다음의 첫 안)", "which arm (default: the first that is not the baseline)"),
    after: text(
      "결과 파일(.json)을 주면 그 반복을 그대로 다시 돌립니다. 도시·수요·시나리오·엔진이 그때와 같은지 확인합니다.\n예: npm run rehearse -- explain result.json --replication 3",
      "Given a result (.json) it runs that very replication again, and checks that city, demand, scenario and engine are those of then.\nExample: npm run rehearse -- explain result.json --replication 3",
    ),
  },
  agreements: {
    what: text(
      "협약마다 두 관문(법, 협약)이 열려 있는지, 어떤 단계가 매달려 있는지, 없으면 무엇을 잃는지 한 표로 보여 줍니다.",
      "One table of all agreements: whether the law and the signature permit it, which steps hang on it, and what is lost without it.",
    ),
    on: text("이 날짜로(예: 2026-03-02). 기본은 시나리오의 날짜", "on this day (like 2026-03-02); default: the scenario's day"),
    quick: text("돌리지 않고 관문만", "gates only, nothing is run"),
    replications: text("반복 수. 기본은 시나리오, auto이면 30", "replications; default: the scenario's, 30 where it says auto"),
  },
  trace: {
    what: text(
      "한 반복에서 일어난 모든 것을 표로 저장합니다: 기관의 일, 엔진의 기록(차량 하나하나까지), 단계.",
      "Saves everything that happened in one replication as tables: facts of institutions, records of the engine (every vehicle), steps.",
    ),
    out: text(
      "저장할 폴더(표마다 파일 하나), 또는 모두를 담을 .ndjson 파일",
      "folder (one file per table), or one .ndjson file for everything",
    ),
    format: text("형식", "format"),
    after: text(
      "열의 뜻: docs/formats/trace.md\n예: npm run rehearse -- trace scenarios/fire-preemption --arm plan --replication 0 --out trace --format parquet",
      "What the columns mean: docs/formats/trace.md\nExample: npm run rehearse -- trace scenarios/fire-preemption --arm plan --replication 0 --out trace --format parquet",
    ),
  },
  report: {
    what: text(
      "결과를 보고서 한 장(HTML)으로: 인터넷 없이 읽고 A4로 인쇄할 수 있습니다.",
      "Writes a result as one HTML file: readable offline, printable on A4.",
    ),
    out: text("만들 HTML 파일", "HTML file to write"),
    csv: text("수치를 표(CSV)로도 저장", "also writes the figures as a table (CSV)"),
    after: text(
      "예: npm run rehearse -- report result.json --out report.html --lang ko",
      "Example: npm run rehearse -- report result.json --out report.html --lang en",
    ),
  },
  import: {
    what: text(
      "지도와 표를 도시 파일로 바꿉니다(OSM XML, CSV, GeoJSON, SUMO). 가져온 것·가정한 것·뺀 것을 알려 줍니다.",
      "Turns maps and tables (OSM XML, CSV, GeoJSON, SUMO) into a city file; says what it took, assumed and left out.",
    ),
    out: text("만들 도시 파일(.json 또는 .json.gz)", "city file to write (.json or .json.gz)"),
    demandOut: text("만들 교통수요 파일(원본에 통행이 없으면 지어냅니다)", "demand file to write (made up where the source has no trips)"),
    id: text("도시의 id(기본: 파일 이름)", "id of the city (default: the file's name)"),
    columns: text(
      "표의 열 이름을 직접 지정: lat, lon, name, kind, beds, ambulances 등, allKind (예: lat=위도,allKind=fire-station)",
      "headers of a table's columns: lat, lon, name, kind, beds, ambulances …, allKind (e.g. lat=Latitude,allKind=fire-station)",
    ),
  },
  verify: {
    what: text("알려진 정답과 시뮬레이터를 견줍니다.", "Compares the simulator with known answers."),
    long: text("배포용 크기(좁은 구간, 오래 걸림)", "release size: narrow intervals, takes long"),
    json: text("결과를 JSON으로 저장", "writes the report as JSON"),
  },
  bench: {
    what: text("속도를 잽니다.", "Measures speed."),
    traffic: text(
      "SUMO 망과 경로로 교통 계층의 속도와 결과를 잽니다.",
      "Speed and outcome of the traffic layer on a SUMO network with routes.",
    ),
    engine: text("사건 큐와 저장·복원의 속도를 잽니다.", "Speed of the event queue and of snapshots."),
    net: text("SUMO 망(.net.xml)", "SUMO network (.net.xml)"),
    routes: text("SUMO 경로(.rou.xml)", "SUMO routes (.rou.xml)"),
    until: text("모의할 초", "seconds to simulate"),
    params: text("교통 매개변수: default, sumo-g20, sumo-g40 또는 파일", "traffic parameters: default, sumo-g20, sumo-g40 or a file"),
    json: text("결과를 JSON으로 저장", "writes the figures as JSON"),
  },
} as const;
