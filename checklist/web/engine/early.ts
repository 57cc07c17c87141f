// The first script of a page that decides something.
import { startEarly } from "./worker-start.ts";

try {
  startEarly();
} catch {
  // Where no worker may be started, the page's own attempt says so.
}
