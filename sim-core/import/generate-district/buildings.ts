/** Buildings block by block. Every one is placed only where it stands clear of streets, of pavements and of its neighbours. */
import type { Building, BuildingUse, Link } from "../../model/city.ts";
import { bend, bentDirection, type Dice, dice, type Point } from "./ground.ts";
import { type Box, corners, Occupancy } from "./occupancy.ts";
import type { DistrictParameters } from "./parameters.ts";
import { apartmentRows, FRONT_DEPTH_M, type Lot, PAVEMENT_M, type Street, villaRows } from "./streets.ts";

const STOREY_MM: Readonly<Partial<Record<BuildingUse, number>>> = {
  apartment: 2_900,
  villa: 3_000,
  shop: 3_600,
  office: 3_900,
  tower: 3_900,
  school: 3_600,
  hospital: 4_200,
  public: 4_200,
};

export type Site = {
  readonly at: Point;
  readonly turn: 0 | 1;
  readonly widthM: number;
  readonly depthM: number;
  readonly storeys: number;
  readonly use: BuildingUse;
  readonly zone: string;
};

export type PlacedBuilding = Building & { readonly centreM: Point; readonly zone: string };

export class Builder {
  readonly buildings: PlacedBuilding[] = [];
  readonly #occupancy: Occupancy;
  readonly #counts = new Map<string, number>();

  constructor(occupancy: Occupancy) {
    this.#occupancy = occupancy;
  }

  /** Plan position and plan direction; false where it would stand on something. */
  place(site: Site, gap = 0.5): PlacedBuilding | undefined {
    const along = site.turn === 0 ? bentDirection(site.at, 1, 0) : bentDirection(site.at, 0, 1);
    return this.placeBox({ at: bend(site.at), along, a: site.widthM / 2, b: site.depthM / 2 }, site, gap);
  }

