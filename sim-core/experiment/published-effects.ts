/**
 * What has been published about the effects that scenarios of fire and ambulance services rehearse: as data, each figure with its
 * place, year, clock and public page. Most are an agency's own press figures: before and after, or a test drive, no interval, no
 * control. They bound what is plausible; they are not ground truth. A result stands beside them and is never clipped to them.
 */
import type { Text } from "../model/units.ts";

/** A change as shares, the larger effect first (negative = less time); equal where one figure was published. */
export type PublishedChange = {
  readonly place: Text;
  /** "" = not said. */
  readonly years: string;
  readonly fromP: number;
  readonly toP: number;
  /** Measured in the street (test drives, before and after: rarely told apart by those who publish), or simulated. */
  readonly how: "reported" | "simulated";
  readonly source: string;
  readonly note?: Text;
};

const change = (
  place: readonly [ko: string, en: string],
  years: string,
  percent: readonly [number, number] | number,
  how: PublishedChange["how"],
  source: string,
  note?: Text,
): PublishedChange => {
  const [from, to] = typeof percent === "number" ? [percent, percent] : percent;
  return {
    place: { ko: place[0], en: place[1] },
    years,
    fromP: from / 100,
    toP: to / 100,
    how,
    source,
    ...(note === undefined ? {} : { note }),
  };
};

/** Travel time of fire trucks with signal preemption against without, on equipped corridors. */
export const PREEMPTION_CHANGES: readonly PublishedChange[] = [
  change(["의왕", "Uiwang"], "2017", -45.6, "reported", "search.incheonilbo.com idxno=1208315"),
  change(["의왕", "Uiwang"], "2024", -40.6, "reported", "g-enews.com 2025-11-12"),
  change(["수원", "Suwon"], "2020-2022", -56.3, "reported", "innovation.go.kr nttId=11014", {
    ko: "1,827회 출동, 1 km당",
    en: "1,827 runs, per km",
  }),
  change(["안산", "Ansan"], "2021", -44, "reported", "m.ytn.co.kr 202101181724285801"),
  change(["안양", "Anyang"], "2024", -44.9, "reported", "tbs.seoul.kr idx=3505897"),
  change(["인천", "Incheon"], "2024", [-67, -48], "reported", "tbs.seoul.kr idx=3505897", {
    ko: "혼잡할 때 −67 %",
    en: "−67 % when congested",
  }),
  change(["대전", "Daejeon"], "2020", [-27, -22], "reported", "cctimes.kr idxno=621814"),
  change(["세종", "Sejong"], "2021", -51.5, "reported", "m.etnews.com/20220110000044", {
    ko: "교차로 통과 시간",
    en: "time at intersections only",
  }),
  change(["울산", "Ulsan"], "2025", [-54, -44.5], "reported", "start.busan.com code=2026011511194633848", {
    ko: "첨두 −54.0 %, 비첨두 −44.5 %",
    en: "peak −54.0 %, off-peak −44.5 %",
  }),
  change(["고양", "Goyang"], "2024", [-55.8, -50.8], "reported", "doi 10.12815/kits.2024.23.4.67"),
  change(["파주", "Paju"], "2024", [-62.5, -55.1], "reported", "doi 10.12815/kits.2024.23.4.67"),
  change(["남양주·구리", "Namyangju and Guri"], "2024", -45, "reported", "newspic nid=2024122015010690025"),
  change(["부산", "Busan"], "", -65, "reported", "gomtv.com/16899255", { ko: "현장 시험의 최댓값", en: "the largest of a field test" }),
  change(["대전", "Daejeon"], "2012", [-43.3, -36.8], "simulated", "doi 10.12815/kits.2012.11.5.27", {
    ko: "모의실험(VISSIM)",
    en: "simulation (VISSIM)",
  }),
  change(["덴버", "Denver"], "1978", [-23, -14], "reported", "itskrs.its.dot.gov/2001-b00226"),
  change(["휴스턴", "Houston"], "1991-1992", [-23, -16], "reported", "itskrs.its.dot.gov/2002-b00227"),
  change(["미국의 한 소방서", "One US fire department"], "", 0, "reported", "hsdl.org did=718799", {
    ko: "의미 있는 감소 없음",
    en: "no significant reduction",
  }),
];

/** A positive share: the largest published reduction of travel time by preemption. */
export const LARGEST_PREEMPTION_GAIN_P: number = Math.max(...PREEMPTION_CHANGES.map(({ fromP }) => -fromP));

/** What others were published to pay for preemption; other measures than ours, so they stand beside and judge nothing. */
export const PREEMPTION_COSTS: readonly (PublishedChange & { readonly what: Text })[] = [
  {
    ...change(["울산", "Ulsan"], "2025", 139, "reported", "start.busan.com code=2026011511194633848"),
    what: { ko: "다른 방향의 대기행렬(최대)", en: "queue of other directions (at most)" },
  },
  {
    ...change(["버지니아 7번 도로", "Virginia Route 7"], "2000", 2.4, "simulated", "itskrs.its.dot.gov/2000-b00125"),
    what: { ko: "망 전체의 통행 시간(CORSIM)", en: "travel time of the network (CORSIM)" },
  },
];

/** Share of fires reached within seven minutes. */
export type PublishedShare = { readonly place: Text; readonly year: string; readonly shareP: number; readonly source: string };

