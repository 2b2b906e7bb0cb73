/** A start that is refused: `message` is one sentence for the person at the keyboard. */
export type Refusal = Error & { readonly refusal: true };

export const refusal = (sentence: string): Refusal =>
  Object.assign(new Error(sentence), { refusal: true as const });

export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && "refusal" in error && error.refusal === true;
