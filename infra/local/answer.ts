/** What a local AWS endpoint answers. */
export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
};

/** An answer in AWS's JSON 1.1 protocol. */
export const json11 = (body: object): Answer => ({
  status: 200,
  type: "application/x-amz-json-1.1",
  body: JSON.stringify(body),
});

/** A failure in AWS's JSON 1.1 protocol: the SDK throws an error of that name. */
export const failure11 = (name: string, message: string): Answer => ({
  status: 400,
  type: "application/x-amz-json-1.1",
  body: JSON.stringify({ __type: name, message }),
});
