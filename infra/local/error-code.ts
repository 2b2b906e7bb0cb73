/** The code of a failed system or library call (`ENOENT`, `LEVEL_LOCKED`), when it has one. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
