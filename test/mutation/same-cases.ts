import fc from "fast-check";

// Whether a change is noticed must not depend on the random cases of the day.
fc.configureGlobal({ seed: 1 });
