import type { ProblemName } from "./problem.ts";

/** 256 KiB, counted in the bytes that were read, whatever Content-Length says. */
const mostBytes = 262_144;

const isJson = (contentType: string | undefined) =>
  /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? "");

/** Reads a JSON body. @returns what was sent, or the problem with it. */
export const readJson = async (
  request: Request,
): Promise<{ readonly json: unknown } | { readonly problem: ProblemName }> => {
  if (!isJson(request.headers.get("content-type") ?? undefined)) return { problem: "not-json" };
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes)
    return { problem: "too-large" };
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > mostBytes) return { problem: "too-large" };
  try {
    return { json: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return { problem: "unreadable" };
  }
};
