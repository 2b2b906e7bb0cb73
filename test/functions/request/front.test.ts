import { describe, expect, it } from "vitest";
import { front } from "../../../functions/request/front.ts";
import { localStage } from "../../../infra/stages.ts";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import { formStyles } from "../../../shared/pages/stylesheet.ts";
import { formAddress, hub, sites } from "../sites.ts";

const settings = { ...localStage, formAddress };
const working = workingTime(hub, snapshotCalendar);

/** The front before the whole form, and how often that was loaded. */
const opened = () => {
  const { form, clock } = sites();
  let loads = 0;
  const app = front({ settings, working, clock }, async () => {
    loads++;
    return form.fetch;
  });
  return { app, form, loads: () => loads };
};

const read = async (asked: Response | Promise<Response>) => {
  const answer = await asked;
  const { status, headers } = answer;
  return { status, headers: [...headers], text: await answer.text() };
};

const posted = {
  method: "POST",
  headers: {
    Origin: formAddress,
    "Sec-Fetch-Site": "same-origin",
    "Content-Type": "application/x-www-form-urlencoded",
  },
  body: "danger=no",
};

describe("the front", () => {
  it.each([
    ["/", "GET"],
    ["/?from=a-link", "GET"],
    ["/", "HEAD"],
    [formStyles.href, "GET"],
    [formStyles.href, "HEAD"],
  ])("answers %s by %s as the whole form does, and does not load it", async (path, method) => {
    const { app, form, loads } = opened();
    const asked = new URL(path, formAddress);
    const own = await read(app.request(asked, { method }));
    expect(own.status).toBe(200);
    expect(own).toEqual(await read(form.request(asked, { method })));
    expect(loads()).toBe(0);
  });

  it.each([
    ["/", { method: "POST" }],
    ["/", { method: "PUT" }],
    ["/request/danger", {}],
    ["/request/danger?gone", { method: "HEAD" }],
    ["/request/check", posted],
    ["/nowhere", {}],
    ["/api/deadline?received=2026-11-23T10:00:00Z", {}],
    ["/api/decision", { method: "DELETE" }],
    ["/styles-0000000000000000.css", {}],
  ])("leaves %s %o to the whole form, and changes nothing of its answer", async (path, init) => {
    const { app, form, loads } = opened();
    const asked = new URL(path, formAddress);
    expect(await read(app.request(asked, init))).toEqual(await read(form.request(asked, init)));
    expect(loads()).toBe(1);
  });

  it("hands on a cookie that the whole form sets", async () => {
    const { app } = opened();
    const answer = await app.request(new URL("/request/danger", formAddress), posted);
    expect(answer.status).toBe(303);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-draft=/),
      expect.stringMatching(/^__Host-draft-revision=/),
    ]);
  });

  it("shows the whole form's page when its own goes wrong", async () => {
    const broken = front(
      {
        settings,
        working,
        clock: () => {
          throw new Error("no clock");
        },
      },
      async () => () => new Response("a page with a number", { status: 500 }),
    );
    expect(await read(broken.request("/"))).toMatchObject({
      status: 500,
      text: "a page with a number",
    });
  });
});
