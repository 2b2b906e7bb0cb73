import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

const strict = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  // The middleware's own default, no-referrer, makes browsers send "Origin: null" with our own forms.
  referrerPolicy: "same-origin",
  xFrameOptions: "DENY",
});

/**
 * The headers of every answer, errors included: nothing from elsewhere, no script, no frame, kept by no
 * cache and found by no search engine. A stylesheet, which says nothing about anybody, sets its own cache.
 */
export const strictHeaders: MiddlewareHandler = async (c, next) => {
  await strict(c, next);
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
  c.res.headers.set("X-Robots-Tag", "noindex");
};