export const SEVEN_MINUTE_LIMIT_S: number = 420;
/** The clock of all published seven-minute shares. */
export const SEVEN_MINUTE_CLOCK: Text = {
  ko: "신고 접수부터 현장 도착까지(접수 2분 + 주행 5분이라는 목표)",
  en: "call receipt to arrival at the scene (a goal of 2 min handling and 5 min driving)",
};

const shares = (
  place: readonly [ko: string, en: string],
  source: string,
  byYear: Readonly<Record<string, number>>,
): readonly PublishedShare[] =>
  Object.entries(byYear).map(([year, percent]) => ({
    place: { ko: place[0], en: place[1] },
    year: year.replace("y", ""),
    shareP: Math.round(percent * 10) / 1000,
    source,
  }));

const YONHAP = "yna.co.kr/view/AKR20200929181900530";
const HALF_2020 = "queen.co.kr/news/articleView.html?idxno=343413";
const JULY_2021 = "hankyung.com/politics/article/202109227637Y";
const YEAR_2023 = "dgmbc.com/article/GhnpcbRTmjrN1WrD4mW_XH";

export const SEVEN_MINUTE_SHARES: readonly PublishedShare[] = [
  ...shares(["전국", "Korea"], YONHAP, { y2016: 63.1, y2017: 62.8, y2018: 64.4, y2019: 65.1, "y2020 H1": 64.8 }),
  ...shares(["전국", "Korea"], JULY_2021, { "y2021-07": 69 }),
  ...shares(["전국", "Korea"], "hankyung.com/amp/202301252961Y", { y2022: 66.1 }),
  ...shares(["전국", "Korea"], YEAR_2023, { y2023: 68.1 }),
  ...shares(["서울", "Seoul"], HALF_2020, { "y2020 H1": 92.6 }),
  ...shares(["서울", "Seoul"], YEAR_2023, { y2023: 93.8 }),
  ...shares(["부산", "Busan"], HALF_2020, { "y2020 H1": 86.2 }),
  ...shares(["부산", "Busan"], JULY_2021, { "y2021-07": 86.5 }),
  ...shares(["대구", "Daegu"], HALF_2020, { "y2020 H1": 85.2 }),
  ...shares(["대구", "Daegu"], YEAR_2023, { y2023: 86.3 }),
  ...shares(["대전", "Daejeon"], HALF_2020, { "y2020 H1": 83 }),
  ...shares(["대전", "Daejeon"], JULY_2021, { "y2021-07": 80.2 }),
  ...shares(["세종", "Sejong"], JULY_2021, { "y2021-07": 82.5 }),
  ...shares(["인천", "Incheon"], HALF_2020, { "y2020 H1": 78.2 }),
  ...shares(["광주", "Gwangju"], HALF_2020, { "y2020 H1": 73.4 }),
  ...shares(["경남", "Gyeongnam"], HALF_2020, { "y2020 H1": 64.2 }),
  ...shares(["전남", "Jeonnam"], HALF_2020, { "y2020 H1": 58.9 }),
  ...shares(["제주", "Jeju"], JULY_2021, { "y2021-07": 57.4 }),
  ...shares(["충북", "Chungbuk"], HALF_2020, { "y2020 H1": 56 }),
  ...shares(["충북", "Chungbuk"], JULY_2021, { "y2021-07": 51.1 }),
  ...shares(["경기", "Gyeonggi"], HALF_2020, { "y2020 H1": 49.9 }),
  ...shares(["경기", "Gyeonggi"], JULY_2021, { "y2021-07": 51.7 }),
  ...shares(["강원", "Gangwon"], HALF_2020, { "y2020 H1": 45.5 }),
  ...shares(["경북", "Gyeongbuk"], HALF_2020, { "y2020 H1": 38.3 }),
  ...shares(["경북", "Gyeongbuk"], YEAR_2023, { y2023: 45 }),
];

/** What an integrated platform was claimed to bring, with what speaks against the claim. */
export const PLATFORM_CLAIM: {
  readonly place: Text;
  readonly beforeP: number;
  readonly afterP: number;
  readonly source: string;
  readonly caution: Text;
} = {
  place: { ko: "대전 스마트도시 통합플랫폼", en: "Daejeon smart-city platform" },
  beforeP: 0.631,
  afterP: 0.785,
  source: "zdnet.co.kr no=20200719124502",
  caution: {
    ko: "이전 값 63.1 %는 2016년 전국 값과 같습니다. 소방청 통계의 대전은 2017년 72.8 %, 2020년 상반기 83.0 %입니다.",
    en: "its ‘before’, 63.1 %, equals the national figure of 2016; the fire agency's own series has Daejeon at 72.8 % (2017) and 83.0 % (2020 H1)",
  },
};

/** Ambulances: share of transports that took more than 30 minutes from the scene to the hospital. */
export const TRANSPORT_LIMIT_S: number = 1800;
export const TRANSPORT_CLOCK: Text = {
  ko: "현장에서 병원까지(현장 도착부터인지 출발부터인지는 밝히지 않음)",
  en: "scene to hospital (whether from arriving there or from leaving is not said)",
};
export const TRANSPORTS_OVER_LIMIT: readonly PublishedShare[] = shares(["전국", "Korea"], "newspic nid=2025092413462378800", {
  y2023: 1.9,
  y2024: 3.8,
  "y2025 H1": 5.4,
});
