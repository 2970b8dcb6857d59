/**
 * Words on the map are DOM: Hangul shaping, screen readers and zoomed text come free. Placed by transform only, thinned by priority:
 * pins first, then place names; who would cover another is hidden. Positions are written only when they change.
 */
import type { Language, Text } from "../../sim-core/model/units.ts";
import type { PinAnchor, PinTone, ViewTheme } from "./city-view-types.ts";
import { boxOf, type Pane } from "./panes.ts";

export type LabelSpec = {
  readonly key: string;
  readonly text: Text;
  readonly figure?: Text;
  readonly style: "pin" | "place" | "water" | "road";
  readonly glyph?: PinAnchor["kind"] | "station" | "hospital" | "ambulance" | "medical" | "camera";
  readonly tone?: PinTone;
  /** Hangs under its point instead of standing over it. */
  readonly isBelow?: boolean;
  readonly priority: number;
};

export type LabelPlace = { x: number; y: number; visible: boolean };

const MOST_PINS = 6;
const MOST_LABELS = 200;
const STEM_PX = 26;

type Shown = { readonly spec: LabelSpec; readonly element: HTMLElement; width: number; height: number; transform: string; hidden: boolean };

export class Labels {
  readonly root: HTMLDivElement;
  readonly #shown = new Map<string, Shown>();
  readonly #order: Shown[] = [];
  readonly #boxes = new Float32Array(MOST_LABELS * 4);
  readonly #sheet = new CSSStyleSheet();
  #language: Language;

