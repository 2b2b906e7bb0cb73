import { ResponseType, type RestApi } from "aws-cdk-lib/aws-apigateway";
import { asProblem, type Refusal, strictHeaders } from "./refusal.ts";

/** Nobody can say here whether the function had stored the request: a repeat finds it if it had. */
const unsure =
  "We cannot tell whether your request was stored. Send it again: the same request is stored once.";

type Answer = Refusal & { readonly id: string; readonly type: ResponseType };

/** What API Gateway answers without asking the function. The two defaults cover all that is not named. */
const answers: readonly Answer[] = [
  {
    id: "NotFound",
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    title: "Page not found",
    detail: "Check the address. Nothing has been stored.",
  },
  {
    id: "TooLarge",
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    title: "The request is too large",
    detail: "Shorten it and send it again. Nothing has been stored.",
  },
  {
    id: "Throttled",
    type: ResponseType.THROTTLED,
    status: 429,
    title: "The service is busy",
    detail: "Wait a minute and send it again. Nothing has been stored.",
  },
  {
    id: "Filtered",
    type: ResponseType.WAF_FILTERED,
    status: 403,
    title: "The service refused this request",
    detail: "It looked like an attack on the service. Nothing has been stored.",
  },
  {
    id: "NoAnswer",
    type: ResponseType.INTEGRATION_FAILURE,
    status: 504,
    title: "The service did not answer",
    detail: unsure,
  },
  {
    id: "TooSlow",
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    title: "The service did not answer in time",
    detail: unsure,
  },
  {
    id: "Refused",
    type: ResponseType.DEFAULT_4XX,
    title: "The service could not read this request",
    detail: "Nothing has been stored.",
  },
  {
    id: "Failed",
    type: ResponseType.DEFAULT_5XX,
    title: "The service has a problem",
    detail: unsure,
  },
];

/** API Gateway takes a fixed value between quotes, and strips only the outermost. */
const quoted = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));

export const addGatewayAnswers = (restApi: RestApi, telephone: string): void => {
  for (const { id, type, ...refusal } of answers) {
    restApi.addGatewayResponse(`Answer${id}`, {
      type,
      ...(refusal.status === undefined ? {} : { statusCode: String(refusal.status) }),
      // The template of application/json is the one that is taken for any Accept; the header then
      // says what it is.
      templates: { "application/json": asProblem(refusal, telephone) },
      responseHeaders: quoted({ "Content-Type": "application/problem+json", ...strictHeaders }),
    });
  }
};
