import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** Whether pages of the site may run its own script. */
type Script = "with-script" | "without-script";

const strict = (script: Script) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      ...(script === "with-script" ? { scriptSrc: ["'self'"], connectSrc: ["'self'"] } : {}),
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    // The middleware's own default, no-referrer, makes browsers send "Origin: null" with our own forms.
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    // The middleware's own default is half a year.
    strictTransportSecurity: "max-age=31536000; includeSubDomains",
  });

/**
 * The headers of every answer, errors included: nothing from elsewhere, no script but the site's own file
 * where it has one, no frame, kept by no cache and found by no search engine. A stylesheet or script, which
 * says nothing about anybody, sets its own cache.
 */
export const strictHeaders = (script: Script): MiddlewareHandler => {
  const headers = strict(script);
  return async (c, next) => {
    await headers(c, next);
    if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
    c.res.headers.set("X-Robots-Tag", "noindex");
  };
};
