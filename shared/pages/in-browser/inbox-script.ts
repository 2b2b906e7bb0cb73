import { Button, CharacterCount, createAll } from "govuk-frontend";
import { keepTyped } from "./keep-typed.ts";
import { refreshList } from "./refresh-list.ts";

// All of the inbox works without this.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(Button);
createAll(CharacterCount, { countType: "characters" });
keepTyped();
refreshList();
