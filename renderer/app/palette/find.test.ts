import { expect, test } from "vitest";
import { findEntries, rankOf } from "./find.ts";

const found = (query: string, ...titles: string[]): readonly string[] => titles.filter((title) => rankOf(query, { title }) !== undefined);

test("initial consonants find a name, alone, mixed with whole syllables, and joined by the keyboard", () => {
  const titles = ["강변119안전센터", "시립의료원", "미르대로", "값진 골목", "가시나무길"];
  expect([found("ㄱㅂ", ...titles), found("ㅅㄹㅇ", ...titles), found("ㅁ르", ...titles), found("ㄳ", ...titles)]).toEqual([
    ["강변119안전센터"],
    ["시립의료원"],
    ["미르대로"],
    ["가시나무길"],
  ]);
});

test("every keystroke on the way to a word finds it", () => {
  // What a two-set keyboard shows while 소방서 is typed.
  const onTheWay = ["ㅅ", "소", "솝", "소바", "소방", "소방ㅅ", "소방서"];
  expect(onTheWay.filter((query) => rankOf(query, { title: "소방서" }) === undefined)).toEqual([]);
});

test("a name typed as it is written is found, with its hyphens and dots", () => {
  expect(found("Hanbit-ro and Seowon-ro", "Hanbit-ro and Seowon-ro")).toHaveLength(1);
  expect(found("한빛로·서원로", "한빛로·서원로 교차로")).toHaveLength(1);
});

test("spaces, case and composed or decomposed Hangul make no difference", () => {
  expect([
    rankOf("fire st", { title: "Riverside Fire Station" }),
    rankOf("FIRESTATION", { title: "Riverside Fire Station" }),
    rankOf("미르".normalize("NFD"), { title: "미르강 둔치" }),
    rankOf("강 둔", { title: "미르강 둔치" }),
  ]).toEqual([1, 1, 0, 2]);
});

test("a start beats a word's start, that beats the middle; the other language counts half a step less", () => {
  const entries = [
    { id: "middle", title: "북한강" },
    { id: "other", title: "River", also: "강" },
    { id: "word", title: "미르 강" },
    { id: "start", title: "강변로" },
  ];
  expect(findEntries("강", entries, [], 9).map(({ id }) => id)).toEqual(["start", "other", "word", "middle"]);
});

test("with nothing typed the latest choices come first, then all in their order", () => {
  const entries = ["a", "b", "c"].map((id) => ({ id, title: id }));
  expect(findEntries(" ", entries, ["c", "gone"], 2).map(({ id }) => id)).toEqual(["c", "a"]);
});

test("what is not there is not found", () => {
  expect([found("병원", "소방서"), found("소방소", "소방서"), found("ㅂㅅ", "소방"), found("x", "")]).toEqual([[], [], [], []]);
});