  placeBox(box: Box, site: Pick<Site, "storeys" | "use" | "zone">, gap = 0.5): PlacedBuilding | undefined {
    if (!this.#occupancy.isFree(box)) return undefined;
    this.#occupancy.add(box, gap);
    const count = (this.#counts.get(site.zone) ?? 0) + 1;
    this.#counts.set(site.zone, count);
    const building: PlacedBuilding = {
      id: `${site.zone}-${String(count).padStart(3, "0")}`,
      ringMm: corners(box).flatMap(([x, y]) => [Math.round(x * 1000), Math.round(y * 1000)]),
      heightMm: site.storeys * (STOREY_MM[site.use] ?? 3_300) + 900,
      storeys: site.storeys,
      use: site.use,
      floorAreaM2: Math.round(4 * box.a * box.b * site.storeys),
      centreM: box.at,
      zone: site.zone,
    };
    this.buildings.push(building);
    return building;
  }
}

/** A row of shops or small houses along one side of a lot, facing the main road. */
const frontRow = (builder: Builder, lot: Lot, chance: Dice, use: BuildingUse, storeys: readonly [number, number], depth: number): void => {
  const zone = lot.block.id;
  for (const side of ["south", "north", "west", "east"] as const) {
    const horizontal = side === "south" || side === "north";
    const [from, to] = horizontal ? [lot.x0, lot.x1] : [lot.y0 + depth + 1, lot.y1 - depth - 1];
    for (let at = from + 0.5; at < to - 7; ) {
      const widthM = Math.min(chance.between(11, 19), to - at - 0.4);
      const depthM = depth - chance.between(0.8, 3.2);
      const across =
        side === "south"
          ? lot.y0 + depthM / 2
          : side === "north"
            ? lot.y1 - depthM / 2
            : side === "west"
              ? lot.x0 + depthM / 2
              : lot.x1 - depthM / 2;
      const centre: Point = horizontal ? [at + widthM / 2, across] : [across, at + widthM / 2];
      if (!chance.chance(0.04))
        builder.place({
          at: centre,
          turn: horizontal ? 0 : 1,
          widthM: widthM - 1,
          depthM,
          storeys: chance.integer(...storeys),
          use: chance.chance(0.12) ? "villa" : use,
          zone,
        });
      at += widthM + 0.4;
    }
  }
};

const villas = (builder: Builder, lot: Lot, chance: Dice): void => {
  const { west, east, ys } = villaRows(lot);
  const zone = lot.block.id;
  frontRow(builder, lot, chance, "shop", [2, 6], FRONT_DEPTH_M);
  ys.forEach((y, k) => {
    const above = ys[k + 1];
    if (above === undefined) return;
    // Two rows of houses back to back between two alleys.
    const depthOfStrip = (above - y - 7.4) / 2;
    for (const row of [0, 1]) {
      const base = row === 0 ? y + 3.6 : y + 3.8 + depthOfStrip;
      for (let x = west + 3; x < east - 9; ) {
        const lotWidth = Math.min(chance.between(12.5, 19.5), east - 3 - x);
        const widthM = lotWidth - chance.between(1.1, 2);
        const depthM = Math.min(depthOfStrip - chance.between(0.6, 1.8), 14.5);
        const high = chance.chance(0.55) ? chance.integer(4, 5) : chance.integer(2, 4);
        if (!chance.chance(0.03)) {
          const use = chance.chance(0.05) ? "shop" : "villa";
          // Beside a cross alley, or where the bend of the ground takes room, the house is made smaller before it is given up.
          const sizes = [
            [0, 1, 1],
            [0, 1, 0.88],
            [0.15, 0.7, 1],
            [-0.15, 0.7, 1],
            [0, 0.7, 0.8],
          ] as const;
          sizes.some(([shift, wide, deep]) => {
            const centreY = base + depthOfStrip / 2 + (row === 0 ? -1 : 1) * ((depthOfStrip - depthM * deep) / 2 - 0.4);
            const at: Point = [x + lotWidth * (0.5 + shift), centreY];
            return builder.place({ at, turn: 0, widthM: widthM * wide, depthM: depthM * deep, storeys: high, use, zone }) !== undefined;
          });
        }
        x += lotWidth;
      }
    }
  });
};

const apartments = (builder: Builder, lot: Lot, chance: Dice): void => {
  const ys = apartmentRows(lot);
  const zone = lot.block.id;
  const street = lot.block.streetAt ?? (lot.x0 + lot.x1) / 2;
  const towers = chance.chance(0.28);
  const storeys = chance.integer(13, 24);
  ys.forEach((y, k) => {
    const top = ys[k + 1] ?? lot.y1 + 2;
    const centreY = y + 12 + (top - y - 12) * 0.42;
    for (const [x0, x1] of [
      [lot.x0 + 6, street - 8],
      [street + 8, lot.x1 - 6],
    ] as const) {
      const width = x1 - x0;
      if (width < 30) continue;
      const count = Math.max(1, Math.round(width / (towers ? 48 : 72)));
      for (let i = 0; i < count; i++) {
        const x = x0 + (width * (i + 0.5)) / count;
        const high = storeys + chance.integer(-2, 3) + (towers ? 6 : 0);
        builder.place(
          towers
            ? { at: [x, centreY], turn: 0, widthM: 25, depthM: 22, storeys: high, use: "apartment", zone }
            : {
                at: [x + (k % 2 === 0 ? 2 : -2), centreY],
                turn: 0,
                widthM: (width / count) * 0.78,
                depthM: 13.2,
                storeys: high,
                use: "apartment",
                zone,
              },
          3,
        );
      }
    }
  });
  // Shops of the estate stand at its edge, facing the main road.
  for (let x = lot.x0 + 8; x < lot.x1 - 40; x += 34) {
    if (chance.chance(0.7))
      builder.place({ at: [x + 14, lot.y0 + 6], turn: 0, widthM: 26, depthM: 10.5, storeys: chance.integer(2, 4), use: "shop", zone }, 2);
  }
};

/** Offices or shops in a loose grid on each quarter that the streets of the block leave. */
const commercial = (builder: Builder, lot: Lot, chance: Dice, office: boolean): void => {
  const street = lot.block.streetAt ?? (lot.x0 + lot.x1) / 2;
  const middle = lot.y0 + (lot.y1 - lot.y0) * 0.5;
  for (const [y0, y1] of [
    [lot.y0 + 1, middle - 5.5],
    [middle + 5.5, lot.y1 - 1],
  ] as const) {
    for (const [x0, x1] of [
      [lot.x0 + 1, street - 5.5],
      [street + 5.5, lot.x1 - 1],
    ] as const) {
      const columns = Math.max(1, Math.round((x1 - x0) / (office ? 46 : 33)));
      const rows = Math.max(1, Math.round((y1 - y0) / (office ? 44 : 31)));
      const [w, d] = [(x1 - x0) / columns, (y1 - y0) / rows];
      for (let j = 0; j < rows; j++) {
        for (let i = 0; i < columns; i++)
          officeOrShop(builder, lot, chance, office, { at: [x0 + w * (i + 0.5), y0 + d * (j + 0.5)], w, d });
      }
    }
  }
};

const officeOrShop = (
  builder: Builder,
  lot: Lot,
  chance: Dice,
  office: boolean,
  plot: { readonly at: Point; readonly w: number; readonly d: number },
): void => {
  const zone = lot.block.id;
  const { at, w, d } = plot;
  // On the main roads buildings are higher than behind them.
  const front = Math.min(at[0] - lot.x0, lot.x1 - at[0], at[1] - lot.y0, lot.y1 - at[1]) < (office ? 30 : 22);
  const storeys = office ? (front ? chance.integer(9, 18) : chance.integer(5, 11)) : front ? chance.integer(5, 10) : chance.integer(3, 7);
  if (office && front && chance.chance(0.34)) {
    const size = { widthM: w * 0.66, depthM: d * 0.64, storeys: chance.integer(20, 34) };
    if (builder.place({ at, turn: 0, ...size, use: "tower", zone }, 3) !== undefined) return;
  }
  const use: BuildingUse = office || chance.chance(0.4) ? "office" : "shop";
  if (!office && chance.chance(0.35)) {
    for (const half of [-0.245, 0.245]) {
      const size = { widthM: w * 0.44, depthM: d * chance.between(0.7, 0.86), storeys: Math.max(2, storeys + chance.integer(-2, 1)) };
      builder.place({ at: [at[0] + w * half, at[1]], turn: 0, ...size, use, zone });
    }
    return;
  }
  for (const scale of [0.86, 0.72, 0.56]) {
    const size = { widthM: w * scale * chance.between(0.9, 1), depthM: d * scale * chance.between(0.88, 1), storeys };
    if (builder.place({ at, turn: 0, ...size, use, zone }) !== undefined) return;
  }
};

/** Houses along grown alleys: small, close, nearly touching, each side of each piece of alley, then two rows behind. */
const oldHouses = (builder: Builder, lot: Lot, streets: readonly Street[], chance: Dice): void => {
  const zone = lot.block.id;
  frontRow(builder, lot, chance, "shop", [2, 5], FRONT_DEPTH_M);
  for (const row of [0, 1, 2]) {
    for (const street of streets) {
      const halfRoad = street.lanesPerDirection * street.laneWidthM + PAVEMENT_M[street.roadClass];
      for (let i = 0; i + 1 < street.points.length; i++) {
        const [a, b] = [street.points[i], street.points[i + 1]];
        if (a === undefined || b === undefined) continue;
        const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        const length = Math.sqrt(dx * dx + dy * dy);
        const [ux, uy] = [dx / length, dy / length];
        for (const side of [-1, 1]) {
          for (let s = row * 4; s < length - 3; ) {
            const widthM = chance.between(7.5, 12.5);
            const depthM = chance.between(7, 11);
            const off = halfRoad + 0.7 + depthM / 2 + row * 9.5;
            const plan: Point = [a[0] + ux * (s + widthM / 2) - uy * off * side, a[1] + uy * (s + widthM / 2) + ux * off * side];
            if (plan[0] < lot.x0 + 4 || plan[0] > lot.x1 - 4 || plan[1] < lot.y0 + 4 || plan[1] > lot.y1 - 4) {
              s += widthM;
              continue;
            }
            const market = street.roadClass === "local" && row === 0;
            const placed = builder.placeBox(
              { at: bend(plan), along: bentDirection(plan, ux, uy), a: widthM / 2, b: depthM / 2 },
              { storeys: market ? chance.integer(2, 4) : chance.integer(1, 3), use: market ? "shop" : "villa", zone },
            );
            s += placed === undefined ? 2.5 : widthM + chance.between(0.4, 1.2);
          }
        }
      }
    }
  }
};

const school = (builder: Builder, lot: Lot): void => {
  const [w, zone] = [lot.x1 - lot.x0, lot.block.id];
  builder.place({ at: [lot.x0 + w * 0.48, lot.y1 - 24], turn: 0, widthM: w * 0.62, depthM: 16, storeys: 5, use: "school", zone });
  builder.place({ at: [lot.x0 + 26, lot.y1 - 66], turn: 1, widthM: 50, depthM: 15, storeys: 4, use: "school", zone });
  builder.place({ at: [lot.x1 - 36, lot.y1 - 66], turn: 0, widthM: 38, depthM: 30, storeys: 2, use: "school", zone });
};

const cityHall = (builder: Builder, lot: Lot, chance: Dice): void => {
  const zone = lot.block.id;
  const street = lot.block.streetAt ?? 0;
  const middle = (lot.y0 + lot.y1) / 2;
  builder.place({
    at: [(street + lot.x1) / 2, (middle + lot.y1) / 2 + 4],
    turn: 0,
    widthM: 120,
    depthM: 34,
    storeys: 12,
    use: "public",
    zone,
  });
  builder.place({
    at: [(street + lot.x1) / 2 - 20, (middle + lot.y1) / 2 - 36],
    turn: 0,
    widthM: 60,
    depthM: 22,
    storeys: 5,
    use: "public",
    zone,
  });
  builder.place({ at: [(lot.x0 + street) / 2, (middle + lot.y1) / 2], turn: 0, widthM: 74, depthM: 44, storeys: 7, use: "public", zone });
  for (let i = 0; i < 3; i++)
    builder.place({
      at: [lot.x0 + 30 + i * 44, lot.y0 + 26],
      turn: 0,
      widthM: 36,
      depthM: 30,
      storeys: chance.integer(7, 14),
      use: "office",
      zone,
    });
};

const hospital = (builder: Builder, lot: Lot, chance: Dice): void => {
  const zone = lot.block.id;
  const street = lot.block.streetAt ?? 0;
  const middle = (lot.y0 + lot.y1) / 2;
  builder.place({
    at: [(street + lot.x1) / 2, (middle + lot.y1) / 2],
    turn: 0,
    widthM: 96,
    depthM: 40,
    storeys: 12,
    use: "hospital",
    zone,
  });
  builder.place({
    at: [(street + lot.x1) / 2, (middle + lot.y0) / 2 + 8],
    turn: 0,
    widthM: 70,
    depthM: 32,
    storeys: 5,
    use: "hospital",
    zone,
  });
  for (let j = 0; j < 5; j++) {
    for (let i = 0; i < 4; i++)
      builder.place({
        at: [lot.x0 + 18 + i * 34, lot.y0 + 20 + j * 48],
        turn: 0,
        widthM: 27,
        depthM: 26,
        storeys: chance.integer(3, 7),
        use: "shop",
        zone,
      });
  }
};

/** The fire station of a block stands in its corner, on the road; placed first so that nothing takes its ground. */
const fireStation = (builder: Builder, lot: Lot): PlacedBuilding | undefined => {
  const station = lot.block.fireStation;
  if (station === undefined) return undefined;
  const x = station.corner.endsWith("west") ? lot.x0 + 42 : lot.x1 - 42;
  const y = station.corner.startsWith("south") ? lot.y0 + 7.2 : lot.y1 - 7.2;
  return builder.place({ at: [x, y], turn: 0, widthM: 36, depthM: 12.4, storeys: 3, use: "fire-station", zone: lot.block.id }, 4);
};

export type PlacedStation = { readonly lot: Lot; readonly building: PlacedBuilding };

export const placeBuildings = (
  parameters: DistrictParameters,
  lots: readonly Lot[],
  streets: readonly Street[],
  links: readonly Link[],
): { readonly buildings: readonly PlacedBuilding[]; readonly stations: readonly PlacedStation[] } => {
  const occupancy = new Occupancy();
  for (const link of links) occupancy.addLink(link);
  const builder = new Builder(occupancy);
  const stations = lots.flatMap((lot): PlacedStation[] => {
    const building = fireStation(builder, lot);
    return building === undefined ? [] : [{ lot, building }];
  });
  for (const lot of lots) {
    const chance = dice(parameters.seed, `buildings ${lot.block.id}`);
    switch (lot.block.zone) {
      case "villa":
        villas(builder, lot, chance);
        break;
      case "apartment":
        apartments(builder, lot, chance);
        break;
      case "commercial":
        commercial(builder, lot, chance, false);
        break;
      case "office":
        commercial(builder, lot, chance, true);
        break;
      case "old-quarter":
        oldHouses(
          builder,
          lot,
          streets.filter(({ block }) => block === lot.block.id),
          chance,
        );
        break;
      case "school":
        school(builder, lot);
        break;
      case "hospital":
        hospital(builder, lot, chance);
        break;
      case "city-hall":
        cityHall(builder, lot, chance);
        break;
      case "hillside":
        frontRow(builder, { ...lot, y1: lot.y0 + 34 }, chance, "villa", [2, 4], 14);
        break;
      case "park":
        break;
    }
  }
  return { buildings: builder.buildings, stations };
};
