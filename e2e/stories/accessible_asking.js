// The form, the page after it, and links that open nothing: axe finds no fault and no text is cut off, in three languages,
// on phone and desk, light and dark.
import { asking } from "../pages/every_state.js";
import { everyStateIsAccessible } from "../support/accessible.js";
import { visit } from "../support/visit.js";

everyStateIsAccessible(visit(), asking);
