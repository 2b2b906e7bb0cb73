import type { Hono } from "hono";
import type { Hub } from "../../shared/domain/hub.ts";
import { problemPage } from "./problem-page.tsx";

/** Whoever comes to these addresses with another method is told which they take. Registered last. */
export const takesOnly = (app: Hono, hub: Hub, allowed: Readonly<Record<string, string>>): void => {
  for (const [path, allow] of Object.entries(allowed))
    app.all(path, (c) => {
      c.header("Allow", allow);
      return problemPage(c, "method-not-allowed", hub);
    });
};
