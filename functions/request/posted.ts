import type { Context } from "hono";
import { readOwnPost } from "../../shared/pages/own-post.ts";
import type { Settings } from "../../shared/settings.ts";
import { problemPage } from "./problem-page.tsx";

/** The fields of a post of our own page, or the page that says why it is not taken. */
export const posted = async (
  c: Context,
  { hub, formAddress }: Pick<Settings, "hub" | "formAddress">,
): Promise<URLSearchParams | Response> => {
  const read = await readOwnPost(c.req.raw, formAddress);
  return "problem" in read ? problemPage(c, read.problem, hub) : read.fields;
};
