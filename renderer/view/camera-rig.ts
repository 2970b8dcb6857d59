/** The camera: a long lens (30 degrees) makes the city a model. Moves by camera-controls; nothing moves unless a hand or a call does. */
import CameraControls from "camera-controls";
import { Box3, MathUtils, Matrix4, PerspectiveCamera, Quaternion, Raycaster, Sphere, Spherical, Vector2, Vector3, Vector4 } from "three";
import type { CameraPlace, ViewName } from "./city-view-types.ts";
import type { Box2 } from "./geometry/polygon.ts";

CameraControls.install({ THREE: { Vector2, Vector3, Vector4, Quaternion, Matrix4, Spherical, Box3, Sphere, Raycaster } });

const FOV_DEG = 30;
/** Direction the camera looks to, degrees clockwise from north; pitch below the horizon. */
const VIEWS: Readonly<Record<ViewName, { readonly headingDeg: number; readonly pitchDeg: number }>> = {
  main: { headingDeg: -13, pitchDeg: 38 },
  near: { headingDeg: -32, pitchDeg: 33 },
  plan: { headingDeg: 0, pitchDeg: 89.5 },
};
const NEAR_VIEW_M = 330;
const FOLLOW_M = 260;
/** Camera moves take 600 ms, the product's one camera duration. */
const SMOOTH_S = 0.2;

export type Followed = { readonly x: number; readonly y: number };

export class CameraRig {
  readonly camera: PerspectiveCamera;
  readonly #controls: CameraControls;
  readonly #bounds: Box2;
  readonly #target = new Vector3();
  readonly #eye = new Vector3();
  #reducedMotion = false;
  /** Where the thing is that is kept in the middle, until somebody looks elsewhere. */
  #followed: (() => Followed | undefined) | undefined;

  constructor(element: HTMLElement, bounds: Box2, onMoved: () => void, onByHand: () => void) {
    this.#bounds = bounds;
    this.camera = new PerspectiveCamera(FOV_DEG, 1, 20, 12_000);
    this.camera.up.set(0, 0, 1);
    const controls = new CameraControls(this.camera, element);
    this.#controls = controls;
    controls.updateCameraUp();
    controls.smoothTime = SMOOTH_S;
    controls.draggingSmoothTime = 0.06;
    controls.minDistance = 60;
    controls.maxDistance = Math.max(4500, 2.2 * Math.hypot(bounds[2] - bounds[0], bounds[3] - bounds[1]));
    controls.minPolarAngle = MathUtils.degToRad(0.5);
    controls.maxPolarAngle = MathUtils.degToRad(82);
    controls.dollyToCursor = true;
    controls.mouseButtons.left = CameraControls.ACTION.SCREEN_PAN;
    controls.mouseButtons.right = CameraControls.ACTION.ROTATE;
    controls.mouseButtons.middle = CameraControls.ACTION.ROTATE;
    controls.touches.one = CameraControls.ACTION.TOUCH_SCREEN_PAN;
    controls.touches.two = CameraControls.ACTION.TOUCH_DOLLY_ROTATE;
    const margin = 300;
    controls.setBoundary(
      new Box3(new Vector3(bounds[0] - margin, bounds[1] - margin, 0), new Vector3(bounds[2] + margin, bounds[3] + margin, 60)),
    );
    controls.boundaryEnclosesCamera = false;
    for (const kind of ["control", "controlstart", "wake"] as const) controls.addEventListener(kind, onMoved);
    controls.addEventListener("controlstart", () => {
      this.#followed = undefined;
      onByHand();
    });
  }

  /** Advances the movement; answers whether the camera moved. */
  update(deltaS: number): boolean {
    const at = this.#followed?.();
    if (at) void this.#controls.moveTo(at.x, at.y, 0, false);
    const moved = this.#controls.update(deltaS);
    const d = this.#controls.distance;
    const near = Math.min(40, Math.max(4, d / 30));
    if (Math.abs(near - this.camera.near) > 0.5) {
      this.camera.near = near;
      this.camera.updateProjectionMatrix();
    }
    this.camera.updateMatrixWorld();
    return moved;
  }

  get active(): boolean {
    return this.#controls.active;
  }

  get distanceM(): number {
    return this.#controls.distance;
  }

