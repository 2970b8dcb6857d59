/** Line icons (lucide-static, ISC) as inline SVG, so that they take the colour of the text around them. Always beside a word or a label. */
import activity from "lucide-static/icons/activity.svg?raw";
import ambulance from "lucide-static/icons/ambulance.svg?raw";
import arrowRight from "lucide-static/icons/arrow-right.svg?raw";
import ban from "lucide-static/icons/ban.svg?raw";
import bookmark from "lucide-static/icons/bookmark.svg?raw";
import box from "lucide-static/icons/box.svg?raw";
import building from "lucide-static/icons/building-2.svg?raw";
import camera from "lucide-static/icons/camera.svg?raw";
import car from "lucide-static/icons/car.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import chevronFirst from "lucide-static/icons/chevron-first.svg?raw";
import chevronLast from "lucide-static/icons/chevron-last.svg?raw";
import chevronLeft from "lucide-static/icons/chevron-left.svg?raw";
import chevronRight from "lucide-static/icons/chevron-right.svg?raw";
import chevronUp from "lucide-static/icons/chevron-up.svg?raw";
import circleCheck from "lucide-static/icons/circle-check.svg?raw";
import circleDashed from "lucide-static/icons/circle-dashed.svg?raw";
import circleHelp from "lucide-static/icons/circle-help.svg?raw";
import circleX from "lucide-static/icons/circle-x.svg?raw";
import clockAlert from "lucide-static/icons/clock-alert.svg?raw";
import columns from "lucide-static/icons/columns-2.svg?raw";
import compass from "lucide-static/icons/compass.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import equal from "lucide-static/icons/equal.svg?raw";
import eye from "lucide-static/icons/eye.svg?raw";
import eyeOff from "lucide-static/icons/eye-off.svg?raw";
import fileJson from "lucide-static/icons/file-json-2.svg?raw";
import flame from "lucide-static/icons/flame.svg?raw";
import flask from "lucide-static/icons/flask-conical.svg?raw";
import folderOpen from "lucide-static/icons/folder-open.svg?raw";
import gitBranch from "lucide-static/icons/git-branch.svg?raw";
import graduation from "lucide-static/icons/graduation-cap.svg?raw";
import grip from "lucide-static/icons/grip-vertical.svg?raw";
import hand from "lucide-static/icons/hand.svg?raw";
import history from "lucide-static/icons/history.svg?raw";
import hospital from "lucide-static/icons/hospital.svg?raw";
import house from "lucide-static/icons/house.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import keyboard from "lucide-static/icons/keyboard.svg?raw";
import languages from "lucide-static/icons/languages.svg?raw";
import layers from "lucide-static/icons/layers.svg?raw";
import locate from "lucide-static/icons/locate.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import map from "lucide-static/icons/map.svg?raw";
import minus from "lucide-static/icons/minus.svg?raw";
import monitor from "lucide-static/icons/monitor.svg?raw";
import moon from "lucide-static/icons/moon.svg?raw";
import panelBottom from "lucide-static/icons/panel-bottom.svg?raw";
import panelLeft from "lucide-static/icons/panel-left.svg?raw";
import panelRight from "lucide-static/icons/panel-right.svg?raw";
import pause from "lucide-static/icons/pause.svg?raw";
import play from "lucide-static/icons/play.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import radio from "lucide-static/icons/radio.svg?raw";
import repeat from "lucide-static/icons/repeat.svg?raw";
import rotate from "lucide-static/icons/rotate-cw.svg?raw";
import route from "lucide-static/icons/route.svg?raw";
import rows from "lucide-static/icons/rows-2.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import settings from "lucide-static/icons/settings.svg?raw";
import shield from "lucide-static/icons/shield.svg?raw";
import skipForward from "lucide-static/icons/skip-forward.svg?raw";
import square from "lucide-static/icons/square.svg?raw";
import stepForward from "lucide-static/icons/step-forward.svg?raw";
import sun from "lucide-static/icons/sun.svg?raw";
import table from "lucide-static/icons/table.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import triangleAlert from "lucide-static/icons/triangle-alert.svg?raw";
import truck from "lucide-static/icons/truck.svg?raw";
import umbrella from "lucide-static/icons/umbrella.svg?raw";
import upload from "lucide-static/icons/upload.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import waves from "lucide-static/icons/waves.svg?raw";
import x from "lucide-static/icons/x.svg?raw";

/** Lucide has no traffic light of this shape. */
const signal =
  '<svg><rect x="7" y="2" width="10" height="20" rx="4"/><circle cx="12" cy="7" r="1.6"/><circle cx="12" cy="12" r="1.6"/><circle cx="12" cy="17" r="1.6" fill="currentColor"/></svg>';

const ICONS = {
  activity,
  ambulance,
  arrowRight,
  ban,
  bookmark,
  box,
  building,
  camera,
  car,
  check,
  chevronDown,
  chevronFirst,
  chevronLast,
  chevronRight,
  circleCheck,
  circleDashed,
  circleHelp,
  circleX,
  clockAlert,
  columns,
  compass,
  copy,
  download,
  equal,
  eye,
  eyeOff,
  flame,
  flask,
  folderOpen,
  gitBranch,
  hand,
  history,
  hospital,
  house,
  keyboard,
  languages,
  layers,
  locate,
  lock,
  map,
  minus,
  monitor,
  moon,
  pause,
  play,
  plus,
  radio,
  repeat,
  rotate,
  route,
  rows,
  search,
  settings,
  info,
  grip,
  panelLeft,
  panelRight,
  panelBottom,
  graduation,
  trash,
  chevronLeft,
  chevronUp,
  fileJson,
  shield,
  signal,
  skipForward,
  square,
  stepForward,
  sun,
  table,
  triangleAlert,
  truck,
  umbrella,
  upload,
  users,
  waves,
  x,
} as const;

export type IconName = keyof typeof ICONS;

/** What stands between the tags of the packaged file. */
const drawn = (raw: string): string =>
  raw
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace("</svg>", "");

export const Icon = ({ name, size = 14, flip = false }: { readonly name: IconName; readonly size?: number; readonly flip?: boolean }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
    style={flip ? { transform: "scaleX(-1)" } : undefined}
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the text is an icon file packed into the bundle, never data
    dangerouslySetInnerHTML={{ __html: drawn(ICONS[name]) }}
  />
);
