/** Stands in everything that is typed, and must stand nowhere but in sealed texts. */
export const canary = "canarybird7qz";
