import { Hono } from "hono";
import { formStyles } from "../../shared/pages/stylesheet.ts";
import type { RequestDeps } from "./deps.ts";
import { hoursAt } from "./hours-at.ts";
import { startPage } from "./start-page.tsx";

/** Where the form begins, and the style sheet that every browser asks for with it. */
export const firstPageRoutes = ({
  settings: { hub },
  working,
  clock,
}: Pick<RequestDeps, "settings" | "working" | "clock">): Hono => {
  const app = new Hono();

  app.get("/", (c) => c.html(startPage({ hub, hours: hoursAt(clock(), hub, working) })));

  app.get(formStyles.href, (c) =>
    c.body(formStyles.text, 200, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "public, max-age=31536000, immutable",
    }),
  );

  return app;
};
