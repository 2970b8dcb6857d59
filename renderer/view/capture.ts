/** A PNG of the picture: the canvas, then its labels and captions burnt in. Must run in the tick that drew the canvas. */
import type { CaptureOptions, ViewTheme } from "./city-view-types.ts";
import type { Labels } from "./labels.ts";

const FAMILY = '"Pretendard GOV","Noto Sans KR Variable","Noto Sans KR",system-ui,sans-serif';

/** Words of one run, burnt in between two shares of the width; they are placed from `leftPx` on. */
export type LabelStrip = { readonly labels: Labels; readonly fromP: number; readonly toP: number; readonly leftPx: number };

export const capturePicture = (
  canvas: HTMLCanvasElement,
  strips: readonly LabelStrip[],
  theme: ViewTheme,
  options: CaptureOptions,
): Promise<Blob> => {
  const picture = document.createElement("canvas");
  picture.width = canvas.width;
  picture.height = canvas.height;
  const pen = picture.getContext("2d");
  if (!pen) return Promise.reject(new Error("no 2D canvas for the picture"));
  pen.drawImage(canvas, 0, 0);
  const scale = canvas.width / Math.max(1, canvas.clientWidth);
  const dark = theme === "dark";
  const paper = dark ? "#151B23" : "#FFFFFF";
  const ink = dark ? "#E9EEF3" : "#151B22";
  pen.textBaseline = "middle";
  for (const { labels, fromP, toP, leftPx } of strips) {
    pen.save();
    pen.beginPath();
    pen.rect(fromP * picture.width, 0, (toP - fromP) * picture.width, picture.height);
    pen.clip();
    for (const { left: inPane, ...l } of labels.visible()) {
      const left = inPane + leftPx;
      const [x, y] = [(left + l.width / 2) * scale, (l.top + l.height / 2) * scale];
      pen.font = `${l.style === "water" ? "italic 500 14" : l.style === "road" ? "500 11" : "600 12"}px ${FAMILY}`.replace(
        /(\d+)px/,
        (_, n) => `${Number(n) * scale}px`,
      );
      pen.textAlign = "center";
      if (l.style === "pin") {
        const unit = l.glyph === "unit";
        pen.fillStyle = unit ? (dark ? "#FF5A4D" : "#D3281E") : paper;
        pen.beginPath();
        pen.roundRect(left * scale, l.top * scale, l.width * scale, l.height * scale, 7 * scale);
        pen.fill();
        pen.fillRect(x - 0.75 * scale, (l.top + l.height) * scale, 1.5 * scale, 26 * scale);
        pen.fillStyle = unit ? "#FFFFFF" : ink;
        pen.fillText(l.words, x, y);
        continue;
      }
      pen.lineWidth = 4 * scale;
      pen.lineJoin = "round";
      pen.strokeStyle = dark ? "rgba(14,20,28,.85)" : "rgba(255,255,255,.85)";
      pen.strokeText(l.words, x, y);
      pen.fillStyle = ink;
      pen.fillText(l.words, x, y);
    }
    pen.restore();
    pen.fillStyle = "#FFFFFF";
    if (fromP > 0) pen.fillRect(fromP * picture.width - scale, 0, 2 * scale, picture.height);
  }
  const captions = options.captions ?? [];
  const size = (options.fontPx ?? 13) * scale;
  pen.font = `500 ${size}px ${FAMILY}`;
  pen.textAlign = "left";
  const widest = Math.max(0, ...captions.map((c) => pen.measureText(c).width));
  const [pad, line] = [size * 0.8, size * 1.5];
  if (captions.length > 0) {
    const top = picture.height - captions.length * line - pad * 2;
    pen.fillStyle = dark ? "rgba(21,27,35,.88)" : "rgba(255,255,255,.9)";
    pen.fillRect(0, top, widest + pad * 2, picture.height - top);
    pen.fillStyle = ink;
    for (const [i, c] of captions.entries()) pen.fillText(c, pad, top + pad + line * (i + 0.5));
  }
  return new Promise((resolve, reject) => {
    picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be encoded"))), "image/png");
  });
};
