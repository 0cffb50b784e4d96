// The pages everybody can open: no fault axe knows, nothing cut off, in three languages, on phone and desk, light and dark.
import { standing } from "../pages/every_state.js";
import { everyStateIsAccessible } from "../support/accessible.js";
import { visit } from "../support/visit.js";

everyStateIsAccessible(visit(), standing);
