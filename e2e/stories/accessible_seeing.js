// Record and card: axe finds no fault and no text is cut off, in three languages, on phone and desk, light and dark.
import { seeing } from "../pages/every_state.js";
import { everyStateIsAccessible } from "../support/accessible.js";
import { visit } from "../support/visit.js";

everyStateIsAccessible(visit(), seeing);
