import { Button, CharacterCount, createAll } from "govuk-frontend";
import { timeOut } from "./time-out.ts";

// All of the form works without this. With it, a button is pressed once, characters are counted while they
// are typed, and the time-out is told before it comes.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(Button);
createAll(CharacterCount, { countType: "characters" });
timeOut();