  get headingDeg(): number {
    this.#controls.getTarget(this.#target, false);
    const [dx, dy] = [this.#target.x - this.camera.position.x, this.#target.y - this.camera.position.y];
    if (Math.hypot(dx, dy) < 1e-3) return 0;
    return MathUtils.radToDeg(Math.atan2(dx, dy));
  }

  setReducedMotion(reduced: boolean): void {
    this.#reducedMotion = reduced;
  }

  /** Where on the element the picture lies that the pointer points into: it comes nearer to what is under the pointer. */
  aimThrough(x: number, width: number, height: number): void {
    this.#controls.setViewport(x, 0, width, height);
  }

  resize(aspect: number): void {
    this.camera.aspect = aspect;
    this.camera.updateProjectionMatrix();
  }

  view(name: ViewName, focus: { readonly x: number; readonly y: number } | undefined, instantly = false): void {
    this.#followed = undefined;
    const { headingDeg, pitchDeg } = VIEWS[name];
    const [x0, y0, x1, y1] = this.#bounds;
    if (name === "near") {
      const at = focus ?? { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
      this.#look(at.x, at.y, NEAR_VIEW_M, headingDeg, pitchDeg, instantly);
      return;
    }
    // fitted: the district's middle half fills the picture, as on a planner's model table
    const distance =
      name === "plan"
        ? this.#fit(x1 - x0, y1 - y0)
        : this.#fit((x1 - x0) * 0.58, (y1 - y0) * 0.62 * Math.sin(MathUtils.degToRad(pitchDeg)) + 60);
    this.#look((x0 + x1) / 2, (y0 + y1) / 2 - (name === "main" ? (y1 - y0) * 0.1 : 0), distance, headingDeg, pitchDeg, instantly);
  }

  #fit(width: number, height: number): number {
    const t = Math.tan(MathUtils.degToRad(FOV_DEG / 2));
    return Math.max(height / (2 * t), width / (2 * t * this.camera.aspect));
  }

  flyTo(x: number, y: number, distanceM: number): void {
    this.#followed = undefined;
    this.#controls.getTarget(this.#target, false);
    const pitch = Math.max(30, 90 - MathUtils.radToDeg(this.#controls.polarAngle));
    this.#look(x, y, distanceM, this.headingDeg, Math.min(89.5, pitch), false);
  }

  /** Keeps a moving thing in the middle without touching angle and distance, after coming near enough to see it. */
  follow(where: (() => Followed | undefined) | undefined): void {
    const at = where?.();
    if (at && this.#controls.distance > FOLLOW_M * 2.5) this.flyTo(at.x, at.y, FOLLOW_M * 2);
    this.#followed = where;
  }

  zoomBy(factor: number): void {
    void this.#controls.dollyTo(this.#controls.distance * factor, !this.#reducedMotion);
  }

  turnBy(azimuthDeg: number, pitchDeg: number): void {
    void this.#controls.rotate(MathUtils.degToRad(-azimuthDeg), MathUtils.degToRad(-pitchDeg), !this.#reducedMotion);
  }

  panBy(rightP: number, upP: number): void {
    this.#followed = undefined;
    const h = 2 * this.#controls.distance * Math.tan(MathUtils.degToRad(FOV_DEG / 2));
    void this.#controls.truck(rightP * h * this.camera.aspect, 0, !this.#reducedMotion);
    void this.#controls.forward(upP * h, !this.#reducedMotion);
  }

  /** Where it stands once it has arrived. */
  place(): CameraPlace {
    this.#controls.getTarget(this.#target, true);
    this.#controls.getPosition(this.#eye, true);
    return [this.#eye.x, this.#eye.y, this.#eye.z, this.#target.x, this.#target.y, this.#target.z];
  }

  goTo([eyeX, eyeY, eyeZ, x, y, z]: CameraPlace): void {
    this.#followed = undefined;
    void this.#controls.setLookAt(eyeX, eyeY, eyeZ, x, y, z, !this.#reducedMotion);
  }

  dispose(): void {
    this.#controls.dispose();
  }

  #look(x: number, y: number, distance: number, headingDeg: number, pitchDeg: number, instantly: boolean): void {
    const h = MathUtils.degToRad(headingDeg);
    const p = MathUtils.degToRad(pitchDeg);
    void this.#controls.setLookAt(
      x - Math.sin(h) * Math.cos(p) * distance,
      y - Math.cos(h) * Math.cos(p) * distance,
      Math.sin(p) * distance,
      x,
      y,
      0,
      !(instantly || this.#reducedMotion),
    );
  }
}
