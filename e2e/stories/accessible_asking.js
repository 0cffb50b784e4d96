// The form, what follows it, and links that open nothing: no fault axe knows, nothing cut off, in three languages, on
// phone and desk, light and dark.
import { asking } from "../pages/every_state.js";
import { everyStateIsAccessible } from "../support/accessible.js";
import { visit } from "../support/visit.js";

everyStateIsAccessible(visit(), asking);