  constructor(container: HTMLElement, language: Language, theme: ViewTheme) {
    this.#language = language;
    this.root = document.createElement("div");
    this.root.className = "city-labels";
    this.root.dataset["theme"] = theme;
    Object.assign(this.root.style, { position: "absolute", inset: "0", overflow: "hidden", pointerEvents: "none", contain: "strict" });
    container.append(this.root);
    this.#sheet.replaceSync(CSS_TEXT);
    document.adoptedStyleSheets.push(this.#sheet);
  }

  /** To the part of the picture that its run has; undefined = its run is not in the picture. */
  cutTo(pane: Pane | undefined, widthPx: number): void {
    const { style } = this.root;
    style.display = pane === undefined ? "none" : "";
    if (pane === undefined) return;
    const { x, width } = boxOf(pane, widthPx);
    style.inset = `0 ${widthPx - x - width}px 0 ${x}px`;
    style.clipPath = pane.isOwn ? "" : `inset(0 ${(1 - pane.toP) * 100}% 0 ${pane.fromP * 100}%)`;
  }

  setTheme(theme: ViewTheme): void {
    this.root.dataset["theme"] = theme;
  }

  setLanguage(language: Language): void {
    this.#language = language;
    for (const s of this.#order) {
      fill(s.element, s.spec, language);
      s.width = 0;
    }
  }

  /** The whole list; elements of labels that stay are kept. */
  set(specs: readonly LabelSpec[]): void {
    const wanted = new Map(specs.slice(0, MOST_LABELS).map((s) => [s.key, s]));
    for (const [key, s] of this.#shown) {
      const next = wanted.get(key);
      if (next && next.style === s.spec.style) continue;
      s.element.remove();
      this.#shown.delete(key);
    }
    for (const spec of wanted.values()) {
      const old = this.#shown.get(spec.key);
      if (!old) this.#shown.set(spec.key, this.#make(spec));
      else if (!sameWords(old.spec, spec)) {
        fill(old.element, spec, this.#language);
        this.#shown.set(spec.key, { ...old, spec, width: 0 });
      }
    }
    this.#order.length = 0;
    this.#order.push(...this.#shown.values());
    this.#order.sort((a, b) => rank(b.spec) - rank(a.spec) || (a.spec.key < b.spec.key ? -1 : 1));
  }

  /** `locate` writes where a label's point is on the screen. */
  place(locate: (key: string, out: LabelPlace) => void, width: number, height: number): void {
    let taken = 0;
    let pins = 0;
    const at = this.#at;
    for (const s of this.#order) {
      if (s.width === 0) {
        s.width = s.element.offsetWidth;
        s.height = s.element.offsetHeight;
      }
      at.visible = false;
      locate(s.spec.key, at);
      const pin = s.spec.style === "pin";
      let show = at.visible && at.x > -40 && at.y > 0 && at.x < width + 40 && at.y < height + 20;
      if (pin && pins >= MOST_PINS) show = false;
      const left = pin ? slid(at.x, s.width, width) : at.x - s.width / 2;
      const top = pin ? (s.spec.isBelow ? at.y + STEM_PX : at.y - s.height - STEM_PX) : at.y - s.height / 2;
      if (show && this.#covers(taken, left, top, s.width, s.height)) show = false;
      if (show) {
        this.#boxes.set([left - 4, top - 3, left + s.width + 4, top + s.height + 3 + (pin ? STEM_PX * 0.5 : 0)], taken * 4);
        taken++;
        if (pin) pins++;
      }
      if (show === s.hidden) {
        s.hidden = !show;
        s.element.style.visibility = show ? "visible" : "hidden";
      }
      if (!show) continue;
      const transform = `translate(${Math.round(left)}px,${Math.round(top)}px)`;
      if (transform !== s.transform) {
        s.transform = transform;
        s.element.style.transform = transform;
        if (pin) s.element.style.setProperty("--stem", `${Math.round(at.x - left)}px`);
      }
    }
  }

  /** Words and boxes of the labels now visible, for a picture. */
  visible(): readonly {
    readonly words: string;
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly style: LabelSpec["style"];
    readonly glyph: string;
  }[] {
    return this.#order
      .filter((s) => !s.hidden && s.transform !== "")
      .map((s) => {
        const m = /translate\((-?\d+)px,(-?\d+)px\)/.exec(s.transform);
        return {
          words: words(s.spec, this.#language),
          left: Number(m?.[1]),
          top: Number(m?.[2]),
          width: s.width,
          height: s.height,
          style: s.spec.style,
          glyph: s.spec.glyph ?? "",
        };
      });
  }

  dispose(): void {
    this.root.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== this.#sheet);
  }

  readonly #at: LabelPlace = { x: 0, y: 0, visible: false };

  #covers(taken: number, left: number, top: number, w: number, h: number): boolean {
    const b = this.#boxes;
    for (let i = 0; i < taken; i++) {
      const o = i * 4;
      if (left < (b[o + 2] as number) && left + w > (b[o] as number) && top < (b[o + 3] as number) && top + h > (b[o + 1] as number))
        return true;
    }
    return false;
  }

  #make(spec: LabelSpec): Shown {
    const element = document.createElement("div");
    element.style.visibility = "hidden";
    fill(element, spec, this.#language);
    this.root.append(element);
    return { spec, element, width: 0, height: 0, transform: "", hidden: true };
  }
}

/** A pin at the edge of the picture slides in, as far as its stem still stands under it. */
const slid = (x: number, own: number, width: number): number => {
  const reach = own / 2 - 14;
  return x - own / 2 + Math.max(-reach, Math.min(reach, Math.max(6 - (x - own / 2), 0) - Math.max(x + own / 2 - (width - 6), 0)));
};

const rank = (spec: LabelSpec): number => (spec.style === "pin" ? 1e6 : 0) + spec.priority;
const sameWords = (a: LabelSpec, b: LabelSpec): boolean =>
  a.text.ko === b.text.ko &&
  a.text.en === b.text.en &&
  a.figure?.ko === b.figure?.ko &&
  a.figure?.en === b.figure?.en &&
  a.tone === b.tone &&
  a.priority === b.priority;
const words = (spec: LabelSpec, language: Language): string =>
  spec.figure ? `${spec.text[language]}  ${spec.figure[language]}` : spec.text[language];

const classOf = ({ style, glyph, tone, isBelow }: LabelSpec): string =>
  [
    "city-label",
    `city-label-${style}`,
    glyph ? `city-glyph-${glyph}` : "",
    tone ? `city-tone-${tone}` : "",
    isBelow ? "city-pin-below" : "",
  ]
    .filter((c) => c !== "")
    .join(" ");

const fill = (element: HTMLElement, spec: LabelSpec, language: Language): void => {
  element.className = classOf(spec);
  element.replaceChildren();
  if (spec.style === "pin") {
    const glyph = document.createElement("i");
    glyph.setAttribute("aria-hidden", "true");
    glyph.append(glyphOf(spec.glyph ?? "asset"));
    element.append(glyph);
  }
  const name = document.createElement("b");
  name.textContent = spec.text[language];
  element.append(name);
  if (spec.figure) {
    const figure = document.createElement("span");
    figure.textContent = spec.figure[language];
    element.append(figure);
  }
};

/** Strokes on a 24 px grid. Drawn as elements: a page with a strict content policy shows them too. */
const GLYPHS: Readonly<Record<NonNullable<LabelSpec["glyph"]>, readonly string[]>> = {
  unit: ["M14 18V6H2v12h2m5 0h6m4 0h3v-5l-4-5h-4", "M6.5 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4z", "M17 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"],
  ghost: ["M14 18V6H2v12h2m5 0h6m4 0h3v-5l-4-5h-4", "M6.5 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4z", "M17 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"],
  incident: [
    "M8.500 14.500A2.500 2.500 0 0 0 11 12c0-1.380-.500-2-1-3-1.070-2.140-.220-4.050 2-6 .500 2.500 2 4.900 4 6.500s3 3.500 3 5.500a7 7 0 1 1-14 0c0-1.150.430-2.290 1-3a2.500 2.500 0 0 0 2.500 2.500z",
  ],
  station: [
    "M8.500 14.500A2.500 2.500 0 0 0 11 12c0-1.380-.500-2-1-3-1.070-2.140-.220-4.050 2-6 .500 2.500 2 4.900 4 6.500s3 3.500 3 5.500a7 7 0 1 1-14 0c0-1.150.430-2.290 1-3a2.500 2.500 0 0 0 2.500 2.500z",
  ],
  signal: ["M8 5a3 3 0 0 1 3-3h2a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-2a3 3 0 0 1-3-3z", "M12 7h.01M12 12h.01M12 17h.01"],
  hospital: ["M12 5v14M5 12h14"],
  ambulance: [
    "M14 18V6H2v12h2m5 0h6m4 0h3v-5l-4-5h-4",
    "M8 9v6M5 12h6",
    "M6.5 17a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
    "M17 17a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  ],
  medical: ["M12 5v14M5 12h14"],
  camera: ["M4 7h9l7 4-3 6-13-6z", "M4 11v9M4 20h6"],
  car: ["M5 17H3v-5l2-5h12l3 5v5h-2M8 17h8", "M6.5 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z", "M17.5 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"],
  asset: ["M3 21V9l9-6 9 6v12M9 21v-8h6v8"],
};

const svg = "http://www.w3.org/2000/svg";

const glyphOf = (kind: NonNullable<LabelSpec["glyph"]>): SVGSVGElement => {
  const picture = document.createElementNS(svg, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  for (const d of GLYPHS[kind]) {
    const path = document.createElementNS(svg, "path");
    path.setAttribute("d", d);
    picture.append(path);
  }
  return picture;
};

const CSS_TEXT = `
.city-labels{--label-ink:#151B22;--label-ink2:#47525E;--label-panel:#FFFFFF;--label-line:rgba(21,27,34,.14);--label-halo:rgba(255,255,255,.92);--label-water:#3E6E80;--pin-unit:#D3281E;--pin-incident:#C8471F;--pin-signal:#0B7A45;--pin-station:#8A3B2A;--pin-asset:#47525E;--pin-ghost:#46525E;--tone-done:#01786A;--tone-refused:#7D2060;--tone-stops:#B3261E;--pin-camera:#0E7C86;--tone-medical:#B0306A;
 font-family:"Pretendard GOV","Noto Sans KR Variable","Noto Sans KR","Apple SD Gothic Neo","Malgun Gothic",system-ui,sans-serif;font-size:12px;line-height:16px;word-break:keep-all;font-variant-numeric:tabular-nums}
.city-labels[data-theme=dark]{--label-ink:#E9EEF3;--label-ink2:#B3BECA;--label-panel:#151B23;--label-line:rgba(233,238,243,.16);--label-halo:rgba(14,20,28,.9);--label-water:#9CC3D6;--pin-unit:#FF5A4D;--pin-incident:#FF7A45;--pin-signal:#35D08A;--pin-station:#D98C76;--pin-asset:#B3BECA;--pin-ghost:#C5CED8;--tone-done:#63E6CB;--tone-refused:#D08DB6;--tone-stops:#FF6F61;--pin-camera:#3FC9D1;--tone-medical:#FF8DB8}
.city-label{position:absolute;left:0;top:0;white-space:nowrap;will-change:transform;color:var(--label-ink)}
.city-label b{font-weight:600}
.city-label-place b{font-weight:600;letter-spacing:-.01em}
.city-label-place,.city-label-road,.city-label-water{text-shadow:0 0 3px var(--label-halo),0 0 3px var(--label-halo),0 0 3px var(--label-halo),0 0 3px var(--label-halo)}
.city-label-road b{font-weight:500;font-size:11px;color:var(--label-ink2)}
.city-label-water b{font-weight:500;font-style:italic;letter-spacing:.32em;font-size:14px;color:var(--label-water)}
.city-label-pin{display:flex;align-items:center;gap:6px;height:26px;padding:0 9px 0 4px;border-radius:7px;background:var(--label-panel);box-shadow:0 0 0 1px var(--label-line),0 4px 14px rgba(15,22,30,.18)}
.city-label-pin::after{content:"";position:absolute;left:var(--stem,50%);top:26px;width:1.5px;height:${STEM_PX}px;margin-left:-.75px;background:var(--pin,var(--label-ink2))}
.city-label-pin.city-pin-below::after{top:-${STEM_PX}px}
.city-label-pin i{width:19px;height:19px;border-radius:5px;background:var(--pin,var(--label-ink2));position:relative;flex:none}
.city-label-pin svg{position:absolute;left:3px;top:3px;width:13px;height:13px;fill:none;stroke:#fff;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.city-labels[data-theme=dark] .city-label-pin svg{stroke:#10161D}
.city-label-pin span{color:var(--label-ink2);font-weight:420}
.city-glyph-unit{--pin:var(--pin-unit)}
.city-glyph-incident{--pin:var(--pin-incident)}
.city-glyph-signal{--pin:var(--pin-signal)}
.city-glyph-station{--pin:var(--pin-station)}
.city-glyph-hospital{--pin:var(--pin-signal)}
.city-glyph-asset{--pin:var(--pin-asset)}
.city-glyph-ghost{--pin:var(--pin-ghost)}
.city-glyph-unit.city-label-pin{background:var(--pin-unit);color:#fff;box-shadow:0 4px 14px rgba(160,20,10,.30)}
.city-glyph-unit.city-label-pin span{color:#fff}
.city-labels[data-theme=dark] .city-glyph-unit.city-label-pin,.city-labels[data-theme=dark] .city-glyph-unit.city-label-pin span{color:#1A0B09}
.city-glyph-medical{--pin:var(--tone-medical)}
.city-glyph-camera{--pin:var(--pin-camera)}
.city-glyph-ambulance{--pin:var(--pin-signal)}
.city-glyph-car{--pin:var(--pin-asset)}
.city-tone-done.city-label-pin{--pin:var(--tone-done)}
.city-tone-refused.city-label-pin{--pin:var(--tone-refused)}
.city-tone-waiting.city-label-pin{--pin:var(--pin-asset)}
.city-tone-stops.city-label-pin{--pin:var(--tone-stops);box-shadow:0 0 0 1.5px var(--tone-stops),0 4px 14px rgba(15,22,30,.18)}
.city-glyph-ghost.city-label-pin{box-shadow:none;border:1px dashed var(--pin-ghost);height:24px}
`;
