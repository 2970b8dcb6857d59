/** `camera.view`: the nearest cameras are looked at; some show the scene, most do not. Every view is audited. */
import { lookUp } from "../audit.ts";
import { agreementsOf, covers } from "../gates.ts";
import { happens } from "../office.ts";
import { ownerOf } from "../owners.ts";
import { rulesOfStep, stepOf } from "../rules.ts";
import { reportCasualties, sceneOf } from "../scenes.ts";
import type { Action } from "./action.ts";

export const cameraView: Action<"camera.view"> = {
  start: (office, { course, step: index, inputs }) => {
    const { incident } = course;
    const about = office.setup.incidents[incident];
    const step = stepOf(office, course, index);
    if (about === undefined) return { failed: "no-place" };
    const agreements = agreementsOf(rulesOfStep(office, course, index), step);
    // Only stills are agreed: then stills come.
    const picture = inputs.picture === "live" && (agreements.length === 0 || covers(agreements, "live-video")) ? "live" : "still";
    const looked = about.cameras
      .filter((camera) => camera.class === step.class && camera.distanceMm <= inputs.withinM * 1000)
      .slice(0, inputs.nearest);
    for (const { id } of looked) lookUp(office, { course, step: index, data: picture === "live" ? "live-video" : "still", subject: id });
    const showing = looked.filter((camera) => camera.sees || (inputs.steer && camera.couldSee));
    const usefulP = picture === "live" ? inputs.liveUsefulP : inputs.stillUsefulP;
    const isUseful = showing.length > 0 && happens(office, usefulP, "camera.useful", incident, 0);
    office.facts.push({
      kind: isUseful ? "SceneSeen" : "SceneNotSeen",
      atMs: office.world.nowMs(),
      incident,
      step: step.id,
      agency: ownerOf(office, { class: step.class }),
      cameras: looked.length,
      useful: isUseful ? showing.length : 0,
      sinceCallS: (office.world.nowMs() - sceneOf(office, incident).callAtMs) / 1000,
      picture,
    });
    if (looked.length === 0) return { failed: "no-camera" };
    if (showing.length === 0) return { failed: "not-in-view" };
    if (!isUseful) return { failed: "nothing-to-see" };
    sceneOf(office, incident).isSceneKnown = true;
    office.events.push({ event: "SceneSeen", incident });
    reportCasualties(office, incident, "camera");
    return { done: true };
  },
};
