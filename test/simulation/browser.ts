import { type Answer, askUntil, type How } from "./ask-until.ts";
import { formAddress } from "./instances.ts";
import type { Scene } from "./scene.ts";

/** One pair for each value: a field that is ticked twice comes twice. */
type Fields = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

const bodyOf = (fields: Fields) => {
  const pairs = Array.isArray(fields) ? fields : Object.entries(fields);
  return new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]));
};

/** The practitioner's browser on the form's site: it keeps cookies, and posts as the site's own pages do. */
export const browserOf = (
  scene: Scene,
  cookies = new Map<string, string>(),
): {
  readonly cookies: ReadonlyMap<string, string>;
  readonly get: (path: string, how?: How) => Promise<Answer | undefined>;
  readonly post: (path: string, fields: Fields, how?: How) => Promise<Answer | undefined>;
} => {
  const ask = async (path: string, init: RequestInit, headers: object, how?: How) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await askUntil(scene, path, { ...init, headers: { ...headers, cookie } }, how);
    for (const line of answer?.cookies ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };
  return {
    cookies,
    get: (path, how) => ask(path, {}, {}, how),
    post: (path, fields, how) =>
      ask(
        path,
        { method: "POST", body: bodyOf(fields).toString() },
        { Origin: formAddress, "Content-Type": "application/x-www-form-urlencoded" },
        how,
      ),
  };
};

export type Browser = ReturnType<typeof browserOf>;
