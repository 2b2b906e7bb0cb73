import type { Scene } from "./scene.ts";
import { standing } from "./worker.ts";
import type { Wrong } from "./wrong.ts";

const field = "ofNewerCode";
const value = { since: "a release that this code does not know", parts: ["one", "two"] } as const;

const recordIn = (found: unknown): Readonly<Record<string, unknown>> =>
  typeof found === "object" && found !== null ? { ...found } : {};

/** Newer code that runs beside this one, during a deployment, writes what this one knows nothing of. */
export const asNewerCodeWrites = (scene: Scene, tries = 0): void => {
  const { world, inner, record } = scene;
  const item = standing(scene);
  const letters = recordIn(item?.["letters"]);
  const [key, state] = Object.entries(letters).find(([, one]) => "sentAt" in recordIn(one)) ?? [];
  if (item === undefined || key === undefined) {
    if (tries < 30) world.at(world.now() + 60, () => asNewerCodeWrites(scene, tries + 1));
    return;
  }
  inner.put(
    {
      ...item,
      revision: Number(item["revision"]) + 1,
      [field]: value,
      letters: { ...letters, [key]: { ...recordIn(state), [field]: value } },
    },
    world.now(),
    0,
  );
  record.ofNewerCode.push(key);
};

/** Whatever else was written since, what newer code wrote still stands. */
export const newerFieldsLost = ({
  inner,
  record,
}: Pick<Scene, "inner" | "record">): readonly Wrong[] => {
  const item = standing({ inner });
  const stands = (found: unknown) =>
    JSON.stringify(recordIn(found)[field]) === JSON.stringify(value);
  return record.ofNewerCode.flatMap((key): readonly Wrong[] => {
    const lost = [
      ...(stands(item) ? [] : ["the tracker"]),
      ...(stands(recordIn(item?.["letters"])[key]) ? [] : [key]),
    ];
    return lost.map((where) => ({ is: "lost", what: `what newer code wrote into ${where}` }));
  });
};
